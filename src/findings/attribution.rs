//! Whose finding is it? A paper of November may report what a review of April found.
//!
//! A review's own report or letter speaks for that review. Any other paper speaks for itself, unless the lead-in,
//! heading or paragraph before a list speaks of reviewers; then the finding is theirs, and the date named nearest
//! decides which review. A committee's resolutions are never a review's.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::Found;
use crate::model::{Block, BlockKind, Boilerplate, Date, Document, DocumentKind, FindingKind, Period, ReviewMention};
use crate::text::{dates, fold, sentences};

const REVIEWS: &str = include_str!("reviews.toml");

#[derive(Deserialize)]
struct File {
    body: Vec<Named>,
    subject: Vec<Named>,
    date: Vec<DatePattern>,
    other_date: Vec<Words>,
    reviewers: Vec<Words>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize)]
struct DatePattern {
    r#use: Use,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize)]
struct Words {
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
enum Use {
    Own,
    Visit,
    Published,
    Named,
}

struct Known {
    bodies: Vec<(String, Regex)>,
    subjects: Vec<(String, Regex)>,
    dates: Vec<(Use, Regex)>,
    other_date: Vec<Regex>,
    reviewers: Vec<Regex>,
}

/// Stands for a date in a masked sentence; the number of the date follows.
const DATE_MARK: char = '\u{1}';

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let Ok(file) = toml::from_str::<File>(REVIEWS) else {
        return Known { bodies: vec![], subjects: vec![], dates: vec![], other_date: vec![], reviewers: vec![] };
    };
    let named =
        |list: Vec<Named>| list.into_iter().filter_map(|n| Some((n.name, Regex::new(&n.pattern).ok()?))).collect();
    let words = |list: Vec<Words>| list.iter().filter_map(|w| Regex::new(&w.pattern).ok()).collect();
    let date = |d: DatePattern| {
        let pattern = d.pattern.replace("DATE", &format!(r"{DATE_MARK}(?P<date>\d+){DATE_MARK}"));
        Some((d.r#use, Regex::new(&pattern).ok()?))
    };
    Known {
        bodies: named(file.body),
        subjects: named(file.subject),
        dates: file.date.into_iter().filter_map(date).collect(),
        other_date: words(file.other_date),
        reviewers: words(file.reviewers),
    }
});

/// The next part of a visit, after the date of the one before.
static NEXT_PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"^\s*(?:,|;|&|and|, and|then|and then)\s*{DATE_MARK}(?P<date>\d+){DATE_MARK}")).ok()
});

/// Subject of the review that some inspections make of the safeguarding board beside the council.
const BOARD: &str = "local safeguarding children board";

/// A paper that does not say which review it means, means one of the last two years.
const MOST_MONTHS_BACK: i32 = 24;

/// The reviews a paper speaks of, its own first, and for each finding the one that made it.
pub fn attribute(document: &Document, blocks: &[Block], found: &[Found]) -> (Vec<ReviewMention>, Vec<Option<usize>>) {
    let mut mentions = Mentions { list: Vec::new(), date: document.date };
    if document.kind.is_own_report() {
        mentions.list.push(own_review(document, blocks));
    }
    for block in blocks.iter().filter(|block| block.boilerplate != Some(Boilerplate::Contents)) {
        mentions.read(block, document);
    }
    let made_by = found.iter().map(|finding| mentions.maker(document, blocks, finding)).collect();
    (mentions.list, made_by)
}

/// A sentence with its dates masked, so that patterns can name them.
struct Masked {
    text: String,
    dates: Vec<Period>,
}

/// Masks the dates of a sentence. `written` is when the paper was: "in April" is the last April before it.
fn mask(sentence: &str, written: Option<Date>) -> Masked {
    static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b20[0-4]\d\b").ok());
    let folded = fold(sentence);
    let mut found: Vec<(std::ops::Range<usize>, Period)> =
        dates(sentence).into_iter().map(|d| (d.range, d.period)).collect();
    for year in YEAR.iter().flat_map(|pattern| pattern.find_iter(&folded)) {
        let range = year.range();
        let inside = found.iter().any(|(other, _)| other.start < range.end && range.start < other.end);
        // "2015/16" and "2015-16" are financial years.
        let joined = folded[range.end..].starts_with(['/', '-']) || folded[..range.start].ends_with(['/', '-']);
        if let (false, false, Ok(number)) = (inside, joined, year.as_str().parse()) {
            found.push((range, Period::single(Date::year_only(number))));
        }
    }
    for (range, month) in bare_months(&folded) {
        let inside = found.iter().any(|(other, _)| other.start < range.end && range.start < other.end);
        let year = written.and_then(|date| Some(date.year() - i32::from(month > date.month()?)));
        if let (false, Some(date)) = (inside, year.and_then(|year| Date::month_of(year, month))) {
            found.push((range, Period::single(date)));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut text = String::new();
    let mut at = 0;
    for (number, (range, _)) in found.iter().enumerate() {
        text.push_str(&folded[at..range.start]);
        text.push_str(&format!("{DATE_MARK}{number}{DATE_MARK}"));
        at = range.end;
    }
    text.push_str(&folded[at..]);
    Masked { text, dates: found.into_iter().map(|(_, period)| period).collect() }
}

/// Months named after "in" without a year, with their numbers.
fn bare_months(folded: &str) -> Vec<(std::ops::Range<usize>, u8)> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let named = |(number, name): (u8, &&str)| {
        let at = folded.find(&format!(" in {name}"))? + 4;
        let end = at + name.len();
        (!folded[end..].starts_with(|c: char| c.is_alphanumeric())).then_some((at..end, number))
    };
    (1u8..).zip(&MONTHS).filter_map(named).collect()
}

impl Masked {
    /// The dates a kind of pattern finds.
    fn dated(&self, wanted: Use) -> Vec<Period> {
        let mut found = Vec::new();
        for (_, pattern) in KNOWN.dates.iter().filter(|(kind, _)| *kind == wanted) {
            for captures in pattern.captures_iter(&self.text) {
                let between = captures.name("between").map_or("", |m| m.as_str());
                let another =
                    KNOWN.other_date.iter().any(|pattern| pattern.is_match(between)) || between.contains(DATE_MARK);
                let number = captures.name("date").and_then(|m| m.as_str().parse::<usize>().ok());
                let mut period = number.and_then(|n| self.dates.get(n)).copied();
                if wanted == Use::Own {
                    let rest = captures.name("date").map_or("", |m| &self.text[m.end()..]);
                    period = period.map(|period| self.to_the_last(period, rest));
                }
                found.extend(period.filter(|period| !another && !found.contains(period)));
            }
        }
        found
    }
}

impl Masked {
    /// A visit in two parts ("19 November to 11 December 2013 and 28 to 30 January 2014") from its first day to its last.
    /// `rest` is the text after the number of the first part.
    fn to_the_last(&self, mut period: Period, rest: &str) -> Period {
        let mut rest = rest.trim_start_matches(DATE_MARK);
        loop {
            let Some(captures) = NEXT_PART.as_ref().and_then(|pattern| pattern.captures(rest)) else { return period };
            let next = captures.name("date").and_then(|m| self.dates.get(m.as_str().parse::<usize>().ok()?));
            let Some(next) = next.filter(|next| next.start >= period.end) else { return period };
            period.end = next.end;
            rest = &rest[captures.get(0).map_or(rest.len(), |m| m.end())..];
        }
    }
}

fn first_name(list: &[(String, Regex)], text: &str) -> Option<String> {
    let folded = fold(text);
    list.iter().find(|(_, pattern)| pattern.is_match(&folded)).map(|(name, _)| name.clone())
}

/// The review whose own report the paper is.
fn own_review(document: &Document, blocks: &[Block]) -> ReviewMention {
    let head: Vec<&Block> = blocks.iter().filter(|block| block.boilerplate.is_none()).take(45).collect();
    let texts = || head.iter().map(|block| block.text.as_str());
    let masked: Vec<Masked> =
        texts().flat_map(|text| sentences(text).into_iter().map(|range| mask(&text[range], document.date))).collect();
    let dated = |wanted: Use| masked.iter().flat_map(move |m| m.dated(wanted));
    let plausible = |period: &Period| {
        document
            .date
            .is_none_or(|date| period.start.months() <= date.months() && date.months() - period.start.months() <= 24)
    };
    let visits =
        || masked.iter().flat_map(|m| &m.dates).copied().filter(|p| p.start != p.end && p.start.day().is_some());
    let own = || dated(Use::Own).filter(plausible).find(|p| p.start.month().is_some());
    let on_site = document.on_site.or_else(own).or_else(|| visits().find(plausible));
    let on_site = on_site.or_else(|| dated(Use::Visit).filter(plausible).find(|p| p.start.month().is_some()));
    let on_site = on_site.or_else(|| dated(Use::Named).filter(plausible).max());
    let printed = || dated(Use::Published).next().map(|period| period.start).or(document.date);
    let published = document.published.or_else(|| printed().filter(|_| document.kind != DocumentKind::ProgressReview));
    let body = if document.body.is_some() {
        document.body.clone()
    } else if document.kind == DocumentKind::InspectionReport {
        first_name(&KNOWN.bodies, &texts().collect::<Vec<_>>().join("\n"))
    } else {
        KNOWN
            .bodies
            .iter()
            .rev()
            .find(|(_, pattern)| texts().any(|text| pattern.is_match(&fold(text))))
            .map(|(name, _)| name.clone())
    };
    let named = texts().filter(|text| is_named_review(text)).find_map(|text| first_name(&KNOWN.subjects, text));
    let subject = named.or_else(|| texts().find_map(|text| first_name(&KNOWN.subjects, text)));
    ReviewMention {
        body,
        subject: document
            .subject
            .clone()
            .or(subject.filter(|subject| subject != BOARD))
            .or(Some("children's services".into()).filter(|_| document.kind == DocumentKind::InspectionReport)),
        council: document.council.clone(),
        on_site,
        published,
        framework: framework(document, blocks),
        own: true,
        block: 0,
    }
}

/// A short line that names the review: its title or subject line.
fn is_named_review(text: &str) -> bool {
    let lower = text.to_lowercase();
    let review =
        ["peer review", "peer challenge", "inspection of", "peer diagnostic"].iter().any(|words| lower.contains(words));
    review && text.split_whitespace().count() <= 30
}

/// The inspection framework, by the shape of its report; `None` for other papers.
fn framework(document: &Document, blocks: &[Block]) -> Option<String> {
    if document.kind != DocumentKind::InspectionReport {
        return None;
    }
    let says = |words: &str| blocks.iter().take(60).any(|block| block.text.to_lowercase().contains(words));
    if says("impact of leaders on social work practice") {
        Some("ILACS".into())
    } else if says("looked after and achieving permanence") || says("children in need of help and protection") {
        Some("SIF".into())
    } else {
        None
    }
}

struct Mentions {
    list: Vec<ReviewMention>,
    /// Date of the paper: reviews after it are plans.
    date: Option<Date>,
}

impl Mentions {
    fn read(&mut self, block: &Block, document: &Document) {
        for range in sentences(&block.text) {
            let sentence = &block.text[range];
            let masked = mask(sentence, document.date);
            let body = first_name(&KNOWN.bodies, sentence);
            let is_about_review = body.is_some() || masked.text.to_lowercase().contains("review");
            if masked.dates.is_empty() || !is_about_review {
                continue;
            }
            let mut periods = masked.dated(Use::Named);
            if !document.kind.is_own_report() {
                let own = [Use::Own, Use::Visit].into_iter().flat_map(|kind| masked.dated(kind));
                periods.extend(own.filter(|_| masked.text.to_lowercase().contains("review")));
            }
            for period in periods {
                self.add(period, body.clone(), first_name(&KNOWN.subjects, sentence), block.ordinal, document);
            }
        }
    }

    fn add(
        &mut self,
        period: Period,
        body: Option<String>,
        subject: Option<String>,
        block: usize,
        document: &Document,
    ) {
        if self.date.is_some_and(|date| {
            period.start.months() > date.months() || date.months() - period.start.months() > 15 * 12
        }) {
            return;
        }
        let fits = |mention: &ReviewMention| {
            let agrees = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
            let near = mention.on_site.is_some_and(|known| {
                known.start.agrees_with(period.start)
                    || known.end.agrees_with(period.start)
                    || (known.start <= period.start && period.end <= known.end)
            });
            near && agrees(&mention.body, &body)
        };
        if let Some(known) = self.list.iter_mut().find(|mention| fits(mention)) {
            // A more precise date of the same visit wins.
            if known.on_site.is_some_and(|on_site| precision(on_site) < precision(period)) {
                known.on_site = Some(period);
            }
            known.body = known.body.take().or(body);
            known.subject = known.subject.take().or(subject);
            return;
        }
        // A bare year names a review that is known better elsewhere; alone it is too little to found one on.
        let vague = period.start.month().is_none();
        let before =
            self.list.iter().rev().find(|mention| body.is_none() || mention.body == body || mention.body.is_none());
        let body = body.or_else(|| before.and_then(|mention| mention.body.clone()));
        let subject = subject.filter(|s| s != BOARD).or_else(|| before.and_then(|mention| mention.subject.clone()));
        if vague || body.is_none() {
            return;
        }
        self.list.push(ReviewMention {
            body,
            subject,
            council: document.council.clone(),
            on_site: Some(period),
            published: None,
            framework: None,
            own: false,
            block,
        });
    }

    /// Which mention made a finding; `None` for a committee's own.
    fn maker(&mut self, document: &Document, blocks: &[Block], found: &Found) -> Option<usize> {
        if found.kind.is_of_committee() {
            return None;
        }
        if document.kind.is_own_report() {
            if about_the_board(blocks, found) {
                return Some(self.board());
            }
            // A progress review lists what the review before it recommended.
            let earlier = document.kind == DocumentKind::ProgressReview && found.kind == FindingKind::Recommendation;
            return if earlier { self.latest_named().or(Some(0)) } else { Some(0) };
        }
        let lead = &blocks[found.lead];
        let mut near = vec![lead];
        let cell = found.cue.as_deref().filter(|_| lead.kind == BlockKind::TableRow);
        near.extend(
            blocks[..found.lead]
                .iter()
                .rev()
                .take_while(|block| !block.is_heading())
                .filter(|block| !block.is_item())
                .take(2),
        );
        let own_words = [cell.unwrap_or(&lead.text), found.cue.as_deref().unwrap_or_default()].join(" ");
        let speaks_of_reviewers = KNOWN.reviewers.iter().any(|pattern| pattern.is_match(&fold(&own_words)));
        // The panel's own list may stand below a paragraph about the review: only its own words count then.
        let own_list = own_words.to_lowercase().contains("panel recommend")
            || found.kind == FindingKind::Recommendation
            || found.kind == FindingKind::Conclusion;
        let nearby = !own_list
            && near.iter().any(|block| KNOWN.reviewers.iter().any(|pattern| pattern.is_match(&fold(&block.text))));
        if !speaks_of_reviewers && !nearby {
            return None;
        }
        // The lead-in names the review, or it is the one spoken of last, unless that was years ago: then it is
        // the latest of its series, which the corpus knows better than this paper.
        let recent = |index: &usize| {
            let on_site = self.list[*index].on_site.map(|period| period.start.months());
            on_site.zip(self.date).is_none_or(|(visit, paper)| paper.months() - visit <= MOST_MONTHS_BACK)
        };
        let named = self.named_in(&lead.text).or_else(|| self.latest_named().filter(recent));
        Some(named.unwrap_or_else(|| self.undated(document, &own_words, found.lead)))
    }

    /// A review that a paper speaks of without saying when it was; `resolve` knows it by its series.
    fn undated(&mut self, document: &Document, words: &str, block: usize) -> usize {
        if let Some(index) = self.list.iter().position(|mention| mention.on_site.is_none()) {
            return index;
        }
        let title = document.title.as_deref().unwrap_or_default();
        let both = format!("{title}\n{words}");
        self.list.push(ReviewMention {
            body: KNOWN
                .bodies
                .iter()
                .rev()
                .find(|(_, pattern)| pattern.is_match(&fold(&both)))
                .map(|(name, _)| name.clone()),
            subject: first_name(&KNOWN.subjects, &both),
            council: document.council.clone(),
            on_site: None,
            published: None,
            framework: None,
            own: false,
            block,
        });
        self.list.len() - 1
    }

    /// The mention whose date a text names.
    fn named_in(&self, text: &str) -> Option<usize> {
        let masked = mask(text, self.date);
        let mut periods = masked.dated(Use::Named);
        periods.extend([Use::Own, Use::Visit].into_iter().flat_map(|kind| masked.dated(kind)));
        periods.iter().find_map(|period| {
            self.list.iter().position(|mention| {
                mention
                    .on_site
                    .is_some_and(|known| known.start.agrees_with(period.start) || known.end.agrees_with(period.start))
            })
        })
    }

    /// The last review named, by its date.
    fn latest_named(&self) -> Option<usize> {
        let dated = self.list.iter().enumerate().filter(|(_, mention)| !mention.own);
        dated
            .max_by_key(|(index, mention)| (mention.on_site.map(|p| p.start), std::cmp::Reverse(*index)))
            .map(|(index, _)| index)
    }

    /// The review of the safeguarding board that an inspection report binds in.
    fn board(&mut self) -> usize {
        if let Some(index) =
            self.list.iter().position(|mention| mention.own && mention.subject.as_deref() == Some(BOARD))
        {
            return index;
        }
        let board = ReviewMention { subject: Some(BOARD.into()), ..self.list[0].clone() };
        self.list.push(board);
        self.list.len() - 1
    }
}

fn precision(period: Period) -> u8 {
    u8::from(period.start.month().is_some())
        + u8::from(period.start.day().is_some())
        + u8::from(period.start != period.end)
}

/// Whether a finding stands under a heading about the safeguarding board, or grades it.
fn about_the_board(blocks: &[Block], found: &Found) -> bool {
    let board = |text: &str| first_name(&KNOWN.subjects, text).as_deref() == Some(BOARD);
    let mut heading = Some(found.lead).filter(|lead| blocks[*lead].is_heading()).or(blocks[found.lead].under);
    let graded = found.judgement.as_ref().is_some_and(|judgement| board(&judgement.area));
    while let Some(index) = heading {
        if board(&blocks[index].text) && found.judgement.is_none() {
            return true;
        }
        heading = blocks[index].under;
    }
    graded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_dates_match_their_examples() {
        let file: File = toml::from_str(REVIEWS).unwrap();
        let counts = (
            KNOWN.bodies.len(),
            KNOWN.subjects.len(),
            KNOWN.dates.len(),
            KNOWN.other_date.len(),
            KNOWN.reviewers.len(),
        );
        assert_eq!(
            counts,
            (file.body.len(), file.subject.len(), file.date.len(), file.other_date.len(), file.reviewers.len())
        );
        for body in &file.body {
            assert_eq!(first_name(&KNOWN.bodies, &body.example).as_ref(), Some(&body.name), "{}", body.example);
        }
        for subject in &file.subject {
            assert_eq!(
                first_name(&KNOWN.subjects, &subject.example).as_ref(),
                Some(&subject.name),
                "{}",
                subject.example
            );
        }
        for date in &file.date {
            assert_eq!(mask(&date.example, None).dated(date.r#use).len(), 1, "{}", date.example);
        }
        for words in file.other_date.iter().chain(&file.reviewers) {
            assert!(Regex::new(&words.pattern).unwrap().is_match(&words.example));
        }
    }

    #[test]
    fn a_visit_in_two_parts_lasts_from_its_first_day_to_its_last() {
        let own = |text: &str| mask(text, None).dated(Use::Own)[0].to_string();
        let parts = "Inspection dates: 19 November-11 December 2013 and 28 – 30 January 2014";
        assert_eq!(own(parts), "19 November 2013 to 30 January 2014");
        assert_eq!(own("Inspection date: 4 May 2012, the last being of 3 March 2010"), "4 May 2012");
    }

    #[test]
    fn the_date_of_an_invitation_or_a_meeting_is_not_the_date_of_the_review() {
        let named = |text: &str| mask(text, None).dated(Use::Named);
        assert!(
            named("In November 2014 the Council invited the LGA to help with a Peer Review of safeguarding.")
                .is_empty()
        );
        assert!(named("considered the outcomes of the Peer Review at its meeting on 25 June 2015").is_empty());
        assert_eq!(named("the second such review, the first having been in October 2011").len(), 1);
    }
}
