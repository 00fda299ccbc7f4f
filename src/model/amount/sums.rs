//! Exact arithmetic on published values. Whatever cannot be exact is `None`.

use rust_decimal::Decimal;

/// Reads a plain decimal as data files hold it: `1800`, `-5.20`.
pub fn decimal(text: &str) -> Option<Decimal> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.');
    let number = Decimal::from_str_exact(text).ok()?;
    text.chars().all(plain).then_some(number)
}

/// The sum, with as many decimals as the most precise value; `None` if it is too large.
pub fn sum(values: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    values.into_iter().try_fold(Decimal::ZERO, |total, value| {
        let exact = total.checked_add(value)?;
        (exact.scale() >= value.scale().max(total.scale())).then_some(exact)
    })
}

/// Values as they are added, in the digits of data files: `16+13`, `-12-8`.
pub fn terms(values: &[Decimal]) -> String {
    let all: Vec<String> = values.iter().map(Decimal::to_string).collect();
    all.join("+").replace("+-", "-")
}

/// What has been added from `before` to `after`; `None` if it is too large.
pub fn difference(before: Decimal, after: Decimal) -> Option<Decimal> {
    sum([after, -before])
}

/// `numerator / denominator` in percent with `decimals` digits behind the point, halves rounded
/// away from zero. `None` for a zero denominator, or if the numbers are too large to be exact.
pub fn share(numerator: Decimal, denominator: Decimal, decimals: u32) -> Option<Decimal> {
    let shift = denominator
        .scale()
        .saturating_add(2)
        .saturating_add(decimals);
    let top = numerator.mantissa().checked_mul(power(shift)?)?;
    let bottom = denominator
        .mantissa()
        .checked_mul(power(numerator.scale())?)?;
    let rest = top.checked_rem(bottom)?;
    let away = rest.abs().checked_mul(2)? >= bottom.abs();
    let step = top.signum() * bottom.signum();
    let rounded = top / bottom + if away { step } else { 0 };
    Decimal::try_from_i128_with_scale(rounded, decimals).ok()
}

/// How far a value may be from what it was rounded from: half of its last digit.
pub fn half_step(value: Decimal) -> Decimal {
    let step = Decimal::try_from_i128_with_scale(5, value.scale() + 1);
    step.unwrap_or_default()
}

fn power(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        decimal(text).unwrap()
    }

    fn percent(numerator: &str, denominator: &str, decimals: u32) -> Option<String> {
        share(number(numerator), number(denominator), decimals).map(|s| s.to_string())
    }

    #[test]
    fn sums_keep_decimals() {
        let total = sum(["29.4", "22.3", "21.70"].map(number)).unwrap();
        assert_eq!(total.to_string(), "73.40");
        assert_eq!(sum([]), Some(Decimal::ZERO));
        assert_eq!(sum([Decimal::MAX, Decimal::MAX]), None);
        assert_eq!(sum([number("0.123456789"), Decimal::MAX]), None);
        assert_eq!(difference(number("17"), number("3")), Some(number("-14")));
    }

    #[test]
    fn shares_round_halves_away_from_zero() {
        assert_eq!(percent("36", "39", 1).unwrap(), "92.3");
        assert_eq!(percent("3", "39", 1).unwrap(), "7.7");
        assert_eq!(percent("1", "8", 1).unwrap(), "12.5");
        assert_eq!(percent("1", "8", 0).unwrap(), "13");
        assert_eq!(percent("-1", "8", 0).unwrap(), "-13");
        assert_eq!(percent("1.5", "0.6", 2).unwrap(), "250.00");
        assert_eq!(percent("39", "39", 1).unwrap(), "100.0");
        assert_eq!(percent("1", "0", 1), None);
        assert_eq!(percent("0", "5", 1).unwrap(), "0.0");
    }

    #[test]
    fn only_plain_decimals() {
        for text in ["", "1,800", "5件", "1_000", "1e5", "+5"] {
            assert_eq!(decimal(text), None, "{text}");
        }
        assert_eq!(number("14.30").to_string(), "14.30");
    }
}
