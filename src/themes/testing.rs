//! Findings and chance for the tests of this room.

use std::path::PathBuf;

use crate::model::{Certainty, Citation, DocumentKind, Finding, FindingKind};

/// A sure priority of this document, of no review.
pub fn finding(document: &str, text: &str) -> Finding {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    Finding {
        id: format!("{document}/{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        review: None,
        kind: FindingKind::Priority,
        text: text.to_owned(),
        citation: Citation {
            document: document.to_owned(),
            kind: DocumentKind::PanelReport,
            date: None,
            path: format!("{document}.txt"),
            section: None,
            paragraph: None,
            item: None,
            page: None,
            block: 0,
            ocr: false,
        },
        also_in: Vec::new(),
        rule: "test".into(),
        cue: None,
        certainty: Certainty::Sure,
        strength: None,
        owner: None,
        due: None,
        status: None,
        recipient: None,
        firmness: None,
        judgement: None,
        corrected: None,
    }
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

/// The folder of labels made by reading, which is not part of the project; `None` says that this run goes without.
pub fn labels() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let gold = std::env::var_os("LOOKBACK_SHARED").map_or_else(beside, PathBuf::from).join("gold");
    if gold.is_dir() {
        return Some(gold);
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "the labels are not at {}; set LOOKBACK_SHARED",
        gold.display()
    );
    None
}
