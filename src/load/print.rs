//! What a site is made of, in a fingerprint, without keeping a byte of it.

use std::fs::File;
use std::io::{self, Read};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::files::{DiskFiles, Files};
use super::snapshot::{Asset, fingerprint_of};
use super::{CONTENT, SITE_FILE, THEME, ends_in};
use crate::base::fingerprint::Fingerprint;
use crate::base::source::SourceFile;

/// Most sources are read in one piece of this size.
const PIECE: usize = 64 << 10;

/// The [`super::snapshot::Snapshot::fingerprint`] of the site in a folder. `None` where there is
/// something to say about its files, which only reading them all can say.
pub fn fingerprint(files: &DiskFiles) -> Option<Fingerprint> {
    let site = names(files, SITE_FILE)?;
    let (content, strange) = split(names(files, "content")?, CONTENT);
    let (themes, theme_assets) = split(names(files, "themes")?, THEME);
    if site.len() != 1 || !strange.is_empty() {
        return None;
    }
    let texts: Vec<Name> = site.into_iter().chain(content).chain(themes).collect();
    let assets: Vec<Name> = theme_assets
        .into_iter()
        .chain(names(files, "assets")?)
        .collect();
    let piece = || vec![0; PIECE];
    let texts = texts.par_iter().map_init(piece, |buffer, name| {
        let bytes = read(files, &name.written, buffer)?;
        Ok(SourceFile::fingerprint_of(&name.path, bytes))
    });
    let mut all = texts.collect::<io::Result<Vec<_>>>().ok()?;
    let assets = assets.par_iter().map(|name| {
        let origin = files.origin(&name.written);
        Asset::fingerprint_of(&name.path, &origin)
    });
    all.extend(assets.collect::<io::Result<Vec<_>>>().ok()?);
    Some(fingerprint_of(&all))
}

/// A file by its path in NFC, and as the file system spells it.
struct Name {
    path: String,
    written: String,
}

/// The files below `under` in order, if they are files in folders and nothing else.
fn names(files: &DiskFiles, under: &str) -> Option<Vec<Name>> {
    let mut names: Vec<Name> = files
        .names(under)?
        .into_iter()
        .map(|written| Name {
            path: match written.is_ascii() {
                true => written.clone(),
                false => written.nfc().collect(),
            },
            written,
        })
        .collect();
    names.sort_by(|a, b| a.path.cmp(&b.path));
    let twice = names.windows(2).any(|two| two[0].path == two[1].path);
    (!twice).then_some(names)
}

fn split(names: Vec<Name>, endings: &[&str]) -> (Vec<Name>, Vec<Name>) {
    let ends = |name: &Name| ends_in(&name.path, endings);
    names.into_iter().partition(ends)
}

/// The bytes of a file, in a buffer that was used before.
fn read<'a>(files: &DiskFiles, path: &str, buffer: &'a mut Vec<u8>) -> io::Result<&'a [u8]> {
    let mut file = File::open(files.place(path))?;
    let mut length = 0;
    loop {
        let read = file.read(&mut buffer[length..])?;
        length += read;
        // A file gives less than there is room for only at its end.
        if length < buffer.len() {
            return Ok(&buffer[..length]);
        }
        buffer.resize(buffer.len() * 2, 0);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::load::load;

    #[test]
    fn it_is_the_fingerprint_of_what_is_read() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let write = |path: &str, text: &str| {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap_or(dir.path()))?;
            fs::write(path, text)
        };
        let both = || {
            let files = DiskFiles::new(dir.path());
            let read = load(&files).value.0.fingerprint().ok();
            (fingerprint(&files), read)
        };
        assert_eq!(both().0, None, "no site");
        for (path, text) in [
            ("site.toml", "s"),
            ("content/a.md", "a"),
            ("content/a/b.toml", ""),
            ("content/が.md", "composed"),
            ("content/か\u{3099}2.md", "taken apart"),
            ("content/.hidden.md", "passed over"),
            ("themes/t/templates/page.html", "t"),
            ("themes/t/static/font.woff", "f"),
            ("assets/x.txt", "x"),
            ("elsewhere/y.txt", "y"),
        ] {
            write(path, text)?;
            let (quick, read) = both();
            assert!(quick.is_some() && quick == read, "{path}");
        }
        for size in [PIECE - 1, PIECE, PIECE + 1, 5 * PIECE] {
            write("content/a.md", &"x".repeat(size))?;
            let (quick, read) = both();
            assert!(quick.is_some() && quick == read, "{size} bytes");
        }
        write("content/strange.docx", "")?;
        assert_eq!(both().0, None, "a file that must be spoken of");
        fs::remove_file(dir.path().join("content/strange.docx"))?;
        write("content/か\u{3099}.md", "the same name")?;
        assert_eq!(both().0, None);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_are_for_others_to_judge() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        fs::write(dir.path().join("site.toml"), "s")?;
        fs::create_dir(dir.path().join("content"))?;
        let files = DiskFiles::new(dir.path());
        assert!(fingerprint(&files).is_some());
        std::os::unix::fs::symlink("../site.toml", dir.path().join("content/a.toml"))?;
        assert_eq!(fingerprint(&files), None);
        Ok(())
    }
}
