//! `site.json` while several of its members are written at once.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::render::data::Members;

/// The object, shared by all who write a member. Who has written much that must wait for members
/// before his waits with it, so that little is held. Members are begun in their order: then the
/// first that has not ended is always being written, by one who never waits.
pub(super) struct Joint<W> {
    members: Mutex<Members<W>>,
    /// That a member ended.
    ended: Condvar,
}

/// One member, which ends when this is dropped: also where a panic ends it, or all others would
/// wait for ever.
pub(super) struct Member<'a, W: FnMut(&[u8])> {
    joint: &'a Joint<W>,
    place: usize,
}

impl<W: FnMut(&[u8])> Joint<W> {
    /// Writes this object.
    pub(super) fn new(members: Members<W>) -> Self {
        Self {
            members: Mutex::new(members),
            ended: Condvar::new(),
        }
    }

    /// Begins the member at this place, from 0.
    pub(super) fn begin(&self, place: usize) -> Member<'_, W> {
        self.lock().begin(place);
        Member { joint: self, place }
    }

    /// Ends the object, which has a member at every place up to the last.
    pub(super) fn end(self) {
        self.lock().end();
    }

    fn lock(&self) -> MutexGuard<'_, Members<W>> {
        // Whoever holds them writes bytes and does not panic, so that they are sound in any case.
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: FnMut(&[u8])> Member<'_, W> {
    /// Adds bytes, once few enough wait.
    pub(super) fn add(&self, bytes: &[u8]) {
        let mut members = self.joint.lock();
        while members.must_wait(self.place) {
            let woken = self.joint.ended.wait(members);
            members = woken.unwrap_or_else(PoisonError::into_inner);
        }
        members.add(self.place, bytes);
    }
}

impl<W: FnMut(&[u8])> Drop for Member<'_, W> {
    fn drop(&mut self) {
        self.joint.lock().end_of(self.place);
        self.joint.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    /// Writes members of ten pieces on four threads, which take them in order; a member whose
    /// writer panics has no pieces.
    fn write(panics: Option<usize>) -> String {
        let mut whole = Vec::new();
        // Room for two pieces, so that most writers have to wait.
        let joint = Joint::new(Members::new(
            |bytes: &[u8]| whole.extend_from_slice(bytes),
            4,
        ));
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    loop {
                        let place = next.fetch_add(1, Ordering::SeqCst);
                        if place >= 20 {
                            break;
                        }
                        let one = || {
                            let member = joint.begin(place);
                            assert!(panics != Some(place), "as a view might");
                            (0..10).for_each(|n| member.add(format!("{place}.{n} ").as_bytes()));
                        };
                        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(one));
                    }
                });
            }
        });
        joint.end();
        String::from_utf8(whole).expect("text")
    }

    fn expected(panics: Option<usize>) -> String {
        let member = |place: usize| match panics == Some(place) {
            true => String::new(),
            false => (0..10).map(|n| format!("{place}.{n} ")).collect(),
        };
        let all: Vec<String> = (0..20).map(member).collect();
        format!("{{{}}}\n", all.join(","))
    }

    #[test]
    fn many_write_and_their_order_stays() {
        for _ in 0..20 {
            assert_eq!(write(None), expected(None));
        }
    }

    #[test]
    fn one_who_panics_keeps_nobody_waiting() {
        for place in [0, 7, 19] {
            assert_eq!(write(Some(place)), expected(Some(place)));
        }
    }
}
