//! `build` and `check`: the same line, with another end.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use crate::base::diag::{Diagnostic, Diags, Severity};
use crate::base::i18n::Catalog;
use crate::base::report::{Outcome, Report, summary};
use crate::base::source::Sources;
use crate::emit::disk::{Changes, DiskSink};
use crate::emit::memory::NullSink;
use crate::load::files::DiskFiles;
use crate::load::load;
use crate::load::print::fingerprint;
use crate::load::snapshot::Snapshot;
use crate::pipeline::{Built, Pipeline, Published, Timing};

use super::args::{BuildArgs, RunArgs};
use super::progress::Progress;
use super::summary::{Done, Work, same};
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
    /// What a report prints from; the texts of the site's sources are let go.
    sources: Sources,
    snapshot: Snapshot,
    diags: Diags,
    timings: Vec<Timing>,
}

/// What was read of a site.
struct Read {
    snapshot: Snapshot,
    sources: Sources,
    diags: Diags,
    time: Duration,
}

fn read(args: &RunArgs) -> Read {
    let began = Instant::now();
    let loaded = load(&DiskFiles::new(&args.root));
    let (snapshot, sources) = loaded.value;
    Read {
        snapshot,
        sources,
        diags: loaded.diags,
        time: began.elapsed(),
    }
}

fn start(mut read: Read) -> Run {
    let mut timings = vec![("load", read.time)];
    let mut diags = read.diags;
    read.sources.let_go(&read.snapshot.sources);
    let mut built = Pipeline::once(&mut read.snapshot);
    // Without a site there is nothing to say about its content.
    if !read.snapshot.sources.is_empty() {
        diags.extend(std::mem::take(&mut built.diags));
    }
    timings.append(&mut built.timings);
    Run {
        built,
        sources: read.sources,
        snapshot: read.snapshot,
        diags,
        timings,
    }
}

/// `mieruka check`: makes every check; `false` if there were errors. Pages are rendered only where
/// the site brings templates of its own, whose faults show in no other way, and none is kept.
pub(super) fn check(args: &RunArgs, words: &Catalog) -> bool {
    let mut run = start(read(args));
    let mut work = Work::of(&run.built, &run.snapshot);
    if run.built.theme.changed && !run.snapshot.sources.is_empty() {
        let published = run.built.publish(&run.snapshot, &NullSink::default());
        work.add(&published);
        finish(&mut run, published);
    }
    let clean = !run.diags.has_errors();
    let diags = std::mem::take(&mut run.diags);
    print(args, words, diags, &mut run.sources, Outcome::Checked);
    if clean {
        let done = Done::new(&run.built, work, &run.timings);
        done.checked(words).iter().for_each(|line| say(line));
        if args.timings {
            done.table(words).iter().for_each(|line| say(line));
        }
    }
    end(run);
    clean
}

/// How many files are published, if they are whole and were made of just what the site is now.
fn unchanged(args: &BuildArgs) -> Option<usize> {
    if args.force || !DiskSink::is_marked(&args.out) {
        return None;
    }
    // Nothing is read to the end for a folder that another version wrote, or that has no word of
    // what it was made of.
    let useless = AtomicBool::new(false);
    let (made_of, published) = rayon::join(
        || fingerprint(&DiskFiles::new(&args.run.root), &|| useless.load(Relaxed)),
        || {
            let published = DiskSink::whole(&args.out, &args.run.root, &tool());
            useless.store(published.is_none(), Relaxed);
            published
        },
    );
    let (inputs, files) = published?;
    (made_of?.to_string() == inputs).then_some(files)
}

/// `mieruka build`: writes the site if it is clean; `false` if there were errors.
pub(super) fn build(args: &BuildArgs, words: &Catalog) -> bool {
    let began = Instant::now();
    if let Some(files) = unchanged(args) {
        let lines = same(words, files, &args.out, began.elapsed());
        lines.iter().for_each(|line| say(line));
        return true;
    }
    let read = read(&args.run);
    // What cannot be read any more is found by the run itself.
    let inputs = read.snapshot.fingerprint().map(|print| print.to_string());
    let inputs = inputs.unwrap_or_default();
    let mut run = start(read);
    let mut work = Work::of(&run.built, &run.snapshot);
    let mut written = None;
    // A site with faults is rendered all the same, so that one run names the faults of its
    // templates too; nothing of it is kept.
    if !run.snapshot.sources.is_empty() {
        match DiskSink::begin(&args.out, &args.run.root, &tool()) {
            Ok(mut sink) => {
                let all = run.built.sitemap.pages.len();
                let progress = Progress::new(&sink, began, all);
                let published = run.built.publish(&run.snapshot, &progress);
                drop(progress);
                work.add(&published);
                finish(&mut run, published);
                if run.diags.is_empty() {
                    sink.made_of(inputs);
                }
                if !run.diags.has_errors() {
                    written = commit(&mut run, sink);
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
    let diags = std::mem::take(&mut run.diags);
    print(&args.run, words, diags, &mut run.sources, outcome);
    if let Some(changes) = written {
        work.written = changes.written;
        let done = Done::new(&run.built, work, &run.timings);
        let lines = done.written(words, &changes, &args.out, args.run.timings);
        lines.iter().for_each(|line| say(line));
    }
    end(run);
    written.is_some()
}

fn commit(run: &mut Run, sink: DiskSink) -> Option<Changes> {
    let began = Instant::now();
    let committed = sink.commit();
    run.timings.push(("exchange", began.elapsed()));
    match committed {
        Ok(changes) => Some(changes),
        Err(faults) => {
            run.diags.extend(faults);
            None
        }
    }
}

/// Leaves what a run holds to the system, which takes it back at once when the program ends;
/// giving it back piece by piece took as long as some of the stages.
fn end(run: Run) {
    std::mem::forget(run);
}

fn finish(run: &mut Run, published: Published) {
    run.diags.extend(published.diags);
    run.timings.extend(published.timings);
}

/// Prints the faults, and for people how many there are and what became of the site.
fn print(args: &RunArgs, words: &Catalog, diags: Diags, sources: &mut Sources, outcome: Outcome) {
    if diags.is_empty() {
        return;
    }
    // Mostly there is nothing to report, so the texts that lines are shown of were not kept.
    sources.restore(&load(&DiskFiles::new(&args.root)).value.1);
    let faults = diags.sorted(sources);
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

/// What writes the output, for its manifest: the program's version and all that it is made of.
fn tool() -> String {
    let (version, made_of) = (env!("CARGO_PKG_VERSION"), env!("MIERUKA_MADE_OF"));
    format!("mieruka {version} {made_of}")
}

/// The page to open, from the working directory.
pub(super) fn first_page(out: &Path) -> String {
    out.join("index.html").display().to_string()
}
