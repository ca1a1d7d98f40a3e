//! What a review found, or a committee resolved: verbatim, typed, cited, explained.

use serde::{Deserialize, Serialize};

use super::{Citation, Corrected, ReviewId};

/// Identifier of a finding: its document, paragraph and item, made to be typed.
///
/// `worcestershire-2015-11-18-panel-report/para3/b2`
pub type FindingId = String;

/// One thing a review found or a committee asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Document, paragraph and item; stays the same when the file is read again.
    pub id: FindingId,
    /// Whose finding it is; `None` for a committee's own resolutions and where the text does not tell.
    pub review: Option<ReviewId>,
    /// What sort of finding it is.
    pub kind: FindingKind,
    /// The words as printed, white space folded. Quoted in meetings: never tidied.
    pub text: String,
    /// Where it was read.
    pub citation: Citation,
    /// Other places where the same finding of the same review was read.
    pub also_in: Vec<Citation>,
    /// Name of the rule in `findings/rules.toml` that found it.
    pub rule: String,
    /// The words of the heading, lead-in or sentence that fired the rule.
    pub cue: Option<String>,
    /// Shown by structure, or only suggested by words.
    pub certainty: Certainty,
    /// How hard the text asks, 1 (note) to 5 (recommend, with an owner or a date); `None` where it does not apply.
    pub strength: Option<u8>,
    /// Who is to act, as printed.
    pub owner: Option<String>,
    /// By when, as printed.
    pub due: Option<String>,
    /// How far it has come, as the table it stands in says: "Complete", "Amber".
    #[serde(default)]
    pub status: Option<String>,
    /// To whom the answer goes, as printed: "Panel", "Cabinet".
    pub recipient: Option<String>,
    /// How firmly a review asks; `None` for a committee's findings and where the text says no more than the ask.
    pub firmness: Option<Firmness>,
    /// For a judgement: area and grade.
    pub judgement: Option<Judgement>,
    /// What a person corrected in it; `None` where it is as it was read.
    pub corrected: Option<Corrected>,
}

/// The rule that reads the overall grade of an inspection in a sentence of its first page.
pub(crate) const OVERALL_GRADE_IN_WORDS: &str = "overall-grade";

impl Finding {
    /// Whether it is the overall grade of an inspection as a sentence of the first page gives it: only words say so, and it is as
    /// good as one in a table.
    pub fn is_overall_grade_in_words(&self) -> bool {
        self.rule == OVERALL_GRADE_IN_WORDS
    }

    /// A sure finding of no review, with nothing known but its words and where they stand.
    pub fn new(
        id: impl Into<FindingId>,
        kind: FindingKind,
        text: impl Into<String>,
        citation: Citation,
        rule: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            review: None,
            kind,
            text: text.into(),
            citation,
            also_in: Vec::new(),
            rule: rule.into(),
            cue: None,
            certainty: Certainty::Sure,
            strength: None,
            owner: None,
            due: None,
            status: None,
            recipient: None,
            firmness: None,
            judgement: None,
            corrected: None,
        }
    }
}

/// How firmly a review puts what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Firmness {
    /// Hedged: "may want to", "could consider".
    May,
    /// "Should", "ought to", "we recommend".
    Should,
    /// "Must", "needs to", "is essential", "urgently".
    Must,
}

impl Firmness {
    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::May => "may",
            Self::Should => "should",
            Self::Must => "must",
        }
    }
}

/// A grade given to an area of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What was judged, as printed: "Overall effectiveness".
    pub area: String,
    /// The grade as printed: "Requires improvement to be good".
    pub grade: String,
}

/// What sort of finding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Named by the review as a priority.
    Priority,
    /// Something done well.
    Strength,
    /// Something to look at or improve.
    AreaForConsideration,
    /// A recommendation.
    Recommendation,
    /// A worry stated as such.
    Concern,
    /// A grade.
    Judgement,
    /// A conclusion.
    Conclusion,
    /// What a committee resolved or agreed.
    Resolution,
    /// What a committee asked for.
    Request,
    /// An action with somebody to do it.
    Action,
    /// A statement of how far something has come.
    Progress,
}

impl FindingKind {
    /// Every kind, in the order answers list them.
    pub const ALL: [Self; 11] = [
        Self::Priority,
        Self::Recommendation,
        Self::AreaForConsideration,
        Self::Concern,
        Self::Strength,
        Self::Judgement,
        Self::Conclusion,
        Self::Resolution,
        Self::Request,
        Self::Action,
        Self::Progress,
    ];

    /// The name used in queries, CSV and JSON: `area_for_consideration`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Priority => "priority",
            Self::Strength => "strength",
            Self::AreaForConsideration => "area_for_consideration",
            Self::Recommendation => "recommendation",
            Self::Concern => "concern",
            Self::Judgement => "judgement",
            Self::Conclusion => "conclusion",
            Self::Resolution => "resolution",
            Self::Request => "request",
            Self::Action => "action",
            Self::Progress => "progress",
        }
    }

    /// The kind of a name as people type it, in any case, one or many: "Areas for consideration"; `None` when there is none.
    ///
    /// ```
    /// use lookback::model::FindingKind;
    ///
    /// assert_eq!(FindingKind::named("Priorities"), Some(FindingKind::Priority));
    /// assert_eq!(FindingKind::named("areas for consideration"), Some(FindingKind::AreaForConsideration));
    /// assert_eq!(FindingKind::named("wish"), None);
    /// ```
    pub fn named(text: &str) -> Option<Self> {
        super::one_named(text, Self::ALL, Self::as_str)
    }

    /// The name for people: "area for consideration".
    pub fn label(self) -> &'static str {
        match self {
            Self::AreaForConsideration => "area for consideration",
            other => other.as_str(),
        }
    }

    /// Whether findings of this kind are a committee's own, not a review's.
    pub fn is_of_committee(self) -> bool {
        matches!(self, Self::Resolution | Self::Request | Self::Action)
    }

    /// Whether it asks for something: the kinds of which "is it still there?" makes sense.
    pub fn is_ask(self) -> bool {
        matches!(self, Self::Priority | Self::AreaForConsideration | Self::Recommendation | Self::Concern)
    }
}

/// How sure we are that a passage is a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The structure of the paper shows it: a headed list, a lead-in, a resolution block, a table.
    Sure,
    /// Only cue words in a sentence suggest it. Off by default wherever findings are counted or compared.
    Possible,
}

impl Certainty {
    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Possible => "possible",
        }
    }
}
