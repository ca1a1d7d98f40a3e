//! A table: the heading row comes again on every page, rows stay whole, columns are as wide as what they hold.

use std::io;

use super::Xml;
use super::body::{Run, WIDTH, clean, paragraph, run, valued};
use crate::output::grid::{Cell, Grid, side_by_side};

/// A table whose heading row comes again on every page, and whose rows stay whole. Where its words would break for want of
/// room, its columns stand in several tables, each with the first again.
pub(super) fn draw(xml: &mut Xml, grid: &Grid) -> io::Result<()> {
    paragraph(xml, "Caption", &[Run::plain(&grid.caption)])?;
    let least: Vec<usize> = (0..grid.head.len()).map(|column| weight(grid, column).0 as usize).collect();
    for columns in side_by_side(&least, 0, WIDTH) {
        if columns.len() == grid.head.len() {
            return table(xml, grid);
        }
        let of = |row: &Vec<Cell>| columns.iter().filter_map(|&column| row.get(column).cloned()).collect();
        let head = columns.iter().filter_map(|&column| grid.head.get(column).cloned()).collect();
        let (caption, levels) = (grid.caption.clone(), grid.levels.clone());
        table(xml, &Grid { caption, head, rows: grid.rows.iter().map(of).collect(), levels })?;
    }
    Ok(())
}

fn table(xml: &mut Xml, grid: &Grid) -> io::Result<()> {
    let widths = widths(grid);
    xml.create_element("w:tbl").write_inner_content(|xml| {
        xml.create_element("w:tblPr").write_inner_content(|xml| {
            valued(xml, "w:tblStyle", "LookbackTable")?;
            let width = WIDTH.to_string();
            xml.create_element("w:tblW").with_attributes([("w:w", width.as_str()), ("w:type", "dxa")]).write_empty()?;
            xml.create_element("w:tblLayout").with_attribute(("w:type", "fixed")).write_empty()?;
            let look = [("w:val", "04A0"), ("w:firstRow", "1"), ("w:firstColumn", "1"), ("w:noVBand", "1")];
            xml.create_element("w:tblLook").with_attributes(look).write_empty()?;
            valued(xml, "w:tblCaption", &clean(&grid.caption))
        })?;
        xml.create_element("w:tblGrid").write_inner_content(|xml| {
            for width in &widths {
                xml.create_element("w:gridCol").with_attribute(("w:w", width.to_string().as_str())).write_empty()?;
            }
            Ok(())
        })?;
        let head: Vec<(String, bool)> =
            grid.head.iter().enumerate().map(|(at, name)| (name.clone(), grid.is_numeric(at))).collect();
        row(xml, &widths, &head, true, 0)?;
        for (at, cells) in grid.rows.iter().enumerate() {
            let cells: Vec<(String, bool)> = cells.iter().map(|cell| (cell.to_string(), cell.is_number())).collect();
            row(xml, &widths, &cells, false, grid.level(at))?;
        }
        Ok(())
    })?;
    paragraph(xml, "AfterTable", &[])
}

fn row(xml: &mut Xml, widths: &[usize], cells: &[(String, bool)], head: bool, level: usize) -> io::Result<()> {
    xml.create_element("w:tr").write_inner_content(|xml| {
        xml.create_element("w:trPr").write_inner_content(|xml| {
            xml.create_element("w:cantSplit").write_empty()?;
            if head {
                xml.create_element("w:tblHeader").write_empty()?;
            }
            Ok(())
        })?;
        for (at, (width, (text, is_number))) in widths.iter().zip(cells).enumerate() {
            xml.create_element("w:tc").write_inner_content(|xml| {
                xml.create_element("w:tcPr").write_inner_content(|xml| {
                    let width = width.to_string();
                    let attributes = [("w:w", width.as_str()), ("w:type", "dxa")];
                    xml.create_element("w:tcW").with_attributes(attributes).write_empty()?;
                    // Bars of years are read as one picture.
                    if is_of_bars(text) { xml.create_element("w:noWrap").write_empty().map(|_| ()) } else { Ok(()) }
                })?;
                xml.create_element("w:p").write_inner_content(|xml| {
                    xml.create_element("w:pPr").write_inner_content(|xml| {
                        valued(xml, "w:pStyle", if head { "TableHead" } else { "TableText" })?;
                        if at == 0 && level > 0 {
                            let left = (220 * level.min(3)).to_string();
                            xml.create_element("w:ind").with_attribute(("w:left", left.as_str())).write_empty()?;
                        }
                        if *is_number { valued(xml, "w:jc", "right") } else { Ok(()) }
                    })?;
                    run(xml, &Run::plain(text))
                })?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A bar is as wide as the square it fills, in twentieths of a point.
const BAR: usize = 150;

/// Whether a cell holds bars of years side by side, and no words.
fn is_of_bars(text: &str) -> bool {
    let is_bar = |c: char| ('▁'..='█').contains(&c) || matches!(c, '·' | '\u{a0}');
    text.chars().nth(1).is_some() && text.chars().all(is_bar)
}

/// What a column needs so that no word of it breaks, very long ones aside, and what it would fill.
fn weight(grid: &Grid, column: usize) -> (f64, f64) {
    let cells: Vec<String> = grid.rows.iter().filter_map(|row| row.get(column)).map(Cell::to_string).collect();
    let head = grid.head.get(column).map_or("", String::as_str);
    let letters = |text: &str| text.chars().count();
    let longest = |text: &str| text.split(' ').map(letters).max().unwrap_or(0).min(18);
    let bars = cells.iter().filter(|text| is_of_bars(text)).map(|text| letters(text)).max().unwrap_or(0);
    let word = cells.iter().map(|text| longest(text)).max().unwrap_or(1);
    let whole = cells.iter().map(|text| letters(text)).chain([letters(head)]).max().unwrap_or(1);
    // A letter of the table's text is about 105 twentieths of a point wide, one of its head, which is bold and begins with a
    // capital, somewhat more; a cell has margins.
    let least = (word * 110 + 220).max(if bars > 0 { bars * BAR + 220 } else { 0 }).max(longest(head) * 118 + 320);
    (least as f64, (whole.min(160) * 105 + 220) as f64)
}

/// Widths of columns, by what they hold: none so narrow that its longest word breaks while there is room.
fn widths(grid: &Grid) -> Vec<usize> {
    let weights: Vec<(f64, f64)> = (0..grid.head.len().max(1)).map(|column| weight(grid, column)).collect();
    let (least, wanted): (f64, f64) = weights.iter().fold((0.0, 0.0), |sum, w| (sum.0 + w.0, sum.1 + w.1.max(w.0)));
    let room = WIDTH as f64;
    let share = |&(word, whole): &(f64, f64)| {
        let whole = whole.max(word);
        if wanted <= room {
            whole / wanted * room
        } else if least >= room {
            word / least * room
        } else {
            word + (whole - word) / (wanted - least) * (room - least)
        }
    };
    weights.iter().map(|weight| share(weight) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(head: &[&str]) -> Grid {
        let row = head.iter().map(|_| Cell::Count(3)).collect();
        Grid {
            caption: String::new(),
            head: head.iter().map(|name| (*name).to_owned()).collect(),
            rows: vec![row],
            levels: vec![],
        }
    }

    #[test]
    fn a_short_head_has_room_for_its_word_and_all_of_it_fits() {
        let widths = widths(&grid(&["What became of it, in a good many words of the head", "New", "Split"]));
        assert!(widths[1] >= 650 && widths.iter().sum::<usize>() <= WIDTH, "{widths:?}");
    }

    #[test]
    fn columns_stand_in_tables_below_where_words_would_break() {
        let wide = grid(&[
            "Theme",
            "Gloucestershire, Ofsted",
            "Gloucestershire, LGA",
            "Marlshire",
            "Thornmere",
            "Oxfordshire",
        ]);
        let least: Vec<usize> = (0..6).map(|column| weight(&wide, column).0 as usize).collect();
        let blocks = side_by_side(&least, 0, WIDTH);
        assert_eq!(blocks, [vec![0, 1, 2, 3, 4], vec![0, 5]]);
    }
}
