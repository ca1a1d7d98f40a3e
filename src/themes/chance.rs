//! Numbers that look like chance and are always the same: the same texts give the same groups, the same labels the same interval.
//!
//! SplitMix64: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".

/// A row of such numbers.
pub(crate) struct Chance(u64);

impl Chance {
    /// Begins a row; another seed, another row.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 up to, not with, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// 0 up to, not with, `below`; 0 where that is 0.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() % below.max(1) as u64) as usize
    }

    /// The same by the upper half of a product, which favours none: for many draws. `of` is not 0.
    pub fn place(&mut self, of: usize) -> usize {
        ((u128::from(self.next()) * of as u128) >> 64) as usize
    }

    /// Normally distributed, near enough: the sum of twelve.
    pub fn normal(&mut self) -> f32 {
        ((0..12).map(|_| self.unit()).sum::<f64>() - 6.0) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_reference() {
        // The reference implementation in C (Vigna), started at 1234567.
        let mut numbers = Chance::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| numbers.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
