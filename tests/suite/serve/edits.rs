//! Five hundred edits in a row: memory stays flat, and at the end every body is a cold build's.

use std::fs;

use super::preview::{Preview, SCRIPT};
use super::small;
use crate::dice::Dice;

/// How many edits: all of them in release, where they take seconds; fewer where nothing is
/// optimised.
const EDITS: usize = if cfg!(debug_assertions) { 60 } else { 500 };

/// How much more memory the second half of the edits may take, in KiB: what an allocator keeps
/// back, and less than two sites of this size for each edit.
const GROWTH: u64 = 12 * 1024;

/// One edit; says which page shows it, and how, if it must show.
fn edit(preview: &Preview, dice: &mut Dice, round: usize) -> Option<(String, String)> {
    let name = format!("p{}", dice.roll(12));
    let path = format!("content/pages/edits/{name}.md");
    let shown = Some((format!("/edits/{name}.html"), format!("Round {round}.")));
    let page = format!("+++\ntitle = \"{name}\"\n+++\n\nRound {round}.\n");
    match dice.roll(10) {
        0 => {
            let _ = fs::remove_file(preview.root().join(path));
            None
        }
        1 => {
            preview.write(&path, "+++\ntitel = 1\n+++\n");
            None
        }
        2 => {
            preview.write(&format!("assets/a{}.txt", dice.roll(5)), format!("{round}"));
            None
        }
        3 => {
            let css = format!(".m-body {{ margin: {round}px; }}");
            preview.write("themes/own/static/theme.css", css);
            None
        }
        4 => {
            let end = format!("<p>End {}</p>", dice.roll(3));
            preview.write("themes/own/templates/partials/end.html", end);
            None
        }
        5 => {
            let (old, new) = (
                preview.root().join(&path),
                preview
                    .root()
                    .join(format!("content/pages/edits/{name}-old.md")),
            );
            let _ = fs::rename(old, new);
            None
        }
        6 => {
            let items = preview.read("content/forest/items.toml");
            let items = items.replace("苗を育てる", &format!("苗を育てる{}", dice.roll(10)));
            preview.write("content/forest/items.toml", items);
            None
        }
        _ => {
            preview.write(&path, page);
            shown
        }
    }
}

#[test]
fn many_edits_leave_no_trace() {
    let site = small();
    let text = String::from_utf8_lossy(&site.files["site.toml"]).into_owned();
    let site = site
        .with("site.toml", format!("{text}theme = \"own\"\n"))
        .with("themes/own/static/theme.css", ".m-body { margin: 0; }");
    let preview = Preview::of(&site);
    let _tabs = ["/", "/one.html", "/edits/p1.html", "/plan/forest/"].map(|page| preview.tab(page));
    let mut dice = Dice(1);
    let mut half = None;
    for round in 0..EDITS {
        let shown = edit(&preview, &mut dice, round);
        // A page that is broken elsewhere keeps all pages back, so only some edits can be waited for.
        if let Some((page, text)) = shown.filter(|_| round % 5 == 0) {
            mend(&preview);
            preview.shows(&page, &text);
        }
        if round == EDITS / 2 {
            mend(&preview);
            half = at_rest(&preview);
        }
    }
    mend(&preview);
    preview.write(
        "content/pages/one.md",
        "+++\ntitle = \"One\"\n+++\n\nThe end.\n",
    );
    preview.shows("/one.html", "The end.");
    if let (Some(half), Some(end)) = (half, at_rest(&preview)) {
        println!("memory after half the edits {half} KiB, after all of them {end} KiB");
        assert!(end < half + GROWTH, "memory grew from {half} to {end} KiB");
    }
    let built = preview.disk.mieruka(&["build", "--out", "../built"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    for (path, bytes) in preview.disk.tree("built") {
        let body = preview
            .get(&format!("/{path}").replace('図', "%E5%9B%B3"))
            .body;
        let body = match path.ends_with(".html") {
            true => String::from_utf8_lossy(&body)
                .replace(SCRIPT, "")
                .into_bytes(),
            false => body,
        };
        assert!(body == bytes, "{path} is not a cold build's");
    }
}

/// What the program holds when nothing is left to do, in KiB: the least of some seconds, since
/// pages are made behind what is shown.
fn at_rest(preview: &Preview) -> Option<u64> {
    let looks = (0..30).map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        preview.memory()
    });
    looks.flatten().min()
}

/// Takes away the pages that have a fault.
fn mend(preview: &Preview) {
    let folder = preview.root().join("content/pages/edits");
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        if text.contains("titel") {
            fs::remove_file(entry.path()).expect("a removed file");
        }
    }
}
