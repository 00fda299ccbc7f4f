//! The word that something changed, and which files as far as that is known.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::load::warm::Told;

/// Raised by whoever sees a change, taken by whoever acts on it. Raising it again before it was
/// taken is the same as raising it once, so a burst of changes is one.
#[derive(Default, Debug)]
pub(super) struct Signal {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default, Debug)]
struct State {
    /// What changed and nobody has acted on yet.
    raised: Option<Told>,
    /// Somebody acts on it.
    busy: bool,
}

impl Signal {
    /// Something changed.
    pub(super) fn raise(&self, told: Told) {
        let mut state = self.lock();
        let before = state.raised.take();
        state.raised = Some(match before {
            Some(before) => before.and(told),
            None => told,
        });
        drop(state);
        self.wake.notify_all();
    }

    /// Whether nothing changed that is not shown yet: the time for what can wait.
    pub(super) fn is_quiet(&self) -> bool {
        let state = self.lock();
        state.raised.is_none() && !state.busy
    }

    /// Waits until something changes, but no longer than `most`; says whether it did.
    pub(super) fn wait(&self, most: Duration) -> bool {
        let end = Instant::now() + most;
        let mut state = self.lock();
        while state.raised.is_none() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.wake.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Takes the word to act on it. Whoever acts without one looks at everything.
    pub(super) fn take(&self) -> Told {
        let mut state = self.lock();
        state.busy = true;
        state.raised.take().unwrap_or(Told::Anything)
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
        let only = |path: &str| Told::Only([path.to_owned()].into());
        let signal = Signal::default();
        assert!(!signal.wait(Duration::ZERO));
        signal.raise(only("content/a.md"));
        signal.raise(only("content/b.md"));
        assert!(signal.wait(Duration::from_secs(60)) && !signal.is_quiet());
        let both = ["content/a.md", "content/b.md"].map(str::to_owned);
        assert_eq!(signal.take(), Told::Only(both.into()));
        assert!(!signal.is_quiet() && !signal.wait(Duration::from_millis(1)));
        signal.done();
        assert!(signal.is_quiet());
        assert_eq!(signal.take(), Told::Anything, "nobody said what");
        signal.raise(only("content/a.md"));
        signal.raise(Told::Anything);
        assert_eq!(signal.take(), Told::Anything);
    }
}
