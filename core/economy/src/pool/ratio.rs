//! Ratios of weights, reduced to their smallest terms.

/// `over / under`, reduced. Reducing decides nothing about the value; it keeps the numbers small
/// and makes equal weights visible as `1 / 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    pub over: u64,
    pub under: u64,
}

impl Ratio {
    pub fn reduced(over: u64, under: u64) -> Self {
        let divisor = greatest_common_divisor(over, under);
        Self {
            over: over.checked_div(divisor).unwrap_or_default(),
            under: under.checked_div(divisor).unwrap_or_default(),
        }
    }
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_kept_in_its_smallest_terms() {
        assert_eq!(Ratio::reduced(600, 400), Ratio { over: 3, under: 2 });
        assert_eq!(Ratio::reduced(5, 5), Ratio { over: 1, under: 1 });
        assert_eq!(Ratio::reduced(0, 5), Ratio { over: 0, under: 1 });
        assert_eq!(Ratio::reduced(0, 0), Ratio { over: 0, under: 0 });
    }
}
