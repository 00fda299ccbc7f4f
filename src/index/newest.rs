//! As of when each framework is known, and whether its figures are final.

use std::collections::BTreeMap;

use crate::base::i18n::Catalog;
use crate::base::key::Id;
use crate::model::Model;
use crate::model::fact::ReportKind;
use crate::model::framework::Framework;
use crate::model::period::{Period, Unit};

/// As of when a framework is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsOf {
    /// Its document was published on this day or in this month.
    Published(Period),
    /// It reports month by month, and this is the newest month.
    Month(Period),
    /// Its newest figure or evaluation is of this year.
    Year(Period),
}

/// What is known of one framework.
#[derive(Clone, Copy, Default, Debug)]
struct Known {
    month: Option<Period>,
    year: Option<Period>,
    provisional: bool,
}

/// What is known of every framework, counted once for all pages.
#[derive(Clone, Default, Debug)]
pub struct Newest {
    by: BTreeMap<Id<Framework>, Known>,
}

impl Newest {
    /// Looks at every fact once.
    pub fn build(model: &Model, words: &Catalog) -> Self {
        let mut newest = Self::default();
        let hedges: Vec<&str> = words.text("page", "provisional-words").split('|').collect();
        for report in model
            .reports
            .iter()
            .filter(|r| r.kind == ReportKind::Progress)
        {
            if let (Some(id), Some(Unit::Month(..))) =
                (model.framework_of(report.subject), report.period.end)
            {
                let known = newest.by.entry(id).or_default();
                known.month = known.month.max(Some(report.period));
            }
        }
        for evaluation in &model.evaluations {
            newest.year(model.framework_of(evaluation.subject), evaluation.period);
        }
        for m in &model.measurements {
            let id = model.framework_of(model.indicators[m.indicator].subject);
            newest.year(id, m.period);
            let hedged = |q: &String| hedges.iter().any(|h| h == q);
            if let Some(id) = id.filter(|_| m.figure.qualifiers.iter().any(hedged)) {
                newest.by.entry(id).or_default().provisional = true;
            }
        }
        newest
    }

    fn year(&mut self, id: Option<Id<Framework>>, period: Period) {
        let year = match period.end {
            Some(Unit::Year(year)) => Period::year(year),
            _ => return,
        };
        if let Some(id) = id {
            let known = self.by.entry(id).or_default();
            known.year = known.year.max(Some(year));
        }
    }

    /// As of when a framework is known: what its document says of itself comes first.
    pub fn as_of(&self, model: &Model, id: Id<Framework>) -> Option<AsOf> {
        let document = model.frameworks[id].document;
        let date = document.map(|d| model.documents[d].date);
        let known = self.by.get(&id).copied().unwrap_or_default();
        date.filter(|d| !d.is_absent())
            .map(AsOf::Published)
            .or(known.month.map(AsOf::Month))
            .or(known.year.map(AsOf::Year))
    }

    /// Whether some figure of a framework is not final.
    pub fn is_provisional(&self, id: Id<Framework>) -> bool {
        self.by.get(&id).is_some_and(|known| known.provisional)
    }
}
