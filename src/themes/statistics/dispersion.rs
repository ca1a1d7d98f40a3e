//! Is it said everywhere, or all in one paper? Gries' deviation of proportions.
//!
//! ```
//! use lookback::themes::statistics::dispersion;
//!
//! let everywhere = dispersion(&[2, 2, 2, 2], &[10, 10, 10, 10]).expect("there is something");
//! let in_one = dispersion(&[8, 0, 0, 0], &[10, 10, 10, 10]).expect("there is something");
//! assert_eq!((everywhere.dp, in_one.dp), (0.0, 0.75));
//! ```

/// How unevenly counts lie over parts of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// 0 where every part has what its size lets expect; near 1 where all lies in one small part.
    pub dp: f64,
    /// The same, scaled so that 1 is reached; `None` where there is but one part.
    pub normed: Option<f64>,
}

/// Gries' DP of counts over parts of these sizes.
///
/// `None` where nothing is counted, the parts are empty, or the two lists do not match. Gries, S. Th. (2008),
/// "Dispersions and adjusted frequencies in corpora", IJCL 13, 403-437; normed after Lijffijt, J. and Gries, S. Th.
/// (2012), IJCL 17, 147-149.
pub fn dispersion(counts: &[usize], sizes: &[usize]) -> Option<Dispersion> {
    let (count, size) = (counts.iter().sum::<usize>(), sizes.iter().sum::<usize>());
    if counts.len() != sizes.len() || count == 0 || size == 0 {
        return None;
    }
    let part =
        |(&counted, &sized): (&usize, &usize)| (counted as f64 / count as f64 - sized as f64 / size as f64).abs();
    let dp = counts.iter().zip(sizes).map(part).sum::<f64>() / 2.0;
    let smallest = *sizes.iter().min()? as f64 / size as f64;
    Some(Dispersion { dp, normed: (smallest < 1.0).then(|| dp / (1.0 - smallest)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_paper() {
        // Gries (2008), five parts: DP .18; normed .2195.
        let found = dispersion(&[1, 2, 3, 4, 5], &[9, 10, 10, 10, 11]).unwrap();
        assert!((found.dp - 0.18).abs() < 1e-12);
        assert!((found.normed.unwrap() - 0.219_512_195_121_951_2).abs() < 1e-12);
    }

    #[test]
    fn the_corners_are_where_they_should_be() {
        let one_part = dispersion(&[5, 0, 0, 0], &[1, 1, 1, 1]).unwrap();
        assert_eq!((one_part.dp, one_part.normed), (0.75, Some(1.0)));
        assert_eq!(dispersion(&[5], &[7]).unwrap().normed, None);
        assert_eq!(dispersion(&[0, 0], &[1, 1]), None);
        assert_eq!(dispersion(&[1], &[1, 1]), None);
    }
}
