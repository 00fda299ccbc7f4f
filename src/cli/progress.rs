//! A bar on the terminal while a build takes long enough for people to wonder.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::emit::{Body, Pieces, Sink};

/// How long a build may take without a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Passes bodies on to a sink and shows how many of them there were, once a build takes longer
/// than a second. Where messages do not go to a terminal there is never a bar.
pub(super) struct Progress<'a> {
    sink: &'a dyn Sink,
    began: Instant,
    all: usize,
    shown: bool,
    bar: OnceLock<ProgressBar>,
    done: AtomicUsize,
}

impl<'a> Progress<'a> {
    /// A bar over `all` bodies, of a build that began at this moment.
    pub(super) fn new(sink: &'a dyn Sink, began: Instant, all: usize) -> Self {
        Self {
            sink,
            began,
            all,
            shown: std::io::stderr().is_terminal(),
            bar: OnceLock::new(),
            done: AtomicUsize::new(0),
        }
    }

    fn bar(&self) -> ProgressBar {
        let target = ProgressDrawTarget::stderr();
        let bar = ProgressBar::with_draw_target(Some(self.all as u64), target);
        match ProgressStyle::with_template("{wide_bar} {pos}/{len}") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

impl Sink for Progress<'_> {
    fn put(&self, path: &str, body: Body<'_>) {
        self.sink.put(path, body);
        if !self.shown {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.began.elapsed() > PATIENCE {
            let bar = self.bar.get_or_init(|| self.bar());
            bar.set_position(done as u64);
        }
    }

    fn open(&self, path: &str) -> Box<dyn Pieces + '_> {
        self.sink.open(path)
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
