//! What is known of a paper as a whole, and where each part of it comes from.

use serde::{Deserialize, Serialize};

/// One thing that is known of a paper as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What sort of paper it is.
    Kind,
    /// Its title.
    Title,
    /// The council.
    Council,
    /// The committee whose paper it is.
    Committee,
    /// Date of the meeting, of the letter or of publication.
    Date,
    /// Who reviewed.
    Body,
    /// What was reviewed.
    Subject,
    /// When the reviewers were on site.
    OnSite,
    /// When the review was published.
    Published,
    /// The overall grade an inspection gave.
    Grade,
}

impl Field {
    /// Every field, in the order they are shown.
    pub const ALL: [Self; 10] = [
        Self::Kind,
        Self::Title,
        Self::Council,
        Self::Committee,
        Self::Date,
        Self::Body,
        Self::Subject,
        Self::OnSite,
        Self::Published,
        Self::Grade,
    ];

    /// The name used in `lookback.toml`, CSV and JSON: `on_site`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Council => "council",
            Self::Committee => "committee",
            Self::Date => "date",
            Self::Body => "body",
            Self::Subject => "subject",
            Self::OnSite => "on_site",
            Self::Published => "published",
            Self::Grade => "grade",
        }
    }

    /// The name as a person reads it: "on site".
    pub fn label(self) -> &'static str {
        match self {
            Self::Body => "reviewed by",
            Self::OnSite => "on site",
            Self::Grade => "overall grade",
            other => other.as_str(),
        }
    }
}

/// Where something known of a paper comes from, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// An officer wrote it in `lookback.toml`.
    Settings,
    /// The paper says so.
    Text,
    /// The properties of the file say so.
    Properties,
    /// The name of the file says so.
    FileName,
    /// The last day that the reviewers were there, where the paper has no date of its own.
    OnSite,
    /// The paper does not say: it was worked out from the papers around it, or from what else is known.
    Inferred,
}

impl Origin {
    /// The name used in CSV and JSON: `file_name`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Text => "text",
            Self::Properties => "properties",
            Self::FileName => "file_name",
            Self::OnSite => "on_site",
            Self::Inferred => "inferred",
        }
    }

    /// What is said beside it; `None` for what the paper says itself.
    pub fn remark(self) -> Option<&'static str> {
        match self {
            Self::Settings => Some("lookback.toml"),
            Self::Text => None,
            Self::Properties => Some("from the file's properties"),
            Self::FileName => Some("from the file's name"),
            Self::OnSite => Some("the last day on site"),
            Self::Inferred => Some("inferred"),
        }
    }
}
