//! What is chosen on a form: where no answer can be made of it, the form says so and keeps the choices.

use crate::web::Served;

const LGA: &str = "marlshire-lga-safeguarding-children";

fn corpus() -> Served {
    Served::copy_of(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
}

/// The identifier of a review that is offered, by the beginning and the end of its name.
fn offered(page: &str, from: &str, to: &str) -> String {
    let option = page.split("<option value=\"").find(|option| {
        let shown = option.split('<').next().unwrap_or_default().split_once('>').map_or("", |(_, shown)| shown);
        shown.starts_with(from) && shown.ends_with(to)
    });
    option.unwrap_or_else(|| panic!("no {from} … {to}")).split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn two_reviews_that_do_not_compare_are_called_by_name_beside_the_form() {
    let served = corpus();
    let ofsted = offered(&served.page("/diff"), "Marlshire, Ofsted", "");
    let thornmere = offered(&served.page("/diff"), "Thornmere, LGA", "");
    let lga = format!("{LGA}-2015-04");
    assert!(served.page(&format!("/diff?earlier={ofsted}&later={lga}")).contains("These are two sorts of review"));
    for (path, says) in [
        (format!("/diff?earlier={thornmere}&later={lga}"), "Choose two reviews of one series"),
        (format!("/diff?earlier={lga}&later={lga}"), "The same was chosen twice"),
        (format!("/themes/compare?by=review&earlier={ofsted}&later={lga}"), "Choose two reviews of one series"),
        (format!("/themes/compare?by=review&earlier={lga}&later={lga}"), "The same was chosen twice"),
        ("/diff?source=minutes&council=Marlshire&earlier=2015&later=2015".to_owned(), "Choose two years that differ"),
    ] {
        let answer = served.get(&path);
        let page = answer.text();
        assert_eq!(answer.status, 400, "{path}: {page}");
        let told = page.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</div>").next()).expect("a message");
        assert!(told.contains(says) && !told.contains('`'), "{path}: {told}");
        assert!(!told.contains(&lga) && !told.contains(&ofsted), "{path}: {told}");
        let form =
            if path.contains("minutes") { "value=\"2015\" selected" } else { &format!("value=\"{lga}\" selected") };
        assert!(page.contains(form), "{path}: {page}");
    }
}

#[test]
fn a_briefing_that_cannot_be_made_keeps_its_choices() {
    let answer = corpus().get("/download/brief.docx?topic=early_help");
    let page = answer.text();
    assert_eq!(answer.status, 400);
    assert!(page.contains("<h1>Briefing</h1>") && page.contains("Choose one council"), "{page}");
    assert!(page.contains("value=\"early_help\" selected"), "{page}");
}

#[test]
fn a_briefing_offers_the_themes_of_its_council_and_says_where_there_is_nothing_on_one() {
    let served = corpus();
    let page = served.page("/brief?council=Thornmere");
    assert!(page.contains("Risk and audit") && !page.contains("value=\"early_help\""), "{page}");
    for council in ["Thornmere&topic=early_help", "Marlshire&topic=allegations_against_staff"] {
        let answer = served.get(&format!("/download/brief.docx?council={council}"));
        let page = answer.text();
        assert!(answer.status == 400 && page.contains("No finding of these reviews answers to"), "{council}: {page}");
        assert!(page.contains("<h1>Briefing</h1>"), "{council}: {page}");
    }
}

#[test]
fn a_file_is_given_only_in_a_format_that_there_is() {
    let served = corpus();
    assert_eq!(served.get("/download/search.exe?q=door").status, 404);
    assert_eq!(served.get("/download/search?q=door").status, 404);
    assert_eq!(served.get("/download/search.csv?q=door").status, 200);
}

#[test]
fn sides_of_themes_come_in_order_under_their_names_on_the_page_and_in_the_file() {
    let served = corpus();
    let query = format!("by=review&earlier={LGA}-2015-04&later={LGA}-2011-10");
    let page = served.page(&format!("/themes/compare?{query}"));
    assert!(page.contains("<h2>Themes: Marlshire, LGA, October 2011 and Marlshire, LGA, April 2015</h2>"), "{page}");
    let kept = served.get(&format!("/download/themes-compared.csv?{query}")).text();
    assert!(kept.contains("\"Marlshire, LGA, October 2011\",\"Marlshire, LGA, April 2015\""), "{kept}");
    assert!(!kept.contains(LGA), "{kept}");
    assert!(page.contains("Counted by the list of themes “LGA safeguarding"), "{page}");
    // Of few findings only the figures stand here: their quotes are behind them.
    let few =
        served.page(&format!("/themes/compare?by=review&kind=strength&earlier={LGA}-2015-04&later={LGA}-2019-05"));
    assert!(few.contains("too few to say") && !few.contains("<p>No finding.</p>"), "{few}");
}

#[test]
fn the_heading_of_themes_names_no_list_as_if_it_were_the_papers() {
    let served = corpus();
    let page = served.page("/themes");
    assert!(page.contains("<h1>Themes</h1>") && page.contains("Counted by the list of themes “"), "{page}");
}

#[test]
fn a_choice_among_too_many_reviews_is_kept_where_it_does_not_do() {
    let letter = |council: usize, year: u16| {
        let name = format!("{}shire", ["North", "South", "East", "West"][council % 4].repeat(1 + council / 4));
        let text = format!(
            "{} COUNTY COUNCIL\n\nLGA safeguarding children peer review, 12 to 14 October {year}\n\nStrengths\n\n- Staff are proud.\n",
            name.to_uppercase()
        );
        (format!("{name}-{year}.txt"), text)
    };
    let letters: Vec<(String, String)> =
        (0..40).flat_map(|council| (2011..2015).map(move |year| letter(council, year))).collect();
    let letters: Vec<(&str, &str)> = letters.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let served = Served::of(&letters);
    let review = "northshire-lga-safeguarding-children-2012-10";
    let page = served.get(&format!("/diff?earlier={review}&later={review}")).text();
    assert!(page.contains("The same was chosen twice"), "{page}");
    assert!(page.contains(&format!("value=\"{review}\" selected")), "{page}");
}

#[test]
fn what_no_form_offers_is_no_answer_with_nothing_in_it() {
    let served = corpus();
    for (path, says) in [
        (format!("/diff?earlier={LGA}-2011-10&later={LGA}-2015-04&status=nwe"), "not_found"),
        (format!("/diff?earlier={LGA}-2011-10&later={LGA}-2015-04&theme=nothing"), "early_help"),
        ("/themes?by=month".to_owned(), "council"),
        ("/download/themes.csv?by=month".to_owned(), "council"),
    ] {
        let answer = served.get(&path);
        let page = answer.text();
        assert_eq!(answer.status, 400, "{path}: {page}");
        let told = page.split_once("answers to").map_or("", |(_, rest)| rest);
        assert!(told.contains(says), "{path}: {page}");
    }
    assert_eq!(served.get("/diff?status=nwe").status, 400, "no two reviews are chosen yet");
}
