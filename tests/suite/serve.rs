//! The preview as a program: what it answers, what it tells, what it survives.

mod edits;
mod http;
mod preview;
mod watch;

use crate::project::Project;

/// A small site with two articles and an asset with a Japanese name.
pub(crate) fn small() -> Project {
    let page = |title: &str, text: &str| format!("+++\ntitle = \"{title}\"\n+++\n\n{text}\n");
    Project::folder("tests/sites/plan")
        .with("content/pages/one.md", page("One", "first words"))
        .with("content/pages/two.md", page("Two", "other words"))
        .with(
            "assets/図.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        )
        .with("assets/plain.txt", "0123456789")
}

#[test]
#[ignore = "needs Chromium and node: tests/browser/run SITE serve, a step of tests/run"]
fn in_a_browser() {
    let test = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/serve.test.mjs");
    let mut node = std::process::Command::new("node");
    node.args(["--test", test])
        .env("MIERUKA_BIN", env!("CARGO_BIN_EXE_mieruka"));
    assert!(node.status().is_ok_and(|status| status.success()));
}
