//! What is read, what is refused, and in which order.

use std::{fs, io};

use super::files::{DiskFiles, MemoryFiles};
use super::*;

type Texts = Vec<(String, String)>;

fn codes(checked: &Checked<(Snapshot, Sources)>) -> Vec<(&'static str, String)> {
    let sources = &checked.value.1;
    let path = |fault: &Diagnostic| {
        fault
            .span
            .and_then(|span| sources.get(span.file))
            .map(|f| f.path.to_string())
    };
    let faults = checked.diags.iter();
    faults
        .map(|fault| (fault.code.name, path(fault).unwrap_or_default()))
        .collect()
}

fn paths(files: &[SourceFile]) -> Vec<&str> {
    files.iter().map(|file| &*file.path).collect()
}

fn memory(files: &[(&str, &[u8])]) -> Checked<(Snapshot, Sources)> {
    load(&files.iter().copied().collect::<MemoryFiles>())
}

#[test]
fn every_kind_of_file_has_its_list() {
    let checked = memory(&[
        ("content/b.md", b""),
        ("content/a/a.toml", b""),
        ("content/.hidden/x.toml", b""),
        ("content/~$a.toml", b""),
        ("content/Thumbs.db", b""),
        ("content/plan.xlsx", b""),
        ("contents/x.toml", b""),
        ("site.toml", b""),
        ("themes/t/page.html", b""),
        ("themes/t/font.woff2", b"\xff"),
        ("assets/p.pdf", b"\xff\xff"),
    ]);
    let (snapshot, _) = &checked.value;
    assert_eq!(
        paths(&snapshot.sources),
        ["site.toml", "content/a/a.toml", "content/b.md"]
    );
    assert_eq!(paths(&snapshot.themes), ["themes/t/page.html"]);
    assert_eq!(snapshot.theme_assets[0].path, "themes/t/font.woff2");
    assert_eq!(
        (snapshot.assets[0].path.as_str(), snapshot.assets[0].size),
        ("assets/p.pdf", 2)
    );
    assert_eq!(
        codes(&checked),
        [("unknown-file", "content/plan.xlsx".to_owned())]
    );
    assert!(!checked.diags.has_errors());
}

#[test]
fn a_file_that_is_no_text_names_the_place_and_keeps_no_other_back() {
    let checked = memory(&[
        ("site.toml", b""),
        ("content/a.toml", b"a = 1\nb = \"\x95\x5d\""),
        ("content/b.toml", b"\xff\xfea\0"),
        ("content/c.toml", b"c = 1"),
    ]);
    assert_eq!(
        paths(&checked.value.0.sources),
        ["site.toml", "content/c.toml"]
    );
    let faults: Vec<_> = checked.diags.iter().collect();
    assert_eq!(faults[0].help, ["shift-jis", ""]);
    assert_eq!(faults[1].help, ["utf-16", ""]);
    let place = faults[0]
        .span
        .and_then(|span| checked.value.1.place(span).map(|p| (p.line, p.column)));
    assert_eq!(place, Some((2, 6)));
}

#[test]
fn names_are_compared_in_composed_form() {
    let checked = memory(&[
        ("site.toml", b""),
        ("content/か\u{3099}.md", b""),
        ("content/が.md", b""),
    ]);
    assert_eq!(
        paths(&checked.value.0.sources),
        ["site.toml", "content/が.md"]
    );
    assert_eq!(
        codes(&checked),
        [("same-file-name", "content/が.md".to_owned())]
    );
}

#[test]
fn a_folder_that_is_no_site_is_one_fault() {
    let none = memory(&[("content/a.toml", b"\xff")]);
    let below = memory(&[("city/site.toml", b"")]);
    assert_eq!(codes(&none), [("no-site", String::new())]);
    assert!(below.diags.iter().all(|fault| fault.help == ["below"]));
    let missing = load(&DiskFiles::new(std::path::Path::new("no/such/folder")));
    assert!(
        missing
            .diags
            .iter()
            .all(|fault| fault.help == ["no-folder"])
    );
    assert_eq!(missing.diags.len(), 1);
}

fn disk(dir: &tempfile::TempDir) -> (Texts, Vec<(&'static str, String)>) {
    let checked = load(&DiskFiles::new(dir.path()));
    let texts = checked.value.0.sources.iter();
    let texts = texts
        .map(|file| (file.path.to_string(), file.text.to_string()))
        .collect();
    (texts, codes(&checked))
}

#[test]
fn a_disk_is_read_like_memory() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    fs::create_dir_all(dir.path().join("content/.git"))?;
    fs::write(dir.path().join("site.toml"), "s")?;
    fs::write(dir.path().join("content/b.md"), "b")?;
    fs::write(dir.path().join("content/.git/x.md"), "x")?;
    fs::write(dir.path().join("content/a.toml"), "a")?;
    fs::File::create(dir.path().join("content/large.toml"))?.set_len(LARGEST + 1)?;
    let (texts, codes) = disk(&dir);
    let owned = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let expected = [
        owned("site.toml", "s"),
        owned("content/a.toml", "a"),
        owned("content/b.md", "b"),
    ];
    assert_eq!(texts, expected);
    assert_eq!(codes, [("file-too-large", "content/large.toml".to_owned())]);
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_root_only() -> io::Result<()> {
    use std::os::unix::fs::symlink;
    let (dir, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let content = dir.path().join("content");
    fs::create_dir_all(content.join("real"))?;
    fs::write(dir.path().join("site.toml"), "")?;
    fs::write(content.join("real/a.md"), "a")?;
    fs::write(other.path().join("secret.md"), "secret")?;
    symlink(content.join("real"), content.join("alias"))?;
    symlink(other.path(), content.join("folder"))?;
    symlink(other.path().join("secret.md"), content.join("file.md"))?;
    symlink(&content, content.join("loop"))?;
    symlink("nowhere.md", content.join("broken.md"))?;
    let (texts, codes) = disk(&dir);
    let paths: Vec<_> = texts.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        ["site.toml", "content/alias/a.md", "content/real/a.md"]
    );
    let owned = |code, path: &str| (code, path.to_owned());
    let expected = [
        owned("cannot-read", "content/broken.md"),
        owned("symlink-outside", "content/file.md"),
        owned("symlink-outside", "content/folder"),
        owned("cannot-read", "content/loop"),
    ];
    assert_eq!(codes, expected);
    Ok(())
}
