//! How much work a run does, counted and not timed: the same on a busy machine.

use std::collections::BTreeMap;
use std::sync::Arc;

use mieruka::emit::memory::NullSink;
use mieruka::pipeline::artifacts::Artifacts;
use mieruka::pipeline::{Built, Pipeline};
use mieruka::site::page::PageKind;
use mieruka::view::data::{count, file};
use mieruka::view::page::Body;
use mieruka::view::view;

use crate::golden::{SITES, site};
use crate::project::{Disk, Project, Said};

const SITE: &str = "plan";
const PAGE: &str = "content/forest/1-1.md";

/// The site with one word of one page changed.
fn reworded() -> Project {
    let site = site(SITE);
    let text = String::from_utf8_lossy(&site.files[PAGE]).replace("ふやします", "広げます");
    assert_ne!(text.as_bytes(), site.files[PAGE]);
    site.with(PAGE, text)
}

fn run(pipeline: &mut Pipeline, project: &Project) -> Built {
    pipeline.run(&project.load().0)
}

#[test]
fn only_what_changed_is_parsed_again() {
    let mut pipeline = Pipeline::default();
    let all = site(SITE).load().0.sources.len();
    assert_eq!(run(&mut pipeline, &site(SITE)).parsed, all);
    assert_eq!(run(&mut pipeline, &site(SITE)).parsed, 0);
    assert_eq!(run(&mut pipeline, &reworded()).parsed, 1);
}

#[test]
fn other_words_leave_model_and_index_as_they_were() {
    let mut pipeline = Pipeline::default();
    let mut reused = |project: &Project| run(&mut pipeline, project).reused;
    assert!(
        !reused(&site(SITE)),
        "nothing is known before the first run"
    );
    assert!(reused(&reworded()) && reused(&site(SITE)));
    let themed = site(SITE).with("assets/a.txt", "a");
    assert!(reused(&themed), "an asset is not content");
    let fields =
        String::from_utf8_lossy(&site(SITE).files[PAGE]).replacen("+++\n", "+++\n# x\n", 1);
    assert!(!reused(&site(SITE).with(PAGE, fields)));
    assert!(!reused(&site(SITE).with("content/broken.toml", "[[")));
}

#[test]
fn every_page_is_built_and_rendered_once() {
    let (snapshot, ..) = site(SITE).load();
    let built = Pipeline::default().run(&snapshot);
    let sink = NullSink::default();
    let published = built.publish(&snapshot, &sink);
    let pages = built.sitemap.pages.len();
    assert_eq!((published.views, published.pages), (pages, pages));
}

#[test]
fn a_preview_builds_each_view_once_whatever_is_asked_for() {
    let (snapshot, ..) = site(SITE).load();
    let built = Pipeline::default().run(&snapshot);
    let paths: Vec<String> = built.sitemap.pages.iter().map(|p| p.path.clone()).collect();
    let artifacts = Artifacts::new(built, &snapshot, &Arc::default());
    assert_eq!(artifacts.views(), 0);
    let wholes = ["data/site.json", "data/derived.csv", "search/map.js"];
    for path in paths.iter().map(String::as_str).chain(wholes) {
        assert!(
            artifacts.get(path).is_some_and(|made| made.is_ok()),
            "{path}"
        );
    }
    assert_eq!(artifacts.views(), paths.len());
}

#[test]
fn the_page_of_data_files_tells_how_many_rows_each_has() {
    for (name, _) in SITES {
        let (snapshot, ..) = site(name).load();
        let built = Pipeline::default().run(&snapshot);
        let mut pages = built.sitemap.pages.iter();
        let page = pages.find(|page| page.kind == PageKind::Data);
        let view = view(built.world(), page.expect("a page of data files"));
        let Body::Data(told) = view.body else {
            panic!("{name}: another body")
        };
        let files = (0..count(built.world())).map(|place| file(built.world(), place));
        let told = told.files.iter().chain(&told.tables);
        let told: BTreeMap<&str, Option<usize>> =
            told.map(|file| (file.name.as_str(), file.rows)).collect();
        for file in files {
            let rows = told[format!("{}.csv", file.name).as_str()];
            assert_eq!(rows, Some(file.rows.count()), "{name}: {}", file.name);
        }
    }
}

/// The published files, without the list of them.
fn published(disk: &Disk) -> BTreeMap<String, Vec<u8>> {
    let mut files = disk.tree("site/public");
    files.retain(|path, _| !path.starts_with('.'));
    files
}

fn counts(said: &Said, text: &str) -> bool {
    said.stdout.contains(text)
}

#[test]
fn only_files_that_differ_are_written() {
    let disk = site(SITE).on_disk();
    // Search and print hold the words of many pages.
    let mut settings = site(SITE).files["site.toml"].clone();
    settings.extend(b"\n[output]\nsearch = false\nprint = false\n");
    disk.write("site/site.toml", settings);
    assert_eq!(disk.mieruka(&["build"]).code, Some(0));
    let before = published(&disk);
    disk.write(&format!("site/{PAGE}"), &reworded().files[PAGE]);
    let said = disk.mieruka(&["build", "--timings"]);
    let after = published(&disk);
    let differ: Vec<&str> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    let expected = ["data/reports.csv", "data/site.json", "plan/forest/1-1.html"];
    assert_eq!(differ, expected);
    assert!(counts(&said, "files written 3\n"), "{}", said.stdout);
    let all = before.len() - differ.len();
    let same = format!("unchanged {all},");
    assert!(counts(&said, &same), "{}", said.stdout);
}

#[test]
fn a_build_of_what_is_there_reads_and_compares_and_does_no_more() {
    let disk = site(SITE).on_disk();
    let same = |args: &[&str]| counts(&disk.mieruka(args), "Nothing has changed");
    assert!(!same(&["build"]));
    assert!(same(&["build"]));
    // All is made again if someone says so, took a file away, cut one short, or changed the site.
    assert!(!same(&["build", "--force"]));
    assert!(same(&["build"]));
    let page = disk.path().join("site/public/index.html");
    std::fs::remove_file(&page).expect("a page");
    assert!(!same(&["build"]));
    assert!(page.is_file() && same(&["build"]));
    std::fs::write(&page, "short").expect("a page");
    assert!(!same(&["build"]));
    assert!(same(&["build"]));
    disk.write("site/assets/a.txt", "a");
    assert!(!same(&["build"]));
    assert!(same(&["build"]));
    disk.write("site/assets/a.txt", "b");
    assert!(!same(&["build"]));
    let text = disk.tree("site/public");
    assert_eq!(text["assets/a.txt"], b"b");
}

#[test]
fn what_a_site_was_warned_of_is_said_again() {
    let text =
        String::from_utf8_lossy(&site(SITE).files[PAGE]).replace("ふやします", "7倍にします");
    let disk = site(SITE).with(PAGE, text).on_disk();
    let first = disk.mieruka(&["build"]);
    assert!(first.stderr.contains("bare-figure"), "{}", first.stderr);
    assert_eq!(disk.mieruka(&["build"]).stderr, first.stderr);
}
