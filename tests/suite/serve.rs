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
