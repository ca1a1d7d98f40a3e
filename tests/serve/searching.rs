//! A search on a page: what it was stays with the papers it leads to, and its figures are those of what they lead to.

use crate::web::Served;

/// A letter in which two words of a query stand in one section, and in no one passage.
const LETTER: &str = "# MARLSHIRE COUNTY COUNCIL\n\n# LGA safeguarding children peer review, 12 to 14 October 2011\n\n## Partnership\n\n\
    Neglect is not seen early enough.\n\nThresholds differ from team to team.\n\n## Strengths\n\n- Thresholds are \
    known to schools.\n- Staff are proud of the front door.\n\n## Areas for consideration\n\n\
    - Agree one threshold for the front door with every partner.\n- Tell schools about neglect.\n";

fn papers() -> Served {
    Served::of(&[("letter.md", LETTER)])
}

/// The first address after some words, as a browser takes it.
fn link(page: &str, words: &str) -> String {
    let rest = page.split_once(words).unwrap_or_else(|| panic!("no {words} in {page}")).1;
    let rest = rest.split_once("href=\"").expect("a link").1;
    rest.split('"').next().unwrap_or_default().replace("&amp;", "&")
}

#[test]
fn the_way_a_search_was_made_goes_with_it_into_the_paper_and_back() {
    let served = papers();
    for search in [
        "/search?q=neglect+thresholds&within=document",
        "/search?q=neglect+thresholds&within=section",
        "/search?q=thresholds&plain=1",
        "/search?q=differ&exact=1",
        "/search?q=neglect+OR+thresholds&council=Marlshire&kind=area_for_consideration",
        "/search?kind=area_for_consideration",
        "/search?q=neglect&lines=left&page=1",
    ] {
        let found = served.page(search);
        let hit = link(&found, if search.contains("lines") { "<tbody>" } else { "class=\"hit\"" });
        let paper = served.page(hit.split('#').next().unwrap_or_default());
        assert!(!paper.contains("No passage of this paper answers"), "{search}: {paper}");
        assert!(paper.contains("class=\"block answers\""), "{search}: {paper}");
        let up =
            paper.split("Back to the search").next().and_then(|rest| rest.rsplit_once("href=\"")).expect("a way back");
        let up = up.1.split('"').next().unwrap_or_default().replace("&amp;", "&");
        assert_eq!(up, search);
    }
    let exact = served.page("/search?q=differ&exact=1");
    let hit = link(&exact, "class=\"hit\"");
    assert_eq!(served.page(hit.split('#').next().unwrap()).matches("Match 1 of 1").count(), 1);
}

#[test]
fn the_figure_beside_a_way_to_narrow_is_what_it_finds() {
    let served = papers();
    for within in ["passage", "section", "document"] {
        let found = served.page(&format!("/search?q=neglect+OR+thresholds&within={within}"));
        let kinds = found.split("Kind of finding</summary>").nth(1);
        // A facet of one value narrows nothing and is not shown: a search among two kinds shows both.
        let Some(kinds) = kinds.and_then(|rest| rest.split("</details>").next()) else { panic!("{within}: {found}") };
        for value in kinds.split("<li>").skip(1) {
            let (to, figure) = (link(value, ""), value.split("class=\"soft\">").nth(1).expect("a figure"));
            let figure = figure.split('<').next().expect("its end");
            let lead = if figure == "1" {
                "1 passage, best first".to_owned()
            } else {
                format!("{figure} passages, best first")
            };
            assert!(served.page(&to).contains(&lead), "{within}: {to} should give {lead}");
        }
    }
}
