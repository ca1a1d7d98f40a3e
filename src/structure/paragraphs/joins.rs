//! Does a line go on with the text above it? By its words alone.

use super::Draft;
use crate::model::{Line, Mark, Page};
use crate::structure::headings::{only_tells_where, opens_paragraph, turns};
use crate::text::{Label, LabelKind, sentences};

/// Whether the text can stand as it is: it ends a sentence, or leads something in.
pub fn ends_sentence(text: &str) -> bool {
    // The stars are those of Markdown, where emphasis is broken over lines.
    let closes = |c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '*');
    let text = text.trim_end_matches(closes);
    // "The Committee:-" leads in as "The Committee:" does.
    let text = text.strip_suffix(['-', '–', '—']).map(str::trim_end).filter(|text| text.ends_with(':')).unwrap_or(text);
    text.ends_with(['.', '!', '?', ':', ';', '…']) || text.is_empty()
}

/// "Action: Director to circulate the data" is no part of the resolution above it, nor "Lead: Head of Finance" of the action.
pub(super) fn is_cue_below(above: &str, text: &str) -> bool {
    let ended = ends_sentence(above);
    // "AGREED the plan" and "AGREED the budget" are two, though the first ends without a stop.
    let decides_again = || opens_paragraph(above) && !is_tied(above);
    opens_with_cue(text) && (ended || opens_with_cue(above)) || opens_paragraph(text) && (ended || decides_again())
}

/// A heading has at most so many words in the lines that it is broken into.
const LONGEST_TURNED: usize = 26;

/// Whether a short line is the beginning of a heading that goes on below, in whatever letters: "MINUTES OF THE" / "HOUSING PANEL".
pub(super) fn is_turned(above: &str, below: &str) -> bool {
    let is_short = above.split_whitespace().nth(LONGEST_TURNED).is_none();
    is_short && !ends_sentence(above) && (is_tied(above) && !above.ends_with(',') || turns(above, below))
}

fn opens_with_cue(text: &str) -> bool {
    let word = text.split(' ').next().and_then(|word| word.strip_suffix(':')).unwrap_or_default();
    word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
}

/// "102 Forward Plan" may be the title of an item, above what is said of it.
pub(super) fn is_numbered_title(text: &str) -> bool {
    let Some((number, title)) = text.split_once(' ') else { return false };
    (1..=4).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && title.starts_with(char::is_uppercase)
        && !ends_sentence(title)
}

/// Whether a number at the start of a line ends the sentence above: "the age of / 17." Lists count up from one.
pub(super) fn is_wrapped_number(draft: &Draft, label: &Label, text: &str) -> bool {
    if ends_sentence(&draft.text) {
        return false;
    }
    let counts = label.counts_on_from(draft.label.as_ref());
    let ends_clause = |tie| draft.text.strip_suffix(tie).is_some_and(|text| text.ends_with(';'));
    // "(a) That the report be noted; and" / "(b)" begins the next.
    let next_of_list = || {
        let lettered = |label: &Label| matches!(label.kind, LabelKind::Letter | LabelKind::Roman);
        lettered(label) && draft.label.as_ref().is_some_and(lettered) && [" and", " or"].into_iter().any(ends_clause)
    };
    let alone = label.text_at == text.len() && !next_of_list();
    alone || (label.kind == LabelKind::Number && !counts && draft.text.split_whitespace().nth(3).is_some())
}

/// Fewest characters above a dash that may go on with it.
const FEWEST_ABOVE: usize = 40;

/// Whether the dash that begins the first of these lines is one of the sentence above: "urgent action on this year's budget" /
/// "– the council cannot rely on reserves". Of the lines of a list more than one begins so.
pub(super) fn is_wrapped_dash(draft: &Draft, lines: &[Line]) -> bool {
    let begins =
        |at: usize| lines.get(at).map(|line| line.text.trim_start()).filter(|text| text.starts_with(['–', '—', '-']));
    let Some(text) = begins(0) else { return false };
    let rest = text.trim_start_matches(['–', '—', '-', ' ']);
    // "– as set out in Appendix A –" begins no item, however little stands above it.
    rest.starts_with(char::is_lowercase)
        && begins(1).is_none()
        && (only_tells_where(rest) || !text.starts_with('-') && draft.text.chars().nth(FEWEST_ABOVE - 1).is_some())
        && draft.label.as_ref().is_none_or(|label| label.kind != LabelKind::Bullet)
        && !ends_sentence(&draft.text)
        && !draft.text.ends_with([':', '-', '–', '—'])
}

/// Whether a number alone on a line ends the sentence above: "the age of" / "25." is no item 25, as "and" / "(4)" is one.
pub(super) fn ends_in_number(draft: &Draft, label: &Label, line: &str) -> bool {
    let last = draft.text.rsplit(' ').next().unwrap_or_default();
    label.kind == LabelKind::Number
        && label.text_at == line.len()
        && is_tied(&draft.text)
        && !draft.text.ends_with(',')
        && !matches!(last, "and" | "or" | "that")
}

/// Whether the last word of a text, or its comma, ties it to what follows: also "seconded by Councillor", whose name is to come.
pub fn is_tied(text: &str) -> bool {
    const TIES: [&str; 16] =
        ["of", "the", "and", "to", "in", "for", "with", "a", "an", "by", "or", "that", "at", "on", "from", "as"];
    const TITLES: [&str; 10] =
        ["Councillor", "Councillors", "Cllr", "Cllrs", "Alderman", "Mr", "Mrs", "Ms", "Miss", "Dr"];
    // "The" as well, but not the letter of "Annex A".
    let ties = |word: &str| TIES.contains(&word) || (word.len() > 1 && TIES.contains(&word.to_lowercase().as_str()));
    let mut last = text.rsplit(' ');
    let (last, before) = (last.next().unwrap_or_default(), last.next());
    text.ends_with(',') || ties(last) || (TITLES.contains(&last) && before.is_some_and(ties))
}

/// Whether a sentence goes on after an empty line: papers converted from PDF part lines with them. `full` says that the line
/// above is as long as lines are in such a paper.
pub(super) fn resumes_after_blank(draft: &Draft, text: &str, full: bool) -> bool {
    let above = draft.text.as_str();
    if full && (!ends_sentence(above) || is_abbreviated(above, text)) {
        return true;
    }
    // "to note the report" and "to extend the scope" in paragraphs of their own are two clauses.
    let opens_alike = ["to ", "that "].iter().any(|opening| above.starts_with(opening) && text.starts_with(opening));
    if ends_sentence(above) || above.len() <= 30 || opens_alike {
        return false;
    }
    let quoted = above.len() < 2000 && above.starts_with('“') && !above.contains('”');
    let tied = draft.label.is_none() && (is_tied(above) || quoted);
    text.starts_with(char::is_lowercase) || tied
}

/// Whether the stop at the end of a text is that of an abbreviation: "the appointment of Mr." / "Dev Anand".
fn is_abbreviated(above: &str, next: &str) -> bool {
    let tail: String = above.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
    let joined = format!("{} {next}", tail.trim_end());
    let cut = joined.len() - next.len();
    above.ends_with('.') && sentences(&joined).iter().all(|sentence| sentence.start != cut)
}

/// Whether empty lines part the lines of a text rather than its paragraphs: what stands below goes on in lower case.
pub(super) fn is_spread(pages: &[Page]) -> bool {
    let (mut parted, mut going_on) = (0, 0);
    for page in pages {
        let mut above: Option<&str> = None;
        let mut blank = false;
        for line in page.lines.iter().filter(|line| line.mark == Mark::Raw && line.layout.is_none()) {
            let text = line.text.trim();
            if text.is_empty() {
                blank = true;
                continue;
            }
            if let Some(above) = above.filter(|_| blank) {
                parted += 1;
                going_on += usize::from(!ends_sentence(above) && text.starts_with(char::is_lowercase));
            }
            (above, blank) = (Some(text), false);
        }
    }
    going_on >= FEWEST_GOING_ON && going_on * 4 > parted
}

/// Fewest lines that go on below an empty one, for a text that is spread over empty lines.
const FEWEST_GOING_ON: usize = 5;

pub(super) fn in_mid_sentence(draft: &Draft, text: &str) -> bool {
    !ends_sentence(&draft.text) && text.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::paragraphs::DraftKind;

    #[test]
    fn a_title_waits_for_its_name_where_a_word_before_it_ties() {
        assert!(is_tied("It was proposed by Mr Reed and seconded by Councillor"));
        assert!(!is_tied("Ann Hill, Ward Councillor") && !is_tied("Ann Hill, Councillor") && !is_tied("Councillor"));
    }

    #[test]
    fn a_dash_of_the_sentence_above_begins_no_list() {
        let draft = |text: &str| Draft {
            kind: DraftKind::Paragraph,
            text: text.to_owned(),
            label: None,
            bold: 0,
            page: None,
            style: None,
            indent: None,
            lines: 1,
            marked: false,
            contents: false,
            turns: Vec::new(),
        };
        let line = |text: &&str| Line::new((*text).to_owned(), Mark::Raw);
        let lines = |texts: &[&str]| texts.iter().map(line).collect::<Vec<_>>();
        let above = draft("Take urgent action on the budget of this year");
        assert!(is_wrapped_dash(&above, &lines(&["– the council cannot rely on reserves.", "Review it."])));
        assert!(!is_wrapped_dash(&above, &lines(&["– one", "– two"])), "a list");
        assert!(!is_wrapped_dash(&above, &lines(&["– The council cannot."])), "a line of its own");
        assert!(is_wrapped_dash(&draft("That the fees"), &lines(&["– as set out in Annex A –", "be approved"])));
        assert!(!is_wrapped_dash(&draft("That the fees"), &lines(&["- assets", "be approved"])));
        assert!(!is_wrapped_dash(&draft("The Panel agreed"), &lines(&["– to note the report"])));
        assert!(!is_wrapped_dash(&draft("The Panel heard of three matters, and these were:"), &lines(&["– one"])));
    }

    #[test]
    fn a_paragraph_of_many_lines_is_joined_in_time() {
        let line = |text: &str| Line::new(text.into(), Mark::Raw);
        let began = std::time::Instant::now();
        for text in ["7. aa bb cc dd", "- aa bb cc dd"] {
            let lines =
                [line("The Panel heard of the many matters that lay before it and of"), line(text), line("and")];
            let page = Page { number: None, lines: lines.into_iter().cycle().skip(1).take(20_000).collect() };
            assert!(!super::super::assemble(&[page], &std::collections::BTreeSet::new()).is_empty());
        }
        assert!(began.elapsed().as_secs() < 20, "the whole was looked through at each of its lines");
    }

    #[test]
    fn a_stop_after_a_title_ends_no_sentence() {
        assert!(is_abbreviated("the approval of the Council is given to the appointment of Mr.", "Dev Anand"));
        assert!(!is_abbreviated("The Panel noted the report.", "Members asked for more"));
        assert!(!is_abbreviated("The Panel noted the report", "Members asked for more"));
    }

    #[test]
    fn who_is_to_act_stands_on_a_line_of_its_own() {
        assert!(is_cue_below("Action: Cut the plan to ten aims", "Lead: Chief Executive"));
        assert!(is_cue_below("Members noted the report.", "Action: the Clerk"));
        assert!(is_cue_below("That the programme be approved.", "The meeting ended at 12.15 pm."));
        assert!(is_cue_below("Members considered it.", "RESOLVED that it be noted."));
        assert!(!is_cue_below("After a long debate it was at last", "RESOLVED that it be noted."));
        assert!(is_cue_below("AGREED the scope of the review", "AGREED the dates of its visits"));
        assert!(!is_cue_below("RESOLVED that the plan be kept and", "AGREED as it stands"));
        assert!(!is_cue_below("Members noted what was said by the", "Chair: that the plan be cut"));
    }

    #[test]
    fn empty_lines_between_all_lines_part_no_paragraphs() {
        let page = |parted: &str| {
            let text = [
                "The Panel met to consider",
                "the report of the Director on",
                "caseloads. Members asked for",
                "a note on fees",
            ];
            let lines = text.repeat(3).join(parted);
            let line = |text: &str| Line::new(text.into(), Mark::Raw);
            Page { number: None, lines: lines.split('\n').map(line).collect() }
        };
        assert!(is_spread(&[page("\n\n")]));
        assert!(!is_spread(&[page("\n")]));
    }
}
