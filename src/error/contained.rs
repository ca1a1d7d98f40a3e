//! Work that may meet what nobody thought of.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Counts one more piece of such work on this thread until it is dropped.
struct Inside;

impl Drop for Inside {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

/// Does what may meet a paper that nobody thought of; `None` where it panicked: that costs the paper, and none of the others.
pub(crate) fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(|| {
        DEPTH.set(DEPTH.get() + 1);
        let _inside = Inside;
        work()
    }))
    .ok()
}

/// Whether a panic on this thread, at this moment, only costs the paper in hand: a panic hook then has nothing to say.
pub fn is_contained() -> bool {
    DEPTH.get() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_what_is_contained_and_no_more() {
        let nothing: [u8; 0] = [];
        assert_eq!(contained(|| nothing[std::hint::black_box(3)]), None);
        assert!(!is_contained());
        assert_eq!(contained(|| contained(is_contained)), Some(Some(true)));
    }
}
