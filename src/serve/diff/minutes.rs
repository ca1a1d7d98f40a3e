//! What committees decided in one year and in another, where no review is compared.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::Result;
use crate::answers::{Narrow, compare_minutes};
use crate::model::{Comparison, DocumentKind};
use crate::serve::asking::Asked;
use crate::serve::params::address;
use crate::serve::parts::choice;

/// Whether minutes are asked for, rather than reviews.
pub(super) fn are_asked_for(asked: &Asked<'_>) -> bool {
    asked.params.has("source", "minutes")
}

/// The comparison of two years; `None` where it is not said of which council.
pub(super) fn compared(asked: &Asked<'_>, years: (&str, &str), narrow: Narrow) -> Result<Option<Comparison>> {
    if council_is_missing(asked) {
        return Ok(None);
    }
    let narrow = Narrow { councils: asked.params.get("council").map(str::to_owned).into_iter().collect(), ..narrow };
    let held = asked.held;
    Ok(compare_minutes(&held.snapshot, years.0, years.1, &narrow, &held.means())?.into_iter().next())
}

fn council_is_missing(asked: &Asked<'_>) -> bool {
    !asked.params.is_on("council") && asked.held.councils().len() > 1
}

/// The years to choose from, and one year and the next where a council has minutes of both.
pub(super) fn years(asked: &Asked<'_>) -> Markup {
    let mut years: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    let of_council = |name: &str| asked.params.get("council").is_none_or(|wanted| wanted == name);
    for document in asked.held.documents.iter().filter(|document| document.kind == DocumentKind::Minutes) {
        if let (Some(name), Some(date)) = (document.council.as_deref().filter(|name| of_council(name)), document.date) {
            years.entry(name).or_default().push(date.year());
        }
    }
    for years in years.values_mut() {
        years.sort_unstable();
        years.dedup();
    }
    let all: BTreeSet<i32> = years.values().flatten().copied().collect();
    let all: Vec<String> = all.iter().map(i32::to_string).collect();
    let councils: Vec<_> = asked.held.councils().into_iter().map(|name| (name, name.to_owned())).collect();
    let options = || all.iter().map(|year| (year.as_str(), year.clone()));
    html! {
        h2 { "The minutes of two years" }
        @if all.len() < 2 {
            p { "There are minutes of fewer than two years." }
        } @else {
            @if are_asked_for(asked) && council_is_missing(asked) {
                p.message role="status" { "Choose the council whose minutes are compared." }
            }
            @if are_asked_for(asked) && !(asked.params.is_on("earlier") && asked.params.is_on("later")) {
                p.message role="status" { "Choose both years." }
            }
            p { "What committees resolved, recommended and asked for in one year, and whether they did so again in another." }
            form.filters action="/diff" aria-label="The minutes of two years" {
                input type="hidden" name="source" value="minutes";
                @if councils.len() > 1 { (choice(&asked.params, "council", "Council", "Choose a council", councils)) }
                (choice(&asked.params, "earlier", "Earlier year", "Choose a year", options()))
                (choice(&asked.params, "later", "Later year", "Choose a year", options()))
                button.strong { "Compare" }
            }
            ul.pairs {
                @for (name, years) in &years {
                    @for pair in years.windows(2) {
                        li {
                            a href=(link(name, pair[0], pair[1])) { (name) ", minutes of " (pair[0]) ", and " (pair[1]) }
                        }
                    }
                }
            }
        }
    }
}

fn link(council: &str, earlier: i32, later: i32) -> String {
    let (earlier, later) = (earlier.to_string(), later.to_string());
    address("/diff", &[("source", "minutes"), ("council", council), ("earlier", &earlier), ("later", &later)])
}
