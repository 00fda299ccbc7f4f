//! What can wait: pages that nobody asked for yet, a second look at the folders, old sites.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::engine::{is_stale, tell_of_templates};
use super::signal::Signal;
use super::state::{Moment, Shared};
use super::{Notice, Tell};
use crate::load::warm::{Told, WarmFiles};
use crate::pipeline::Built;

/// How long to wait while a change is acted on.
const PAUSE: Duration = Duration::from_millis(1);

/// How long to leave the processors to those who ask for a page that changed.
const COURTESY: Duration = Duration::from_millis(50);

/// Something that can wait.
pub(super) enum Task {
    /// Make the pages of a moment that nobody asked for, and look again whether all files were seen.
    Finish(Arc<Moment>, Arc<WarmFiles>),
    /// Let go of a site: that takes time too.
    Drop(Box<Built>),
}

/// Starts the thread that does it.
pub(super) fn start(shared: Arc<Shared>, signal: Arc<Signal>, tell: Tell) -> Sender<Task> {
    let (send, receive) = channel();
    thread::spawn(move || work(&receive, &shared, &signal, &tell));
    send
}

fn work(tasks: &Receiver<Task>, shared: &Shared, signal: &Signal, tell: &Tell) {
    // The moment before is kept until here, so that whoever shows the next need not let it go.
    let mut last: Option<Arc<Moment>> = None;
    while let Ok(task) = tasks.recv() {
        match task {
            Task::Drop(site) => drop(site),
            Task::Finish(moment, files) => {
                finish(shared, signal, tell, &moment);
                if signal.is_quiet() && is_stale(&files) {
                    signal.raise(Told::Anything);
                }
                last.replace(moment);
            }
        }
    }
}

/// Makes all pages of a moment, until a change makes them useless. The first fault of a template is
/// told to tabs at once, and how many pages show it when all are made.
fn finish(shared: &Shared, signal: &Signal, tell: &Tell, moment: &Moment) {
    let Some(artifacts) = &moment.artifacts else {
        return;
    };
    thread::sleep(COURTESY);
    let mut printed = None;
    for at in artifacts.order() {
        // A change goes first; often enough it turns out to be none.
        while !signal.is_quiet() {
            thread::sleep(PAUSE);
        }
        if shared.now().generation != moment.generation {
            return;
        }
        if artifacts.page(at).is_err() && printed.is_none() {
            printed = tell_of_templates(shared, moment.generation);
        }
    }
    let printed = tell_of_templates(shared, moment.generation).or(printed);
    if let Some(printed) = printed {
        tell(Notice::Faults(printed));
    }
}
