//! How far a figure may be from the one before it.

use rust_decimal::Decimal;

use crate::base::i18n::Catalog;
use crate::model::amount::Amount;

/// A bound that an author declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bound {
    /// So many percent of the figure before, up or down.
    Percent(Decimal),
    /// So many times the figure before, or so many parts of it.
    Times(Decimal),
    /// So much, in the unit of the series.
    Plain(Decimal),
}

impl Bound {
    /// Reads `50%`, `2倍` (by the catalogue's word for times) or `300件`.
    pub(super) fn read(text: &str, words: &Catalog) -> Option<Self> {
        let amount = Amount::read(text).ok().filter(|a| a.value_to.is_none())?;
        let value = amount.value.filter(|v| !v.is_sign_negative())?;
        let times = words.text("prose", "times");
        match amount.unit.as_str() {
            "%" => Some(Bound::Percent(value)),
            unit if times.split('|').any(|word| word == unit) => {
                (value >= Decimal::ONE).then_some(Bound::Times(value))
            }
            _ => Some(Bound::Plain(value)),
        }
    }

    /// The limit that a figure after `before` crosses, and the sign that it breaks; if it does not
    /// cross one, the limit on its side. `None` where the numbers are too large.
    pub(super) fn limit(self, before: Decimal, after: Decimal) -> Option<(Decimal, &'static str)> {
        let size = before.abs();
        let (up, down) = match self {
            Bound::Percent(p) => {
                let step = size.checked_mul(p)?.checked_div(Decimal::ONE_HUNDRED)?;
                (before.checked_add(step)?, before.checked_sub(step)?)
            }
            Bound::Times(n) => {
                let (larger, smaller) = (size.checked_mul(n)?, size.checked_div(n)?);
                match before.is_sign_negative() {
                    true => (-smaller, -larger),
                    false => (larger, smaller),
                }
            }
            Bound::Plain(step) => (before.checked_add(step)?, before.checked_sub(step)?),
        };
        Some(if after >= before {
            (up, "<=")
        } else {
            (down, ">=")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::i18n::Lang;

    fn limit(bound: &str, before: i64, after: i64) -> Option<String> {
        let bound = Bound::read(bound, &Catalog::load(Lang::Ja))?;
        let (limit, sign) = bound.limit(before.into(), after.into())?;
        Some(format!("{sign}{}", limit.normalize()))
    }

    #[test]
    fn bounds_give_limits_on_either_side() {
        assert_eq!(limit("50%", 10, 12).as_deref(), Some("<=15"));
        assert_eq!(limit("５０％", 10, 2).as_deref(), Some(">=5"));
        assert_eq!(limit("2倍", 10, 21).as_deref(), Some("<=20"));
        assert_eq!(limit("2倍", 10, 1).as_deref(), Some(">=5"));
        assert_eq!(limit("2倍", -10, -30).as_deref(), Some(">=-20"));
        assert_eq!(limit("300件", 10, 1).as_deref(), Some(">=-290"));
        assert_eq!(limit("0.5倍", 10, 1), None);
        assert_eq!(limit("たくさん", 10, 1), None);
    }
}
