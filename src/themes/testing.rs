//! Findings and chance for the tests of this room.

use crate::model::{Citation, DocumentKind, Finding, FindingKind};

/// A sure priority of this document, of no review.
pub fn finding(document: &str, text: &str) -> Finding {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let at = Citation::new(document, DocumentKind::PanelReport, format!("{document}.txt"), 0);
    Finding::new(
        format!("{document}/{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        FindingKind::Priority,
        text,
        at,
        "test",
    )
}

/// Puts a list in an order that only the seed decides (splitmix64, Fisher and Yates).
pub fn shuffle<T>(list: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    for at in (1..list.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        list.swap(at, usize::try_from(mixed % (at as u64 + 1)).unwrap());
    }
}
