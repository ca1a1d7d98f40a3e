//! What a page draws beside its text, as far as it says how the text is built: the rules of tables, and bullets.
//!
//! Word processors draw the borders of a table as thin rectangles, as strokes or as filled outlines; browsers draw the
//! bullets of a list as small discs and squares. Everything else (pictures, shading, charts) is left alone.

use unpdf::parser::backend::{ContentOp, get_number_from_value};

/// A filled shape this thick, or a stroke this wide, is still a rule, in points.
const THICKEST_RULE: f32 = 3.0;
/// Shorter rules are the corners of others, or ticks, in points.
const SHORTEST_RULE: f32 = 1.0;
/// Sizes of bullets, in points.
const BULLET: std::ops::RangeInclusive<f32> = 1.4..=8.0;
/// A page with more rules than this is a drawing.
const MOST_RULES: usize = 6000;

/// A straight line along one axis, in the page's own coordinates, `from` before `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub is_vertical: bool,
    /// Where it stands across its direction: x of a vertical rule, y of a horizontal one.
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// A small round or square mark: its centre and its size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    pub x: f32,
    pub y: f32,
    pub size: f32,
}

/// What a page draws.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    pub rules: Vec<Rule>,
    pub dots: Vec<Dot>,
}

type Matrix = [f32; 6];

fn times(m: &Matrix, by: &Matrix) -> Matrix {
    [
        by[0] * m[0] + by[1] * m[2],
        by[0] * m[1] + by[1] * m[3],
        by[2] * m[0] + by[3] * m[2],
        by[2] * m[1] + by[3] * m[3],
        by[4] * m[0] + by[5] * m[2] + m[4],
        by[4] * m[1] + by[5] * m[3] + m[5],
    ]
}

/// A part of a path.
#[derive(Default)]
struct Outline {
    points: Vec<(f32, f32)>,
    curved: bool,
    closed: bool,
}

impl Outline {
    /// Left, bottom, right, top.
    fn extent(&self) -> (f32, f32, f32, f32) {
        self.points.iter().fold((f32::MAX, f32::MAX, f32::MIN, f32::MIN), |(left, bottom, right, top), (x, y)| {
            (left.min(*x), bottom.min(*y), right.max(*x), top.max(*y))
        })
    }
}

impl Drawing {
    /// Collects the rules and bullets that a page's operators paint.
    pub fn of(operations: &[ContentOp]) -> Self {
        let mut drawing = Self::default();
        let mut matrix: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut pen = 1.0f32;
        let mut saved: Vec<(Matrix, f32)> = Vec::new();
        let mut path: Vec<Outline> = Vec::new();
        for operation in operations {
            let number = |index: usize| operation.operands.get(index).and_then(get_number_from_value).unwrap_or(0.0);
            let point = |index: usize| {
                let (x, y) = (number(index), number(index + 1));
                (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
            };
            match operation.operator.as_str() {
                "q" => saved.push((matrix, pen)),
                "Q" => (matrix, pen) = saved.pop().unwrap_or((matrix, pen)),
                "cm" => matrix = times(&matrix, &std::array::from_fn(number)),
                "w" => pen = number(0).abs(),
                "m" => path.push(Outline { points: vec![point(0)], ..Outline::default() }),
                "l" => path.last_mut().into_iter().for_each(|outline| outline.points.push(point(0))),
                "c" | "v" | "y" => path.last_mut().into_iter().for_each(|outline| {
                    outline.points.push(point(if operation.operator == "c" { 4 } else { 2 }));
                    outline.curved = true;
                }),
                "h" => path.last_mut().into_iter().for_each(|outline| outline.closed = true),
                "re" => {
                    let (x, y, width, height) = (number(0), number(1), number(2), number(3));
                    let corner = |x: f32, y: f32| {
                        (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
                    };
                    let points =
                        vec![corner(x, y), corner(x + width, y), corner(x + width, y + height), corner(x, y + height)];
                    path.push(Outline { points, curved: false, closed: true });
                }
                "f" | "F" | "f*" => path.drain(..).for_each(|outline| drawing.fill(&outline)),
                "B" | "B*" | "b" | "b*" | "S" | "s" => {
                    let wide = pen * (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs().sqrt();
                    let closes = operation.operator.starts_with(['b', 's']);
                    path.drain(..).for_each(|outline| drawing.stroke(&outline, wide, closes));
                }
                "n" => path.clear(),
                _ => {}
            }
        }
        if drawing.rules.len() > MOST_RULES {
            drawing.rules.clear();
        }
        drawing
    }

    fn fill(&mut self, outline: &Outline) {
        let (left, bottom, right, top) = outline.extent();
        let (width, height) = (right - left, top - bottom);
        if width.max(height) >= SHORTEST_RULE
            && width.min(height) <= THICKEST_RULE
            && width.max(height) > 2.0 * width.min(height)
        {
            let is_vertical = height > width;
            self.rules.push(if is_vertical {
                Rule { is_vertical, at: (left + right) / 2.0, from: bottom, to: top }
            } else {
                Rule { is_vertical, at: (bottom + top) / 2.0, from: left, to: right }
            });
        } else {
            self.dot(outline);
        }
    }

    fn stroke(&mut self, outline: &Outline, wide: f32, closes: bool) {
        if outline.curved {
            self.dot(outline);
            return;
        }
        if wide > THICKEST_RULE {
            return;
        }
        let closing = (closes || outline.closed).then(|| outline.points.first()).flatten();
        let points: Vec<(f32, f32)> = outline.points.iter().chain(closing).copied().collect();
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let (across, along) = ((x0 - x1).abs(), (y0 - y1).abs());
            if across.max(along) < SHORTEST_RULE || across.min(along) > 0.5 {
                continue;
            }
            self.rules.push(if along > across {
                Rule { is_vertical: true, at: (x0 + x1) / 2.0, from: y0.min(y1), to: y0.max(y1) }
            } else {
                Rule { is_vertical: false, at: (y0 + y1) / 2.0, from: x0.min(x1), to: x0.max(x1) }
            });
        }
    }

    /// A small shape as wide as it is high may be a bullet.
    fn dot(&mut self, outline: &Outline) {
        let (left, bottom, right, top) = outline.extent();
        let (width, height) = (right - left, top - bottom);
        if BULLET.contains(&width) && BULLET.contains(&height) && (0.75..1.34).contains(&(width / height)) {
            self.dots.push(Dot { x: (left + right) / 2.0, y: (bottom + top) / 2.0, size: width.max(height) });
        }
    }
}

#[cfg(test)]
mod tests {
    use unpdf::parser::backend::PdfValue;

    use super::*;

    fn drawn(operations: &[(&str, &[f32])]) -> Drawing {
        let operation = |(operator, numbers): &(&str, &[f32])| {
            ContentOp::new(*operator, numbers.iter().map(|number| PdfValue::Real(*number)).collect())
        };
        Drawing::of(&operations.iter().map(operation).collect::<Vec<_>>())
    }

    #[test]
    fn thin_boxes_and_strokes_are_rules_wherever_the_page_moves_them() {
        let drawing = drawn(&[
            ("q", &[]),
            ("cm", &[1.0, 0.0, 0.0, 1.0, 10.0, 20.0]),
            ("re", &[0.0, 0.0, 200.0, 0.5]),
            ("f", &[]),
            ("Q", &[]),
            ("m", &[50.0, 100.0]),
            ("l", &[50.0, 300.0]),
            ("S", &[]),
            ("re", &[0.0, 0.0, 595.0, 842.0]),
            ("n", &[]),
        ]);
        assert_eq!(
            drawing.rules,
            [
                Rule { is_vertical: false, at: 20.25, from: 10.0, to: 210.0 },
                Rule { is_vertical: true, at: 50.0, from: 100.0, to: 300.0 }
            ]
        );
        assert_eq!(drawing.dots, []);
    }

    #[test]
    fn a_small_disc_may_be_a_bullet_and_a_shaded_box_is_nothing() {
        let drawing = drawn(&[
            ("m", &[104.0, 100.0]),
            ("c", &[104.0, 101.1, 103.1, 102.0, 102.0, 102.0]),
            ("c", &[100.9, 102.0, 100.0, 101.1, 100.0, 100.0]),
            ("c", &[100.0, 98.9, 100.9, 98.0, 102.0, 98.0]),
            ("c", &[103.1, 98.0, 104.0, 98.9, 104.0, 100.0]),
            ("f", &[]),
            ("re", &[50.0, 50.0, 400.0, 30.0]),
            ("f", &[]),
        ]);
        assert_eq!(drawing, Drawing { rules: Vec::new(), dots: vec![Dot { x: 102.0, y: 100.0, size: 4.0 }] });
    }
}
