//! Series that belong together: a part inside its whole, one measure in two documents, targets.

use std::collections::BTreeMap;

use crate::base::diag::{Checked, Diags};
use crate::base::key::Id;
use crate::model::indicator::Indicator;

use super::checks::tied::{Series, owners, series_of};
use super::ground::Ground;

/// What is declared of how series belong together, the way that pages ask for it.
#[derive(Clone, Default, Debug)]
pub struct Kin {
    parts: BTreeMap<Series, Series>,
    same: BTreeMap<Series, Vec<Series>>,
    targets: BTreeMap<Id<Indicator>, Vec<usize>>,
}

impl Kin {
    /// Resolves every declaration. A whole that cannot be found is a fault of the checks already.
    pub fn build(ground: &Ground<'_>) -> Checked<Self> {
        let mut diags = Diags::default();
        let mut kin = Self::default();
        for owner in owners(ground) {
            let whole = owner.ties.part_of.as_ref();
            let whole = whole.and_then(|name| series_of(ground, owner.series, name).ok());
            if let Some(whole) = whole {
                kin.parts.insert(owner.series, whole);
            }
            let same = owner.ties.same_as.as_ref();
            match same.map(|name| series_of(ground, owner.series, name)) {
                Some(Ok(main)) => kin.same.entry(main).or_default().push(owner.series),
                Some(Err(fault)) => diags.push(fault),
                None => {}
            }
        }
        for (at, target) in ground.model.targets.iter().enumerate() {
            if let Some(indicator) = target.indicator {
                kin.targets.entry(indicator).or_default().push(at);
            }
        }
        Checked::new(kin, diags)
    }

    /// The series of the same indicator that a series is declared a part of.
    pub fn whole_of(&self, series: Series) -> Option<Series> {
        let whole = self.parts.get(&series).copied();
        whole.filter(|whole| whole.0 == series.0)
    }

    /// The series of other indicators that count the same thing.
    pub fn same_as(&self, series: Series) -> &[Series] {
        self.same.get(&series).map_or(&[], Vec::as_slice)
    }

    /// Positions of the targets that are held against an indicator.
    pub fn targets(&self, indicator: Id<Indicator>) -> &[usize] {
        self.targets.get(&indicator).map_or(&[], Vec::as_slice)
    }
}
