//! What became of a finding between two reviews.

use serde::{Deserialize, Serialize};

use super::{Citation, Finding, FindingId, FindingKind, ThreadWhat};

/// One line of a comparison: earlier findings, later findings, and what happened between.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Stable within the comparison: `c1`, `c2`, in the order shown.
    pub id: String,
    /// What happened.
    pub status: Status,
    /// How sure the pairing is.
    pub band: Band,
    /// The earlier findings; empty when new.
    pub earlier: Vec<FindingId>,
    /// The later findings; empty when not found again.
    pub later: Vec<FindingId>,
    /// Kind of the earlier finding.
    pub kind_from: Option<FindingKind>,
    /// Kind of the later finding. A strength that was an area for consideration is the best news in a report.
    pub kind_to: Option<FindingKind>,
    /// How likely the pair is among all others, 0 to 1: from 0.5 it is made, from 0.85 both are in nearly the same words; `None`
    /// where there is no pair.
    pub score: Option<f32>,
    /// The pass that matched them; `None` where there is no pair.
    pub matched_by: Option<MatchedBy>,
    /// The same of the next best partner, for judging how clear the choice was; above the score where that one is paired with
    /// another.
    pub runner_up: Option<f32>,
    /// Words and concepts both sides share, the telling ones first.
    pub shared: Vec<String>,
    /// Word-level redline, for a pair; empty otherwise.
    pub wording: Vec<Edit>,
    /// Where the paper of the later review reports on an earlier finding. For a finding not found again: other places where
    /// its matter turns up. For one not found and for a new one also the finding it came nearest to pairing with, where
    /// that was near.
    pub also_seen: Vec<Seen>,
    /// For a finding not found again: the resolution that closed it, where minutes show one.
    pub closed_in: Option<Citation>,
    /// What papers between the two reviews print as the answer to an earlier finding, oldest first: responses, actions, what
    /// has come of them.
    pub followed: Vec<Followed>,
}

/// What a paper prints as the answer to a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Followed {
    /// What sort of answer it is: a response, an action or what a committee resolved (both resolutions), progress.
    pub what: ThreadWhat,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub citation: Citation,
    /// The finding that it is, where it is one: an action, with who is to act, by when and how far it has come.
    pub finding: Option<Box<Finding>>,
}

/// A place where the matter of a finding without a partner turns up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seen {
    /// The finding it may have become.
    pub finding: FindingId,
    /// Its kind: a strength here is good news.
    pub kind: FindingKind,
    /// Where it stands.
    pub citation: Citation,
    /// Its words.
    pub text: String,
    /// How far it has come, as a table of progress says: "Amber"; `None` where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// How likely it is the partner, 0 to 1, as [`Change::score`].
    pub score: f32,
    /// Whether it came near to being the partner, and was too unlike; of progress, whether only its words suggest what it is of.
    pub near_miss: bool,
}

/// What happened to a finding. "Not found" speaks of the text: it does not say the matter was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Asked again in nearly the same words.
    Recurring,
    /// Asked again in other words.
    Reworded,
    /// One earlier finding, several later ones.
    Split,
    /// Several earlier findings, one later one.
    Merged,
    /// Nothing like it in the earlier review.
    New,
    /// Nothing like it in the later review.
    NotFound,
    /// A judgement, and how its grade moved.
    Grade(GradeMove),
}

/// How a grade moved between two inspections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeMove {
    /// A better grade than before.
    Better,
    /// The same grade.
    Same,
    /// A worse grade than before.
    Worse,
    /// Judged before, not judged under this name now.
    NoLongerJudged,
    /// Judged now, not judged under this name before.
    FirstJudged,
    /// The two grades are not on one scale.
    OtherScale,
}

impl Status {
    /// The same however a grade moved.
    pub fn became(self) -> Became {
        match self {
            Self::Recurring => Became::Recurring,
            Self::Reworded => Became::Reworded,
            Self::Split => Became::Split,
            Self::Merged => Became::Merged,
            Self::New => Became::New,
            Self::NotFound => Became::NotFound,
            Self::Grade(_) => Became::Grade,
        }
    }

    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recurring | Self::Reworded | Self::Split | Self::Merged | Self::New | Self::NotFound => {
                self.became().as_str()
            }
            Self::Grade(GradeMove::Better) => "grade_better",
            Self::Grade(GradeMove::Same) => "grade_same",
            Self::Grade(GradeMove::Worse) => "grade_worse",
            Self::Grade(GradeMove::NoLongerJudged) => "grade_no_longer_judged",
            Self::Grade(GradeMove::FirstJudged) => "grade_first_judged",
            Self::Grade(GradeMove::OtherScale) => "grade_other_scale",
        }
    }
}

/// What became of a finding, as a reader asks for it: a [`Status`], whichever way a grade moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    /// Asked again in nearly the same words.
    Recurring,
    /// Asked again in other words.
    Reworded,
    /// One earlier finding, several later ones.
    Split,
    /// Several earlier findings, one later one.
    Merged,
    /// Nothing like it in the earlier review.
    New,
    /// Nothing like it in the later review.
    NotFound,
    /// A judgement, however its grade moved.
    Grade,
}

impl Became {
    /// All of them, in the order of the enum.
    pub const ALL: [Self; 7] =
        [Self::Recurring, Self::Reworded, Self::Split, Self::Merged, Self::New, Self::NotFound, Self::Grade];

    /// The name it is asked for by: that of its status in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recurring => "recurring",
            Self::Reworded => "reworded",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::New => "new",
            Self::NotFound => "not_found",
            Self::Grade => "grade",
        }
    }

    /// What is asked for by this name; `None` where nothing is.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|became| became.as_str() == name)
    }
}

/// How sure a pairing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// The tool would sign it.
    Certain,
    /// Worth a look: a person should check.
    Possible,
}

impl Band {
    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Possible => "possible",
        }
    }
}

/// The pass that paired two findings, named after what they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// Nearly the same characters.
    SameWords,
    /// Mostly the same words, set otherwise.
    Reworded,
    /// The sector's other words for the same thing.
    Synonyms,
    /// Words that keep the same company in the sector's reports, more than shared words or synonyms.
    SectorVectors,
    /// What a sentence model makes of both, more than anything above.
    Model,
    /// The same area of judgement.
    Area,
    /// A person said so.
    Pinned,
}

impl MatchedBy {
    /// The name used in CSV, JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameWords => "same words",
            Self::Reworded => "reworded",
            Self::Synonyms => "synonyms",
            Self::SectorVectors => "sector vectors",
            Self::Model => "model",
            Self::Area => "area",
            Self::Pinned => "pinned",
        }
    }
}

/// A run of words in a redline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Kept, added or taken out.
    pub op: EditOp,
    /// The words, with their spaces.
    pub text: String,
}

/// Kept, added or taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditOp {
    /// In both texts.
    Equal,
    /// Only in the later text.
    Insert,
    /// Only in the earlier text.
    Delete,
}
