//! What a site is made of, in a fingerprint, without keeping a byte of it.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{DiskFiles, Files};
use super::snapshot::{Asset, fingerprint_of};
use super::{CONTENT, LARGEST, Named, SITE_FILE, THEME, composed, split};
use crate::base::fingerprint::Fingerprint;
use crate::base::source::SourceFile;

/// Most sources are read in one piece of this size.
const PIECE: usize = 64 << 10;

/// The [`super::snapshot::Snapshot::fingerprint`] of the site in a folder. `None` where there is
/// something to say about its files, which only reading them all can say; or where it is
/// `useless` by now.
pub fn fingerprint(files: &DiskFiles, useless: &(dyn Fn() -> bool + Sync)) -> Option<Fingerprint> {
    let site = names(files, SITE_FILE)?;
    let (content, strange) = split(names(files, "content")?, CONTENT);
    let (themes, theme_assets) = split(names(files, "themes")?, THEME);
    if site.len() != 1 || !strange.is_empty() {
        return None;
    }
    let texts: Vec<_> = site.into_iter().chain(content).chain(themes).collect();
    let piece = || vec![0; PIECE];
    let texts = texts.par_iter().map_init(piece, |buffer, (path, written)| {
        let bytes = (!useless()).then(|| read(files, written, buffer))?;
        Some(SourceFile::fingerprint_of(path, bytes.ok()?))
    });
    let mut all = texts.collect::<Option<Vec<_>>>()?;
    let assets = theme_assets.into_iter().chain(names(files, "assets")?);
    let assets: Vec<_> = assets.collect();
    let assets = assets.par_iter().map(|(path, written)| {
        let origin = (!useless()).then(|| files.origin(written))?;
        Asset::fingerprint_of(path, &origin).ok()
    });
    all.extend(assets.collect::<Option<Vec<_>>>()?);
    Some(fingerprint_of(&all))
}

/// The files below `under`, each as the file system spells it, if there are files in folders and
/// nothing else.
fn names(files: &DiskFiles, under: &str) -> Option<Named<Arc<str>>> {
    let names = files.names(under)?.into_iter();
    let mut names: Named<Arc<str>> = names.map(|written| (composed(&written), written)).collect();
    names.sort();
    let twice = names.windows(2).any(|two| two[0].0 == two[1].0);
    (!twice).then_some(names)
}

/// The bytes of a source, in a buffer that was used before.
fn read<'a>(files: &DiskFiles, path: &str, buffer: &'a mut Vec<u8>) -> io::Result<&'a [u8]> {
    let mut file = File::open(files.place(path))?;
    let mut length = 0;
    loop {
        match file.read(&mut buffer[length..]) {
            Ok(0) => return Ok(&buffer[..length]),
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if length as u64 > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if length == buffer.len() {
            buffer.resize(buffer.len() * 2, 0);
        }
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
            (fingerprint(&files, &|| false), read)
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
        assert!(fingerprint(&files, &|| false).is_some());
        assert_eq!(fingerprint(&files, &|| true), None);
        std::os::unix::fs::symlink("../site.toml", dir.path().join("content/a.toml"))?;
        assert_eq!(fingerprint(&files, &|| false), None);
        Ok(())
    }
}
