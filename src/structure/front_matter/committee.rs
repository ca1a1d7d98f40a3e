//! Before which committee did it come? The name on its first page; only papers of a committee have one.

use super::capitals::as_printed_in_text;
use super::names::{List, NAMES, first};
use super::{LABEL_AND_VALUE, Paper};
use crate::model::{Block, DocumentKind};
use crate::text::{Pattern, dates, fold};

/// The body whose meeting the cover says was held; the whole council goes by that name alone.
fn met(paper: &Paper<'_>) -> Option<String> {
    let cover = paper.cover();
    let name = first(&NAMES.met, &cover)?;
    // "MINUTES OF PROCEEDINGS AT MONTHLY MEETING OF THE ...": who met stands after the last "meeting of".
    let meeting = name.to_ascii_lowercase().rfind("meeting of ").map_or(0, |at| at + "meeting of ".len());
    let name = &name[meeting..];
    // "Minutes of the meeting held on 3 May" is an item of the agenda and names nobody.
    body(name)
}

/// The body that a line says met: "Meeting: 17/02/2011 - Youth Commission (Item 12)", "Housing Panel - Monday, 8 May 2017".
fn of_meeting_line(line: &str) -> Option<String> {
    body(first(&NAMES.meeting_line, &fold(line))?)
}

/// A name as that of a body that meets.
fn body(name: &str) -> Option<String> {
    let name = strip_lead(name.trim());
    if name.to_lowercase().ends_with(" council") || name.eq_ignore_ascii_case("council") {
        return Some("Council".to_owned());
    }
    let meets = is_of_committee(&name) || has_one_of(&name, &NAMES.words.bodies);
    meets.then_some(name)
}

/// The committee whose paper it is; only papers of a committee have one.
pub fn committee(paper: &Paper<'_>, kind: Option<DocumentKind>) -> Option<String> {
    let kinds = [
        DocumentKind::Minutes,
        DocumentKind::PanelReport,
        DocumentKind::CabinetResponse,
        DocumentKind::ActionPlan,
        DocumentKind::Tracker,
    ];
    if !kind.is_some_and(|kind| kinds.contains(&kind)) {
        return None;
    }
    if let Some(met) = paper.head.iter().find_map(|block| of_meeting_line(&block.text)) {
        return Some(as_printed_in_text(&met, paper.blocks));
    }
    if let Some(met) = met(paper).filter(|_| kind == Some(DocumentKind::Minutes)) {
        return Some(as_printed_in_text(&met, paper.blocks));
    }
    let short = |block: &&&Block| {
        block.cells.len() <= LABEL_AND_VALUE
            && block.text.split_whitespace().count() <= 26
            && is_of_committee(&block.text)
            && !is_duty(&block.text)
    };
    let before_date = |block: &Block| {
        let folded = fold(&block.text).into_owned();
        let cut = dates(&block.text).first().map_or(folded.len(), |dated| dated.range.start);
        folded[..cut].to_owned()
    };
    let found = paper.head.iter().filter(short).find_map(|block| {
        let folded = before_date(block);
        let without = |line: String, officer: &Pattern| officer.replace_all(&line, ";").into_owned();
        let line = NAMES.officer.iter().fold(folded.clone(), without);
        let found = NAMES.committee.iter().flat_map(|pattern| pattern.captures_iter(&line));
        let mut names = found.filter_map(|found| Some(found.name("name")?.as_str().trim()));
        let named = names
            .find(|name| is_name(name) && !is_spoken_of(name) && !is_spoken_of(&strip_lead(name)))
            .map(|name| with_brackets(name, &line));
        let named = named.map(|name| strip_lead(&name)).filter(|name| is_of_committee(name));
        named.or_else(|| Some(strip_lead(folded.trim_end_matches([',', ' ']))).filter(|line| is_name_alone(line)))
    })?;
    // "The Committee" met, and what is named further down is another body.
    (!is_general(&found)).then(|| as_printed_in_text(&found, paper.blocks))
}

/// Whether a text names what only committees are called.
pub fn is_of_committee(text: &str) -> bool {
    has_one_of(text, &NAMES.words.committees)
}

fn has_one_of(text: &str, words: &List) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// "Action: the strategy will go to Cabinet": what is to be done tells of other bodies than the one that meets.
fn is_duty(text: &str) -> bool {
    let opening = text.split_once(':').map(|(opening, _)| opening.trim().to_lowercase());
    opening.is_some_and(|opening| NAMES.words.duties.has(&opening))
}

/// Whether it is spoken of in a title or a resolution, whoever meets: "Annual Report of the Audit Board", "That Cabinet".
fn is_spoken_of(name: &str) -> bool {
    let lower = name.to_lowercase();
    let opens = |words: &str| lower.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '));
    NAMES.words.spoken_of.iter().any(opens)
}

/// Whether it says that some body meets, and not which: "Committee". "Cabinet" says it.
fn is_general(name: &str) -> bool {
    NAMES.words.general.has(&name.to_lowercase())
}

/// A name with what it has in brackets: "Scrutiny Committee (Roads and Parks)". "Scrutiny Management Board (SMB)" is called so
/// without.
fn with_brackets(name: &str, line: &str) -> String {
    let rest = line.find(name).map_or("", |at| &line[at + name.len()..]);
    let Some((inner, _)) = rest.strip_prefix(" (").and_then(|rest| rest.split_once(')')) else {
        return name.to_owned();
    };
    let small = |word: &str| matches!(word, "and" | "of" | "for" | "the" | "&");
    let are_names = inner.split(' ').all(|word| small(word) || word.starts_with(char::is_uppercase));
    let letters = inner.len() <= 6 && !inner.contains(char::is_lowercase);
    let another = has_one_of(inner, &NAMES.words.sittings);
    if are_names && !letters && !another { format!("{name} ({inner})") } else { name.to_owned() }
}

/// Whether this is printed as a name: "the interview panel" is some panel.
fn is_name(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or(words);
    last.starts_with(char::is_uppercase)
}

/// Whether a line is the name of a committee with its words in small letters.
fn is_name_alone(line: &str) -> bool {
    let is_of_sentence = line.split(' ').any(|word| NAMES.words.of_sentences.has(word));
    !is_of_sentence && first(&NAMES.alone, line).is_some()
}

/// A name without what stands before it: "Report to the", "Minutes of the".
fn strip_lead(name: &str) -> String {
    let mut name = name.trim();
    loop {
        let lower = name.to_lowercase();
        let is_before = |lead: &&str| lower.strip_prefix(lead).is_some_and(|rest| rest.starts_with(' '));
        let Some(lead) = NAMES.words.leads.iter().find(is_before) else { return name.to_owned() };
        name = &name[lead.len() + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Cell};

    fn block((ordinal, text): (usize, &&str)) -> Block {
        Block::of(ordinal, BlockKind::Paragraph, *text)
    }

    fn committee_of(lines: &[&str]) -> Option<String> {
        let blocks: Vec<Block> = lines.iter().enumerate().map(block).collect();
        committee(&Paper::new(&blocks, &[]), Some(DocumentKind::Minutes))
    }

    #[test]
    fn the_body_that_met_is_named_as_minutes_name_it() {
        let cases: [(&[&str], &str); 9] = [
            (
                &["MINUTES OF PROCEEDINGS AT MONTHLY MEETING OF THE DISTRICT OF OVER-NETHERBY", "HELD IN THE HALL"],
                "District of Over-Netherby",
            ),
            (
                &["MINUTES OF THE MEETING OF THE AREA COMMITTEE OF", "UPPER MARL HELD IN THE HALL ON 7 MAY 2014"],
                "Area Committee of Upper Marl",
            ),
            (&["MINUTES OF PROCEEDINGS AT MEETING OF MARLSHIRE COUNTY COUNCIL HELD IN SHIRE HALL"], "Council"),
            (&["Minutes of the Children's Panel", "In attendance: the Chief Executive"], "Children's Panel"),
            (&["Minutes of the Cabinet", "9 February 2012"], "Cabinet"),
            (&["Minutes of the Cabinet", "1. Minutes of the last meeting held on 3 May were agreed"], "Cabinet"),
            (&["CHILDREN AND FAMILIES PANEL 18 NOVEMBER 2015"], "Children and Families Panel"),
            (&["Minutes of the Children and young people scrutiny panel"], "Children and young people scrutiny panel"),
            (
                &["Adults, health and housing committee, 3 May 2022", "In attendance: Cabinet Member for Housing"],
                "Adults, health and housing committee",
            ),
        ];
        for (lines, want) in cases {
            assert_eq!(committee_of(lines).as_deref(), Some(want), "{lines:?}");
        }
        assert_eq!(
            committee_of(&["Minutes", "Present: the Deputy Chief Executive and the Senior Executive Officer"]),
            None
        );
    }

    #[test]
    fn a_line_that_says_which_body_met_wins_over_titles() {
        let cases: [(&[&str], &str); 7] = [
            (
                &["Annual Report of the Audit Board", "Meeting: 17/02/2011 - Youth and Care Commission (Item 12)"],
                "Youth and Care Commission",
            ),
            (&["Homes Scrutiny Committee 2 - Monday, 4th July, 2022 18:00"], "Homes Scrutiny Committee 2"),
            (&["Special Meeting, Roads Committee - Monday, 8 May 2017 10:30 am"], "Roads Committee"),
            (&["Homes Subgroup - Monday, 8th October, 2018 2.00 pm"], "Homes Subgroup"),
            (&["Meeting of Marlshire Council, Monday, 4th March, 2024 6.30 pm (Item 5.)"], "Council"),
            (
                &["SCRUTINY COMMITTEE (ROADS AND PARKS)", "Minutes of a meeting held on 3 May 2017"],
                "Scrutiny Committee (Roads and Parks)",
            ),
            (&["Scrutiny Management Board (SMB)", "That Cabinet approves the plan"], "Scrutiny Management Board"),
        ];
        for (lines, want) in cases {
            assert_eq!(committee_of(lines).as_deref(), Some(want), "{lines:?}");
        }
        assert_eq!(committee_of(&["Members of the Board may bring a guest"]), None);
        assert_eq!(committee_of(&["Annual Report of the Audit Board", "The Committee heard it."]), None);
        assert_eq!(committee_of(&["To receive the report of the Chair of the Audit Board"]), None);
        assert_eq!(committee_of(&["The Committee met the Cabinet Member for Parks", "It reports to Cabinet"]), None);
        let brackets = "MINUTES of the Meeting of the PARKS (OPEN LAND) SUB-COMMITTEE held on 4 MARCH 2002";
        assert_eq!(committee_of(&[brackets]).as_deref(), Some("Parks (Open Land) Sub-Committee"));
    }

    #[test]
    fn words_beside_a_name_do_as_their_example() {
        let words = &NAMES.words;
        for List { example, name, .. } in [
            &words.committees,
            &words.bodies,
            &words.leads,
            &words.of_sentences,
            &words.duties,
            &words.spoken_of,
            &words.general,
            &words.sittings,
        ] {
            assert_eq!(committee_of(&[example]).unwrap_or_default(), *name, "{example}");
        }
    }

    #[test]
    fn some_panel_is_no_name() {
        assert_eq!(committee_of(&["Advertise the posts together, with a single interview panel"]), None);
        let both = "Before each interview panel the Staffing Committee meets";
        assert_eq!(committee_of(&[both]).as_deref(), Some("Staffing Committee"));
    }

    #[test]
    fn a_row_of_data_names_no_committee() {
        let mut row = block((0, &"1.1 | Report to the Scrutiny Panel | Lead | Green"));
        let cell = |text: &str| Cell { column: None, text: text.into(), above: None };
        row.cells = ["1.1", "Report to the Scrutiny Panel", "Lead", "Green"].map(cell).into();
        assert_eq!(committee(&Paper::new(&[row], &[]), Some(DocumentKind::ActionPlan)), None);
    }
}
