//! How hard does a resolution ask, of whom, by when?
//!
//! Strength follows the scale of CONVENTIONS part 4: note 1, agree 2, request 3, recommend 4, and one more where
//! the text names an owner or a date. Owner and date are quoted as printed.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::model::FindingKind;
use crate::text::fold;

const VERBS: &str = include_str!("strength.toml");

#[derive(Deserialize)]
struct File {
    verb: Vec<Verb>,
}

#[derive(Deserialize)]
struct Verb {
    strength: u8,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

static SCALE: LazyLock<Vec<(u8, Regex)>> = LazyLock::new(|| {
    let verbs = toml::from_str::<File>(VERBS).map(|file| file.verb).unwrap_or_default();
    verbs.iter().filter_map(|verb| Some((verb.strength, Regex::new(&verb.pattern).ok()?))).collect()
});

/// Who is asked: "the Director of Children's Services be asked to", "urged the Cabinet Member to".
static OWNER: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const WHO: &str = r"(?:the |that the )?(?P<who>(?:Leaders? of |Cabinet Member|Director|Assistant Director|Interim Director|Head|Chief|Chair|Vice|Leader|Portfolio|Safeguarding|safeguarding|Strategic|Executive|Deputy|County|Cabinet|Officers|officers|Principal|Service|Corporate|Performance|Scrutiny|Local)[\w'/&-]*(?: (?:of|for|the|and|with|to the|[A-Z][\w'-]*|partnership|services?|district|councils?|five|six|responsibility))*?)";
    [
        format!(r"{WHO} (?:be|is|are) (?:formally |again )?(?:asked|requested|invited|urged|recommended|authorised|instructed|thanked|required)\b"),
        format!(r"\b(?:asked|requested|invited|urged|recommended|instructed) {WHO} to\b"),
        r"\breferred to (?:the )?(?P<who>(?:Cabinet|Council|Executive|Overview)[\w ]{0,60}?)(?: for| at| by|$|[.,;])".to_owned(),
        r"\b(?:published|updated|provided|prepared|written) by (?:the )?(?P<who>(?:Director|Head|Chief|Cabinet Member|Assistant)[\w' ]*?)(?: every| by| at| before|$|[.,;])".to_owned(),
        format!(r"\bagreed that {WHO} would\b"),
        r"\bthat the (?P<who>Chair(?:man)?) (?:support|write|report|present)\b".to_owned(),
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

static DUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const MONTHS: &str = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
    Regex::new(&format!(
        r"\b(?P<due>within (?:\w+ ){{1,2}}(?:days|weeks|months|years?)|before (?:the )?(?:summer|end of|start of|setting|Christmas|Easter|next)[\w /]*|by the end of (?:the )?(?:{MONTHS}|financial year|year|\w+)|every (?:\w+ )?(?:months?|quarter|year))|\b(?:by|from|until|in|for|for the|of|with effect from|to (?:its|the) meeting (?:in|on)|at (?:its|the) meeting (?:in|on)|meeting (?:in|on)) (?P<date>(?:\d{{1,2}} {MONTHS}(?: \d{{4}})?|(?:the )?(?:spring|summer|autumn|winter) of \d{{4}}|{MONTHS}(?: \d{{4}})?))\b|\bto (?:its|the) (?P<month>{MONTHS}) meeting\b|\bback in (?P<back>{MONTHS})\b"
    ))
    .ok()
});

/// What a resolution asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// 1 (note) to 5 (recommend, with an owner or a date); `None` when no verb of the scale occurs.
    pub strength: Option<u8>,
    /// Who is to act, as printed.
    pub owner: Option<String>,
    /// By when, as printed.
    pub due: Option<String>,
}

/// Reads strength, owner and date from a resolution. `sentence` is the whole sentence where the text is part of one.
pub fn ask(text: &str, kind: FindingKind) -> Ask {
    let folded = fold(text);
    let verb = SCALE.iter().find(|(_, pattern)| pattern.is_match(&folded)).map(|(strength, _)| *strength);
    let owner = OWNER.iter().find_map(|pattern| captured(pattern, &folded, text, &["who"]));
    let due = DUE.as_ref().and_then(|pattern| captured(pattern, &folded, text, &["due", "date", "month", "back"]));
    // A resolution without a verb of the scale is still a decision, and a request always asks.
    let base = if kind == FindingKind::Request { verb.unwrap_or(3).max(3) } else { verb.unwrap_or(2) };
    let strength = if base >= 2 && (owner.is_some() || due.is_some()) { (base + 1).min(5) } else { base };
    Ask { strength: Some(strength), owner, due }
}

/// The first of the named groups, as printed: folding keeps character offsets, not byte offsets.
fn captured(pattern: &Regex, folded: &str, text: &str, groups: &[&str]) -> Option<String> {
    let captures = pattern.captures(folded)?;
    let found = groups.iter().find_map(|group| captures.name(group))?;
    let start = folded[..found.start()].chars().count();
    let printed: String = text.chars().skip(start).take(found.as_str().chars().count()).collect();
    Some(printed.trim().to_owned()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_its_strength() {
        let file: File = toml::from_str(VERBS).unwrap();
        assert_eq!(SCALE.len(), file.verb.len(), "every pattern compiles");
        assert!(OWNER.len() == 6 && DUE.is_some());
        for verb in &file.verb {
            let first = SCALE.iter().find(|(_, pattern)| pattern.is_match(&verb.example));
            assert_eq!(first.map(|(strength, _)| *strength), Some(verb.strength), "{}", verb.example);
        }
    }

    #[test]
    fn an_owner_or_a_date_makes_an_ask_stronger() {
        let read = |text: &str| {
            let ask = ask(text, FindingKind::Resolution);
            (ask.strength.unwrap(), ask.owner.unwrap_or_default(), ask.due.unwrap_or_default())
        };
        assert_eq!(read("that the report be noted"), (1, String::new(), String::new()));
        assert_eq!(
            read("That the Director of Children’s Services be asked to report"),
            (4, "Director of Children’s Services".into(), String::new())
        );
        assert_eq!(
            read("The Panel requested a report within six months."),
            (4, String::new(), "within six months".into())
        );
        assert_eq!(read("that the scope be approved by 31 March 2016"), (3, String::new(), "31 March 2016".into()));
    }
}
