//! The rows and columns of a summary table in the order of the source.

use crate::base::key::Id;
use crate::model::organization::Subject;
use crate::model::table::Dimension;
use crate::model::vocabulary::Kind;

use super::{Member, Pivot};
use crate::index::series::SeriesIndex;

impl Pivot<'_> {
    /// The members in the order of the source, with those that have no facts but belong there.
    pub(super) fn ordered(
        &self,
        dimension: Dimension,
        mut found: Vec<Member>,
        series: &SeriesIndex,
    ) -> Vec<Member> {
        found.sort_unstable();
        found.dedup();
        match dimension {
            Dimension::Level(level) => {
                let framework = self.table.framework;
                let all = framework.map(|f| self.tree.level(self.model, f, level));
                all.into_iter().flatten().map(Member::Item).collect()
            }
            Dimension::Grade => self.with_all_grades(&found),
            Dimension::Month => self.with_all_months(found),
            Dimension::Axis(axis) => {
                let all = self.model.categories.iter().filter(|(_, c)| c.axis == axis);
                all.map(|(id, _)| Member::Category(id)).collect()
            }
            Dimension::Area(None) => self.with_all_parts(&found),
            Dimension::Area(kind) => self.all_of_kind(kind),
            Dimension::Indicator => self.in_printed_order(&found, series),
            _ => found,
        }
    }

    fn with_all_grades(&self, found: &[Member]) -> Vec<Member> {
        let level = self
            .table
            .of
            .zip(self.table.framework)
            .map(|(l, f)| &self.model.frameworks[f].levels[l]);
        let scale = self.table.scale.or_else(|| level.and_then(|l| l.scale));
        let Some(scale) = scale else {
            return found.to_vec();
        };
        let grades = 0..self.model.scales[scale].grades.len();
        let mut all: Vec<Member> = grades.map(|g| Member::Grade(scale, g)).collect();
        if found.contains(&Member::NoGrade) {
            all.push(Member::NoGrade);
        }
        all
    }

    /// Every part of the area, also one without activities; the area itself where it has some.
    fn with_all_parts(&self, found: &[Member]) -> Vec<Member> {
        let Some(area) = self.table.area else {
            return found.to_vec();
        };
        let own = found.contains(&Member::Area(area)).then_some(area);
        let parts = self.tree.parts(area).iter().copied();
        own.into_iter().chain(parts).map(Member::Area).collect()
    }

    /// Every area of one kind that lies in the area of the table.
    fn all_of_kind(&self, kind: Option<Id<Kind>>) -> Vec<Member> {
        let areas = self.model.areas.iter();
        let inside = areas.filter(|(id, area)| {
            let mut up = std::iter::successors(Some(*id), |a| self.model.areas[*a].parent);
            area.level == kind && up.any(|a| Some(a) == self.table.area)
        });
        inside.map(|(id, _)| Member::Area(id)).collect()
    }

    fn with_all_months(&self, found: Vec<Member>) -> Vec<Member> {
        let period = self
            .table
            .framework
            .map(|f| self.model.frameworks[f].period.value);
        match period.and_then(|p| p.single_year()) {
            Some(year) => (0..12u8)
                .map(|m| match m {
                    0..=8 => Member::Month(year, m + 4),
                    _ => Member::Month(year + 1, m - 8),
                })
                .collect(),
            None => found,
        }
    }

    fn in_printed_order(&self, found: &[Member], series: &SeriesIndex) -> Vec<Member> {
        let framework = self.table.framework.map(Subject::Framework);
        let items = self.printed().iter().map(|id| Subject::Item(*id));
        let subjects = framework.into_iter().chain(items);
        let indicators = subjects.flat_map(|s| self.facts.of(s).indicators.clone());
        let all = indicators.flat_map(|i| {
            series
                .of(i)
                .map(|(key, _)| Member::Series(key))
                .collect::<Vec<_>>()
        });
        all.filter(|m| found.contains(m)).collect()
    }
}
