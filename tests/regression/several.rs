//! Several decisions that stand together: in sentences of one paragraph, in letters run on or alone on their lines, and in
//! paragraphs without any.

use lookback::model::{Certainty, Reading};

use super::{read, sure};

fn minutes(body: &str) -> Reading {
    read("minutes.txt", &format!("Minutes of the Housing Panel held on 3 May 2016\n\n1. Repairs\n\n{body}"))
}

fn decided(body: &str) -> Vec<String> {
    sure(&minutes(body)).into_iter().map(|(_, text)| text.to_owned()).collect()
}

#[test]
fn each_sentence_that_opens_as_a_decision_is_one() {
    let said = "RESOLVED that the report be noted. That officers bring back a plan in March. That the Director write to tenants.";
    let want = [
        "that the report be noted.",
        "That officers bring back a plan in March.",
        "That the Director write to tenants.",
    ];
    assert_eq!(decided(said), want);
    assert_eq!(decided(&format!("The Panel considered the report. {said}")), want);
    for one in [
        "RESOLVED: That the report be noted. That was the second report of the year.",
        "RESOLVED: That the report be noted. Officers were thanked for it.",
        "RESOLVED: That the report be noted; that report had been late.",
    ] {
        assert_eq!(decided(one).len(), 1, "{one}");
    }
    // What was said after it is no part of what a sentence within a paragraph resolves.
    let after = "Members met. RESOLVED that the plan be kept. The Chair spoke. That the plan be kept was good news.";
    assert_eq!(decided(after), ["that the plan be kept."]);
}

#[test]
fn the_word_may_resolve_twice_in_one_sentence() {
    let want = ["that the scope be extended", "that officers write to tenants."];
    for said in [
        "The Panel considered the report and RESOLVED that the scope be extended, and RESOLVED that officers write to tenants.",
        "RESOLVED that the scope be extended and FURTHER RESOLVED that officers write to tenants.",
        "RESOLVED that the scope be extended; it was RESOLVED that officers write to tenants.",
    ] {
        assert_eq!(decided(said), want, "{said}");
    }
    assert_eq!(decided("RESOLVED that what the Board RESOLVED that day be noted.").len(), 1);
    let told = "Members heard that the Cabinet had discussed the fees and RESOLVED that they rise.";
    assert_eq!(decided(told).len(), 0, "another meeting");
}

#[test]
fn numbers_and_letters_run_on_part_what_is_resolved() {
    for said in [
        "RESOLVED That 1. the report be noted and 2. the scope be extended.",
        "RESOLVED: That – 1) the report be noted 2) the scope be extended.",
        "RESOLVED: 1 That the report be noted. 2 That the scope be extended.",
        "RESOLVED: A: That the report be noted. B: That the scope be extended.",
        "RESOLVED:\n\nA: That the report be noted.\n\nB: That the scope be extended.",
        "RESOLVED:\n\nA That the report be noted.\n\nB That the scope be extended.",
        "RESOLVED:\n\n(a)\nThat the report be noted; and\n(b)\nThat the scope be extended.",
    ] {
        assert_eq!(decided(said).len(), 2, "{said}");
    }
    let one = "RESOLVED that the plan be kept for phases 1. and 2. of the works.";
    assert_eq!(decided(one), [one.trim_start_matches("RESOLVED ")]);
    let prose = "RESOLVED:\n\nA: That the report be noted.\n\nA plan was shown. That it was good was agreed by all.";
    assert_eq!(decided(prose), ["That the report be noted."]);
}

#[test]
fn clauses_stand_in_paragraphs_without_letters() {
    let want = ["to note the terms of the report", "to extend the scope", "to approve the plan"];
    for lead in [
        "The Committee agreed:-",
        "Resolved:",
        "Thereafter, the Committee, having heard the Director of Roads, unanimously agreed:-",
    ] {
        let said = format!("{lead}\n\n{}\n\nThe Director spoke of schools.", want.join("\n\n"));
        assert_eq!(decided(&said), want, "{lead}");
    }
    let heard = "The Committee, having heard the Director, considered:-\n\nto whom the plan was sent\n";
    assert_eq!(decided(heard).len(), 0);
}

#[test]
fn a_decision_given_twice_is_listed_once() {
    let decision = "the scope of the repairs be extended to the depot.";
    for said in [
        format!("The Committee agreed that {decision}\n\nRESOLVED that {decision}\n"),
        format!("RESOLVED: That {decision}\n\nDecision: That {decision}\n"),
    ] {
        assert_eq!(minutes(&said).findings.len(), 1, "{said}");
    }
    let two = format!("RESOLVED that {decision}\n\n19/2 Mill Lane\n\nRESOLVED that {decision}\n");
    assert_eq!(decided(&two).len(), 2, "two matters");
    let other = "The Committee agreed that the depot be shut.\n\nRESOLVED that the scope of the repairs be extended.\n";
    assert_eq!(minutes(other).findings.iter().filter(|f| f.certainty == Certainty::Possible).count(), 1);
}

#[test]
fn what_tells_where_it_is_set_out_parts_no_decision() {
    for (said, want) in [
        (
            "RESOLVED: That the fees\n– as set out in Appendix A –\nbe approved and the scope be extended.",
            "That the fees – as set out in Appendix A – be approved and the scope be extended.",
        ),
        (
            "RESOLVED – as set out in the report – that the strategy be adopted.",
            "as set out in the report – that the strategy be adopted.",
        ),
    ] {
        assert_eq!(decided(said), [want]);
    }
    assert_eq!(decided("RESOLVED – as set out in the sub-committee's report.").len(), 0, "elsewhere");
    let list = "The Panel agreed:\n\n– to note the report\n– as set out in March, to write to tenants\n";
    assert_eq!(decided(list).len(), 2);
}
