//! Motions of full councils: carried, changed, lost, left to others.

use lookback::model::{Certainty, FindingKind, Reading};

use super::read;

fn minutes(body: &str) -> Reading {
    read("minutes.txt", &format!("Minutes of Marlshire Council held on 3 May 2016\n\n1. Apologies\n\nNone.\n\n{body}"))
}

fn found(body: &str) -> Vec<(Certainty, String)> {
    let reading = minutes(body);
    assert!(reading.findings.iter().all(|finding| finding.kind == FindingKind::Resolution), "{body}");
    reading.findings.into_iter().map(|read| (read.certainty, read.finding.text)).collect()
}

const MOTION: &str = "2. Notice of motion submitted by Councillor A. Reed\n\nI will move at the next meeting of the Council that seats be set along the quay at Thornmere.\n\n";

#[test]
fn a_motion_that_was_carried_is_resolved() {
    let asked = "that seats be set along the quay at Thornmere.".to_owned();
    let votes = [
        "The Notice of Motion was proposed by Councillor Reed, seconded by Councillor Hale and agreed.",
        "In proposing the motion, Councillor Reed spoke of visitors.\n\nOn being put to the vote, the motion was declared CARRIED.",
    ];
    for vote in votes {
        let text = format!("{MOTION}{vote}\n\nReply: Seats are on order.\n\n3. Reports\n\nThe report was read.\n");
        assert_eq!(found(&text), [(Certainty::Sure, asked.clone())], "{vote}");
    }
    let moved = "2. Motions\n\nIt was moved by Councillor Reed and seconded by Councillor Hale that the Council sign the charter for carers.\n\nThe motion was put to the vote and carried by 20 votes to 8.\n";
    assert_eq!(found(moved), [(Certainty::Sure, "that the Council sign the charter for carers.".to_owned())]);
}

#[test]
fn the_words_of_a_motion_may_stand_below_those_that_put_it_or_in_bold() {
    let below = "2. Motions\n\nCouncillor Reed proposed the following motion:\n\n“That seats be set along the quay.”\n\nThe motion was seconded by Councillor Hale and agreed.\n";
    assert_eq!(found(below), [(Certainty::Sure, "“That seats be set along the quay.”".to_owned())]);
    let quoted = "2. Motions\n\nCouncillor Reed put a motion.\n\n“I propose that seats be set along the quay.”\n\nThe motion was seconded by Councillor Hale and agreed.\n";
    assert_eq!(found(quoted), [(Certainty::Sure, "that seats be set along the quay.".to_owned())]);
    let bold = "# Minutes of Marlshire Council held on 3 May 2016\n\n## NOTICES OF MOTION\n\n**17.**\n\nNotice of Motion submitted by Councillor C. Reed\n\n**I will move at the next Meeting that this Council write to the bus company.**\n\nThe Motion was proposed by Councillor Reed (C), seconded by Councillor Hale, and adopted.\n";
    let texts: Vec<String> = read("minutes.md", bold).findings.into_iter().map(|read| read.finding.text).collect();
    assert_eq!(texts, ["that this Council write to the bus company."]);
}

#[test]
fn one_that_was_changed_first_is_only_possible() {
    let text = format!("{MOTION}The motion, as amended, was carried.\n");
    assert_eq!(found(&text).into_iter().map(|(certainty, _)| certainty).collect::<Vec<_>>(), [Certainty::Possible]);
}

#[test]
fn what_was_lost_withdrawn_or_referred_is_not_resolved_whatever_the_motion_says() {
    let resolves = "2. Motions\n\nCouncillor Reed proposed the following motion:\n\nThis Council resolves to:\n\n- sell the hall; and\n\n- close the quay.\n\n";
    assert_eq!(found(&format!("{resolves}The motion was put to the vote and carried.\n")).len(), 2);
    for vote in [
        "Upon being put to the vote, the motion was declared LOST.",
        "The motion was withdrawn.",
        "The motion was therefore referred to the Cabinet.",
        "The motion fell for want of a seconder.",
    ] {
        assert_eq!(found(&format!("{resolves}{vote}\n")), [], "{vote}");
        assert_eq!(found(&format!("{MOTION}{vote}\n")), [], "{vote}");
    }
}

#[test]
fn a_vote_is_on_the_motion_above_it_and_an_amendment_is_another_matter() {
    let text = format!(
        "{MOTION}The amendment was put to the vote and declared lost.\n\nThe motion was carried.\n\n3. Notice of motion submitted by Councillor B. Hale\n\nWe will move that the hall be sold.\n\nThe motion was lost.\n"
    );
    let texts: Vec<String> = found(&text).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["that seats be set along the quay at Thornmere."]);
}

#[test]
fn a_lost_motion_takes_nothing_back_that_was_resolved_before_it() {
    let text = "2. Motions\n\nThis Council heard of the quay.\n\nRESOLVED: That seats be set along the quay.\n\nIt was moved by Councillor Reed that the hall be sold.\n\nThe motion was lost.\n";
    assert_eq!(found(text), [(Certainty::Sure, "That seats be set along the quay.".to_owned())]);
}
