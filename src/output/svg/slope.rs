//! What rose and fell: a line a theme from one side to the other, the stronger the clearer the difference.

use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::labels::{apart, cut, width};
use super::lines::dot;
use super::{Canvas, Drawn, FONT, INK, LINE, MARGIN, SMALL, SOFT, share, write};
use crate::output::chart::SlopeLine;
use crate::themes::change::Verdict;

/// Letters of the name of a theme.
const LABEL: usize = 44;
/// Pixels between the two sides, and for the line from a point to its label.
const BETWEEN: i32 = 260;
const LEADER: i32 = 34;
/// Room for the names of the sides.
const HEADING: i32 = 34;
const NOTE: &str = "Thick: a clear difference. Dashed: suggestive. Thin and grey: not enough evidence of one.";

/// The heights of points and labels on each side, and how far down they reach.
struct Plan {
    points: [Vec<i32>; 2],
    labels: [Vec<i32>; 2],
    bottom: i32,
}

fn plan(lines: &[SlopeLine]) -> Plan {
    let high = (lines.len() as i32 * 24).max(160);
    let highest = lines.iter().flat_map(|line| [share(line.from), share(line.to)]).fold(0.05, f64::max);
    let level = |count: (usize, usize)| high - (share(count) / highest * f64::from(high)).round() as i32;
    let heights =
        |side: fn(&SlopeLine) -> (usize, usize)| lines.iter().map(|line| level(side(line))).collect::<Vec<i32>>();
    let mut points = [heights(|line| line.from), heights(|line| line.to)];
    let mut labels = [apart(&points[0]), apart(&points[1])];
    // Labels that gather at an end reach beyond it: all moves down by as much.
    let above = labels.iter().flatten().copied().fold(0, i32::min);
    points.iter_mut().chain(&mut labels).flatten().for_each(|height| *height += HEADING - above);
    let bottom = labels.iter().chain(&points).flatten().copied().fold(HEADING + high, i32::max);
    Plan { points, labels, bottom }
}

pub(super) fn size(lines: &[SlopeLine]) -> (i32, i32) {
    let wide = MARGIN + 2 * (wide(lines) + LEADER + 8) + BETWEEN;
    (wide.max(width(NOTE, SMALL)), plan(lines).bottom + 48)
}

/// The width of the widest label.
fn wide(lines: &[SlopeLine]) -> i32 {
    let named = |line: &SlopeLine| width(&format!("{}  {} of {}", cut(&line.label, LABEL), line.to.1, line.to.1), FONT);
    lines.iter().map(named).max().unwrap_or(80)
}

pub(super) fn draw(canvas: &Canvas<'_>, sides: &[String; 2], lines: &[SlopeLine]) -> Drawn {
    let Plan { points, labels, bottom } = plan(lines);
    let left = MARGIN + wide(lines) + LEADER + 8;
    let ends = [left, left + BETWEEN];
    for (x, side) in ends.into_iter().zip(sides) {
        write(canvas, side, (x, 10), 14.0, INK, HPos::Center)?;
        canvas.draw(&PathElement::new([(x, HEADING), (x, bottom)], LINE))?;
    }
    // The clearest last, over the others.
    for (at, line) in lines.iter().enumerate().rev() {
        let path = [(ends[0], points[0][at]), (ends[1], points[1][at])];
        match line.verdict {
            Verdict::Clear => canvas.draw(&PathElement::new(path, INK.stroke_width(3)))?,
            Verdict::Suggestive => canvas.draw(&DashedPathElement::new(path, 6, 3, INK.stroke_width(2)))?,
            Verdict::NotEnough => canvas.draw(&PathElement::new(path, RGBColor(154, 154, 154)))?,
        }
        let ink = if line.verdict == Verdict::NotEnough { SOFT } else { INK };
        let name = cut(&line.label, LABEL);
        let words = [(line.from, -1, HPos::Right), (line.to, 1, HPos::Left)];
        for (side, ((count, of), outward, across)) in words.into_iter().enumerate() {
            let (x, point, label) = (ends[side], points[side][at], labels[side][at]);
            let text = if side == 0 { format!("{name}  {count} of {of}") } else { format!("{count} of {of}  {name}") };
            canvas.draw(&PathElement::new([(x + outward * 6, point), (x + outward * (LEADER - 4), label)], LINE))?;
            write(canvas, &text, (x + outward * LEADER, label), FONT, ink, across)?;
            dot((x, point), line.verdict != Verdict::NotEnough).iter().try_for_each(|dot| canvas.draw(dot))?;
        }
    }
    write(canvas, NOTE, (MARGIN, bottom + 30), SMALL, SOFT, HPos::Left)
}
