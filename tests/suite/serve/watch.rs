//! What is noticed: every way in which files change, and nothing else.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::preview::Preview;
use super::small;

fn page(title: &str, text: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\n\n{text}\n")
}

fn generation(value: &Value) -> u64 {
    value["generation"].as_u64().unwrap_or_default()
}

#[test]
fn an_edit_reloads_the_pages_that_changed_and_no_other() {
    let preview = Preview::of(&small());
    let (one, two) = (preview.tab("/one.html"), preview.tab("/two.html"));
    preview.write("content/pages/one.md", page("One", "edited words"));
    let told = one.next();
    assert_eq!((generation(&told), &told["reload"]), (2, &true.into()));
    assert_eq!(told["story"]["errors"], 0);
    preview.shows("/one.html", "edited words");
    let told = two.next();
    assert_eq!((generation(&told), &told["reload"]), (2, &false.into()));
    assert_eq!(told["changed"], Value::Array(Vec::new()));
    // One save is one message.
    assert!(one.rest(Duration::from_millis(1500)).is_empty());
}

#[test]
fn a_tab_that_was_away_catches_up() {
    let preview = Preview::of(&small());
    let old = preview.get("/one.html");
    let tag = old
        .header("etag")
        .expect("a tag")
        .trim_matches('"')
        .to_owned();
    preview.write("content/pages/one.md", page("One", "edited words"));
    preview.shows("/one.html", "edited words");
    let reload = |page: &str, tag: &str| {
        let path = format!("/_mieruka/events?page={page}&tag={tag}");
        let tab = preview.tab_told(&path);
        tab["reload"].as_bool()
    };
    assert_eq!(reload("/one.html", &tag), Some(true));
    let new = preview.get("/one.html");
    let tag = new
        .header("etag")
        .expect("a tag")
        .trim_matches('"')
        .to_owned();
    assert_eq!(reload("/one.html", &tag), Some(false));
    assert_eq!(reload("/one.html", "of-another-server"), Some(true));
}

#[test]
fn a_fault_keeps_the_last_good_page_and_names_its_place() {
    let preview = Preview::of(&small());
    let tab = preview.tab("/one.html");
    let before = preview.get("/one.html").body;
    preview.write(
        "content/pages/one.md",
        "+++\ntitle = \"One\"\ntitel = 1\n+++\n\nbad\n",
    );
    let told = tab.until(|value| value["story"]["errors"] != 0);
    assert_eq!((generation(&told), &told["reload"]), (1, &false.into()));
    let fault = &told["story"]["faults"][0];
    assert_eq!(fault["code"], "unknown-key");
    assert_eq!(fault["place"]["at"], "content/pages/one.md:3:1");
    let path = preview.root().join("content/pages/one.md");
    let href = format!("vscode://file{}:3:1", path.display());
    assert_eq!(fault["place"]["href"], href.as_str());
    assert_eq!(
        fault["place"]["text"],
        serde_json::json!(["", "titel", " = 1"])
    );
    assert_eq!(preview.get("/one.html").body, before);
    preview.write("content/pages/one.md", page("One", "mended"));
    let told = tab.until(|value| value["story"]["errors"] == 0);
    assert_eq!((generation(&told), &told["reload"]), (2, &true.into()));
    preview.shows("/one.html", "mended");
}

#[test]
fn editors_may_save_by_renaming() {
    let preview = Preview::of(&small());
    let root = preview.root();
    for round in 0..5 {
        let text = format!("round {round}");
        preview.write("content/pages/.one.md.swp", page("One", &text));
        fs::rename(
            root.join("content/pages/.one.md.swp"),
            root.join("content/pages/one.md"),
        )
        .expect("a renamed file");
        preview.shows("/one.html", &text);
    }
    // The other way: the old file moves away first, and stays as a copy.
    fs::rename(
        root.join("content/pages/one.md"),
        root.join("content/pages/one.md~"),
    )
    .expect("a renamed file");
    preview.write("content/pages/one.md", page("One", "another way"));
    preview.shows("/one.html", "another way");
    let site = fs::read_to_string(root.join("site.toml")).expect("the settings");
    preview.write(
        ".site.toml",
        site.replace("みどり市の計画\"", "Renamed site\""),
    );
    fs::rename(root.join(".site.toml"), root.join("site.toml")).expect("a renamed file");
    preview.shows("/one.html", "Renamed site");
}

#[test]
fn a_thousand_files_at_once_are_one_change_or_few() {
    let preview = Preview::of(&small());
    let tab = preview.tab("/one.html");
    for n in 0..1000 {
        preview.write(
            &format!("content/pages/many/n{n}.md"),
            page(&format!("Many {n}"), "x"),
        );
    }
    preview.shows("/many/n999.html", "Many 999");
    for n in 0..1000 {
        assert_eq!(preview.get(&format!("/many/n{n}.html")).status, 200, "{n}");
    }
    let told = tab.rest(Duration::from_millis(100));
    assert!(told.len() < 200, "{} messages for one burst", told.len());
    fs::remove_dir_all(preview.root().join("content/pages/many")).expect("a removed folder");
    preview.until("/many/n0.html", |answer| answer.status == 404);
    preview.until("/many/n999.html", |answer| answer.status == 404);
}

#[test]
fn files_and_folders_may_go_and_be_renamed() {
    let preview = Preview::of(&small());
    let pages = preview.root().join("content/pages");
    let tab = preview.tab("/one.html");
    fs::remove_file(pages.join("one.md")).expect("a removed file");
    let told = tab.until(|value| value["reload"] == true);
    assert_eq!(told["story"]["errors"], 0);
    preview.until("/one.html", |answer| answer.status == 404);
    preview.write(
        "content/pages/deep/er/three.md",
        page("Three", "deep words"),
    );
    preview.shows("/deep/er/three.html", "deep words");
    fs::rename(pages.join("deep"), pages.join("moved")).expect("a renamed folder");
    preview.shows("/moved/er/three.html", "deep words");
    preview.until("/deep/er/three.html", |answer| answer.status == 404);
    preview.write(
        "content/pages/moved/er/three.md",
        page("Three", "after the move"),
    );
    preview.shows("/moved/er/three.html", "after the move");
    fs::remove_dir_all(pages.join("moved")).expect("a removed folder");
    preview.until("/moved/er/three.html", |answer| answer.status == 404);
}

#[test]
fn a_root_may_be_deleted_and_restored() {
    let preview = Preview::of(&small());
    let tab = preview.tab("/one.html");
    fs::remove_dir_all(preview.root()).expect("a removed folder");
    let told = tab.until(|value| value["story"]["errors"] != 0);
    assert_eq!(told["story"]["faults"][0]["code"], "no-site");
    preview.shows("/one.html", "first words");
    for (path, bytes) in &small().files {
        preview.write(path, bytes);
    }
    preview.write("content/pages/one.md", page("One", "restored words"));
    tab.until(|value| value["story"]["errors"] == 0);
    preview.shows("/one.html", "restored words");
    preview.write("content/pages/one.md", page("One", "and edited"));
    preview.shows("/one.html", "and edited");
    // The other way: another folder takes its place.
    let aside = preview.disk.path().join("aside");
    fs::rename(preview.root(), &aside).expect("a renamed folder");
    fs::rename(&aside, preview.root()).expect("a renamed folder");
    preview.write("content/pages/two.md", page("Two", "and again"));
    preview.shows("/two.html", "and again");
}

#[test]
fn themes_assets_and_settings_are_watched_too() {
    let css = ".m-body { color: #111; }";
    let project = small()
        .with("assets/own.css", css)
        .with("themes/own/static/theme.css", css)
        .with(
            "themes/own/templates/partials/end.html",
            "<p>first end</p>\n",
        );
    let site = String::from_utf8_lossy(&project.files["site.toml"]).into_owned();
    let preview = Preview::of(&project.with("site.toml", format!("{site}theme = \"own\"\n")));
    preview.shows("/one.html", "first end");
    // A tab uses what its browser asked for.
    for path in ["/assets/own.css", "/assets/theme.css"] {
        assert_eq!(preview.get(path).text(), css);
    }
    let tab = preview.tab("/one.html");
    for path in ["assets/own.css", "themes/own/static/theme.css"] {
        preview.write(path, ".m-body { color: #222; }");
        let told = tab.next();
        let changed = path.replace("themes/own/static/", "assets/");
        assert_eq!(told["changed"], serde_json::json!([changed]), "{told}");
        assert_eq!(told["reload"], false);
        preview.shows(&format!("/{changed}"), "#222");
    }
    preview.write(
        "themes/own/templates/partials/end.html",
        "<p>second end</p>\n",
    );
    assert_eq!(tab.next()["reload"], true);
    preview.shows("/one.html", "second end");
    preview.write(
        "themes/own/templates/partials/end.html",
        "{{ page.no_such_field }}\n",
    );
    let told = tab.until(|value| value["story"]["errors"] != 0);
    assert_eq!(told["story"]["faults"][0]["code"], "template-error");
    preview.shows("/one.html", "second end");
    preview.write(
        "themes/own/templates/partials/end.html",
        "<p>third end</p>\n",
    );
    tab.until(|value| value["story"]["errors"] == 0);
    preview.shows("/one.html", "third end");
    preview.write(
        "site.toml",
        site.replace("みどり市の計画\"", "Another name\""),
    );
    preview.until("/one.html", |answer| {
        let text = answer.text();
        text.contains("Another name") && !text.contains("third end")
    });
}

#[test]
fn a_template_that_fails_on_a_page_that_nobody_sees_is_told_when_it_is_reached() {
    let site = small();
    let text = String::from_utf8_lossy(&site.files["site.toml"]).into_owned();
    let site = site
        .with("site.toml", format!("{text}theme = \"own\"\n"))
        .with("themes/own/templates/x.html", "");
    let preview = Preview::of(&site);
    let before = preview.get("/indicator/seedlings.html").body;
    let tab = preview.tab("/one.html");
    preview.write(
        "themes/own/templates/indicator.html",
        "{{ body.no_such_field }}",
    );
    let told = tab.until(|value| value["story"]["errors"] != 0);
    let fault = &told["story"]["faults"][0];
    assert_eq!(fault["code"], "template-error");
    let at = fault["place"]["at"].as_str().unwrap_or_default();
    assert!(
        at.starts_with("themes/own/templates/indicator.html:1:"),
        "{at}"
    );
    assert_eq!(preview.get("/indicator/seedlings.html").body, before);
    fs::remove_file(preview.root().join("themes/own/templates/indicator.html")).expect("removed");
    tab.until(|value| value["story"]["errors"] == 0);
}

#[test]
fn without_events_changes_are_looked_for() {
    let preview = Preview::start(small().on_disk(), &["--poll"]);
    preview.write("content/pages/one.md", page("One", "looked for"));
    preview.shows("/one.html", "looked for");
    assert!(
        preview.printed().contains("does not tell"),
        "{}",
        preview.printed()
    );
}

/// A link to a file in a folder that is not watched stands for a file system that tells nothing:
/// its changes are found by looking, and after a few of them it is looked more often.
#[cfg(unix)]
#[test]
fn a_file_system_that_tells_nothing_is_found_out() {
    let disk = small().on_disk();
    disk.write("site/elsewhere/three.md", page("Three", "linked words"));
    std::os::unix::fs::symlink(
        "../../elsewhere/three.md",
        disk.path().join("site/content/pages/three.md"),
    )
    .expect("a link");
    let preview = Preview::start(disk, &[]);
    preview.shows("/three.html", "linked words");
    for round in 0..4 {
        let text = format!("linked round {round}");
        preview.write("elsewhere/three.md", page("Three", &text));
        preview.shows("/three.html", &text);
    }
    assert!(
        preview.printed().contains("does not tell"),
        "{}",
        preview.printed()
    );
    let began = Instant::now();
    preview.write("elsewhere/three.md", page("Three", "found soon"));
    preview.shows("/three.html", "found soon");
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn reading_and_touching_is_no_change() {
    let preview = Preview::of(&small());
    let tab = preview.tab("/one.html");
    for path in [
        "/",
        "/one.html",
        "/data/site.json",
        "/assets/plain.txt",
        "/assets/%E5%9B%B3.svg",
    ] {
        preview.get(path);
    }
    let same = preview.read("content/pages/one.md");
    preview.write("content/pages/one.md", &same);
    fs::write(preview.root().join("notes.txt"), "not ours").expect("a written file");
    fs::create_dir_all(preview.root().join("public/x")).expect("a folder");
    thread::sleep(Duration::from_millis(2500));
    let told = tab.rest(Duration::ZERO);
    assert!(
        told.iter()
            .all(|value| generation(value) == 1 && value["reload"] == false),
        "{told:?}"
    );
    assert_eq!(
        preview.printed().matches("made anew").count(),
        1,
        "{}",
        preview.printed()
    );
}

#[test]
fn the_editor_can_be_chosen() {
    let bad = small().with("content/pages/one.md", "+++\ntitel = 1\n+++\n");
    let preview = Preview::start(
        bad.on_disk(),
        &["--editor", "idea://open?file=/{path}&line={line}"],
    );
    let told = preview.tab_told("/_mieruka/events?page=/&tag=");
    let faults = told["story"]["faults"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let path = preview.root().join("content/pages/one.md");
    let wanted = format!("idea://open?file={}&line=", path.display());
    let opens = |fault: &Value| {
        let href = fault["place"]["href"].as_str().unwrap_or_default();
        href.starts_with(&wanted)
    };
    assert!(faults.iter().any(opens), "{told}");
}
