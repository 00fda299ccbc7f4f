//! Why the system refused: the kinds of its faults as words of the catalogue.

use std::io::{Error, ErrorKind};

use super::diag::Arg;

/// The word for what the system says; its own sentence where the catalogue has no word for it.
pub fn reason(error: &Error) -> Arg {
    // 32 and 33 are Windows's own numbers for a file that another program holds open.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return Arg::Word("reason-in-use");
    }
    match error.kind() {
        ErrorKind::NotFound => Arg::Word("reason-not-found"),
        ErrorKind::PermissionDenied => Arg::Word("reason-permission"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Arg::Word("reason-in-use"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Arg::Word("reason-full"),
        ErrorKind::ReadOnlyFilesystem => Arg::Word("reason-read-only"),
        ErrorKind::IsADirectory => Arg::Word("reason-folder"),
        ErrorKind::NotADirectory => Arg::Word("reason-not-a-folder"),
        ErrorKind::AlreadyExists => Arg::Word("reason-exists"),
        ErrorKind::InvalidFilename => Arg::Word("reason-name"),
        _ => Arg::Text(error.to_string()),
    }
}
