//! The pages in a real browser: what an officer does from end to end, with a mouse, with keys alone, and without a script;
//! what a hostile paper does not do; what axe-core says of every page in both colours; how it all fits a narrow screen.
//!
//! Without Chromium's driver these tests say so and pass, but not where `CI=true`. `LOOKBACK_PICTURES` names a folder for
//! pictures of every page.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::browser::{Browser, ENTER, TAB};
use crate::web::Served;

/// Waits for something that a page or a download does in its own time.
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(20), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The sample corpus of this repository.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn at(served: &Served, path: &str) -> String {
    format!("http://{}{path}", served.host)
}

/// Pages of the sample corpus, with something on each.
fn pages(served: &Served) -> Vec<(&'static str, String)> {
    let overview = served.page("/");
    let href = |page: &str, before: &str| {
        let rest = page.split_once(before).unwrap_or_else(|| panic!("{before} in {page}")).1;
        let rest = rest.split_once("href=\"").expect("a link").1;
        rest.split('"').next().unwrap_or_default().replace("&amp;", "&")
    };
    let diff = href(&overview, "<a class=\"button\"");
    let hit = href(&served.page("/search?q=%22front+door%22"), "class=\"hit\"");
    let paper = hit.split('#').next().unwrap_or_default().to_owned();
    let table = href(&served.page("/papers?paper=action_plan"), "Papers by their place");
    let evidence = href(&served.page("/themes?by=review"), "<td class=\"shade-");
    let finding = href(&served.page("/findings?kind=priority"), "class=\"about\"");
    vec![
        ("overview", "/".to_owned()),
        ("search", "/search".to_owned()),
        ("found", "/search?q=%22front+door%22".to_owned()),
        ("lines", "/search?q=%22front+door%22&lines=right".to_owned()),
        ("nothing-found", "/search?q=zebra+crossing".to_owned()),
        ("query-fault", "/search?q=%22front".to_owned()),
        ("paper", paper),
        ("paper-table", table),
        ("findings", "/findings".to_owned()),
        ("compare", "/diff".to_owned()),
        ("diff", diff),
        ("diff-minutes", "/diff?source=minutes&council=Marlshire&earlier=2011&later=2015".to_owned()),
        ("trace", "/trace?q=%22early+help%22".to_owned()),
        ("trace-finding", finding),
        ("unanswered", "/unanswered".to_owned()),
        ("themes", "/themes?by=review".to_owned()),
        ("themes-years", "/themes?by=year".to_owned()),
        ("themes-compared", "/themes/compare?by=year&earlier=2011&later=2015".to_owned()),
        ("evidence", evidence),
        ("brief", "/brief".to_owned()),
        ("papers", "/papers".to_owned()),
        ("settled", "/settled".to_owned()),
        ("no-such-page", "/nowhere".to_owned()),
    ]
}

#[test]
fn an_officer_finds_opens_compares_pins_corrects_and_prints() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::copy_of(&corpus());
    browser.go(&at(&served, "/"));

    // Find, and open: what was searched for is marked in the paper, and the page stands at it.
    browser.write("#find", "\"front door\"");
    browser.press(ENTER);
    until("the search", || browser.address().contains("/search"));
    browser.picture("officer-found");
    browser.click(".hit h2 a");
    until("the paper", || browser.address().contains("/paper/"));
    assert!(browser.address().contains("#b"), "at the passage: {}", browser.address());
    assert!(browser.text("mark").to_lowercase().contains("front door"));
    let is_in_view = "const box = document.querySelector(':target').getBoundingClientRect(); \
                      return box.top >= 0 && box.top < innerHeight;";
    assert_eq!(browser.run(is_in_view), true);
    browser.picture("officer-paper");

    // Compare two reviews, pin a pair, and take it back.
    browser.click(".rooms a[href='/diff']");
    browser.click(".pairs a");
    until("the comparison", || browser.has(".change"));
    browser.picture("officer-diff");
    browser.click(".settle button[value=pin]");
    until("what was done", || browser.has(".done"));
    assert!(browser.text(".done").contains("Pinned"), "{}", browser.text(".done"));
    assert!(served.corpus().join("pins.toml").exists());
    browser.picture("officer-pinned");
    browser.click(".done button");
    until("taken back", || browser.text(".done").contains("Taken back"));
    assert!(!served.corpus().join("pins.toml").exists());

    // Filter: only what is not found again.
    browser.click(".filtering summary");
    browser.click("input[name=status][value=not_found]");
    browser.click(".filtering form button");
    until("the filter", || browser.address().contains("status=not_found"));
    assert_eq!(browser.run("return document.querySelectorAll('section.changes').length"), 1);
    assert!(browser.text("section.changes h2").contains("Not found again"));

    // Pair by hand what the machine did not find again.
    browser.click(".settle a.button");
    browser.click(".candidates button");
    until("paired", || browser.has(".done"));
    assert!(served.corpus().join("pins.toml").exists());
    browser.click(".rooms a[href='/settled']");
    browser.picture("officer-settled");
    browser.click(".candidates button");
    until("taken back", || !served.corpus().join("pins.toml").exists());

    // Correct a finding in the margin of its paper, and undo it.
    browser.click(".rooms a[href='/findings']");
    browser.click(".finding figcaption a");
    browser.click(".correct summary");
    browser.click(".correct button[value=reject]");
    until("corrected", || browser.has(".done"));
    assert!(fs::read_to_string(served.corpus().join("corrections.toml")).expect("corrections").contains("reject"));
    browser.click(".done button");
    until("taken back", || browser.text(".done").contains("Taken back"));

    // From a cell of the heat map to its quotes.
    browser.go(&at(&served, "/themes?by=review"));
    browser.click(".heat td a");
    until("the quotes", || browser.has(".finding mark"));

    // Keep it: a table, and a page on paper.
    let folder = served.scratch().join("downloads");
    fs::create_dir_all(&folder).expect("a folder");
    let allowed = serde_json::json!({ "behavior": "allow", "downloadPath": folder });
    browser.chromium("Browser.setDownloadBehavior", &allowed);
    browser.click(".downloads a[href*='evidence.csv']");
    let file = folder.join("lookback-evidence.csv");
    until("the download", || fs::metadata(&file).is_ok_and(|file| file.len() > 100));
    let mut reader = csv::Reader::from_path(&file).expect("a table");
    assert!(reader.records().all(|row| row.is_ok_and(|row| row.len() > 10)));
    browser.go(&at(&served, "/diff"));
    browser.click(".pairs a");
    until("the comparison", || browser.has(".change"));
    let printed = browser.print();
    assert!(printed.starts_with(b"%PDF") && printed.len() > 20_000, "{} bytes", printed.len());
    if let Some(folder) = std::env::var_os("LOOKBACK_PICTURES") {
        fs::write(Path::new(&folder).join("diff.pdf"), printed).expect("a file");
    }
}

#[test]
fn keys_alone_are_enough_and_letters_can_be_turned_off() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::copy_of(&corpus());
    browser.go(&at(&served, "/search?q=%22front+door%22"));
    browser.press(TAB);
    assert_eq!(browser.run("return document.activeElement.className"), "skip");
    browser.press(ENTER);
    assert_eq!(browser.run("return document.activeElement.id"), "main");
    let place = |browser: &Browser| {
        browser
            .run("return [...document.querySelectorAll('.hit')].findIndex(hit => hit.contains(document.activeElement))")
    };
    for (key, expected) in [("n", 0), ("n", 1), ("j", 2), ("k", 1), ("N", 0), ("N", 0)] {
        browser.press(key);
        assert_eq!(place(&browser), expected, "after {key}");
    }
    let outline = browser
        .run("const style = getComputedStyle(document.activeElement); return style.outlineStyle + style.outlineWidth");
    assert_eq!(outline, "solid3px", "the focus is seen");
    browser.press(ENTER);
    until("the paper", || browser.address().contains("/paper/"));
    browser.press("n");
    let inside =
        "return document.activeElement.closest('.answers') !== null && document.activeElement.closest('.answers').id";
    let first = browser.run(inside);
    assert!(first.is_string(), "the first match has the focus: {first}");
    // A letter in a field is a letter.
    browser.press("/");
    assert_eq!(browser.run("return document.activeElement.tagName"), "INPUT");
    browser.press("n");
    assert_eq!(browser.run("return document.activeElement.tagName"), "INPUT");
    browser.run("document.activeElement.blur()");
    browser.click("#keys button");
    browser.run("document.activeElement.blur()");
    browser.press("n");
    assert_eq!(browser.run("return document.activeElement.tagName"), "BODY", "letters are off");
}

#[test]
fn everything_works_without_the_script() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::copy_of(&corpus());
    browser.chromium("Emulation.setScriptExecutionDisabled", &serde_json::json!({ "value": true }));
    browser.go(&at(&served, "/search?q=caseload*"));
    browser.click(".hit h2 a");
    until("the paper", || browser.address().contains("#b"));
    assert!(browser.text(".between").starts_with("Match "));
    browser.go(&at(&served, "/diff"));
    browser.click(".pairs a");
    browser.click(".settle button[value=forbid]");
    until("what was done", || browser.has(".done"));
    assert!(served.corpus().join("pins.toml").exists());
    browser.click(".done button");
    until("taken back", || !served.corpus().join("pins.toml").exists());
}

#[test]
fn a_hostile_paper_runs_nothing() {
    let Some(browser) = Browser::start() else { return };
    let name = "<img src=x onerror=\"document.title='taken'\">.txt";
    let text = "MARLSHIRE COUNTY COUNCIL\n\nMinutes of the Panel held on 19 November 2015\n\n1. <script>document.title='taken'</script>\n\n\
                RESOLVED that:\n\n(a) the <img src=x onerror=\"document.title='taken'\"> front door be noted; and\n\n(b) the Director \
                \"><svg onload=\"document.title='taken'\"> be asked to report by March 2016.\n\n[a link](javascript:document.title='taken')\n";
    let html = "<html><head><title></title></head><body><h1>MARLSHIRE COUNTY COUNCIL</h1><p>Minutes of the Panel held on 20 November 2015</p>\
                <p>&lt;script&gt;document.title='taken'&lt;/script&gt; the front door</p><script>document.title='taken'</script></body></html>";
    let served =
        Served::of(&[(name, text), ("page.html", html), ("' onclick='document.title=\"taken\"' x='.txt", text)]);
    let papers = served.page("/papers");
    let addresses = papers
        .split("href=\"/paper/")
        .skip(1)
        .map(|rest| format!("/paper/{}", rest.split('"').next().unwrap_or_default()));
    let typed = "%22%3E%3Cscript%3Edocument.title%3D'taken'%3C%2Fscript%3E";
    let mut all: Vec<String> = addresses.collect();
    assert!(all.len() >= 3, "{all:?}");
    all.extend(
        [
            "/",
            "/papers",
            "/findings?possible=1",
            "/unanswered",
            "/trace?q=front+door",
            "/search?q=front+door",
            "/themes?by=year",
        ]
        .map(str::to_owned),
    );
    all.extend([
        format!("/search?q={typed}"),
        format!("/trace?q={typed}"),
        format!("/nowhere/{typed}"),
        format!("/settled?done=pinned&one={typed}&other={typed}"),
    ]);
    for path in &all {
        browser.go(&at(&served, path));
        let title = browser.run("return document.title");
        let title = title.as_str().unwrap_or_default();
        assert!(!title.starts_with("taken") && !title.is_empty(), "{path}: {title}");
        let alien = "return document.querySelectorAll('script:not([src=\"/assets/script.js\"]), img, [onerror], [onload], [onclick], \
                     [onmouseover], a[href^=\"javascript\"]').length";
        assert_eq!(browser.run(alien), 0, "{path}");
    }
    // Even if it were there, the policy would not let it run.
    browser.run("const script = document.createElement('script'); script.textContent = \"document.title='taken'\"; document.body.append(script)");
    assert_ne!(browser.run("return document.title"), "taken");
}

#[test]
fn every_page_is_open_to_all_in_light_and_dark_and_fits_a_narrow_screen() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::copy_of(&corpus());
    let mut faults = Vec::new();
    for (name, path) in pages(&served) {
        for colours in ["light", "dark"] {
            browser.colours(colours);
            browser.size(1280, 900);
            browser.go(&at(&served, &path));
            browser.picture(&format!("{name}-{colours}"));
            faults.extend(browser.axe().into_iter().flatten().map(|fault| format!("{name}, {colours}: {fault}")));
        }
        // 1280 points at 400 % are 320.
        browser.colours("light");
        browser.size(320, 720);
        browser.go(&at(&served, &path));
        browser.picture(&format!("{name}-narrow"));
        let wide = browser.run("return document.documentElement.scrollWidth");
        if wide.as_u64().is_none_or(|wide| wide > 320) {
            faults.push(format!("{name}: {wide} points wide on a screen of 320"));
        }
        // Open what can be opened: its contents are part of the page.
        browser.run("document.querySelectorAll('details').forEach(part => part.open = true)");
        browser.size(1280, 900);
        faults.extend(browser.axe().into_iter().flatten().map(|fault| format!("{name}, opened: {fault}")));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
