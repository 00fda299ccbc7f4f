//! One random slip at a time in this repository's own content: the program never panics, always
//! ends, and either refuses the site or publishes the slip where it was made and nowhere else.
//!
//! A case takes one value of `content/` (a string, number, cell, formula, run of digits) and makes
//! one slip of [`edit::SLIPS`]. If no error is reported, the data is held against that of the
//! unbroken content. Call *region* the text that holds the slip: its own row of a list of figures,
//! or its `[[table]]`, or its Markdown file; of a `_defaults.toml`, all files that it speaks for.
//! What may differ:
//!
//! 1. A printed figure or grade (measurements, targets, evaluations, statistics, surveys: value,
//!    upper end, hedges, print) only if it is written in the region. All others are the same
//!    figures, none more, none less.
//! 2. What is computed (formulas in prose, `checks.csv`, `tables/*.csv`) only if it is asked for in
//!    the region, or if a row whose id stands among its inputs, before or after, differs too. So a
//!    reader who sees a new sum also sees which published row made it new.
//! 3. No check and no cell of a table stands there twice.
//!
//! `MIERUKA_SEED` and `MIERUKA_MUTATIONS` choose the seed and the number of cases; a seed and a
//! number name a case on every machine. A debug build runs fewer cases, for it is slow. HTML is not
//! made: it is written from the same values.

mod edit;
mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use mieruka::base::source::SourceFile;
use mieruka::load::files::DiskFiles;
use mieruka::load::load;
use mieruka::load::snapshot::Snapshot;
use mieruka::pipeline::Pipeline;
use rayon::ThreadPoolBuilder;

use edit::{Edit, Random, SLIPS, Value, line_at, slip, values};
use state::{Region, State};

/// How many cases run unless told otherwise.
const CASES: u64 = if cfg!(debug_assertions) { 200 } else { 2_000 };

/// A case that takes longer hangs: a run of the whole site takes a fraction of a second.
const HANGS: Duration = Duration::from_secs(300);

/// What became of a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Outcome {
    Refused,
    Shown,
    NoDifference,
    Fault,
}

/// What all cases share.
struct Ground {
    snapshot: Snapshot,
    values: Vec<Value>,
    /// Positions of the values with a digit: half of all slips are made there.
    numbers: Vec<usize>,
    before: State,
    seed: u64,
}

/// What is known of the cases so far.
#[derive(Default)]
struct Tally {
    outcomes: BTreeMap<(&'static str, Outcome), usize>,
    faults: Vec<(u64, String)>,
}

#[test]
fn a_slip_is_refused_or_shown() {
    let seed = setting("MIERUKA_SEED").unwrap_or(4);
    let cases = setting("MIERUKA_MUTATIONS").unwrap_or(CASES);
    let start = Instant::now();
    let ground = ground(seed);
    let tally = run(&ground, cases);
    let Tally {
        outcomes,
        mut faults,
    } = tally;
    faults.sort();
    println!(
        "MIERUKA_SEED={seed} MIERUKA_MUTATIONS={cases}: {:?}",
        start.elapsed()
    );
    for ((name, outcome), n) in &outcomes {
        println!("{name}: {outcome:?} {n}");
    }
    let made: usize = outcomes.values().sum();
    assert_eq!(u64::try_from(made).ok(), Some(cases), "every case is made");
    let mut report = String::new();
    for (n, fault) in &faults {
        let _ = writeln!(report, "MIERUKA_SEED={seed}, case {n}: {fault}");
    }
    assert!(faults.is_empty(), "{} faults\n{report}", faults.len());
    let shown = outcomes
        .keys()
        .any(|(_, outcome)| *outcome == Outcome::Shown);
    let refused = outcomes
        .keys()
        .any(|(_, outcome)| *outcome == Outcome::Refused);
    assert!(
        cases < 100 || shown && refused,
        "slips of both kinds are made"
    );
}

fn setting(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().expect("a number"))
}

fn ground(seed: u64) -> Ground {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = load(&DiskFiles::new(root));
    assert!(loaded.diags.is_empty(), "the content can be read");
    let (snapshot, _) = loaded.value;
    let built = Pipeline::default().run(&snapshot);
    assert!(
        !built.diags.has_errors(),
        "the content is accepted as it is"
    );
    let mut values = values(&snapshot.sources);
    values.retain(|value| snapshot.sources[value.file].path.starts_with("content/"));
    let has_digit = |value: &Value| {
        let text = &snapshot.sources[value.file].text[value.at.clone()];
        text.contains(|c: char| c.is_ascii_digit())
    };
    let numbers = (0..values.len())
        .filter(|i| has_digit(&values[*i]))
        .collect();
    Ground {
        before: State::of(&built),
        snapshot,
        values,
        numbers,
        seed,
    }
}

/// Runs all cases, on each processor a pipeline of its own that stays warm.
fn run(ground: &Ground, cases: u64) -> Tally {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let tally = Mutex::new(Tally::default());
    let (next, left) = (Mutex::new(0..cases), AtomicUsize::new(threads));
    let working: Vec<Mutex<Option<(Instant, String)>>> =
        (0..threads).map(|_| Mutex::default()).collect();
    thread::scope(|scope| {
        for mine in &working {
            let (tally, next, left) = (&tally, &next, &left);
            scope.spawn(move || {
                let pool = ThreadPoolBuilder::new()
                    .num_threads(1)
                    .build()
                    .expect("a thread");
                let mut pipeline = Pipeline::default();
                loop {
                    let Some(n) = next.lock().expect("the next case").next() else {
                        break;
                    };
                    let edit = choose(ground, n);
                    let told = tell(ground, &edit);
                    *mine.lock().expect("a note") =
                        Some((Instant::now(), format!("case {n}: {told}")));
                    let made = catch_unwind(AssertUnwindSafe(|| {
                        pool.install(|| case(ground, &mut pipeline, &edit))
                    }));
                    let (outcome, faults) = made.unwrap_or_else(|_| {
                        pipeline = Pipeline::default();
                        (Outcome::Fault, vec!["panics".to_owned()])
                    });
                    let mut tally = tally.lock().expect("the tally");
                    *tally.outcomes.entry((edit.name, outcome)).or_default() += 1;
                    if !faults.is_empty() {
                        tally
                            .faults
                            .push((n, format!("{told}\n    {}", first(&faults))));
                    }
                }
                *mine.lock().expect("a note") = None;
                left.fetch_sub(1, Ordering::Relaxed);
            });
        }
        watch(ground.seed, &working, &left);
    });
    tally.into_inner().expect("the tally")
}

/// The first faults of a case: a slip in a scale shows in every table.
fn first(faults: &[String]) -> String {
    faults[..faults.len().min(8)].join("\n    ")
}

/// Ends the tests if a case hangs, and says which.
fn watch(seed: u64, working: &[Mutex<Option<(Instant, String)>>], left: &AtomicUsize) {
    while left.load(Ordering::Relaxed) > 0 {
        thread::sleep(Duration::from_millis(50));
        for one in working {
            let one = one.lock().expect("a note");
            if let Some((_, told)) = one.as_ref().filter(|(since, _)| since.elapsed() > HANGS) {
                // Not `eprintln`, whose output is kept until the test ends.
                let _ = writeln!(std::io::stderr(), "MIERUKA_SEED={seed}, {told}: hangs");
                std::process::exit(101);
            }
        }
    }
}

/// The slip of a case, which follows from the seed and its number alone.
fn choose(ground: &Ground, n: u64) -> Edit {
    let mut random = Random::new(ground.seed.wrapping_mul(1_000_003).wrapping_add(n));
    loop {
        let value = match random.below(2) {
            0 => ground.numbers[random.below(ground.numbers.len())],
            _ => random.below(ground.values.len()),
        };
        let name = SLIPS[random.below(SLIPS.len())];
        let files = &ground.snapshot.sources;
        if let Some(edit) = slip(&mut random, name, files, &ground.values[value]) {
            return edit;
        }
    }
}

fn tell(ground: &Ground, edit: &Edit) -> String {
    let file = &ground.snapshot.sources[edit.file];
    let line = file.text[..edit.at.start].matches('\n').count() + 1;
    let old = &file.text[edit.at.clone()];
    format!(
        "{}:{line}: {}: {old:?} becomes {:?}",
        file.path, edit.name, edit.with
    )
}

fn case(ground: &Ground, pipeline: &mut Pipeline, edit: &Edit) -> (Outcome, Vec<String>) {
    let mut snapshot = ground.snapshot.clone();
    let old = &ground.snapshot.sources[edit.file];
    let text = format!(
        "{}{}{}",
        &old.text[..edit.at.start],
        edit.with,
        &old.text[edit.at.end..]
    );
    snapshot.sources.to_mut()[edit.file] = SourceFile::new(&old.path, &text);
    let built = pipeline.run(&snapshot);
    if built.diags.has_errors() {
        return (Outcome::Refused, Vec::new());
    }
    let after = State::of(&built);
    let faults = after.unexplained(&ground.before, &regions(ground, edit));
    let outcome = match (faults.is_empty(), after.same(&ground.before)) {
        (false, _) => Outcome::Fault,
        (true, true) => Outcome::NoDifference,
        (true, false) => Outcome::Shown,
    };
    (outcome, faults)
}

/// The text that holds a slip, before and after.
fn regions(ground: &Ground, edit: &Edit) -> [Region; 2] {
    let file = &ground.snapshot.sources[edit.file];
    let folder = file.path.strip_suffix("_defaults.toml");
    let files: BTreeSet<_> = ground
        .snapshot
        .sources
        .iter()
        .filter(|other| other.id == file.id || folder.is_some_and(|f| other.path.starts_with(f)))
        .map(|other| other.id)
        .collect();
    if folder.is_some() || file.path.ends_with(".md") {
        let all = Region {
            files,
            start: 0,
            end: usize::MAX,
        };
        return [all.clone(), all];
    }
    let line = line_at(&file.text, edit.at.start);
    let is_row = |text: &str| {
        let row = text.trim();
        row.starts_with("[\"") && (row.ends_with(']') || row.ends_with("],"))
    };
    let (start, end) = match is_row(&file.text[line.clone()]) {
        true => (line.start, line.end.max(edit.at.end)),
        false => block(&file.text, edit),
    };
    let after = end + edit.with.len() - (edit.at.end - edit.at.start);
    [end, after].map(|end| Region {
        files: files.clone(),
        start,
        end,
    })
}

/// The table of a TOML file around a slip: from its header to the next one.
fn block(text: &str, edit: &Edit) -> (usize, usize) {
    let is_header = |at: &usize| {
        text[*at..].starts_with("[[")
            || text[*at..].starts_with('[') && !text[*at..].starts_with("[\"")
    };
    let starts = || std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let start = starts()
        .take_while(|at| *at <= edit.at.start)
        .filter(is_header)
        .last();
    let end = starts()
        .filter(|at| *at >= edit.at.end && *at > edit.at.start)
        .find(is_header);
    (start.unwrap_or_default(), end.unwrap_or(text.len()))
}
