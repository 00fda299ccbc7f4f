//! From figures to places in a picture: exact whole numbers, always from zero.

use rust_decimal::Decimal;

/// The scale of a picture. It always holds zero: an axis is never cut.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    low: i128,
    high: i128,
    digits: u32,
    from: i32,
    to: i32,
}

impl Scale {
    /// A scale that holds zero and all of `values`: the least stands at `from`, the largest at
    /// `to`. `None` if all are zero.
    pub fn of(values: &[Decimal], from: i32, to: i32) -> Option<Self> {
        let digits = values.iter().map(Decimal::scale).max()?;
        let all: Vec<i128> = values.iter().map(|v| whole(*v, digits)).collect();
        let high = all.iter().copied().max().unwrap_or(0).max(0);
        let low = all.iter().copied().min().unwrap_or(0).min(0);
        (high > low).then_some(Self {
            low,
            high,
            digits,
            from,
            to,
        })
    }

    /// Where a figure stands.
    pub fn at(&self, value: Decimal) -> i32 {
        let value = whole(value, self.digits).clamp(self.low, self.high);
        let room = i128::from(self.to - self.from);
        let span = self.high - self.low;
        let size = (2 * (value - self.low) * room.abs() + span) / (2 * span);
        let moved = i128::from(self.from) + size * room.signum();
        i32::try_from(moved).unwrap_or(self.from)
    }

    /// Where zero stands.
    pub fn zero(&self) -> i32 {
        self.at(Decimal::ZERO)
    }

    /// Round figures to mark at the side, zero among them: at most five a direction.
    pub fn ticks(&self) -> Vec<Decimal> {
        let step = step(self.high.max(-self.low));
        let count = |side: i128| i32::try_from(side / step).unwrap_or(0);
        let ticks = -count(-self.low)..=count(self.high);
        let figure = |n| Decimal::try_from_i128_with_scale(i128::from(n) * step, self.digits).ok();
        ticks.filter_map(figure).map(|t| t.normalize()).collect()
    }
}

/// A figure as a whole number of its smallest digits.
fn whole(value: Decimal, digits: u32) -> i128 {
    let mut value = value;
    value.rescale(digits);
    value.mantissa()
}

/// The smallest of 1, 2, 5, 10, 20, 50 … of which at most four reach as far.
fn step(reach: i128) -> i128 {
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            if step * factor * 4 >= reach {
                return step * factor;
            }
        }
        step *= 10;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round() {
        let ticks = |high: i64| Scale::of(&[Decimal::from(high)], 120, 0).map(|s| s.ticks());
        let whole = |all: &[i64]| Some(all.iter().map(|n| Decimal::from(*n)).collect::<Vec<_>>());
        assert_eq!(ticks(5035), whole(&[0, 2000, 4000]));
        assert_eq!(ticks(3), whole(&[0, 1, 2, 3]));
        assert_eq!(Scale::of(&[Decimal::ZERO], 120, 0), None);
    }

    fn figures() -> impl Strategy<Value = Vec<Decimal>> {
        let figure = (-10_i64.pow(15)..10_i64.pow(15), 0..=9_u32)
            .prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale));
        proptest::collection::vec(figure, 1..20)
    }

    proptest! {
        #[test]
        fn zero_is_always_on_the_scale_and_order_is_kept(values in figures()) {
            let Some(scale) = Scale::of(&values, 130, 10) else { return Ok(()) };
            prop_assert!((10..=130).contains(&scale.zero()));
            if values.iter().all(|v| !v.is_sign_negative() || v.is_zero()) {
                prop_assert_eq!(scale.zero(), 130);
            }
            for a in &values {
                prop_assert!((10..=130).contains(&scale.at(*a)));
                for b in &values {
                    prop_assert!(a < b || scale.at(*a) <= scale.at(*b));
                }
            }
            let largest = values.iter().max().copied().unwrap_or_default();
            if largest > Decimal::ZERO {
                prop_assert_eq!(scale.at(largest), 10);
            }
        }

        #[test]
        fn twice_the_figure_is_twice_the_height(value in 1..10_i64.pow(12), digits in 0..=3_u32) {
            let (one, two) = (Decimal::new(value, digits), Decimal::new(2 * value, digits));
            let scale = Scale::of(&[two], 120, 0);
            prop_assert_eq!(scale.map(|s| s.at(one)), Some(60));
        }

        #[test]
        fn ticks_are_few_and_hold_zero(values in figures()) {
            let Some(scale) = Scale::of(&values, 100, 0) else { return Ok(()) };
            let ticks = scale.ticks();
            prop_assert!(ticks.contains(&Decimal::ZERO));
            prop_assert!((1..=11).contains(&ticks.len()));
            prop_assert!(ticks.is_sorted());
        }
    }
}
