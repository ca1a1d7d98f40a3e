//! Whom did the peers visit? A letter says it where it thanks for the invitation, a report in its title.
//!
//! Neither need call it a council, and the peers' own councils are called so a few lines on.

use std::sync::LazyLock;

use regex::Regex;

use super::Paper;
use super::capitals::lower;
use super::council::{NAME, short_council};
use crate::text::fold;

/// "Thank you for inviting the peer team to Thornmere".
const INVITED: &str = r"\b(?i:invit(?:ed|ing)|welcom(?:ed|ing))(?: (?i:us|peers|the lga|the local government association|(?:the|our|its|this) (?:[a-z]+ ){0,3}team))?(?: back)? (?:in)?to NAME";

/// "Thornmere Adult Safeguarding Peer Review". Without the subject the name may be one: "Highways and Environment Peer Review".
const TITLED: &str = r"^NAME(?:'s)? (?:SUBJECT)(?: [A-Za-zÀ-ž'&-]+){0,6}? (?i:peer (?:review|challenge|diagnostic))\b";

/// Words with which the subject of a review begins.
const SUBJECTS: [&str; 24] = [
    "Adult",
    "Adults",
    "Children",
    "Children's",
    "Communications",
    "Corporate",
    "Early",
    "Equality",
    "Finance",
    "Financial",
    "Fire",
    "Governance",
    "Health",
    "Housing",
    "Local Government Association",
    "LGA",
    "Planning",
    "Public",
    "Regeneration",
    "Safeguarding",
    "Scrutiny",
    "SEND",
    "Social",
    "Special",
];

/// Words that begin a title and are no name.
const OPENING: [&str; 14] = [
    "Draft",
    "Feedback",
    "Final",
    "First",
    "Follow",
    "Full",
    "Independent",
    "Joint",
    "Local",
    "National",
    "Peer",
    "Regional",
    "Report",
    "Second",
];

/// To these one is invited as well.
const MEETINGS: [&str; 5] = ["Cabinet", "Executive", "Committee", "Panel", "Board"];

static INVITES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&INVITED.replace("NAME", &NAME.replace("{0,4}?)", "{0,4})"))).ok());

static TITLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&TITLED.replace("NAME", NAME).replace("SUBJECT", &SUBJECTS.join("|"))).ok());

/// The council, short, of which the first page of a peer review says that it was visited.
pub fn host(paper: &Paper<'_>) -> Option<String> {
    let head = || paper.head.iter().map(|block| fold(&lower(&block.text)).into_owned());
    let name = |pattern: &LazyLock<Option<Regex>>, text: &str| {
        let found = pattern.as_ref()?.captures(text)?;
        let name = short_council(found.name("name")?.as_str());
        let first = name.split_whitespace().next()?;
        (!SUBJECTS.contains(&first) && !OPENING.contains(&first) && !MEETINGS.contains(&first)).then_some(name)
    };
    head().find_map(|text| name(&INVITES, &text)).or_else(|| head().find_map(|text| name(&TITLE, &text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind};

    fn host_of(line: &str) -> Option<String> {
        let block = Block {
            ordinal: 0,
            kind: BlockKind::Paragraph,
            number: None,
            page: None,
            under: None,
            led_in_by: None,
            text: line.to_owned(),
            cells: Vec::new(),
            boilerplate: None,
        };
        host(&Paper::new(&[block], &[]))
    }

    #[test]
    fn the_host_is_named_without_being_called_a_council() {
        for (line, name) in [
            ("On behalf of the team, thank you for inviting us to Thornmere from 5th to 8th June 2018.", "Thornmere"),
            ("what a pleasure it was to be invited into North Thornmere to deliver the challenge", "North Thornmere"),
            ("Thank you for welcoming the LGA peer challenge team back to Fenwick Borough Council", "Fenwick"),
            ("Fenwick Adult Safeguarding Peer Review", "Fenwick"),
            ("FENWICK CORPORATE PEER CHALLENGE", "Fenwick"),
            ("Isle of Fenn Planning Peer Review", "Isle of Fenn"),
        ] {
            assert_eq!(host_of(line).as_deref(), Some(name), "{line}");
        }
        for line in [
            "Corporate Peer Challenge",
            "Highways and Environment Peer Review",
            "FINANCE PEER REVIEW",
            "LGA Corporate Peer Challenge",
            "Final Report of the Peer Review",
            "Adult Social Care Peer Review",
            "Safeguarding Children Peer Review",
            "Members were invited to Cabinet",
            "Feedback Report: Peer Challenge",
        ] {
            assert_eq!(host_of(line), None, "{line}");
        }
    }
}
