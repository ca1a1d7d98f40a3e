//! Which themes a passage carries, for a search that asks for them.

use crate::search::Themes;
use crate::themes::Codebook;

impl Themes for Codebook {
    fn ids(&self) -> Vec<String> {
        self.themes().iter().map(|theme| theme.id.clone()).collect()
    }

    fn of(&self, text: &str) -> Vec<String> {
        self.apply(text).into_iter().map(|mention| mention.theme).collect()
    }
}
