//! The word that something changed: never what.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Raised by whoever sees a change, taken by whoever acts on it. Raising it again before it was
/// taken is the same as raising it once, so a burst of changes is one.
#[derive(Default, Debug)]
pub(super) struct Signal {
    raised: Mutex<bool>,
    wake: Condvar,
}

impl Signal {
    /// Something changed.
    pub(super) fn raise(&self) {
        *self.lock() = true;
        self.wake.notify_all();
    }

    /// Whether something changed that nobody has acted on yet.
    pub(super) fn is_raised(&self) -> bool {
        *self.lock()
    }

    /// Waits until something changes, but no longer than `most`; says whether it did.
    pub(super) fn wait(&self, most: Duration) -> bool {
        let end = Instant::now() + most;
        let mut raised = self.lock();
        while !*raised {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.wake.wait_timeout(raised, left);
            raised = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Takes the word, if it was raised.
    pub(super) fn take(&self) {
        *self.lock() = false;
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.raised.lock().unwrap_or_else(PoisonError::into_inner)
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
        assert!(signal.wait(Duration::from_secs(60)) && signal.is_raised());
        signal.take();
        assert!(!signal.is_raised() && !signal.wait(Duration::from_millis(1)));
    }
}
