//! Vectors that are mostly nothing.

/// A vector kept as its entries that are not zero, by ascending feature number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sparse {
    features: Vec<u32>,
    weights: Vec<f32>,
}

impl Sparse {
    /// A vector of `(feature, weight)` entries in any order; weights of one feature are added up.
    pub fn new(mut entries: Vec<(u32, f32)>) -> Self {
        entries.sort_by_key(|(feature, _)| *feature);
        let mut out = Self::default();
        for (feature, weight) in entries {
            match (out.features.last(), out.weights.last_mut()) {
                (Some(last), Some(sum)) if *last == feature => *sum += weight,
                _ => {
                    out.features.push(feature);
                    out.weights.push(weight);
                }
            }
        }
        out
    }

    /// The entries, by ascending feature number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.features.iter().copied().zip(self.weights.iter().copied())
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// The length (Euclidean norm).
    pub fn norm(&self) -> f32 {
        self.weights.iter().map(|weight| weight * weight).sum::<f32>().sqrt()
    }

    /// The same direction at length 1; a vector without entries stays as it is.
    pub fn normalised(self) -> Self {
        let norm = self.norm();
        if norm > 0.0 { self.divided(norm) } else { self }
    }

    /// The same direction, its length divided by `by`.
    pub fn divided(mut self, by: f32) -> Self {
        self.weights.iter_mut().for_each(|weight| *weight /= by);
        self
    }

    /// The dot product.
    pub fn dot(&self, other: &Self) -> f32 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.features.get(i), other.features.get(j)) {
            if a == b {
                sum += self.weights[i] * other.weights[j];
            }
            // Both move on when they agree.
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        sum
    }

    /// The cosine of the angle, 0.0 where either has no entries.
    pub fn cosine(&self, other: &Self) -> f32 {
        let norms = self.norm() * other.norm();
        if norms > 0.0 { self.dot(other) / norms } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_feature_are_added_up() {
        let vector = Sparse::new(vec![(7, 1.0), (2, 3.0), (7, 3.0)]);
        assert_eq!(vector.iter().collect::<Vec<_>>(), [(2, 3.0), (7, 4.0)]);
        assert_eq!(vector.norm(), 5.0);
    }

    #[test]
    fn cosine_is_one_for_one_direction_and_nothing_is_like_nothing() {
        let a = Sparse::new(vec![(1, 1.0), (3, 2.0)]);
        let twice = Sparse::new(vec![(1, 2.0), (3, 4.0)]);
        assert!((a.cosine(&twice) - 1.0).abs() < 1e-6);
        assert_eq!(a.cosine(&Sparse::new(vec![(2, 1.0)])), 0.0);
        assert_eq!(Sparse::default().cosine(&Sparse::default()), 0.0);
        assert!((a.clone().normalised().norm() - 1.0).abs() < 1e-6);
    }
}
