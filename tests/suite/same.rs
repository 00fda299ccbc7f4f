//! What is published depends on the files and on nothing else.

use mieruka::pipeline::Pipeline;
use rayon::ThreadPoolBuilder;

use crate::dice::Dice;
use crate::golden::{SITES, site};
use crate::project::{Project, Run, publish, run};
use crate::warm::compare;

/// Each golden site, and one with faults in several files.
fn projects() -> Vec<(&'static str, Project)> {
    let mut all: Vec<_> = SITES.iter().map(|(name, _)| (*name, site(name))).collect();
    let broken = site("plan")
        .with(
            "content/forest/r6.toml",
            "[[evaluation]]\nsubject = \"9\"\ngrade = \"?\"\n",
        )
        .with("content/broken.toml", "a = \"")
        .with(
            "themes/default/templates/item.html",
            "{{ page.nothing.at.all }}",
        );
    all.push(("broken", broken));
    all
}

fn expect_same(what: &str, found: &Run, expected: &Run) {
    let mut report = String::new();
    compare(&mut report, what, found, expected);
    assert!(report.is_empty(), "{report}");
}

#[test]
fn two_runs_give_the_same_bytes() {
    for (name, project) in projects() {
        expect_same(name, &project.run(), &project.run());
    }
}

/// What `build` does, which lets texts and trees go on the way.
#[test]
fn a_single_run_gives_what_any_run_gives() {
    for (name, project) in projects() {
        let (mut snapshot, sources, diags) = project.load();
        let built = Pipeline::once(&mut snapshot);
        expect_same(
            name,
            &publish(built, &snapshot, sources, diags),
            &project.run(),
        );
    }
}

#[test]
fn one_thread_gives_what_many_give() {
    let pool = |threads| {
        ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads")
    };
    let (one, many) = (pool(1), pool(8));
    for (name, project) in projects() {
        expect_same(
            name,
            &many.install(|| project.run()),
            &one.install(|| project.run()),
        );
    }
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    for (name, project) in projects() {
        let expected = project.run();
        for seed in 1..6 {
            let (mut snapshot, sources, diags) = project.load();
            shuffle(snapshot.sources.to_mut(), seed);
            shuffle(&mut snapshot.themes, seed);
            shuffle(&mut snapshot.assets, seed);
            let found = run(&mut Pipeline::default(), &snapshot, sources, diags);
            expect_same(&format!("{name}, order {seed}"), &found, &expected);
        }
    }
}

/// The place of the site is in no byte of what is published, and neither is the time.
#[test]
fn the_place_of_the_site_does_not_matter() {
    let (here, there) = (site("plan").on_disk(), site("plan").on_disk());
    for disk in [&here, &there] {
        let said = disk.mieruka(&["build"]);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
    }
    let (here, there) = (here.tree("site/public"), there.tree("site/public"));
    assert!(here.contains_key("index.html"));
    assert!(here == there);
    assert_eq!(
        here.get("index.html"),
        site("plan").run().files.get("index.html")
    );
}

/// Fisher and Yates, with the numbers of a linear congruence (Knuth's MMIX).
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut dice = Dice(seed);
    for last in (1..items.len()).rev() {
        items.swap(last, dice.roll(last + 1));
    }
}
