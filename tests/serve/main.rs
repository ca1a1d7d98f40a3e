//! The pages, asked over HTTP: each is there, and what must not get through does not.

#![allow(clippy::unwrap_used)]

mod browser;
mod choosing;
mod comparing;
mod officer;
mod searching;
mod telling;
mod web;

use std::fs;

use web::{Answer, Served};

const LETTER: &str = "MARLSHIRE COUNTY COUNCIL\n\nLGA safeguarding children peer review, 12 to 14 October 2011\n\nDear Alex\n\n\
    Strengths\n\n- Staff are proud of the front door and say so.\n\nAreas for consideration\n\n- Agree one threshold for \
    the front door with every partner.\n- Make caseloads of social workers manageable.\n- Publish the early help offer.\n";

const REPORT: &str = "MARLSHIRE COUNTY COUNCIL\n\nLGA safeguarding children peer review\n\nReport of the visit of 14 to 17 April \
    2015\n\nStrengths\n\n- Early help is well led.\n\nAreas for consideration\n\n- Agree one threshold for the front door with \
    all partners.\n- Use data to plan training.\n";

/// A name of a file and a text that would run if either were taken at its word.
const HOSTILE_NAME: &str = "<img src=x onerror=alert(1)>.txt";
const HOSTILE: &str = "MARLSHIRE COUNTY COUNCIL\n\nMinutes of the \"<script>alert(1)</script>\" Panel held on 19 November \
    2015\n\nRESOLVED that:\n\n(a) </title><script>alert('x')</script> be noted; and\n\n(b) the front door \" onmouseover=\"alert(1) \
    javascript:alert(1) &lt;b&gt; be asked to report by March 2016.\n";

fn papers() -> Served {
    Served::of(&[("letters/2011.txt", LETTER), ("reports/2015.txt", REPORT), (HOSTILE_NAME, HOSTILE)])
}

fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

/// The first value of an attribute after some words.
fn after<'a>(page: &'a str, words: &str, attribute: &str) -> &'a str {
    let rest = page.split_once(words).unwrap_or_else(|| panic!("no {words} in {page}")).1;
    let from = rest.split_once(&format!("{attribute}=\"")).unwrap_or_else(|| panic!("no {attribute} after {words}")).1;
    from.split('"').next().unwrap_or_default()
}

#[test]
fn each_page_answers_and_carries_the_marks_of_safety() {
    let served = papers();
    let paper = after(&served.page("/papers"), "Papers by their place", "href").to_owned();
    let original = format!("{paper}/original");
    for path in [
        "/",
        "/papers",
        "/papers?paper=minutes",
        "/search",
        "/search?q=front+door",
        "/search?q=front+door&council=Marlshire&kind=request",
        "/search?q=front+door&lines=left",
        "/search?q=zebra",
        "/search?q=zebra&lines=found",
        "/search?q=%22",
        "/findings",
        "/findings?possible=1",
        "/diff",
        "/trace",
        "/trace?q=front+door",
        "/unanswered",
        "/themes",
        "/themes?by=year",
        "/themes?by=council",
        "/themes/compare?by=year",
        "/themes/compare?by=year&earlier=2011&later=2015",
        "/themes/evidence?by=year&period=2011",
        "/settled",
        "/brief",
        "/assets/style.css",
        "/assets/script.js",
        "/assets/icon.svg",
        "/progress",
        paper.as_str(),
        original.as_str(),
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let policy = answer.header("content-security-policy");
        for wanted in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(wanted), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        if answer.header("content-type").starts_with("text/html") {
            let page = answer.text();
            assert!(page.starts_with("<!DOCTYPE html><html lang=\"en-GB\">") && page.ends_with("</html>"), "{path}");
            // What the policy forbids is not there to be forbidden.
            assert!(!page.contains("<style") && !page.contains(" style=\"") && !page.contains("<script>"), "{path}");
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
        }
    }
}

#[test]
fn what_papers_and_readers_write_is_shown_and_never_run() {
    let served = papers();
    let minutes = after(&served.page("/papers?paper=minutes"), "Papers by their place", "href").to_owned();
    let typed = "%22%3E%3Cscript%3Ealert(2)%3C%2Fscript%3E";
    let (search, trace, marked) =
        (format!("/search?q={typed}&council={typed}"), format!("/trace?q={typed}"), format!("{minutes}?q={typed}"));
    let done = format!("/settled?done=pinned&one={typed}&other={typed}&back={typed}");
    let pages = ["/", "/papers", "/findings?possible=1", "/unanswered", &minutes, &search, &trace, &marked, &done];
    for path in pages {
        let page = served.get(path).text();
        for running in ["<script>", "<img", "onerror=alert(1)>", "\" onmouseover=\"", "</title><script"] {
            assert!(!page.contains(running), "{running} in {path}: {page}");
        }
        assert!(!page.contains("href=\"javascript:"), "{path}");
    }
    assert!(served.page(&minutes).contains("&lt;script&gt;alert('x')&lt;/script&gt;"), "the words are there to read");
    assert!(served.page("/papers").contains("&lt;img src=x onerror=alert(1)&gt;.txt"));
}

#[test]
fn only_names_of_this_computer_are_answered() {
    let served = papers();
    let port = served.host.rsplit_once(':').expect("a port").1.to_owned();
    let ask = |host: &str| served.raw(&format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status;
    assert_eq!(ask(&format!("Host: localhost:{port}\r\n")), 200);
    assert_eq!(ask("Host: [::1]\r\n"), 200);
    for host in [
        "Host: evil.example\r\n",
        "Host: evil.example:80\r\n",
        "Host: localhost.evil.example\r\n",
        "Host: 192.168.0.1\r\n",
    ] {
        assert_eq!(ask(host), 403, "{host}");
    }
    assert!([400, 403].contains(&ask("")), "without a name");
    assert!([400, 403].contains(&ask("Host: localhost\r\nHost: evil.example\r\n")), "with two names");
}

#[test]
fn a_write_must_come_from_a_page_of_ours() {
    let served = papers();
    let (token, host) = (served.token(), served.host.clone());
    let port = host.rsplit_once(':').expect("a port").1.to_owned();
    let fields = |token: &'static str| vec![("finding", "x"), ("what", "reject"), ("token", token)];
    let ours = format!("Origin: http://{host}\r\n");
    assert_eq!(served.post_as("/correct", &fields(""), &ours).status, 403, "without the word");
    assert_eq!(served.post_as("/correct", &fields("00000000000000000000000000000000"), &ours).status, 403);
    let with_word = [("finding", "x"), ("what", "reject"), ("token", token.as_str())];
    for origin in ["", "Origin: null\r\n", "Origin: http://evil.example\r\n", "Origin: http://localhost:1\r\n"] {
        assert_eq!(served.post_as("/correct", &with_word, origin).status, 403, "{origin}");
    }
    let https = format!("Origin: https://127.0.0.1:{port}\r\n");
    assert_eq!(served.post_as("/correct", &with_word, &https).status, 403);
    assert_eq!(served.post_as("/correct", &with_word, &ours).status, 404, "let in, and there is no such finding");
    assert_eq!(served.get("/correct").status, 405, "nothing is written by asking");
    assert!(!served.corpus().join("corrections.toml").exists());
}

#[test]
fn nothing_but_papers_that_were_read_is_served() {
    let served = papers();
    fs::write(served.scratch().join("secret.txt"), "the secret word is swordfish").expect("a file");
    fs::write(served.corpus().join("unread.bin"), [0_u8, 1, 2, 3]).expect("a file");
    for path in [
        "/../secret.txt",
        "/paper/..%2F..%2Fsecret.txt/original",
        "/paper/%2e%2e%2fsecret.txt",
        "/paper/../../secret.txt/original",
        "/paper/secret.txt/original",
        "/paper/unread.bin/original",
        "/paper/lookback.toml/original",
        "/assets/..%2f..%2fCargo.toml",
        "/download/..%2Fsecret.csv",
        "/paper/%00",
        "/paper/%ff",
        "/paper/C:%5Cwindows/original",
        "//secret.txt",
    ] {
        let answer = served.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("swordfish"), "{path}");
    }
    let listed = served.page("/papers");
    let at = listed.find("letters/2011.txt").expect("the letter");
    let address = listed[..at].rsplit_once("href=\"").expect("its address").1.split('"').next().unwrap_or_default();
    let original = served.get(&format!("{address}/original"));
    assert_eq!((original.status, original.text().as_str()), (200, LETTER));
    assert!(original.header("content-disposition").starts_with("attachment"), "{original:?}");

    // A link that is put in the place of a paper leads nowhere.
    #[cfg(unix)]
    {
        fs::remove_file(served.corpus().join("letters/2011.txt")).expect("the letter goes");
        std::os::unix::fs::symlink(served.scratch().join("secret.txt"), served.corpus().join("letters/2011.txt"))
            .expect("a link");
        let answer = served.get(&format!("{address}/original"));
        assert!(answer.status != 200 && !answer.text().contains("swordfish"), "{}", answer.text());
    }
}

#[test]
fn what_is_too_long_or_makes_no_sense_is_turned_away_and_the_rest_goes_on() {
    let served = papers();
    let long = "a".repeat(5000);
    assert_eq!(served.get(&format!("/search?q={long}")).status, 414);
    let longer = served.page(&format!("/search?q={}", "a+".repeat(600)));
    assert!(longer.contains("longer than 500 letters"), "{longer}");
    let deep = format!("/search?q={}a{}", "(".repeat(240), ")".repeat(240));
    assert_eq!(served.get(&deep).status, 200);
    assert_eq!(served.get("/search?q=%22front").status, 200, "a fault in a query is shown beside it");
    assert!(served.page("/search?q=colour%3Ared").contains("There is no field"), "with what there is instead");
    let body = "x".repeat(200 << 10);
    let answer = served.post("/correct", &[("text", &body)]);
    assert!([413, 0].contains(&answer.status), "{answer:?}");
    for path in [
        "/search?page=99999999999999999999",
        "/search?q=door&page=18446744073709551615",
        "/papers?page=-3",
        "/nowhere",
        "/diff?earlier=a&later=b",
        "/trace?q=%2F",
        "/themes/evidence?theme=none",
        "/pair",
        "/pair?one=x&with=y",
        "/download/none.csv",
        "/download/diff",
    ] {
        let answer = served.get(path);
        assert!((200..500).contains(&answer.status), "{path}: {} {}", answer.status, answer.text());
    }
    for method in ["DELETE", "PUT", "OPTIONS", "TRACE"] {
        let asked =
            format!("{method} / HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nConnection: close\r\n\r\n", served.host);
        assert_eq!(served.raw(&asked).status, 405, "{method}");
    }
    assert_eq!(served.raw("nonsense\r\n\r\n").status, 400);
    assert_eq!(served.get("/").status, 200, "and the next reader is answered");
}

#[test]
fn a_pair_is_pinned_and_forbidden_and_taken_back() {
    let served = papers();
    let diff = after(&served.page("/"), "<a class=\"button\"", "href").replace("&amp;", "&");
    let page = served.page(&diff);
    assert!(
        page.contains("<del>every partner</del>") && page.contains("<ins>all partners</ins>"),
        "the redline: {page}"
    );
    let (one, other) = (
        after(&page, "action=\"/pin\"", "name=\"one\" value").to_owned(),
        after(&page, "action=\"/pin\"", "name=\"other\" value").to_owned(),
    );
    let go = |what: &str| {
        let fields = [("one", one.as_str()), ("other", other.as_str()), ("what", what), ("back", diff.as_str())];
        location(&served.post("/pin", &fields))
    };
    let forbidden = go("forbid");
    assert!(forbidden.starts_with("/diff?") && forbidden.contains("done=forbidden"), "{forbidden}");
    let page = served.page(&forbidden);
    assert!(page.contains("never paired") && page.contains(">Undo<"), "{page}");
    let pins = fs::read_to_string(served.corpus().join("pins.toml")).expect("pins");
    assert!(pins.contains("[[forbid]]") && pins.contains(&one), "{pins}");
    assert!(served.page("/settled").contains("Agree one threshold"));
    go("pin");
    assert!(served.page(&diff).contains("Pinned: a person paired them."));
    go("undo");
    assert!(!served.page(&forbidden).contains("never paired"), "an address is no record of what is settled");
    assert!(!served.corpus().join("pins.toml").exists(), "the file goes with the last pin");
    assert!(served.page("/settled").contains("Nothing yet"));
}

#[test]
fn a_finding_is_corrected_added_and_taken_back() {
    let served = papers();
    let listed = served.page("/papers");
    let at = listed.find("letters/2011.txt").expect("the letter");
    let letter =
        listed[..at].rsplit_once("href=\"").expect("its address").1.split('"').next().unwrap_or_default().to_owned();
    let page = served.page(&letter);
    let finding = after(&page, "manageable", "name=\"finding\" value").to_owned();
    let correct = |fields: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("back", letter.as_str())]).collect();
        location(&served.post("/correct", &fields))
    };
    let there = correct(&[("finding", &finding), ("what", "retype"), ("kind", "concern")]);
    let page = served.page(&there);
    assert!(page.contains("corrected: kind was area for consideration") && page.contains(">Undo<"), "{page}");
    // What is done after it is taken back alone.
    let then = served.page(&correct(&[("finding", &finding), ("what", "reject")]));
    let (place, quote) = (
        after(&then, "class=\"done\"", "name=\"place\" value"),
        after(&then, "class=\"done\"", "name=\"quote\" value"),
    );
    correct(&[("what", "undo"), ("place", place), ("quote", quote)]);
    assert!(served.page(&letter).contains("corrected: kind was area for consideration"));
    let nothing = correct(&[("finding", &finding), ("what", "retype"), ("kind", "no kind")]);
    assert!(served.page(&nothing).contains("Nothing was changed"));
    correct(&[("finding", &finding), ("what", "undo")]);
    assert!(!served.page(&letter).contains("corrected: kind was"));
    correct(&[("finding", &finding), ("what", "reject")]);
    assert!(!served.page("/findings").contains("manageable"), "a finding that was rejected is none");
    assert!(served.page("/settled").contains("Is no finding"));
    correct(&[("finding", &finding), ("what", "undo")]);
    assert!(served.page("/findings").contains("manageable"));

    let paper = letter.rsplit('/').next().unwrap_or_default();
    let there = correct(&[("paper", paper), ("what", "add"), ("kind", "concern"), ("text", "Dear Alex")]);
    let page = served.page(&there);
    assert!(page.contains("corrected: added"), "{page}");
    let (place, quote) = (
        after(&page, "class=\"done\"", "name=\"place\" value").to_owned(),
        after(&page, "class=\"done\"", "name=\"quote\" value").to_owned(),
    );
    correct(&[("what", "undo"), ("place", &place), ("quote", "Another quote")]);
    assert!(served.page(&letter).contains("corrected: added"), "another correction stands there now");
    correct(&[("what", "undo"), ("place", &place), ("quote", &quote)]);
    assert!(!served.page(&letter).contains("corrected: added"));
    let missing =
        served.post("/correct", &[("paper", paper), ("what", "add"), ("kind", "concern"), ("text", "not in it")]);
    assert_eq!(missing.status, 400);
}

#[test]
fn every_table_is_kept_as_csv_and_as_a_workbook() {
    let served = papers();
    let diff = after(&served.page("/"), "<a class=\"button\"", "href").replace("&amp;", "&").replace("/diff", "");
    let names = [
        ("findings", String::new(), "id,kind,text"),
        ("papers", String::new(), "path,document,"),
        ("themes", "?by=year".into(), "theme,label,period"),
        ("evidence", "?by=year".into(), "theme,label,period"),
        ("search", "?q=front+door".into(), "document,path,"),
        ("lines", "?q=front+door&lines=right".into(), "left,node,right,"),
        ("themes-compared", "?by=year&earlier=2011&later=2015".into(), "theme,label,earlier_side,"),
        ("trace", "?q=front+door".into(), "date,review,"),
        ("unanswered", String::new(), "finding,kind,certainty"),
        ("diff", diff, "change_id,"),
    ];
    for (name, query, head) in names {
        let csv = served.get(&format!("/download/{name}.csv{query}"));
        assert_eq!(csv.status, 200, "{name}");
        assert_eq!(csv.header("content-disposition"), format!("attachment; filename=\"lookback-{name}.csv\""));
        let text = csv.text();
        let start = text.trim_start_matches('\u{feff}');
        assert!(start.starts_with(head), "{name}: {}", &start[..start.len().min(80)]);
        let workbook = served.get(&format!("/download/{name}.xlsx{query}"));
        assert!(workbook.status == 200 && workbook.body.starts_with(b"PK"), "{name}");
    }
    // The briefing is for a word processor.
    let briefing = served.get("/download/brief.docx");
    assert!(briefing.status == 200 && briefing.body.starts_with(b"PK"), "{}", briefing.text());
    assert!(briefing.header("content-type").contains("wordprocessingml"), "{briefing:?}");
}

#[test]
fn papers_that_come_and_go_are_seen_and_readers_never_wait() {
    let served = papers();
    fs::write(
        served.corpus().join("new.txt"),
        "MARLSHIRE COUNTY COUNCIL\n\nMinutes of the Panel of 3 March 2016\n\nThe zebra crossing was praised.\n",
    )
    .expect("a paper");
    assert!(served.page("/search?q=zebra").contains("Nothing found"));
    assert!(location(&served.post("/refresh", &[])).contains("done=refreshed"));
    assert!(served.page("/search?q=zebra").contains("<mark>zebra</mark>"));
}

#[test]
fn matches_stay_marked_in_the_paper_and_lead_to_one_another() {
    let served = papers();
    let hit = after(&served.page("/search?q=%22front+door%22"), "class=\"hit\"", "href").replace("&amp;", "&");
    let (path, block) = hit.split_once('#').expect("a place in the paper");
    assert!(path.contains("?q=%22front+door%22"), "{hit}");
    let page = served.page(path);
    assert!(page.contains(&format!("id=\"{block}\"")) && page.contains("<mark>front door</mark>"), "{page}");
    assert!(page.contains("Match 1 of") && page.contains("rel=\"next\""), "{page}");
}

#[test]
fn the_row_that_names_the_columns_is_drawn_once() {
    let served = Served::of(&[(
        "plan.md",
        "# Marlshire County Council action plan, 4 May 2016\n\n| Action | Owner |\n|---|---|\n| Publish the plan | Head of Housing |\n",
    )]);
    let page = served.page("/paper/marlshire-2016-05-04-action-plan");
    assert_eq!(page.matches(">Owner<").count(), 1, "{page}");
    assert!(served.page("/paper/marlshire-2016-05-04-action-plan?q=owner").contains("<mark>Owner</mark>"));
}

#[test]
fn findings_of_a_review_say_of_which() {
    let served = papers();
    let review = "marlshire-lga-safeguarding-children-2011-10";
    let page = served.page(&format!("/findings?review={review}"));
    assert!(page.contains("Marlshire, LGA: safeguarding children, October 2011"), "{page}");
    assert!(page.contains(&format!("value=\"{review}\" selected")), "{page}");
    let thread = served.page("/trace?q=front+door&council=Oakshire");
    assert!(thread.contains("No paper speaks of it."), "{thread}");
}

/// The text of each row of a table's body, without its tags.
fn rows(page: &str) -> Vec<String> {
    let body = page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
    let untagged = |row: &str| {
        let parts = row.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        parts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("|")
    };
    body.split("</tr>").map(untagged).filter(|row| !row.is_empty()).collect()
}

#[test]
fn matches_stand_in_their_lines_in_the_order_asked_for() {
    let served = papers();
    let nodes = |order: &str| {
        let page = served.page(&format!("/search?q=%22front+door%22&plain=1&lines={order}"));
        assert!(page.contains("4 matches in 4 passages"), "{page}");
        rows(&page)
    };
    let (left, right) = (nodes("left"), nodes("right"));
    assert!(left.iter().all(|row| row.contains("|front door|")), "{left:?}");
    let after = |row: &String| {
        let right = row.split("|front door|").nth(1).unwrap_or_default();
        right.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned()
    };
    let sorted: Vec<_> = right.iter().map(after).collect();
    assert!(sorted.is_sorted(), "{sorted:?}");
    assert_ne!(left, right);
    assert!(served.page("/search?q=zebra&lines=left").contains("Nothing found."));
}

#[test]
fn two_years_of_themes_are_compared_and_small_sides_are_only_counted() {
    let served = papers();
    let page = served.page("/themes/compare?by=year&earlier=2011&later=2015");
    assert!(page.contains("Not enough evidence: with fewer than 6 findings on a side"), "{page}");
    let rows = rows(&page);
    assert!(!rows.is_empty() && rows.iter().all(|row| row.ends_with("|too few to say")), "{rows:?}");
    let quotes = after(&page, "<tbody>", "href").replace("&amp;", "&");
    assert!(served.page(&quotes).contains("quote"), "{quotes}");
    let same = served.get("/themes/compare?by=year&earlier=2011&later=2011");
    assert!(same.status == 400 && same.text().contains("Choose two that differ."), "{}", same.text());
}

#[test]
fn the_minutes_of_two_years_are_compared() {
    let minutes = |year: u16, ask: &str| {
        format!(
            "MARLSHIRE COUNTY COUNCIL\n\nMinutes of the Children's Panel held on 19 November {year}\n\nRESOLVED that:\n\n{ask}\n"
        )
    };
    let (first, second) = (
        minutes(
            2014,
            "(a) the Director be asked to report on caseloads every quarter; and\n\n(b) the budget be reviewed in March.",
        ),
        minutes(2016, "(a) the Director be asked to report on caseloads every quarter."),
    );
    let served = Served::of(&[("2014.txt", &first), ("2016.txt", &second), ("letter.txt", LETTER)]);
    let page = served.page("/diff");
    let to = after(&page, "<ul class=\"pairs\"", "href").replace("&amp;", "&");
    assert!(to.contains("source=minutes") && to.contains("earlier=2014") && to.contains("later=2016"), "{to}");
    let page = served.page(&to);
    // What was decided twice in the same words is there twice, and nothing is to be settled of it.
    assert!(page.contains("Came back (1)") && page.contains("Not found again (1)"), "{page}");
    assert!(page.contains("Minutes, 19 Nov 2014") && page.contains("Minutes, 19 Nov 2016"), "{page}");
    assert!(!page.contains("Pin: these are one"), "{page}");
    assert!(!page.contains("Pair it by hand"), "that is for findings of reviews");
    let kept = served.get(&format!("/download/diff.csv{}", to.trim_start_matches("/diff")));
    assert!(kept.status == 200 && kept.text().contains("caseloads"), "{}", kept.text());
    let none = served.get("/diff?source=minutes&earlier=1990&later=1991");
    assert!(none.status == 400 && none.text().contains("2014"), "{}: {}", none.status, none.text());
}

#[test]
fn a_wrong_request_is_answered_with_what_to_choose_and_no_fault_is_owned_to() {
    let served = papers();
    for (path, said) in [
        ("/download/brief.html?council=Nowhere", "Choose one council"),
        ("/download/brief.html?council=Marlshire&for=No+such+committee", "committee"),
        ("/diff?source=minutes&council=Marlshire&earlier=2015&later=2015", "Choose two years that differ"),
        ("/download/findings.svg", "there is no picture of this answer"),
    ] {
        let answer = served.get(path);
        let page = answer.text();
        assert_eq!(answer.status, 400, "{path}: {page}");
        assert!(page.contains(said) && !page.contains("`--"), "{path}: {page}");
    }
    for path in [
        "/findings?kind=banana",
        "/search?q=door&kind=banana",
        "/search?q=door&within=banana",
        "/themes?kind=banana",
        "/unanswered?kind=banana",
        "/download/findings.csv?kind=banana",
    ] {
        let answer = served.get(path);
        assert!(answer.status == 400 && answer.text().contains("answers to `banana`"), "{path}: {}", answer.text());
    }
    assert!(served.page("/search?q=door&from=banana").contains("is no year"));
    assert_eq!(served.get("/findings?review=1999").status, 404);
    assert_eq!(served.get("/trace?q=marlshire-2015-06-review-report/para99/b1").status, 404);
    let page = served.page("/search?q=door&from=2015&to=2011");
    assert!(page.contains("The year after From, 2015, is later than the year after To, 2011"), "{page}");
    let pairs = served.page("/diff");
    let chosen = after(&pairs, "Later review", "option value=\"\">Choose a review</option><option value");
    let page = served.page(&format!("/diff?earlier={chosen}"));
    assert!(page.contains("Choose the later review as well."), "{page}");
    let last = served.page("/search?q=door&page=99");
    assert!(last.contains("<mark>") && last.contains("Page 1 of 1") != last.contains("passages, best first"), "{last}");
}

#[test]
fn what_is_taken_back_twice_is_not_said_to_be_taken_back() {
    let served = papers();
    for (path, fields) in [
        ("/pin", [("what", "undo"), ("one", "a"), ("other", "b")]),
        ("/correct", [("what", "undo"), ("place", "7"), ("quote", "nothing of the kind")]),
    ] {
        let to = location(&served.post(path, &fields));
        assert!(served.page(&to).contains("Nothing was taken back"), "{to}");
    }
}

#[test]
fn a_codebook_that_was_edited_counts_without_a_new_start() {
    let served = papers();
    let codebook = |label: &str| {
        format!(
            "name = \"ours\"\ntitle = \"Ours\"\n\n[[theme]]\nid = \"door\"\nlabel = \"{label}\"\ndescription = \"Of the door.\"\nexample = \"The front door is open.\"\ninclude = [\"front door\"]\n"
        )
    };
    fs::write(served.corpus().join("ours.toml"), codebook("The door")).expect("a codebook");
    fs::write(served.corpus().join("lookback.toml"), "codebook = \"ours.toml\"\nignore = [\"ours.toml\"]\n")
        .expect("settings");
    location(&served.post("/refresh", &[]));
    assert!(served.page("/themes").contains("The door"));
    fs::write(served.corpus().join("ours.toml"), codebook("The way in, as it is")).expect("a codebook");
    served.post("/refresh", &[]);
    assert!(served.page("/themes").contains("The way in, as it is"));
}
