//! Whom did the peers visit? A letter says it where it thanks for the invitation, a report in its title.
//!
//! Neither need call it a council, and the peers' own councils are called so a few lines on.

use super::Paper;
use super::capitals::lower;
use super::named::short_council;
use super::names::{NAMES, first};
use crate::text::fold;

/// The council, short, of which the first page of a peer review says that it was visited.
pub fn host(paper: &Paper<'_>) -> Option<String> {
    let head: Vec<String> = paper.head.iter().map(|block| fold(&lower(&block.text)).into_owned()).collect();
    let words = &NAMES.words;
    let is_host = |name: &str| {
        let is_none = |word: &str| [&words.subjects, &words.titles, &words.meetings].iter().any(|list| list.has(word));
        !name.is_empty() && !name.split_whitespace().any(is_none)
    };
    NAMES.host.iter().find_map(|pattern| {
        let named = head.iter().filter_map(|text| first(std::slice::from_ref(pattern), text)).map(before_date);
        // "Local Government Association" loses its first word as a sort of council, and is none.
        named.filter(|name| is_host(name)).map(short_council).find(|name| is_host(name))
    })
}

/// "Thornmere in May" is invited to Thornmere.
fn before_date(name: &str) -> &str {
    let mut end = 0;
    for word in name.split_inclusive(' ') {
        let said = &name[..end];
        let place = said.strip_suffix(" in ").or_else(|| said.strip_suffix(" on "));
        if let Some(place) = place.filter(|_| NAMES.words.dates.has(word.trim_end())) {
            return place;
        }
        end += word.len();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind};

    fn host_of(line: &str) -> Option<String> {
        let block = Block::of(0, BlockKind::Paragraph, line);
        host(&Paper::new(&[block], &[]))
    }

    #[test]
    fn the_host_is_named_without_being_called_a_council() {
        for (line, name) in [
            ("On behalf of the team, thank you for inviting us to Thornmere from 5th to 8th June 2018.", "Thornmere"),
            ("what a pleasure it was to be invited into North Thornmere to deliver the challenge", "North Thornmere"),
            ("Thank you for welcoming the LGA peer challenge team back to Fenwick Borough Council", "Fenwick"),
            ("Fenwick Adult Safeguarding Peer Review", "Fenwick"),
            ("Thank you for inviting us to Fenwick on Sea in Spring 2019.", "Fenwick on Sea"),
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
            "Outcome of the Children's LGA Peer Review",
            "Outcome of the SEND LGA Peer Review",
            "Adult Social Care Peer Review",
            "Safeguarding Children Peer Review",
            "Members were invited to Cabinet",
            "Feedback Report: Peer Challenge",
            "Final Report Corporate Peer Challenge",
            "Local Government Association Corporate Peer Challenge: Fenwick Borough Council",
        ] {
            assert_eq!(host_of(line), None, "{line}");
        }
        let words = &NAMES.words;
        for list in [&words.subjects, &words.titles, &words.meetings, &words.dates] {
            let name = Some(list.name.clone()).filter(|name| !name.is_empty());
            assert_eq!(host_of(&list.example), name, "{}", list.example);
        }
    }
}
