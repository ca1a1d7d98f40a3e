//! The nouns: what the rest of the house talks about.
//!
//! Plain data, no behaviour beyond naming, ordering and writing itself down. A *document* is what we
//! read; a *review* is who looked, at whom, when; a *finding* is what a review (or a committee) said;
//! a *citation* is where on paper it stands. Everything here can be stored and read back unchanged.
//!
//! What is missing is `None`, never 0, "" or -1.

mod answer;
mod back_reference;
mod block;
mod change;
mod citation;
mod correction;
mod date;
mod document;
mod finding;
mod hit;
mod item;
mod listed;
mod metadata;
mod place;
mod reading;
mod review;
mod row;
mod sections;
mod theme;
mod unit;
mod untold;

pub use answer::{Comparison, ReviewSide, Scope, ThreadEntry, ThreadWhat};
pub use back_reference::{BackReference, Pointer, PointsTo, ReviewSort, Target};
pub use block::{Block, BlockKind, Boilerplate, Cell};
pub use change::{Band, Became, Change, Edit, EditOp, Followed, GradeMove, MatchedBy, Seen, Status};
pub use citation::Citation;
pub use correction::{Amendment, Corrected, Correction, Placed};
pub use date::{Date, MONTHS, Period};
pub use document::{
    ATTACHED, COVERED, CellPlace, Document, DocumentKind, Layout, Line, Mark, Page, Segment, Warning, page_list,
};
pub(crate) use finding::OVERALL_GRADE_IN_WORDS;
pub use finding::{Certainty, Finding, FindingId, FindingKind, Firmness, Judgement};
pub use hit::{Beside, Elsewhere, Hit};
pub use item::{Item, ItemMark};
pub use metadata::{Field, Origin};
pub(crate) use place::is_operative;
pub use place::{CHAPTER_MARK, Place, places};
pub use reading::{ReadFinding, Reading, ReviewMention};
pub(crate) use review::is_board;
pub use review::{Review, ReviewId, Series};
pub use theme::{Evidence, Mention, ThemeCell};
pub use unit::{Unit, units};
pub use untold::{NamedBy, Untold};

use unicode_normalization::UnicodeNormalization;

/// Turns a name into the form used inside identifiers: lower case, words joined by hyphens.
///
/// Only letters and digits survive, without marks on them; apostrophes vanish, everything else separates.
///
/// ```
/// assert_eq!(lookback::model::slug("Children's Services & Education"), "childrens-services-education");
/// assert_eq!(lookback::model::slug("Ynys Môn"), "ynys-mon");
/// ```
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘') && !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// The one of several that a person may mean, in any case, one or many: "Areas for consideration".
fn one_named<T: Copy, const N: usize>(typed: &str, all: [T; N], called: fn(T) -> &'static str) -> Option<T> {
    let name = slug(typed).replace('-', "_").replacen("areas_", "area_", 1);
    let singular = name.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let singular = singular.unwrap_or_else(|| name.trim_end_matches('s').to_owned());
    let is = |name: &str| all.into_iter().find(|one| called(*one) == name);
    is(&name).or_else(|| is(&singular))
}
