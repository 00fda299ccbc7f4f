//! `[output]` in `site.toml`: what a site leaves out is neither made nor linked to.

use crate::golden::{SITES, site};
use crate::project::Project;

/// A golden site with this line in the `[output]` table of its settings.
fn with(name: &str, line: &str) -> Project {
    let site = site(name);
    let settings = site.files.get("site.toml").expect("settings").clone();
    let mut text = String::from_utf8(settings).expect("text");
    text.push_str("\n[output]\n");
    text.push_str(line);
    site.with("site.toml", text)
}

#[test]
fn a_site_without_open_data_has_no_link_to_it() {
    for (name, _) in SITES {
        let all = site(name).run();
        let run = with(name, "data = false\n").run();
        assert!(run.diagnostics.is_empty(), "{name}");
        let data = |path: &&String| path.starts_with("data/");
        assert!(all.files.keys().any(|path| data(&path)), "{name}");
        assert_eq!(run.files.keys().find(data), None, "{name}");
        // The index of search holds other texts, so that it may take another number of files.
        let search = |path: &&String| path.starts_with("search/");
        let pages = all.files.keys().filter(|path| !data(path) && !search(path));
        let made = run.files.keys().filter(|path| !search(path));
        assert!(pages.eq(made), "{name}: other files are made");
        for (path, bytes) in &run.files {
            let text = String::from_utf8_lossy(bytes);
            let linked = text.contains(".csv") || text.contains("data/index.html");
            assert!(!linked, "{name}: {path} links to open data");
        }
    }
}

#[test]
fn what_a_site_adds_to_its_theme_for_search_goes_with_search() {
    let added = |project: Project| {
        project
            .with("themes/default/static/search/own.js", "\"use strict\";\n")
            .with("themes/default/static/own.css", ".m-own { margin: 0; }\n")
            .run()
            .files
    };
    let all = added(site("plan"));
    let without = added(with("plan", "search = false\n"));
    assert!(all.contains_key("assets/search/own.js"));
    assert!(!without.contains_key("assets/search/own.js"));
    for files in [&all, &without] {
        assert!(files.contains_key("assets/own.css"));
    }
}

#[test]
fn a_site_without_search_has_no_trace_of_it() {
    for (name, _) in SITES {
        let run = with(name, "search = false\n").run();
        assert!(run.diagnostics.is_empty(), "{name}");
        // The only scripts of the built-in theme are those of search.
        let search = |path: &&String| path.starts_with("search") || path.ends_with(".js");
        assert_eq!(run.files.keys().find(search), None, "{name}");
        for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(
                !text.contains("search.html"),
                "{name}: {path} links to search"
            );
            assert!(
                !text.contains("type=\"search\""),
                "{name}: {path} has a box"
            );
        }
        let all = site(name).run().files;
        assert!(all.contains_key("search.html"), "{name}");
        assert!(all.contains_key("assets/search/search.js"), "{name}");
    }
}

#[test]
fn what_is_not_named_is_made() {
    let (name, _) = SITES[0];
    let plain = site(name).run();
    let named = with(name, "data = true\nsearch = true\nprint = true\n").run();
    assert!(named.diagnostics.is_empty());
    assert!(named.files == plain.files);
}

#[test]
fn a_misspelt_switch_is_a_fault() {
    let (name, _) = SITES[0];
    let run = with(name, "dta = false\n").run();
    let codes: Vec<_> = run.diagnostics.iter().map(|d| d.code.name).collect();
    assert_eq!(codes, ["unknown-key"]);
}
