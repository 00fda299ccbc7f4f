//! The program as people and scripts meet it: what it prints where, its exit code, and what it
//! leaves on the disk.

use crate::golden::site;
use crate::project::{Disk, Project, Said};

const OK: Option<i32> = Some(0);
const FAULTS: Option<i32> = Some(1);
const USAGE: Option<i32> = Some(2);

/// A site with one fault, in line 4 of a file.
fn faulty() -> Project {
    let text = "[[evaluation]]\nsubject = \"1-2\"\nperiod = \"R5\"\ngrade = \"E\"\n";
    Project::folder("tests/cases/base").with("content/plan/a.toml", text)
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn build_writes_the_site_and_says_so() {
    let disk = site("plan").on_disk();
    let said = disk.mieruka(&["build"]);
    assert_eq!((said.code, said.stderr.as_str()), (OK, ""));
    let printed = lines(&said.stdout);
    assert!(printed[0].starts_with("Done: pages "), "{}", said.stdout);
    assert_eq!(printed.last(), Some(&"File to open: public/index.html"));
    let run = site("plan").run();
    let mut written = disk.tree("site/public");
    written.retain(|path, _| run.files.contains_key(path));
    assert!(written == run.files, "the disk holds what the stages made");
}

#[test]
fn a_second_build_touches_nothing() {
    let disk = site("plan").on_disk();
    assert_eq!(disk.mieruka(&["build"]).code, OK);
    let time =
        || std::fs::metadata(disk.path().join("site/public/index.html")).and_then(|m| m.modified());
    let before = time().expect("a time");
    let said = disk.mieruka(&["build"]);
    assert_eq!((said.code, said.stderr.as_str()), (OK, ""));
    assert!(said.stdout.contains("files written 0,"), "{}", said.stdout);
    assert_eq!(time().expect("a time"), before);
}

#[test]
fn check_writes_nothing() {
    let disk = site("plan").on_disk();
    let before = disk.tree("site");
    let said = disk.mieruka(&["check"]);
    assert_eq!((said.code, said.stderr.as_str()), (OK, ""));
    assert_eq!(lines(&said.stdout).len(), 1);
    assert!(
        said.stdout.starts_with("Checked: pages "),
        "{}",
        said.stdout
    );
    assert_eq!(disk.tree("site"), before);
}

#[test]
fn faults_go_to_stderr_and_the_last_line_counts_them() {
    let said = faulty().on_disk().mieruka(&["check"]);
    assert_eq!((said.code, said.stdout.as_str()), (FAULTS, ""));
    let expected = [
        "error[unknown-grade]: ",
        "--> content/plan/a.toml:4:9",
        "4 | grade = \"E\"",
        "^^^",
        "content/city.toml:13:8",
    ];
    for text in expected {
        assert!(
            said.stderr.contains(text),
            "{text} is not in\n{}",
            said.stderr
        );
    }
    assert_eq!(
        lines(&said.stderr).last(),
        Some(&"1 error; checked only (nothing was written).")
    );
}

#[test]
fn the_short_format_is_one_line_a_fault_and_nothing_else() {
    let said = faulty().on_disk().mieruka(&["check", "--format", "short"]);
    assert_eq!((said.code, said.stdout.as_str()), (FAULTS, ""));
    let printed = lines(&said.stderr);
    assert_eq!(printed.len(), 1, "{}", said.stderr);
    assert!(
        printed[0].starts_with("content/plan/a.toml:4:9: error[unknown-grade]: "),
        "{}",
        printed[0]
    );
}

#[test]
fn warnings_are_shown_and_do_not_stop_a_build() {
    let disk = site("plan").with("content/notes.docx", "").on_disk();
    let said = disk.mieruka(&["build"]);
    assert_eq!(said.code, OK, "{}", said.stderr);
    assert!(
        said.stderr.contains("warning[unknown-file]"),
        "{}",
        said.stderr
    );
    assert_eq!(
        lines(&said.stderr).last(),
        Some(&"1 warning; the site was written.")
    );
    assert!(said.stdout.starts_with("Done: "));
}

#[test]
fn a_build_with_faults_leaves_the_previous_output_untouched() {
    let disk = site("plan").on_disk();
    assert_eq!(disk.mieruka(&["build"]).code, OK);
    let before = disk.tree("site/public");
    disk.write("site/content/forest/r6.toml", "[[evaluation]]\n");
    let said = disk.mieruka(&["build"]);
    assert_eq!((said.code, said.stdout.as_str()), (FAULTS, ""));
    assert!(
        said.stderr
            .ends_with("the site was not written (the previous output is as it was).\n")
    );
    assert_eq!(disk.tree("site/public"), before);
    let beside = std::fs::read_dir(disk.path().join("site"))
        .expect("the site")
        .flatten();
    let left = beside
        .filter(|entry| entry.path().is_dir())
        .map(|e| e.file_name())
        .collect::<Vec<_>>();
    assert_eq!(left.len(), 2, "only content and public, not {left:?}");
}

#[test]
fn a_folder_of_someone_else_is_refused() {
    let disk = site("plan").on_disk();
    disk.write("site/public/thesis.txt", "mine");
    let said = disk.mieruka(&["build"]);
    expect_refusal(&said, "output-not-ours");
    assert_eq!(
        disk.tree("site/public").keys().collect::<Vec<_>>(),
        ["thesis.txt"]
    );
}

#[test]
fn the_output_folder_is_not_inside_the_source() {
    let disk = site("plan").on_disk();
    let before = disk.tree("site");
    expect_refusal(
        &disk.mieruka(&["build", "--out", "content/public"]),
        "output-inside-source",
    );
    expect_refusal(
        &disk.mieruka(&["build", "--out", "."]),
        "output-inside-source",
    );
    assert_eq!(disk.tree("site"), before);
}

fn expect_refusal(said: &Said, code: &str) {
    assert_eq!(
        (said.code, said.stdout.as_str()),
        (FAULTS, ""),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains(&format!("error[{code}]: ")),
        "{}",
        said.stderr
    );
}

#[test]
fn a_folder_that_is_no_site_is_one_fault() {
    let disk = site("plan").on_disk();
    for command in ["build", "check"] {
        let said = disk.mieruka_in("", "C", &[command, "--format", "short"]);
        assert_eq!((said.code, said.stdout.as_str()), (FAULTS, ""));
        assert_eq!(lines(&said.stderr).len(), 1, "{}", said.stderr);
        assert!(
            said.stderr.starts_with("-: error[no-site]: "),
            "{}",
            said.stderr
        );
    }
}

#[test]
fn root_and_out_are_folders_from_where_one_stands() {
    let disk = site("plan").on_disk();
    let said = disk.mieruka_in("", "C", &["build", "--root", "site", "--out", "www"]);
    assert_eq!((said.code, said.stderr.as_str()), (OK, ""));
    assert!(
        said.stdout.ends_with("File to open: www/index.html\n"),
        "{}",
        said.stdout
    );
    assert!(disk.tree("www").contains_key("plan/forest/1-1.html"));
}

#[test]
fn messages_are_in_the_language_that_is_asked_for() {
    let disk = faulty().on_disk();
    let english = disk.mieruka_in("site", "C", &["check"]);
    let japanese = disk.mieruka_in("site", "ja_JP.UTF-8", &["check"]);
    assert!(
        english.stderr.starts_with("error[unknown-grade]: "),
        "{}",
        english.stderr
    );
    assert!(
        japanese.stderr.starts_with("エラー[unknown-grade]: "),
        "{}",
        japanese.stderr
    );
    assert_eq!(
        disk.mieruka_in("site", "C", &["check", "--lang", "ja"]),
        japanese
    );
    assert_eq!(
        disk.mieruka_in("site", "ja_JP.UTF-8", &["--lang", "en", "check"]),
        english
    );
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let disk = faulty().on_disk();
    let all = disk.mieruka(&["check"]);
    assert_eq!(disk.mieruka(&["check", "--threads", "1"]), all);
    assert_eq!(disk.mieruka(&["check", "--threads", "3"]), all);
}

#[test]
fn help_and_version_go_to_stdout() {
    let disk = Disk::empty();
    for args in [
        &["--help"][..],
        &["build", "--help"],
        &["check", "--help"],
        &["explain", "--help"],
    ] {
        let said = disk.mieruka_in("", "C", args);
        assert_eq!((said.code, said.stderr.as_str()), (OK, ""), "{args:?}");
        assert!(said.stdout.contains("Usage: mieruka"), "{}", said.stdout);
    }
    let said = disk.mieruka_in("", "C", &["--version"]);
    assert_eq!(
        said.stdout,
        format!("mieruka {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_command_that_is_not_understood_ends_with_two() {
    let disk = Disk::empty();
    for args in [
        &["biuld"][..],
        &["build", "--ouf", "x"],
        &["check", "--format", "long"],
        &["check", "--threads", "0"],
    ] {
        let said = disk.mieruka_in("", "C", args);
        assert_eq!(
            (said.code, said.stdout.as_str()),
            (USAGE, ""),
            "{args:?}: {}",
            said.stderr
        );
        assert!(said.stderr.starts_with("error: "), "{}", said.stderr);
    }
    let said = disk.mieruka_in("", "C", &["biuld"]);
    assert!(said.stderr.contains("build"), "{}", said.stderr);
}

#[test]
fn a_bare_call_shows_the_help() {
    let said = Disk::empty().mieruka_in("", "C", &[]);
    assert_eq!(said.code, USAGE);
    assert!(
        said.stderr.contains("build") && said.stderr.contains("check"),
        "{}",
        said.stderr
    );
}

#[test]
fn explain_tells_what_a_code_means() {
    let disk = Disk::empty();
    let said = disk.mieruka_in("", "C", &["explain", "unknown-grade"]);
    assert_eq!((said.code, said.stderr.as_str()), (OK, ""));
    assert!(
        said.stdout.starts_with("unknown-grade\n"),
        "{}",
        said.stdout
    );
    assert!(lines(&said.stdout).len() > 2);
    let all = disk.mieruka_in("", "C", &["explain"]);
    assert!(
        all.code == OK
            && lines(&all.stdout)
                .iter()
                .any(|line| line.starts_with("unknown-grade "))
    );
    let slip = disk.mieruka_in("", "C", &["explain", "unknown-grad"]);
    assert_eq!((slip.code, slip.stdout.as_str()), (FAULTS, ""));
    assert!(slip.stderr.contains("unknown-grade"), "{}", slip.stderr);
}

#[test]
fn a_fault_of_many_is_counted_beyond_twenty() {
    let record = "[[evaluation]]\nsubject = \"1-2\"\nperiod = \"R5\"\ngrade = \"E\"\n\n";
    let disk = faulty()
        .with("content/plan/a.toml", record.repeat(25))
        .on_disk();
    let said = disk.mieruka(&["check"]);
    assert_eq!(said.stderr.matches("error[unknown-grade]").count(), 20);
    assert!(
        said.stderr.contains("5 more of this kind (unknown-grade)"),
        "{}",
        said.stderr
    );
    assert_eq!(
        lines(&said.stderr).last(),
        Some(&"25 errors; checked only (nothing was written).")
    );
    let short = disk.mieruka(&["check", "--format", "short"]);
    assert_eq!(lines(&short.stderr).len(), 25);
}
