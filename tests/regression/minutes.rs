//! Minutes of many houses: what stands under a heading that every meeting has, asks and actions in prose, and what is no finding.

use lookback::model::{Certainty, Finding, FindingKind, Reading};

use super::{read, sure};

const TITLE: &str = "Minutes of the meeting of the Marlshire Children's Scrutiny Panel held on 14 March 2017\n\n";

fn minutes(text: &str) -> Reading {
    read("minutes.txt", &format!("{TITLE}{text}"))
}

fn all(reading: &Reading) -> Vec<(FindingKind, &str)> {
    reading.findings.iter().map(|finding| (finding.kind, finding.text.as_str())).collect()
}

fn only(reading: &Reading) -> &Finding {
    assert_eq!(reading.findings.len(), 1, "{:?}", all(reading));
    &reading.findings[0]
}

#[test]
fn a_heading_in_capitals_does_not_swallow_the_items_after_it() {
    let ask = "RESOLVED that the Director be asked to report on vacancies in June 2015.";
    let text = "that the Director be asked to report on vacancies in June 2015.";
    for above in [
        "2. DECLARATIONS OF INTEREST\n\nThere were none.\n\n3. Foster care: yearly report",
        "2. DECLARATIONS OF INTEREST\n\nThere were none.\n\n3. Foster care and the yearly report of the service, with its annexes and its figures for each of the districts.",
        "DECLARATIONS OF INTEREST\n\nThere were none.\n\nFoster care",
        "PUBLIC PARTICIPATION\n\nNobody spoke.\n\nFoster care\n\nThe Panel received the report.",
        "PUBLIC PARTICIPATION\n\nMrs Green spoke of her street.",
    ] {
        let reading = minutes(&format!("{above}\n\n{ask}\n"));
        assert_eq!(sure(&reading), [(FindingKind::Request, text)], "{above}");
    }
}

#[test]
fn what_is_resolved_in_every_meeting_stays_set_aside() {
    for text in [
        "APOLOGIES FOR ABSENCE\n\nRESOLVED that the apologies be accepted.",
        "EXCLUSION OF THE PRESS AND PUBLIC\n\nRESOLVED:\n\nThat the press and public be excluded from the meeting for the next item.",
        "DATE OF NEXT MEETING\n\nAGREED that the next meeting be held on 4 May 2017.",
    ] {
        let reading = minutes(text);
        assert!(reading.findings.is_empty(), "{text}: {:?}", all(&reading));
    }
}
