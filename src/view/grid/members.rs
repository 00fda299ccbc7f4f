//! The rows and columns of a summary table: their names, their ids, what they belong to.

use crate::base::key::Id;
use crate::index::pivot::Member;
use crate::index::series::SeriesKey;
use crate::index::tree::ancestors;
use crate::model::entity::Entity;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::period::{Period, Unit};
use crate::parse::japanese::{escape, title_html};
use crate::view::common::{Badge, HeadView};
use crate::view::here::Here;

impl Here<'_> {
    /// What a row belongs to; of a table that shows only what lies below an item, the item's
    /// child that it lies below.
    pub(super) fn parent_of(&self, row: Member, below: Option<Id<Item>>) -> Option<Entity> {
        let model = self.world.model;
        if let (Some(top), Member::Series(key)) = (below, row) {
            let Subject::Item(own) = model.indicators[key.indicator].subject else {
                return None;
            };
            let mut all = std::iter::once(own).chain(ancestors(model, own).into_iter().rev());
            return all
                .find(|i| model.items[*i].parent == Some(top))
                .map(Entity::Item);
        }
        match row {
            Member::Item(id) => self.world.model.items[id].parent.map(Entity::Item),
            Member::Series(key) => Some(self.world.model.indicators[key.indicator].subject.into()),
            _ => None,
        }
    }

    pub(super) fn row_badge(&self, row: Member) -> Option<Badge> {
        match row {
            Member::Item(id) => self.badge_of(Entity::Item(id)),
            _ => None,
        }
    }

    pub(super) fn row_head(&self, member: Member) -> HeadView {
        let href = match member {
            Member::Item(id) => Some(self.href_to(Entity::Item(id))),
            Member::Organization(id) => Some(self.href_to(Entity::Organization(id))),
            Member::Series(key) => Some(self.href_to(Entity::Indicator(key.indicator))),
            Member::Area(id) => Some(self.href_to(Entity::Area(id))),
            Member::Category(id) => Some(self.href_to(Entity::Category(id))),
            _ => None,
        };
        HeadView {
            href,
            ..HeadView::plain(title_html(&self.member_name(member)))
        }
    }

    pub(super) fn column_head(&self, member: Member) -> HeadView {
        let mut head = self.row_head(member);
        match member {
            Member::Year(year) => {
                let (era, western) = self.year_head(year);
                head.html = escape(&era);
                head.sub = western;
            }
            Member::Month(_, month) => {
                head.html = escape(&self.fill("month-head", &[("month", month.to_string())]));
            }
            Member::All => head = self.word_head("count"),
            _ => {}
        }
        head
    }

    /// The id of a row or column in data files.
    pub(super) fn member_id(&self, member: Member) -> String {
        let model = self.world.model;
        match member {
            Member::Item(id) => model.items[id].id.to_string(),
            Member::Grade(scale, grade) => model.scales[scale].grades[grade].symbol.clone(),
            Member::NoGrade | Member::NoOrganization => "none".to_owned(),
            Member::Year(year) => Period::year(year).id(),
            Member::Month(y, m) => format!("{y:04}-{m:02}"),
            Member::Organization(id) => model.organizations[id].id.to_string(),
            Member::Series(key) => self.series_id(key),
            Member::Category(id) => model.categories[id].key.to_string(),
            Member::Area(id) => model.areas[id].id.to_string(),
            Member::All => "all".to_owned(),
        }
    }

    /// The name of a row or column.
    pub(super) fn member_name(&self, member: Member) -> String {
        let model = self.world.model;
        match member {
            Member::Item(id) => self.label(Entity::Item(id)),
            Member::Grade(scale, grade) => {
                let grade = &model.scales[scale].grades[grade];
                format!("{} {}", grade.symbol, grade.label)
            }
            Member::NoGrade => self.word("grade-unread"),
            Member::NoOrganization => self.word("body-unread"),
            Member::Year(year) => self.period_text(&Period::year(year)),
            Member::Month(y, m) => self.period_text(&Period::of(Unit::Month(y, m))),
            Member::Organization(id) => self.label(Entity::Organization(id)),
            Member::Series(key) => self.series_row_name(key),
            Member::Category(id) => model.categories[id].name.clone(),
            Member::Area(id) => model.areas[id].name.clone(),
            Member::All => self.word("count"),
        }
    }

    fn series_row_name(&self, key: SeriesKey) -> String {
        let indicator = &self.world.model.indicators[key.indicator];
        let side = self.series_name(key);
        let unit = indicator.unit_of(key.breakdown);
        let name = match side == indicator.name {
            true => side,
            false => format!("{} {side}", indicator.name),
        };
        match unit.is_empty() {
            true => name,
            false => self.fill(
                "caption-figures-unit",
                &[("name", name), ("unit", unit.to_owned())],
            ),
        }
    }
}
