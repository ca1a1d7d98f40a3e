//! What pages say of what they show: how much there is, of whom, what was asked, and what was just done.

use crate::browser::Browser;
use crate::web::Served;

fn corpus() -> Served {
    Served::copy_of(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
}

/// The words of a page before its lists: its paragraphs of this class.
fn paragraph<'a>(page: &'a str, class: &str) -> &'a str {
    let rest = page.split_once(&format!("<p class=\"{class}\">")).unwrap_or_else(|| panic!("no {class} in {page}")).1;
    rest.split("</p>").next().unwrap_or_default()
}

#[test]
fn how_many_findings_there_are_is_said_in_one_way() {
    let served = corpus();
    let overview = served.page("/");
    let told = paragraph(&overview, "lead").split(" read, ").nth(1).and_then(|rest| rest.split(" in them").next());
    let told = told.expect("how many").to_owned();
    assert!(told.contains(" findings and ") && told.ends_with(" possible"), "{told}");
    let findings = served.page("/findings");
    assert_eq!(paragraph(&findings, "lead"), format!("{told}. The possible ones are not shown."));
    assert_eq!(paragraph(&served.page("/findings?possible=1"), "lead"), format!("{told}."));
    let foot = findings.split("class=\"foot\"").nth(1).expect("a foot");
    assert!(foot.contains(&told), "{foot}");
    assert!(served.get("/download/papers.html").text().contains(&told));
}

#[test]
fn papers_of_one_council_are_kept_with_its_own_totals_and_reviews() {
    let served = corpus();
    let kept = served.get("/download/papers.html?council=Thornmere").text();
    assert!(kept.contains("What has been read: Thornmere"), "{kept}");
    assert!(!kept.contains("Marlshire") && !kept.contains(" skipped"), "{kept}");
    let list = served.page("/findings?council=Thornmere&possible=1");
    let all = paragraph(&list, "lead").trim_end_matches('.').to_owned();
    assert!(kept.contains(&all), "{all}: {kept}");
}

#[test]
fn quotes_say_of_which_council_they_are_where_there_are_several() {
    let served = corpus();
    for (path, before, after) in [
        ("/unanswered", "class=\"step\"><h2>", "</h2>"),
        ("/findings", "<section><h2>", "</h2>"),
        ("/themes/evidence?by=year&period=2014", "class=\"finding\"><p class=\"about\">", "</p>"),
    ] {
        let page = served.page(path);
        let heads: Vec<&str> = page.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect();
        assert!(!heads.is_empty(), "{path}: {page}");
        let is_told = |head: &&str| head.ends_with(", Marlshire") || head.ends_with(", Thornmere");
        assert!(heads.iter().all(is_told), "{path}: {heads:?}");
    }
    assert!(!served.page("/unanswered?council=Marlshire").contains(", Marlshire</h2>"), "it is chosen");
}

#[test]
fn what_was_added_and_taken_back_is_away_and_no_word_alone_is_a_finding() {
    let served = corpus();
    let paper = "thornmere-2019-03-31-action-plan";
    let add = |text: &str| {
        served.post(
            "/correct",
            &[("paper", paper), ("what", "add"), ("kind", "concern"), ("text", text), ("back", "/papers")],
        )
    };
    for little in ["the", "of the", "Thornmere"] {
        let answer = add(little);
        assert_eq!(answer.status, 400, "{little}");
        assert!(answer.text().contains("is too little to be a finding"), "{}", answer.text());
    }
    let words = served.page(&format!("/paper/{paper}"));
    let cells = words.split("<td>").skip(1).filter_map(|rest| rest.split("</td>").next());
    let cell =
        cells.filter(|cell| !cell.contains('<')).find(|cell| cell.split(' ').count() > 5).expect("a cell").to_owned();
    let added = add(&cell);
    assert_eq!(added.status, 303, "{cell}: {}", added.text());
    let page = served.page(added.header("location"));
    let value = |name: &str| {
        let rest = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a field").1;
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let undo = [("what", "undo"), ("place", &*value("place")), ("quote", &*value("quote")), ("back", "/papers")];
    let undone = served.post("/correct", &undo);
    let page = served.page(undone.header("location"));
    assert!(page.contains("Taken back: the finding that was added is away again."), "{page}");
}

#[test]
fn papers_that_cannot_be_looked_at_again_are_told_on_every_page() {
    let served = corpus();
    std::fs::write(served.corpus().join("lookback.toml"), "this is no setting").expect("settings");
    assert_ne!(served.post("/refresh", &[]).status, 303);
    for path in ["/", "/search?q=door", "/findings", "/diff"] {
        assert!(served.page(path).contains("The papers could not be looked at again"), "{path}");
    }
}

#[test]
fn on_paper_a_page_says_what_was_asked_and_cuts_no_column_and_a_row_shows_where_one_arrives() {
    let Some(browser) = Browser::start() else { return };
    let served = corpus();
    let go = |path: &str| browser.go(&format!("http://{}{path}", served.host));
    go("/paper/thornmere-2019-03-31-action-plan#b6");
    let outline = "return getComputedStyle(document.querySelector('tr:target')).outlineStyle";
    assert_eq!(browser.run(outline), "solid");
    browser.chromium("Emulation.setEmulatedMedia", &serde_json::json!({ "media": "print" }));
    for (path, says) in [
        ("/search?q=neglect&kind=priority", "words: neglect; kind of finding: priority."),
        ("/findings?kind=priority&council=Marlshire", "kind of finding: priority"),
        ("/trace?q=neglect", "matter: neglect."),
        (
            "/diff?earlier=marlshire-lga-safeguarding-children-2011-10&later=marlshire-lga-safeguarding-children-2015-04&status=new",
            "what became of it: new.",
        ),
    ] {
        go(path);
        assert!(browser.text(".printed").contains(says), "{path}: {}", browser.text(".printed"));
    }
    for path in ["/themes?by=review", "/"] {
        go(path);
        browser.size(720, 900); // A sheet of A4 within its margins.
        let cut = "return [...document.querySelectorAll('.scroll')].filter(part => part.scrollWidth > part.clientWidth + 1 || \
                   getComputedStyle(part).overflowX !== 'visible').length";
        assert_eq!(browser.run(cut), 0, "{path}");
    }
}

#[test]
fn a_progress_review_is_told_from_a_review_and_one_in_prose_is_not_offered_to_compare() {
    let overview = corpus().page("/");
    assert!(overview.contains("<strong>September 2020, progress review</strong>"), "{overview}");
    assert!(
        overview.contains("Compare May 2019 with September 2020, progress review"),
        "it goes through what was asked"
    );
    let challenge = "Corporate Peer Challenge\n\nNorbury Council\n\n6 – 9 February 2023\n\nFeedback report\n\nKey recommendations\n\nRecommendation 1: Mend the harbour wall\n";
    let again = "Corporate Peer Challenge – Progress Review\n\nNorbury Council\n\n23 January 2024\n\nThe progress review took place on 23 January 2024.\n\nHarbours\n\nThe wall was surveyed in the autumn.\n";
    let served = Served::of(&[("1.txt", challenge), ("2.txt", again)]);
    let overview = served.page("/");
    assert!(overview.contains("The progress review of January 2024 reports in prose"), "{overview}");
    assert!(!overview.contains("Compare February 2023"), "{overview}");
    assert!(served.page("/diff").contains("No series of reviews has two"));
}
