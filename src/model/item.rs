//! What of a list or a table a passage is: a bullet, a lettered item, a row, a recommendation with a number.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What of a list or a table a passage is. Its short form, in identifiers and columns, is its [`Display`](fmt::Display).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Item {
    /// An item of a list: its mark, after those of the items it stands in, the outermost first. In short "b2", "q", "q.ii".
    Listed(Vec<ItemMark>),
    /// What is printed as "Recommendation 4": the "4". In short "rec4".
    Recommendation(String),
    /// A row of a table, counted from 1 below the names of its columns. In short "r3".
    Row(usize),
    /// The row that names the columns. In short "head".
    Head,
}

/// How one item of a list is marked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ItemMark {
    /// By a bullet: the count of it in its list, from 1. In short "b2".
    Bullet(usize),
    /// By a letter or number, as it is printed: "a", "ii", "3".
    Label(String),
}

impl Item {
    /// A bullet of a list, counted from 1.
    pub fn bullet(count: usize) -> Self {
        Self::Listed(vec![ItemMark::Bullet(count)])
    }

    /// An item of a list by its printed letter or number.
    pub fn label(label: impl Into<String>) -> Self {
        Self::Listed(vec![ItemMark::Label(label.into())])
    }

    /// The printed number of a recommendation, or of an item that has no item around it; `None` where it is no number.
    pub fn printed_number(&self) -> Option<u32> {
        match self {
            Self::Recommendation(label) => label.parse().ok(),
            Self::Listed(marks) => match marks.as_slice() {
                [ItemMark::Label(label)] => label.parse().ok(),
                _ => None,
            },
            Self::Row(_) | Self::Head => None,
        }
    }

    /// By which number one refers to it: the printed one, also of "R4", else the count of a bullet. The count of a row numbers
    /// nothing.
    pub(crate) fn number(&self) -> Option<u32> {
        match self {
            Self::Recommendation(label) => label.trim_start_matches('R').parse().ok(),
            Self::Listed(marks) => match marks.as_slice() {
                [ItemMark::Bullet(count)] => u32::try_from(*count).ok(),
                [ItemMark::Label(label)] => label.trim_start_matches('R').parse().ok(),
                _ => None,
            },
            Self::Row(_) | Self::Head => None,
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listed(marks) => {
                for (at, mark) in marks.iter().enumerate() {
                    write!(f, "{}{mark}", if at == 0 { "" } else { "." })?;
                }
                Ok(())
            }
            Self::Recommendation(label) => write!(f, "rec{label}"),
            Self::Row(count) => write!(f, "r{count}"),
            Self::Head => f.write_str("head"),
        }
    }
}

impl fmt::Display for ItemMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bullet(count) => write!(f, "b{count}"),
            Self::Label(label) => f.write_str(label),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_short_and_have_the_numbers_they_are_referred_to_by() {
        let within = Item::Listed(vec![ItemMark::Label("q".into()), ItemMark::Bullet(2)]);
        for (item, short, number) in [
            (Item::bullet(2), "b2", Some(2)),
            (Item::label("a"), "a", None),
            (Item::label("3"), "3", Some(3)),
            (Item::label("R4"), "R4", Some(4)),
            (Item::label("b1"), "b1", None),
            (within, "q.b2", None),
            (Item::Recommendation("4".into()), "rec4", Some(4)),
            (Item::Row(3), "r3", None),
            (Item::Head, "head", None),
        ] {
            assert_eq!((item.to_string().as_str(), item.number()), (short, number));
        }
    }
}
