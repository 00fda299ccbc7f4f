//! Codes and messages of this floor. The words are in `i18n/`.

use std::io;

use crate::base::diag::{Code, Diagnostic};
use crate::base::reason::reason;

/// Every code of this floor.
pub static CODES: &[Code] = &[
    OUTPUT_NOT_OURS,
    OUTPUT_INSIDE_SOURCE,
    OUTPUT_BUSY,
    FOREIGN_FILE_IN_THE_WAY,
    CANNOT_WRITE,
    ASSET_LOST,
    BAD_OUTPUT_PATH,
    DUPLICATE_OUTPUT,
];

const OUTPUT_NOT_OURS: Code = Code::error("output-not-ours");
const OUTPUT_INSIDE_SOURCE: Code = Code::error("output-inside-source");
const OUTPUT_BUSY: Code = Code::error("output-busy");
const FOREIGN_FILE_IN_THE_WAY: Code = Code::error("foreign-file-in-the-way");
const CANNOT_WRITE: Code = Code::error("cannot-write");
const ASSET_LOST: Code = Code::error("asset-lost");
const BAD_OUTPUT_PATH: Code = Code::error("bad-output-path");
const DUPLICATE_OUTPUT: Code = Code::error("duplicate-output");

/// An output folder that holds `found`, and no manifest of ours.
pub fn output_not_ours(out: &str, found: &str, manifest: &str) -> Diagnostic {
    Diagnostic::nowhere(OUTPUT_NOT_OURS)
        .arg("out", out)
        .arg("found", found)
        .arg("manifest", manifest)
        .help("folder")
        .help("adopt")
}

/// An output folder whose manifest cannot be understood.
pub fn manifest_damaged(out: &str, manifest: &str) -> Diagnostic {
    Diagnostic::nowhere(OUTPUT_NOT_OURS)
        .arg("out", out)
        .arg("manifest", manifest)
        .help("damaged")
}

/// An output folder that is a file.
pub fn output_is_a_file(out: &str) -> Diagnostic {
    Diagnostic::nowhere(OUTPUT_NOT_OURS)
        .arg("out", out)
        .help("file")
}

/// An output folder inside `content/`, `themes/` or `assets/`.
pub fn output_inside_source(out: &str, folder: &str) -> Diagnostic {
    Diagnostic::nowhere(OUTPUT_INSIDE_SOURCE)
        .arg("out", out)
        .arg("folder", folder)
        .help("inside")
}

/// An output folder that is the site's root, or holds it.
pub fn output_around_source(out: &str) -> Diagnostic {
    Diagnostic::nowhere(OUTPUT_INSIDE_SOURCE)
        .arg("out", out)
        .help("around")
}

/// An output folder that another run is writing.
pub fn output_busy(out: &str) -> Diagnostic {
    Diagnostic::nowhere(OUTPUT_BUSY).arg("out", out).help("")
}

/// A file or folder of someone else where a page of ours belongs.
pub fn foreign_file_in_the_way(path: &str) -> Diagnostic {
    Diagnostic::nowhere(FOREIGN_FILE_IN_THE_WAY)
        .arg("path", path)
        .help("")
}

/// A folder or file that the system does not let us write.
pub fn cannot_write(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::nowhere(CANNOT_WRITE)
        .arg("path", path)
        .arg("reason", reason(error))
        .help("")
}

/// A file that was to be copied and is no longer there.
pub fn asset_lost(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::nowhere(ASSET_LOST)
        .arg("path", path)
        .arg("reason", reason(error))
        .help("")
}

/// A path that would leave the output folder, or that not every system can have.
pub fn bad_output_path(path: &str) -> Diagnostic {
    Diagnostic::nowhere(BAD_OUTPUT_PATH)
        .arg("path", path)
        .help("")
}

/// Two bodies at one path; on some systems, at paths that differ in capitals only.
pub fn duplicate_output(path: &str) -> Diagnostic {
    Diagnostic::nowhere(DUPLICATE_OUTPUT)
        .arg("path", path)
        .help("")
}
