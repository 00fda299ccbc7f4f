//! The loop: wait, load, run, show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::behind::{self, Task};
use super::find::{Found, find};
use super::signal::Signal;
use super::state::{Moment, Shared};
use super::story::{self, Story};
use super::{Notice, Tell, watch};
use crate::base::diag::Diags;
use crate::base::fingerprint::Fingerprint;
use crate::base::source::Sources;
use crate::load::load_again;
use crate::load::snapshot::Snapshot;
use crate::load::texts::Texts;
use crate::load::warm::{Told, WarmFiles};
use crate::pipeline::Pipeline;
use crate::pipeline::artifacts::{Artifacts, Rendered};

/// How long faults and lost files wait for a change that mends them before they are shown: an editor
/// may empty a file or move it away before it writes it, many files are not saved at one moment,
/// and a folder that is deleted loses one file after the other.
const GRACE: Duration = Duration::from_millis(40);

/// How often in a row they wait.
const PATIENCE: usize = 25;

/// How often all files are looked at, whoever told of what.
const SWEEP: Duration = Duration::from_millis(1000);

/// The same where nobody is expected to tell.
const POLL: Duration = Duration::from_millis(200);

/// Looking takes at most one part in so many of the time.
const SHARE: u32 = 20;

/// So many changes in a row that nobody told of, and nobody is expected to tell any more.
const UNTOLD: usize = 2;

/// Runs the line whenever something changed.
pub(super) struct Engine {
    shared: Arc<Shared>,
    signal: Arc<Signal>,
    tell: Tell,
    files: Arc<WarmFiles>,
    texts: Texts,
    pipeline: Pipeline,
    rendered: Arc<Rendered>,
    /// Of all that the last run read.
    inputs: Option<Fingerprint>,
    /// The files of the last run.
    paths: Vec<Arc<str>>,
    behind: Sender<Task>,
    polls: bool,
    untold: usize,
    hasty: usize,
    /// When everything was looked at last, and how long that took.
    swept: Instant,
    looked: Duration,
}

impl Engine {
    /// An engine for the site at `root`, which shows it in `shared`.
    pub(super) fn new(
        root: &Path,
        shared: Arc<Shared>,
        signal: Arc<Signal>,
        tell: Tell,
        polls: bool,
    ) -> Self {
        let polls = polls || watch::is_remote(root);
        if polls {
            tell(Notice::Polling);
        }
        let behind = behind::start(Arc::clone(&shared), Arc::clone(&signal), Arc::clone(&tell));
        Self {
            files: Arc::new(WarmFiles::new(root)),
            shared,
            signal,
            tell,
            texts: Texts::default(),
            pipeline: Pipeline::default(),
            rendered: Arc::default(),
            inputs: None,
            paths: Vec::new(),
            behind,
            polls,
            untold: 0,
            hasty: 0,
            swept: Instant::now(),
            looked: Duration::ZERO,
        }
    }

    /// Shows the first site, or why there is none.
    pub(super) fn start(&mut self) {
        while self.inputs.is_none() {
            self.turn();
        }
    }

    /// Runs for ever.
    pub(super) fn run(mut self) {
        loop {
            let told = self
                .signal
                .wait(self.rest().saturating_sub(self.swept.elapsed()));
            let changed = self.turn();
            self.learn(told, changed);
        }
    }

    /// How long everything is left alone after a look at it.
    fn rest(&self) -> Duration {
        let pause = if self.polls { POLL } else { SWEEP };
        pause.max(self.looked * SHARE)
    }

    /// Notices when changes come that nobody told of: then the file system does not tell.
    fn learn(&mut self, told: bool, changed: bool) {
        if self.polls || !changed {
            return;
        }
        // The word may still be on its way.
        self.untold = match told || self.signal.wait(GRACE) {
            true => 0,
            false => self.untold + 1,
        };
        if self.untold >= UNTOLD {
            self.polls = true;
            (self.tell)(Notice::Polling);
        }
    }

    /// Looks at the site, and shows it anew if anything changed; says whether it did.
    pub(super) fn turn(&mut self) -> bool {
        let told = self.signal.take();
        let changed = self.act(told);
        self.signal.done();
        changed
    }

    fn act(&mut self, told: Told) -> bool {
        let began = Instant::now();
        // One event after the other must not put off the look at everything for ever.
        let told = match self.polls || began - self.swept > self.rest() * 2 {
            true => Told::Anything,
            false => told,
        };
        let sweeps = told == Told::Anything;
        self.files = Arc::new(self.files.again(told));
        let loaded = load_again(&*self.files, &mut self.texts);
        if sweeps {
            self.swept = Instant::now();
            self.looked = began.elapsed();
        }
        let (snapshot, sources) = loaded.value;
        let inputs = inputs(&snapshot, &loaded.diags);
        if self.inputs == Some(inputs) {
            return false;
        }
        let paths = paths(&snapshot);
        if is_lost(&self.paths, &paths) && self.may_be_mended() {
            return true;
        }
        let mut built = self.pipeline.run(&snapshot);
        let mut diags = loaded.diags;
        // Without a site there is nothing to say about its content.
        if !snapshot.sources.is_empty() {
            diags.extend(std::mem::take(&mut built.diags));
        }
        let before = self.shared.now();
        let mut changes = Changes::default();
        if diags.has_errors() {
            let _ = self.behind.send(Task::Drop(Box::new(built)));
        } else {
            let artifacts = Arc::new(Artifacts::new(built, &snapshot, &self.rendered));
            changes = Changes::of(&self.shared, &before, &artifacts);
            diags.extend(artifacts.faults());
            changes.artifacts = Some(artifacts);
        }
        if diags.has_errors() && self.may_be_mended() {
            return true;
        }
        self.hasty = 0;
        self.inputs = Some(inputs);
        self.paths = paths;
        self.show(&before, diags, Arc::new(sources), changes, began);
        true
    }

    /// Whether what is wrong may be a change that is still going on.
    fn may_be_mended(&mut self) -> bool {
        self.hasty += 1;
        self.hasty <= PATIENCE && self.signal.wait(GRACE)
    }

    /// Shows what a run made; with faults, what was shown before, and the faults.
    fn show(
        &self,
        before: &Arc<Moment>,
        diags: Diags,
        sources: Arc<Sources>,
        changes: Changes,
        began: Instant,
    ) {
        let bad = diags.has_errors();
        let made = if bad { before.story.made } else { story::now() };
        let story = Story::new(&self.shared, diags, sources, made);
        let printed = story.printed.clone();
        let mut changes = if bad { Changes::default() } else { changes };
        let next = match changes.artifacts.take() {
            Some(artifacts) => {
                artifacts.keep();
                Moment {
                    generation: before.generation + 1,
                    artifacts: Some(artifacts),
                    story: Arc::new(story),
                    kept: false,
                }
            }
            None => Moment {
                story: Arc::new(story),
                kept: true,
                ..Moment::clone(before)
            },
        };
        self.shared.show(next);
        let now = self.shared.now();
        changes.tell(&self.shared, &now);
        if printed != before.story.printed && !printed.is_empty() {
            (self.tell)(Notice::Faults(printed));
        }
        if !bad {
            (self.tell)(Notice::Made(began.elapsed()));
        }
        let files = Arc::clone(&self.files);
        let _ = self.behind.send(Task::Finish(now, files));
    }
}

/// The fingerprint of all that a run reads.
fn inputs(snapshot: &Snapshot, diags: &Diags) -> Fingerprint {
    let texts = snapshot.sources.iter().chain(&snapshot.themes);
    let files = snapshot.assets.iter().chain(&snapshot.theme_assets);
    Fingerprint::of_value(&(
        Vec::from_iter(texts.map(|file| file.fingerprint)),
        Vec::from_iter(files.map(|file| (&file.path, file.stamp))),
        Vec::from_iter(diags.iter()),
    ))
}

/// The paths of all texts that are not empty, in order: an editor may empty a file before it
/// writes it.
fn paths(snapshot: &Snapshot) -> Vec<Arc<str>> {
    let texts = snapshot.sources.iter().chain(&snapshot.themes);
    let texts = texts.filter(|file| !file.text.is_empty());
    texts.map(|file| Arc::clone(&file.path)).collect()
}

/// Whether a file that was there before is not there now.
fn is_lost(before: &[Arc<str>], now: &[Arc<str>]) -> bool {
    let mut now = now.iter();
    // Both are in the same order, so that one pass over the new ones finds each old one.
    !before.iter().all(|path| now.any(|other| other == path))
}

/// What a new site changes for the tabs that are open.
#[derive(Default)]
struct Changes {
    artifacts: Option<Arc<Artifacts>>,
    /// The tag of each page that a tab shows.
    tags: BTreeMap<String, Option<String>>,
    /// Files that tabs use and that have other bytes than before.
    files: BTreeSet<String>,
}

impl Changes {
    /// Makes the pages that tabs show, before anybody sees the new site.
    fn of(shared: &Shared, before: &Moment, artifacts: &Arc<Artifacts>) -> Self {
        let next = Moment {
            artifacts: Some(Arc::clone(artifacts)),
            ..before.clone()
        };
        let tags = shared.tabs.addresses().into_iter().map(|address| {
            let tag = tag(&next, shared, &address);
            (address, tag)
        });
        let used = shared.tabs.used();
        let same = |path: &str| {
            let before = before.artifacts.as_ref();
            before.is_some_and(|before| artifacts.has_same_file(before, path))
        };
        let touched = used.into_iter().filter(|(path, _)| !same(path));
        let files = touched
            .filter_map(|(path, known)| (tag(&next, shared, &path) != Some(known)).then_some(path));
        Self {
            artifacts: None,
            tags: tags.collect(),
            files: files.collect(),
        }
    }

    /// Tells every tab.
    fn tell(&mut self, shared: &Shared, now: &Moment) {
        // A tab may have joined after its page could be made with the others.
        for address in shared.tabs.addresses() {
            let make = |address: &String| tag(now, shared, address);
            let made = self.tags.get(&address).cloned();
            let made = made.unwrap_or_else(|| make(&address));
            self.tags.insert(address, made);
        }
        let files: Vec<&str> = self.files.iter().map(String::as_str).collect();
        shared.tabs.send(|address, known| {
            let tag = self.tags.get(address).cloned().flatten();
            let older = tag.as_ref().is_some_and(|tag| tag != known);
            (message(now, older, &files), tag)
        });
        // What was told once is not told again.
        for path in &self.files {
            if let Some(tag) = tag(now, shared, path) {
                shared.tabs.use_file(path, &tag);
            }
        }
    }
}

/// The tag of what is at an address.
pub(super) fn tag(moment: &Moment, shared: &Shared, address: &str) -> Option<String> {
    match find(moment, &shared.root, address) {
        Found::File(whole) | Found::Missing(whole) => Some(whole.tag),
        Found::Folder => None,
        Found::Nothing => Some(String::new()),
    }
}

/// What is told to a tab: whether its page is older than what is shown, which files changed, and
/// the story of the run.
pub(super) fn message(moment: &Moment, older: bool, files: &[&str]) -> Value {
    json!({
        "generation": moment.generation,
        "reload": older,
        "changed": files,
        "story": moment.story.told,
    })
}

/// Adds the faults of templates that were met since to the story of the site that is shown, and
/// tells the tabs. Returns the story as it is printed, if it is another one than before.
pub(super) fn tell_of_templates(shared: &Shared, generation: u64) -> Option<String> {
    let moment = shared.now();
    let artifacts = moment.artifacts.as_ref()?;
    if moment.kept || moment.generation != generation {
        return None;
    }
    let faults = artifacts.faults();
    let known: BTreeSet<_> = moment.story.diags.iter().collect();
    if faults.iter().all(|fault| known.contains(fault)) {
        return None;
    }
    let codes: BTreeSet<_> = faults.iter().map(|fault| fault.code).collect();
    let others = moment.story.diags.iter();
    let others = others.filter(|fault| !codes.contains(&fault.code));
    let mut diags: Diags = others.cloned().collect();
    diags.extend(faults);
    let sources = Arc::clone(&moment.story.sources);
    let story = Story::new(shared, diags, sources, moment.story.made);
    let printed = story.printed.clone();
    if !shared.retell(&moment, story) {
        return None;
    }
    let now = shared.now();
    shared.tabs.send(|_, _| (message(&now, false, &[]), None));
    Some(printed)
}

/// Whether the names below the site's root are still those that were listed.
pub(super) fn is_stale(files: &WarmFiles) -> bool {
    ["content", "themes", "assets"]
        .iter()
        .any(|folder| files.forget_if_stale(folder))
}
