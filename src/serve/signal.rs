//! The word that something changed: never what.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Raised by whoever sees a change, taken by whoever acts on it. Raising it again before it was
/// taken is the same as raising it once, so a burst of changes is one.
#[derive(Default, Debug)]
pub(super) struct Signal {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default, Debug)]
struct State {
    /// Something changed that nobody has acted on yet.
    raised: bool,
    /// Somebody acts on it.
    busy: bool,
}

impl Signal {
    /// Something changed.
    pub(super) fn raise(&self) {
        self.lock().raised = true;
        self.wake.notify_all();
    }

    /// Whether nothing changed that is not shown yet: the time for what can wait.
    pub(super) fn is_quiet(&self) -> bool {
        let state = self.lock();
        !state.raised && !state.busy
    }

    /// Waits until something changes, but no longer than `most`; says whether it did.
    pub(super) fn wait(&self, most: Duration) -> bool {
        let end = Instant::now() + most;
        let mut state = self.lock();
        while !state.raised {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.wake.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Takes the word, if it was raised, to act on it.
    pub(super) fn take(&self) {
        let mut state = self.lock();
        state.raised = false;
        state.busy = true;
    }

    /// What was taken is done.
    pub(super) fn done(&self) {
        self.lock().busy = false;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_changes_are_one() {
        let signal = Signal::default();
        assert!(!signal.wait(Duration::ZERO));
        signal.raise();
        signal.raise();
        assert!(signal.wait(Duration::from_secs(60)) && !signal.is_quiet());
        signal.take();
        assert!(!signal.is_quiet() && !signal.wait(Duration::from_millis(1)));
        signal.done();
        assert!(signal.is_quiet());
    }
}
