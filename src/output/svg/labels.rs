//! Labels of charts: how wide they are, cut where too long, and kept apart.

/// About how wide a text is, in pixels.
pub(super) fn width(text: &str, size: f64) -> i32 {
    (text.chars().count() as f64 * size * 0.56).ceil() as i32
}

/// The text cut to so many letters, with a sign that it was.
pub(super) fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(letters.saturating_sub(1)).collect::<String>().trim_end())
}

/// A name over lines of at most so many letters, broken after commas and between words.
pub(super) fn broken(name: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in name.split(", ") {
        let mut is_new = true;
        for word in part.split(' ') {
            match lines.last_mut().filter(|line| !is_new && line.chars().count() + word.chars().count() < letters) {
                Some(line) => *line = format!("{line} {word}"),
                None => lines.push(cut(word, letters)),
            }
            is_new = false;
        }
    }
    lines
}

/// The heights at which labels can stand without covering each other, each as near to its own as the others let it.
///
/// Labels that would touch form a block around the mean of what they want (pool adjacent violators).
pub(super) fn apart(wanted: &[i32]) -> Vec<i32> {
    const LEAST: f64 = 17.0;
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&at| (wanted[at], at));
    // A block: where its first label would stand, summed over its labels, and how many there are.
    let mut blocks: Vec<(f64, f64)> = Vec::new();
    for (rank, &at) in order.iter().enumerate() {
        let mut block = (f64::from(wanted[at]) - rank as f64 * LEAST, 1.0);
        while let Some(above) = blocks.pop_if(|above| above.0 / above.1 > block.0 / block.1) {
            block = (above.0 + block.0, above.1 + block.1);
        }
        blocks.push(block);
    }
    let starts = blocks.iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count, *count as usize));
    let mut placed = wanted.to_vec();
    for ((rank, &at), start) in order.iter().enumerate().zip(starts) {
        placed[at] = (start + rank as f64 * LEAST).round() as i32;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart_and_long_ones_are_cut_or_broken() {
        assert_eq!(apart(&[50, 50, 200]), [42, 59, 200]);
        assert_eq!(apart(&[10, 60]), [10, 60]);
        assert_eq!(cut("Early help", 6), "Early…");
        assert_eq!(broken("Marlshire, LGA, October 2011", 14), ["Marlshire", "LGA", "October 2011"]);
        assert_eq!(broken("Adult social care", 12), ["Adult social", "care"]);
    }
}
