//! Reads what an author declares of how a series relates to others.

use crate::model::fields::Record;
use crate::model::ties::{Parts, Share, Ties};

use crate::base::span::Spanned;

/// Reads the ties of an indicator or of one breakdown.
pub(super) fn ties(r: &mut Record<'_>) -> Ties {
    Ties {
        formula: r.formula("formula"),
        same_as: r.text("same_as"),
        running_total_of: r.text("running_total_of"),
        restarts_yearly: r.choice("restarts", &[("year", ())]).is_some(),
        max_change: r.text("max_change"),
        ..measure_ties(r)
    }
}

/// Reads the ties of a measure of a statistic.
pub(super) fn measure_ties(r: &mut Record<'_>) -> Ties {
    Ties {
        share: share(r),
        over_100: r.flag("over_100").unwrap_or(false),
        ..row_ties(r)
    }
}

/// Reads the ties of a row of a statistic.
pub(super) fn row_ties(r: &mut Record<'_>) -> Ties {
    Ties {
        total: total(r),
        part_of: r.text("part_of"),
        ..Ties::default()
    }
}

fn total(r: &mut Record<'_>) -> Option<Spanned<Parts>> {
    let listed = r.texts("of");
    let at = listed.first().map_or(r.span, |first| first.span);
    let whole = r.value("total").map_or(r.span, |value| value.span);
    let siblings = r.flag("total").unwrap_or(false);
    match (listed.is_empty(), siblings) {
        (false, _) => Some(Spanned::new(Parts::These(listed), at)),
        (true, true) => Some(Spanned::new(Parts::Siblings, whole)),
        (true, false) => None,
    }
}

fn share(r: &mut Record<'_>) -> Option<Share> {
    let mut own = r.table("share_of")?;
    let part = own.required("part");
    let whole = own.required("whole");
    r.diags.extend(own.finish().0);
    Some(Share {
        part: part?,
        whole: whole?,
    })
}
