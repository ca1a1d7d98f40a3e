//! Where does a paper contradict itself? The year in its title and in its running foot; a second council.

use super::{FrontMatter, Paper};
use crate::model::{Field, Warning};

/// What a paper says of itself in two ways, and of which field.
pub fn find(_paper: &Paper<'_>, _front: &FrontMatter) -> Vec<(Field, Warning)> {
    Vec::new()
}
