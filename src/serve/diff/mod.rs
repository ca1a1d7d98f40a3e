//! Two reviews compared, or the minutes of two years: both quotes side by side, filtered, and settled by hand where the machine
//! was wrong.

mod minutes;

use maud::{Markup, html};

use crate::answers::{Narrow, Pick, compare_councils, compare_reviews, name_finding};
use crate::model::{Band, Became, Change, Comparison, EditOp, Finding, MatchedBy, Review};
use crate::output::Answer;
use crate::output::layout::{ChangeInWords, ComparisonInWords, ComparisonList};
use crate::output::words::{before_reading_on, capital, counted, when};
use crate::serve::asking::{Asked, Reply, status_of};
use crate::serve::frame::{self, Room, back, token};
use crate::serve::params::{Params, address};
use crate::serve::parts::{
    self, boxes, choice, cite, council, dated, downloads, follow, kind, kinds, plain, review_date, review_name, side_of,
};
use crate::store::Wanted;
use crate::themes::Codebook;
use crate::{Error, Result};

/// What became of a finding, for people.
fn told(became: Became) -> String {
    let told = match became {
        Became::Recurring => "Found again in nearly the same words",
        Became::Reworded => "Found again in other words",
        Became::Split => "Found again as several",
        Became::Merged => "Merged with others",
        Became::New => "New",
        Became::NotFound => "Not found again",
        Became::Grade => "Judgements",
    };
    told.to_owned()
}

/// The choices among changes, as they are told on paper.
const CHOICES: [(&str, &str); 5] = [
    ("status", "what became of it"),
    ("kind", "kind of finding"),
    ("theme", "theme"),
    ("check", "only pairs to check"),
    ("possible", "also findings that only words suggest"),
];

/// What names the two sides.
const SIDES: [&str; 4] = ["source", "council", "earlier", "later"];

/// The comparison of two reviews; before two are named, the pairs there are.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let (result, title) = match picked(asked) {
        Ok(Some(comparison)) => {
            let words = ComparisonInWords::of(&comparison);
            (shown(asked, &comparison, &words), words.title)
        }
        Ok(None) => (pairs(asked, &html! {}), "Compare".to_owned()),
        Err(error) if frame::is_of_a_choice(&error) => {
            let body = pairs(asked, &frame::message(asked.held, &error));
            return Ok(frame::page_as(asked, status_of(&error), Room::Diff, "Compare", &body));
        }
        Err(error) => return Err(error),
    };
    Ok(frame::page(asked, Room::Diff, &title, &result))
}

/// The comparison that is asked for, of all that may have become of a finding; `None` where two reviews are not named yet.
fn compared(asked: &Asked<'_>) -> Result<Option<Comparison>> {
    let held = asked.held;
    let (Some(earlier), Some(later)) = (asked.params.get("earlier"), asked.params.get("later")) else {
        return Ok(None);
    };
    let narrow = Narrow { kinds: asked.params.kinds()?, possible: asked.params.is_on("possible"), ..Narrow::default() };
    if minutes::are_asked_for(asked) {
        return minutes::compared(asked, (earlier, later), narrow);
    }
    let series = |id: &str| held.reviews.iter().find(|review| review.id == id).map(|review| &review.series);
    let comparisons = match (series(earlier), series(later)) {
        (Some(one), Some(other)) if one.council != other.council => {
            let (one, other) = ((one.council.as_str(), earlier), (other.council.as_str(), later));
            compare_councils(&held.snapshot, one, other, &narrow, &held.means())
        }
        _ => compare_reviews(&held.snapshot, earlier, later, &narrow, &held.means()),
    };
    Ok(comparisons?.into_iter().next())
}

/// The same with what is ticked only.
fn picked(asked: &Asked<'_>) -> Result<Option<Comparison>> {
    let pick = Pick {
        became: asked.params.known("status", "outcome", &Became::ALL, Became::as_str)?,
        themes: asked.params.all("theme").map(str::to_owned).collect(),
        only_possible: asked.params.is_on("check"),
        least: None,
    };
    let Some(comparison) = compared(asked)? else { return Ok(None) };
    Ok(pick.of(vec![comparison], &asked.held.codebooks)?.into_iter().next())
}

/// The pairs to choose from; `told` is why those that were chosen do not do.
fn pairs(asked: &Asked<'_>, told: &Markup) -> Markup {
    let chosen: Vec<&Review> = ["earlier", "later"]
        .iter()
        .filter_map(|side| asked.held.reviews.iter().find(|review| asked.params.has(side, &review.id)))
        .collect();
    // Where two do not compare, the form keeps both, and offers what else their council has.
    let of_chosen = chosen.first().map(|review| review.series.council.as_str());
    let mut reviews = asked.held.to_choose_from(asked.params.get("council").or(of_chosen));
    reviews.extend(chosen.into_iter().filter(|chosen| !reviews.contains(chosen)).collect::<Vec<_>>());
    let lists: Vec<&Review> = reviews.iter().copied().filter(|review| asked.held.lists(review)).collect();
    let pairs: Vec<[&Review; 2]> =
        lists.windows(2).filter(|pair| pair[0].series == pair[1].series).map(|pair| [pair[0], pair[1]]).collect();
    html! {
        h1 { "Compare two reviews" }
        (told)
        @if asked.held.councils().len() > 1 {
            form.filters action="/diff" { (council(asked)) button { "Show" } }
        }
        @if reviews.is_empty() {
            p { "Choose a council to see its reviews." }
        } @else {
            @if let (false, Some(missing)) = (minutes::are_asked_for(asked), missing(&asked.params)) {
                p.message role="status" { (missing) }
            }
            (form(asked, &reviews))
            @if pairs.is_empty() {
                p { "No series of reviews has two whose papers are in hand." }
            } @else {
                h2 { "One review and the next" }
                ul.pairs {
                    @for [earlier, later] in &pairs {
                        li {
                            a href=(address("/diff", &[("earlier", &earlier.id), ("later", &later.id)])) {
                                (review_name(asked.held, earlier)) ", and " (dated(asked.held, later))
                            }
                        }
                    }
                }
            }
        }
        (minutes::years(asked))
    }
}

/// Which of the two sides is still to be chosen, where one is.
fn missing(params: &Params) -> Option<&'static str> {
    match (params.is_on("earlier"), params.is_on("later")) {
        (true, false) => Some("Choose the later review as well."),
        (false, true) => Some("Choose the earlier review as well."),
        _ => None,
    }
}

fn form(asked: &Asked<'_>, reviews: &[&Review]) -> Markup {
    let params = &asked.params;
    let reviews = || reviews.iter().map(|review| (review.id.as_str(), review_name(asked.held, review)));
    html! {
        form.filters action="/diff" aria-label="The two reviews" {
            (choice(params, "earlier", "Earlier review", "Choose a review", reviews()))
            (choice(params, "later", "Later review", "Choose a review", reviews()))
            button.strong { "Compare" }
        }
    }
}

fn filters(asked: &Asked<'_>, codebook: &Codebook) -> Markup {
    let themes = codebook.themes().iter().map(|theme| (theme.id.as_str(), theme.label.clone()));
    let params = &asked.params;
    html! {
        details.filtering open[["status", "kind", "theme", "check", "possible"].iter().any(|name| params.is_on(name))] {
            summary { "Filters" }
            form.filters action="/diff" aria-label="Filters" {
                @for name in SIDES.into_iter().filter(|name| params.is_on(name)) {
                    input type="hidden" name=(name) value=(params.text(name));
                }
                (boxes(params, "status", "What became of it", Became::ALL.map(|became| (became.as_str(), told(became)))))
                (kinds(params))
                (choice(params, "theme", "Theme", "All themes", themes))
                label.box { input type="checkbox" name="check" value="1" checked[params.is_on("check")]; span { "Only pairs to check" } }
                label.box { input type="checkbox" name="possible" value="1" checked[params.is_on("possible")]; span { "Also findings that only words suggest" } }
                button { "Show" }
                a href=(address("/diff", &SIDES.map(|name| (name, params.text(name))))) { "All of it" }
            }
        }
    }
}

fn shown(asked: &Asked<'_>, comparison: &Comparison, words: &ComparisonInWords) -> Markup {
    let side = |name: &str, side: &crate::model::ReviewSide| {
        html! {
            dt { (name) }
            dd { (frame::sentence(&when(&side.review))) " " (counted(side.findings.len(), "finding", "findings")) "." }
        }
    };
    let changes = ChangeInWords::of(comparison);
    html! {
        h1 { (words.title) }
        dl.sides {
            (side(&words.labels[0], &comparison.earlier))
            (side(&words.labels[1], &comparison.later))
        }
        @if !comparison.scope.differences.is_empty() {
            div.message {
                p { strong { (before_reading_on(&comparison.earlier.review)) } }
                ul { @for difference in &comparison.scope.differences { li { (difference) } } }
            }
        }
        p.lead { (words.summary) }
        p.soft {
            "Findings are compared with findings, not with all that is written: one that was paired with none may be spoken of elsewhere \
             in the text. “Not found” does not say that the matter was resolved. In the quotes, "
            del { "words struck out" } " are only in the earlier text and " ins { "words underlined" } " only in the later."
        }
        (filters(asked, asked.held.codebooks.of(&comparison.series.subject)))
        (parts::asked_for(asked, &CHOICES))
        @if let Some(shown) = &words.shown { p role="status" { (shown) } }
        @for section in changes.chunk_by(|a, b| a.section == b.section) {
            section.changes {
                h2 { (section[0].section) " (" (section.len()) ")" }
                @for change in section { (one(asked, comparison, words, change)) }
            }
        }
        @if changes.is_empty() { p { "Nothing to show." } }
        (downloads(asked, "diff"))
        p { a href="/diff" { "Compare two others" } }
    }
}

fn one(asked: &Asked<'_>, comparison: &Comparison, words: &ComparisonInWords, told: &ChangeInWords<'_>) -> Markup {
    let change = told.change;
    let single = change.earlier.len() == 1 && change.later.len() == 1 && told.is_redline_helpful;
    let quotes = |findings: &[&Finding], left_out: EditOp, name: &str| {
        html! {
            div.side {
                h4 { (name) }
                @for finding in findings {
                    figure.quote {
                        blockquote {
                            p { @if single { (side_of(&change.wording, left_out)) } @else { (plain(&finding.text)) } }
                        }
                        figcaption { (cite(&finding.citation, &Params::NONE)) }
                    }
                    p.about { (kind(finding)) " " (follow(finding)) }
                }
                @if findings.is_empty() { p.nothing { (told.unpaired) } }
            }
        }
    };
    html! {
        article.change #(change.id) .check[change.band == Band::Possible] {
            h3 id=[is_just_settled(asked, change).then_some("settled")] { a.anchor href={ "#" (change.id) } { (told.heading) } }
            div.pair {
                (quotes(&told.earlier, EditOp::Insert, &words.names[0]))
                (quotes(&told.later, EditOp::Delete, &words.names[1]))
            }
            @if !told.answers.is_empty() {
                ul.followed {
                    @for answer in &told.answers {
                        li {
                            strong { (answer.label) } " " (parts::quote(&plain(&answer.answer.text), &answer.answer.citation, &Params::NONE))
                            @if !answer.more.is_empty() { p.about { (capital(answer.more.trim_start_matches("; "))) } }
                        }
                    }
                }
            }
            @for note in &told.notes { p.remark { (note) } }
            (settle(asked, comparison, told))
        }
    }
}

/// Whether what was just settled by hand is of this change: its number may be another than before.
fn is_just_settled(asked: &Asked<'_>, change: &Change) -> bool {
    let one = asked.params.get("one").filter(|_| asked.params.is_on("done"));
    one.is_some_and(|one| change.earlier.iter().chain(&change.later).any(|id| id == one))
}

/// What a person can say of a change.
fn settle(asked: &Asked<'_>, comparison: &Comparison, told: &ChangeInWords<'_>) -> Markup {
    let change = told.change;
    let several = told.earlier.len() * told.later.len() > 1;
    let button = |one: &Finding, other: &Finding, what: &str, shown: &str| {
        html! {
            form method="post" action="/pin" {
                (token(asked.site)) (back(asked))
                input type="hidden" name="one" value=(one.id);
                input type="hidden" name="other" value=(other.id);
                button name="what" value=(what) {
                    (shown) span.hidden { ": " (change.id) @if several { ", " (one.citation) " with " (other.citation) } }
                }
            }
        }
    };
    let to_pair = |finding: &Finding, review: &Review| {
        html! {
            a.button href=(address("/pair", &[("one", &finding.id), ("with", &review.id), ("back", &frame::here(asked))])) {
                "Pair it by hand" span.hidden { ": " (change.id) }
            }
        }
    };
    let is_of_reviews = !minutes::are_asked_for(asked);
    html! {
        div.settle {
            @match (told.earlier.as_slice(), told.later.as_slice()) {
                ([earlier], []) => @if is_of_reviews { (to_pair(earlier, &comparison.later.review)) },
                ([], [later]) => @if is_of_reviews { (to_pair(later, &comparison.earlier.review)) },
                (earlier, later) => {
                    @for one in earlier {
                        // What was decided in the same words twice is one finding: there is nothing to settle.
                        @for other in later.iter().filter(|other| other.id != one.id) {
                            @if several { p.of-two { (one.citation) " with " (other.citation) ":" } }
                            @if change.matched_by == Some(MatchedBy::Pinned) {
                                (button(one, other, "undo", "Take the pin back"))
                            } @else {
                                (button(one, other, "pin", "Pin: these are one"))
                                (button(one, other, "forbid", "Forbid: these are two"))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One finding, and those of the other review that it may be paired with.
pub(super) fn pair(asked: &Asked<'_>) -> Result<Reply> {
    let held = asked.held;
    let finding = name_finding(&held.snapshot, asked.params.text("one"))?;
    let with = asked.params.text("with");
    let review = held.reviews.iter().find(|review| review.id == with);
    let review =
        review.ok_or_else(|| Error::NoReview { asked: with.to_owned(), only_mentioned: false, known: vec![] })?;
    let wanted = Wanted { reviews: vec![review.id.clone()], possible: true, ..Wanted::default() };
    let others = held.snapshot.findings(&wanted)?;
    let body = html! {
        h1 { "Pair a finding by hand" }
        (parts::quote(&plain(&finding.text), &finding.citation, &Params::NONE))
        p.lead { "Which finding of the review of " (review_date(review)) " is the same matter?" }
        ul.candidates {
            @for other in &others {
                li {
                    (parts::quote(&plain(&other.text), &other.citation, &Params::NONE))
                    p.about { (kind(other)) }
                    form method="post" action="/pin" {
                        (token(asked.site))
                        input type="hidden" name="back" value=(asked.params.text("back"));
                        input type="hidden" name="one" value=(finding.id);
                        input type="hidden" name="other" value=(other.id);
                        button name="what" value="pin" { "Pin: these are one" span.hidden { ": " (other.citation) } }
                    }
                }
            }
        }
        @if others.is_empty() { p { "That review has no finding." } }
    };
    Ok(frame::page(asked, Room::Diff, "Pair a finding by hand", &body))
}

/// The comparison as a file, with what is ticked only.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let comparisons: Vec<Comparison> = picked(asked)?.into_iter().collect();
    write(&ComparisonList { comparisons: &comparisons, register: &asked.held.register() })
}
