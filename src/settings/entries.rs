//! How is a file changed that people also edit? An entry is added or taken out; comments and order stay.

use std::path::{Path, PathBuf};

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use crate::error::{Error, Result};

/// A file of entries (`[[pin]]`, `[[correction]]`) that is being changed.
#[derive(Debug)]
pub(crate) struct Entries {
    document: DocumentMut,
    path: PathBuf,
}

impl Entries {
    /// Those of a text; one that says nothing yet begins with `head`. `path` is named in messages.
    ///
    /// # Errors
    /// [`Error::Config`] when the text is not TOML.
    pub(crate) fn of(text: &str, head: &str, path: &Path) -> Result<Self> {
        let text = if text.trim().is_empty() { head } else { text };
        match text.parse() {
            Ok(document) => Ok(Self { document, path: path.to_owned() }),
            Err(error) => {
                let error: toml_edit::TomlError = error;
                Err(wrong(path, &|file| format!("{file} is not TOML: {}", error.message())))
            }
        }
    }

    /// The entries of this name, in the order of the file.
    ///
    /// # Errors
    /// [`Error::Config`] when they are written in another way.
    pub(crate) fn named(&mut self, name: &str) -> Result<&mut ArrayOfTables> {
        let item = self.document.entry(name).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        item.as_array_of_tables_mut()
            .ok_or_else(|| wrong(&self.path, &|file| format!("`{name}` in {file} is to be written as [[{name}]]")))
    }

    /// Adds an entry at the end of the file, below the comments that stand there.
    ///
    /// # Errors
    /// As [`Entries::named`].
    pub(crate) fn add(&mut self, name: &str, mut entry: Table) -> Result<()> {
        let trailing = self.document.trailing().as_str().unwrap_or_default();
        let end = if trailing.is_empty() || trailing.ends_with('\n') { "\n" } else { "\n\n" };
        entry.decor_mut().set_prefix(format!("{trailing}{end}"));
        let last = self.all().filter_map(Table::position).max();
        entry.set_position(Some(last.map_or(0, |last| last + 1)));
        self.named(name)?.push(entry);
        self.document.set_trailing("");
        Ok(())
    }

    /// Takes out the entries that are not wanted, each with the comment right above it, and says how many.
    ///
    /// # Errors
    /// As [`Entries::named`].
    pub(crate) fn retain(&mut self, name: &str, is_wanted: impl Fn(usize, &Table) -> bool) -> Result<usize> {
        let entries = self.named(name)?;
        let unwanted: Vec<usize> = entries
            .iter()
            .enumerate()
            .filter(|(index, entry)| !is_wanted(*index, entry))
            .map(|(index, _)| index)
            .collect();
        // From the end, so that what stays of one entry's comments may go on to the next that stays.
        for index in unwanted.iter().rev() {
            let entry = self.named(name)?.remove(*index);
            let above = entry.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
            self.keep(of_the_file(above), entry.position());
        }
        Ok(unwanted.len())
    }

    /// Puts what stood above an entry that is gone above the one that follows it in the file, else at the end.
    fn keep(&mut self, comment: &str, gone: Option<isize>) {
        if comment.is_empty() {
            return;
        }
        let joined = |rest: &str| format!("{}\n\n{}", comment.trim_end(), rest.trim_start_matches(['\r', '\n']));
        let next = self.all().filter_map(Table::position).filter(|place| Some(*place) > gone).min();
        if next.is_none() {
            let trailing = joined(self.document.trailing().as_str().unwrap_or_default());
            self.document.set_trailing(format!("{}\n", trailing.trim_end()));
        }
        for entry in self.all_mut().filter(|entry| next.is_some() && entry.position() == next) {
            let above = joined(entry.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default());
            entry.decor_mut().set_prefix(above);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Table> {
        self.document.iter().filter_map(|(_, item)| item.as_array_of_tables()).flatten()
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Table> {
        self.document.iter_mut().filter_map(|(_, item)| item.as_array_of_tables_mut()).flat_map(ArrayOfTables::iter_mut)
    }

    /// The text as it is now.
    pub(crate) fn text(&self) -> String {
        // What stood first may be gone, and the blank line below it stays.
        self.document.to_string().trim_start_matches(['\r', '\n']).to_owned()
    }
}

/// What stands above an entry and a blank line parts from it: the head of the file or of a section, which is not about it.
fn of_the_file(above: &str) -> &str {
    let mut end = 0;
    let mut at = 0;
    for line in above.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            end = at;
        }
    }
    let comment = &above[..end];
    if comment.trim().is_empty() { "" } else { comment }
}

fn wrong(path: &Path, message: &dyn Fn(&str) -> String) -> Error {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    Error::Config { path: path.to_owned(), message: message(&file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# The head.\n\n# About one.\n[[pin]]\nname = \"one\" # said so\n\n[[forbid]]\nname = \"two\"\n\n\
                        # The second part.\n\n[[pin]]\nname = \"three\"\n\n# The end.\n";

    fn entries(text: &str) -> Entries {
        Entries::of(text, "# A head.\n", Path::new("papers/pins.toml")).unwrap()
    }

    fn is(name: &'static str) -> impl Fn(usize, &Table) -> bool {
        move |_, entry| entry.get("name").and_then(Item::as_str) != Some(name)
    }

    #[test]
    fn what_is_taken_out_leaves_the_rest_as_it_was() {
        let mut file = entries(TEXT);
        assert_eq!(file.retain("pin", is("none")).unwrap(), 0);
        assert_eq!(file.text(), TEXT);
        assert_eq!(file.retain("pin", is("one")).unwrap(), 1);
        assert_eq!(file.text(), format!("# The head.\n\n{}", &TEXT[TEXT.find("[[forbid]]").unwrap()..]));
        assert_eq!(file.retain("pin", is("three")).unwrap(), 1);
        assert_eq!(file.retain("forbid", is("two")).unwrap(), 1);
        assert_eq!(file.text(), "# The head.\n\n# The second part.\n\n# The end.\n");
        let mut bare = entries("[[pin]]\nname = \"one\"\n\n[[pin]]\nname = \"two\"\n");
        bare.retain("pin", is("one")).unwrap();
        assert_eq!(bare.text(), "[[pin]]\nname = \"two\"\n");
    }

    #[test]
    fn what_is_added_stands_at_the_end() {
        let mut entry = Table::new();
        entry.insert("name", toml_edit::value("four"));
        let mut file = entries(TEXT);
        file.add("pin", entry.clone()).unwrap();
        file.add("forbid", entry.clone()).unwrap();
        assert_eq!(file.text(), format!("{TEXT}\n[[pin]]\nname = \"four\"\n\n[[forbid]]\nname = \"four\"\n"));
        let mut new = entries(" \n");
        new.add("pin", entry).unwrap();
        assert_eq!(new.text(), "# A head.\n\n[[pin]]\nname = \"four\"\n");
        let said = entries("pin = 3\n").named("pin").unwrap_err().to_string();
        assert_eq!(said, "`pin` in pins.toml is to be written as [[pin]]");
    }
}
