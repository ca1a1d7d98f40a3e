//! Wordings that settle one question about one text: `wordings.toml`, compiled where one is first asked for.
//!
//! What makes a passage a finding is a rule and stands in `rules.toml`; these only say what a clause, a lead-in or an item is.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::Pattern;

const FILE: &str = include_str!("wordings.toml");

/// The wordings by their names in the file, which says what each means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wordings {
    pub adopts_rules: Pattern,
    pub says_itself: Pattern,
    pub mover: Pattern,
    pub only_body: Pattern,
    pub decides: Pattern,
    pub request: Pattern,
    pub only_presents: Pattern,
    pub record: Pattern,
    pub of_a_meeting: Pattern,
    pub officers_offer: Pattern,
    pub offer: Pattern,
    pub no_resolution: Pattern,
    pub decision_label: Pattern,
    pub decision_page: Pattern,
    pub page_section: Pattern,
    pub these: Pattern,
    pub announces_count: Pattern,
    pub term: Pattern,
    pub announces_below: Pattern,
    pub announces_list: Pattern,
    pub words_beneath: Pattern,
    pub asks_besides: Pattern,
    pub should: Pattern,
    pub fills_cell: Pattern,
    pub only_accepts: Pattern,
    pub refuses: Pattern,
    pub cell_asks: Pattern,
    pub row_number: Pattern,
    pub counts_others: Pattern,
    pub owner_before_deed: Pattern,
    pub due_at_end: Pattern,
    pub body_should: Pattern,
    pub dated: Pattern,
    pub recommends_list: Pattern,
    pub acts_list: Pattern,
    pub area_label: Pattern,
    pub title_of_plan: Pattern,
    pub feeds_back: Pattern,
}

pub(super) static WORDINGS: LazyLock<Wordings> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    toml::from_str(FILE).expect("wordings.toml is sound")
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn every_wording_finds_its_example_and_not_its_opposite() {
        assert!(WORDINGS.these.compiles(), "the file has all that are asked for");
        let lines: BTreeMap<String, Exemplified> = toml::from_str(FILE).unwrap();
        hold_to_examples(lines.values(), Exemplified::finds);
    }
}
