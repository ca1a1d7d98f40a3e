//! Two reviews compared on a page: what is said of each change, and how it is settled.

use crate::web::{Answer, Served};

const EARLIER: &str = "MARLSHIRE COUNTY COUNCIL\n\nLGA safeguarding children peer review, 12 to 14 October 2011\n\nDear Alex\n\n\
    Areas for consideration\n\n- Agree one threshold for the front door with every partner.\n- Make caseloads of social workers manageable.\n";
const LATER: &str = "MARLSHIRE COUNTY COUNCIL\n\nLGA safeguarding children peer review\n\nReport of the visit of 14 to 17 April \
    2015\n\nAreas for consideration\n\n- Agree one threshold for the front door with all partners.\n\
    - Use data to plan training.\n";

const DIFF: &str =
    "/diff?earlier=marlshire-lga-safeguarding-children-2011-10&later=marlshire-lga-safeguarding-children-2015-04";

fn papers() -> Served {
    Served::of(&[("2011.txt", EARLIER), ("2015.txt", LATER)])
}

/// The changes of a page, each from its beginning to its end.
fn changes(page: &str) -> Vec<&str> {
    page.split("<article").skip(1).filter_map(|rest| rest.split("</article>").next()).collect()
}

fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

/// The value of the first hidden field of this name.
fn hidden<'a>(part: &'a str, name: &str) -> &'a str {
    let rest = part.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {part}")).1;
    rest.split('"').next().unwrap_or_default()
}

#[test]
fn a_finding_without_a_partner_is_not_said_to_have_nothing_like_it() {
    let page = papers().page(DIFF);
    assert!(!page.contains("Nothing like it"), "{page}");
    let alone: Vec<&str> = changes(&page).into_iter().filter(|change| change.contains("class=\"nothing\"")).collect();
    assert!(
        !alone.is_empty() && alone.iter().all(|change| change.contains("No finding was paired with it.")),
        "{page}"
    );
    assert!(page.contains("Findings are compared with findings, not with all that is written"), "{page}");
}

#[test]
fn of_a_kind_asked_for_what_is_shown_is_counted_and_what_was_paired_stays_paired() {
    let served = papers();
    let all = served.page(DIFF);
    let page = served.page(&format!("{DIFF}&kind=strength"));
    assert!(page.contains(&format!("0 of {} changes are shown.", changes(&all).len())), "{page}");
    assert!(page.contains("Nothing in this comparison fits what was asked for."), "{page}");
}

#[test]
fn where_several_are_one_each_button_shows_of_which_two_it_speaks() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let page = Served::copy_of(&corpus).page(
        "/diff?earlier=marlshire-lga-safeguarding-children-2011-10&later=marlshire-lga-safeguarding-children-2015-04",
    );
    let merged = changes(&page).into_iter().find(|change| change.matches("value=\"pin\"").count() > 1);
    let merged = merged.unwrap_or_else(|| panic!("no change of several: {page}"));
    let of: Vec<&str> =
        merged.split("class=\"of-two\"").skip(1).map(|rest| rest.split("</p>").next().unwrap()).collect();
    assert_eq!(of.len(), 2, "{merged}");
    assert!(of[0] != of[1] && of.iter().all(|of| of.contains(" with ") && !of.contains("hidden")), "{of:?}");
}

#[test]
fn a_form_that_says_nothing_that_is_known_settles_nothing() {
    let served = papers();
    let page = served.page(DIFF);
    let pin = page.split("action=\"/pin\"").nth(1).expect("a form");
    let (one, other) = (hidden(pin, "one"), hidden(pin, "other"));
    for what in ["forbib", "", "Pin"] {
        let refused = served.post("/pin", &[("one", one), ("other", other), ("what", what)]);
        assert_eq!(refused.status, 400, "{what}: {refused:?}");
        assert_eq!(served.post("/correct", &[("finding", one), ("what", what)]).status, 400, "{what}");
    }
    assert!(!served.corpus().join("pins.toml").exists() && !served.corpus().join("corrections.toml").exists());
}

#[test]
fn who_settles_a_change_comes_back_to_it() {
    let served = papers();
    let page = served.page(DIFF);
    let pin = page.split("action=\"/pin\"").nth(1).expect("a form");
    let (one, other, back) = (hidden(pin, "one"), hidden(pin, "other"), hidden(pin, "back").replace("&amp;", "&"));
    for what in ["pin", "undo", "forbid"] {
        let there = location(&served.post("/pin", &[("one", one), ("other", other), ("what", what), ("back", &back)]));
        let page = there.strip_suffix("#settled").unwrap_or_else(|| panic!("{there}"));
        let page = served.page(page);
        assert_eq!(page.matches("id=\"settled\"").count(), 1, "{what}: {page}");
        let change = changes(&page).into_iter().find(|change| change.contains("id=\"settled\"")).expect("a change");
        assert!(change.contains("Agree one threshold"), "{what}: {change}");
    }
    let elsewhere =
        location(&served.post("/pin", &[("one", one), ("other", other), ("what", "undo"), ("back", "/settled")]));
    assert!(!elsewhere.contains('#'), "{elsewhere}");
}
