//! `build` and `check`: the same line, with another end.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use crate::base::diag::{Diagnostic, Diags, Severity};
use crate::base::fingerprint::Fingerprint;
use crate::base::i18n::Catalog;
use crate::base::report::{Outcome, Report, summary};
use crate::base::source::Sources;
use crate::emit::disk::DiskSink;
use crate::emit::memory::NullSink;
use crate::load::files::DiskFiles;
use crate::load::load;
use crate::pipeline::{Built, Pipeline, Published, Timing};

use super::args::{BuildArgs, RunArgs};
use super::summary::Done;
use super::{complain, say};

/// At most this many faults of one code are shown to people; the short format shows all.
const CAP: usize = 20;

/// Runs `work` with so many threads; with as many as there are processors if none are given.
pub(super) fn in_pool(threads: Option<NonZeroUsize>, work: impl FnOnce() -> bool + Send) -> bool {
    let Some(threads) = threads else {
        return work();
    };
    match rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
    {
        Ok(pool) => pool.install(work),
        // A system that gives no threads still builds the site.
        Err(_) => work(),
    }
}

/// Everything that a run found out before it wrote anything.
struct Run {
    built: Built,
    sources: Sources,
    snapshot: crate::load::snapshot::Snapshot,
    diags: Diags,
    timings: Vec<Timing>,
}

fn start(args: &RunArgs) -> Run {
    let began = Instant::now();
    let loaded = load(&DiskFiles::new(&args.root));
    let (snapshot, sources) = loaded.value;
    let mut timings = vec![("load", began.elapsed())];
    let mut diags = loaded.diags;
    let mut built = Pipeline::default().run(&snapshot);
    // Without a site there is nothing to say about its content.
    if !snapshot.sources.is_empty() {
        diags.extend(std::mem::take(&mut built.diags));
    }
    timings.append(&mut built.timings);
    Run {
        built,
        sources,
        snapshot,
        diags,
        timings,
    }
}

/// `mieruka check`: renders every page and keeps none; `false` if there were errors.
pub(super) fn check(args: &RunArgs, words: &Catalog) -> bool {
    let mut run = start(args);
    let mut pages = 0;
    if !run.snapshot.sources.is_empty() {
        let published = run.built.publish(&run.snapshot, &NullSink::default());
        pages = published.pages;
        finish(&mut run, published);
    }
    let clean = !run.diags.has_errors();
    let outcome = Outcome::Checked;
    print(args, words, run.diags, &run.sources, outcome);
    if clean {
        let done = Done::new(&run.built, pages, 0, &run.timings);
        done.checked(words).iter().for_each(|line| say(line));
        if args.timings {
            say(&done.times(words));
        }
    }
    clean
}

/// `mieruka build`: writes the site if it is clean; `false` if there were errors.
pub(super) fn build(args: &BuildArgs, words: &Catalog) -> bool {
    let mut run = start(&args.run);
    let mut written = None;
    // A site with faults is rendered all the same, so that one run names the faults of its
    // templates too; nothing of it is kept.
    if !run.snapshot.sources.is_empty() {
        match DiskSink::begin(&args.out, &args.run.root, &tool()) {
            Ok(sink) => {
                let published = run.built.publish(&run.snapshot, &sink);
                let (pages, files) = (published.pages, published.files);
                finish(&mut run, published);
                if !run.diags.has_errors() {
                    let began = Instant::now();
                    match sink.commit() {
                        Ok(changes) => written = Some((pages, files, changes)),
                        Err(faults) => run.diags.extend(faults),
                    }
                    run.timings.push(("exchange", began.elapsed()));
                }
            }
            Err(fault) => {
                run.diags.push(fault);
                let published = run.built.publish(&run.snapshot, &NullSink::default());
                finish(&mut run, published);
            }
        }
    }
    let outcome = match written {
        Some(_) => Outcome::Written,
        None => Outcome::Kept,
    };
    print(&args.run, words, run.diags, &run.sources, outcome);
    if let Some((pages, files, changes)) = written {
        let done = Done::new(&run.built, pages, files, &run.timings);
        done.written(words, &changes, &args.out)
            .iter()
            .for_each(|line| say(line));
    }
    written.is_some()
}

fn finish(run: &mut Run, published: Published) {
    run.diags.extend(published.diags);
    run.timings.extend(published.timings);
}

/// Prints the faults, and for people how many there are and what became of the site.
fn print(args: &RunArgs, words: &Catalog, diags: Diags, sources: &Sources, outcome: Outcome) {
    let faults = diags.sorted(sources);
    if faults.is_empty() {
        return;
    }
    let format = args.format.into();
    let report = Report {
        sources,
        catalog: words,
        format,
        colour: std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        cap: CAP,
    };
    complain(report.render(&faults).trim_end());
    if format == crate::base::report::Format::Human {
        let count = |s: Severity| {
            faults
                .iter()
                .filter(|d: &&Diagnostic| d.code.severity == s)
                .count()
        };
        let line = summary(
            words,
            count(Severity::Error),
            count(Severity::Warning),
            outcome,
        );
        complain(&format!("\n{line}"));
    }
}

/// What writes the output, for its manifest: the program's version and its theme and words.
fn tool() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let parts: [&[u8]; 2] = [version.as_bytes(), env!("CARGO_PKG_NAME").as_bytes()];
    format!("mieruka {version} {}", Fingerprint::of_parts(&parts))
}

/// The page to open, from the working directory.
pub(super) fn first_page(out: &Path) -> String {
    out.join("index.html").display().to_string()
}
