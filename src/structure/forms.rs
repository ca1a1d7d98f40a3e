//! Forms: a table of two columns, the first of which says what the second holds.
//!
//! ```text
//! Recommendation | Refresh the council plan        Recommendation           | Action                | Lead officer
//! Action         | Hold member workshops      →    Refresh the council plan | Hold member workshops | Chief Executive
//! Lead officer   | Chief Executive
//! ```
//!
//! It is turned on its side, so that it reads as any other table. Several records below each other are several rows.

use super::paragraphs::{Draft, DraftKind};
use super::tables::is_column_name;

/// A form has at least so many lines.
const FEWEST_LINES: usize = 3;

/// Turns the forms among the tables; all else stays as it is.
pub fn turned(drafts: Vec<Draft>) -> Vec<Draft> {
    if drafts.iter().all(|draft| table_of(draft).is_none()) {
        return drafts;
    }
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut run: Vec<Draft> = Vec::new();
    for draft in drafts {
        let goes_on = table_of(&draft).is_some() && run.last().and_then(table_of) == table_of(&draft);
        if !goes_on {
            out.extend(turned_table(std::mem::take(&mut run)));
        }
        run.push(draft);
    }
    out.extend(turned_table(run));
    out
}

fn table_of(draft: &Draft) -> Option<u32> {
    if let DraftKind::Row { table, .. } = draft.kind { Some(table) } else { None }
}

/// What a line of a form is called, and what it says.
fn pair(draft: &Draft) -> Option<(&str, &str)> {
    match &draft.kind {
        DraftKind::Row { cells, .. } => match cells.as_slice() {
            [name, said] => Some((name.trim(), said.as_str())),
            _ => None,
        },
        _ => None,
    }
}

fn turned_table(rows: Vec<Draft>) -> Vec<Draft> {
    let Some(pairs) = rows.iter().map(pair).collect::<Option<Vec<_>>>() else { return rows };
    // A row is cited by one page: a form that runs over two stays as it stands.
    let on_one_page = rows.iter().all(|row| row.page == rows[0].page && row.turns.is_empty());
    if !on_one_page || !is_form(&pairs) {
        return rows;
    }
    let table = table_of(&rows[0]).unwrap_or_default();
    let first = pairs[0].0;
    let mut records: Vec<(usize, Vec<(&str, &str)>)> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        match records.last_mut() {
            Some((_, record)) if pair.0 != first => record.push(*pair),
            _ => records.push((at, vec![*pair])),
        }
    }
    let row = |at: usize, head: bool, cells: Vec<String>| Draft {
        kind: DraftKind::Row { table, head, cells },
        text: String::new(),
        ..rows[at].clone()
    };
    let mut out = Vec::new();
    for (at, record) in &records {
        out.push(row(*at, true, record.iter().map(|(name, _)| (*name).to_owned()).collect()));
        out.push(row(*at, false, record.iter().map(|(_, said)| (*said).to_owned()).collect()));
    }
    out
}

/// Whether at least half of what stands on the left is what columns are called, and the first line names no columns.
fn is_form(pairs: &[(&str, &str)]) -> bool {
    let names: Vec<&str> = pairs.iter().map(|(name, _)| *name).filter(|name| is_column_name(name)).collect();
    let different = names.iter().collect::<std::collections::BTreeSet<_>>().len();
    let names_columns = |(name, said): &(&str, &str)| is_column_name(name) && is_column_name(said);
    pairs.len() >= FEWEST_LINES
        && different >= FEWEST_LINES
        && 2 * names.len() >= pairs.len()
        && pairs.iter().all(|(name, _)| !name.is_empty())
        && !pairs.first().is_some_and(names_columns)
}

#[cfg(test)]
mod tests {
    use crate::model::{Line, Mark, Page};
    use crate::structure::structure;

    #[test]
    fn a_form_is_turned_on_its_side() {
        let row = |name: &str, said: &str| {
            let cells = vec![name.to_owned(), said.to_owned()];
            Line::new(String::new(), Mark::Row { table: 0, head: false, cells })
        };
        let lines = vec![
            row("Recommendation", "Refresh the plan"),
            row("Action", "Hold workshops"),
            row("Lead officer:", "Chief Executive"),
            row("How we will know", "It is adopted"),
            row("Recommendation", "Train members"),
            row("Action", "Appoint an officer"),
        ];
        let blocks = structure(&[Page { number: None, lines: lines.clone() }]).blocks;
        assert_eq!(blocks.len(), 4);
        let said = |column: &str| blocks[1].cell(|name| name == column);
        assert_eq!(said("action"), Some("Hold workshops"));
        assert_eq!(said("lead officer:"), Some("Chief Executive"));
        assert_eq!(blocks[3].cell(|name| name == "action"), Some("Appoint an officer"));
        let over = [&lines[..3], &lines[3..]].into_iter().zip(1..);
        let pages: Vec<Page> =
            over.map(|(lines, number)| Page { number: Some(number), lines: lines.to_vec() }).collect();
        assert_eq!(structure(&pages).blocks.len(), lines.len(), "over two pages it stays");
        let table = vec![row("Action", "Owner"), row("Action plan", "Clerk"), row("Lead on it", "Ann")];
        assert_eq!(structure(&[Page { number: None, lines: table }]).blocks.len(), 3);
    }
}
