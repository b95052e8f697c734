//! Means over seeds, and how sure they are.

/// A mean with the interval it lies in, 95 times of 100.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    pub mean: f64,
    /// Half of the interval's width; nothing is known of it after a single run.
    pub half: Option<f64>,
}

impl Estimate {
    pub fn of(values: &[f64]) -> Self {
        let count = values.len() as f64;
        if values.is_empty() {
            return Self::default();
        }
        let mean = values.iter().sum::<f64>() / count;
        let half = (values.len() > 1).then(|| {
            let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
            student(values.len() - 1) * (squares / (count - 1.0) / count).sqrt()
        });
        Self { mean, half }
    }

    pub fn low(&self) -> f64 {
        self.mean - self.half.unwrap_or(f64::INFINITY)
    }

    pub fn high(&self) -> f64 {
        self.mean + self.half.unwrap_or(f64::INFINITY)
    }

    pub fn scaled(&self, factor: f64) -> Self {
        let width = if factor < 0.0 { -factor } else { factor };
        Self { mean: self.mean * factor, half: self.half.map(|half| half * width) }
    }
}

/// How many deviations on either side hold 95 of 100 cases of Student's distribution.
fn student(freedom: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];
    // Beyond the table the first term of the expansion is off by less than a thousandth.
    TABLE.get(freedom.saturating_sub(1)).copied().unwrap_or(1.960 + 2.4 / freedom as f64)
}

/// How unequal amounts are: 0 where all have the same, toward 1 where one has all.
pub fn gini(amounts: &[f64]) -> f64 {
    let mut sorted = amounts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (count, sum) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    if sum <= 0.0 {
        return 0.0;
    }
    let ranked: f64 = sorted.iter().enumerate().map(|(rank, amount)| (rank as f64 + 1.0) * amount).sum();
    2.0 * ranked / (count * sum) - (count + 1.0) / count
}

/// How few together have more than half.
pub fn nakamoto(amounts: &[f64]) -> usize {
    let mut sorted = amounts.to_vec();
    sorted.sort_by(|one, other| other.total_cmp(one));
    let half = sorted.iter().sum::<f64>() / 2.0;
    let mut sum = 0.0;
    let few = sorted.iter().take_while(|amount| {
        let is_needed = sum <= half;
        sum += **amount;
        is_needed
    });
    few.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_as_wide_as_student_says() {
        let estimate = Estimate::of(&[1.0, 2.0, 3.0]);
        assert_eq!(estimate.mean, 2.0);
        // Deviation 1, of three values: 4.303 / sqrt(3).
        assert!((estimate.half.unwrap() - 2.4843).abs() < 1e-3);
        assert_eq!(Estimate::of(&[7.0]), Estimate { mean: 7.0, half: None });
        assert_eq!(Estimate::of(&[7.0]).high(), f64::INFINITY);
    }

    #[test]
    fn wealth_is_measured_both_ways() {
        assert_eq!((gini(&[1.0; 4]), nakamoto(&[1.0; 4])), (0.0, 3));
        assert_eq!((gini(&[0.0, 0.0, 0.0, 5.0]), nakamoto(&[0.0, 0.0, 0.0, 5.0])), (0.75, 1));
        assert_eq!((gini(&[]), nakamoto(&[])), (0.0, 0));
    }
}
