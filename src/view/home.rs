//! The first page: which plans there are, how each is going, and as of when.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::area::Area;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::parse::japanese::{escape, title_html};
use crate::site::page::HOME_ARTICLE;

use super::common::{Link, Status};
use super::framework::missed_link;
use super::here::Here;
use super::list::ListEntry;
use super::page::Body;
use super::status;
use super::strip::{StripView, strips};
use super::updates::{self, UpdateView};

/// How many frameworks have a card each on the first page.
const CARDS: usize = 12;

/// The first page: how is each plan going, and as of when.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct HomeView {
    /// What the site is for, as markup; may be empty.
    pub intro: String,
    /// Cities with their frameworks.
    pub cities: Vec<CityView>,
    /// Questions that pages answer, as people ask them.
    pub questions: Vec<Link>,
    /// What changed last.
    pub updates: Vec<UpdateView>,
}

/// A city on the first page.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CityView {
    /// Its page.
    pub link: Link,
    /// Its frameworks, where the site has few.
    pub frameworks: Vec<CardView>,
    /// Its frameworks as a list, where the site has many.
    pub listed: Vec<ListEntry>,
    /// Its parts, such as wards.
    pub areas: Vec<Link>,
}

/// A framework on the first page.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CardView {
    /// Its page.
    pub link: Link,
    /// What sort of publication it is.
    pub kind: String,
    /// Period, state.
    pub status: Vec<Status>,
    /// The answer in one sentence, as markup; a sentence about its absence if there is none.
    pub lead: String,
    /// How many items have which grade, level by level.
    pub strips: Vec<StripView>,
    /// The items below target, if any.
    pub missed: Option<Link>,
}

/// The body of the first page.
pub fn body(here: &mut Here<'_>) -> Body {
    let model = here.world.model;
    let article = model
        .articles
        .rows()
        .iter()
        .find(|a| a.path == HOME_ARTICLE);
    let intro = article
        .map(|a| super::article::sections(here, &a.sections))
        .unwrap_or_else(|| format!("<p>{}</p>", escape(&model.settings.description)));
    let cities: Vec<Id<Area>> = model
        .areas
        .iter()
        .filter(|(_, a)| a.parent.is_none())
        .map(|(id, _)| id)
        .collect();
    let views: Vec<CityView> = cities.into_iter().map(|id| city(here, id)).collect();
    let cities = views
        .into_iter()
        .filter(|c| {
            let frameworks = c.frameworks.len() + c.listed.len();
            frameworks > 0 || !c.areas.is_empty()
        })
        .collect();
    Body::Home(HomeView {
        intro,
        cities,
        questions: questions(here),
        updates: updates::newest(here, updates::NEWEST),
    })
}

/// Every page that answers a question.
fn questions(here: &Here<'_>) -> Vec<Link> {
    let articles = here.world.model.articles.iter();
    let asked = articles.filter_map(|(id, a)| Some((id, a.question.as_ref()?)));
    asked
        .map(|(id, question)| Link {
            html: title_html(question),
            href: here.href_to(Entity::Article(id)),
        })
        .collect()
}

fn city(here: &mut Here<'_>, id: Id<Area>) -> CityView {
    let (model, index) = (here.world.model, here.world.index);
    let own: Vec<Id<Framework>> = model
        .frameworks
        .iter()
        .filter(|(_, f)| f.city == id)
        .map(|(id, _)| id)
        .collect();
    let (cards, listed) = match model.frameworks.len() <= CARDS {
        true => (own, Vec::new()),
        false => (Vec::new(), own),
    };
    CityView {
        link: here.link(Entity::Area(id)),
        frameworks: cards.into_iter().map(|f| card(here, f)).collect(),
        listed: listed.into_iter().map(|f| listed_entry(here, f)).collect(),
        areas: index
            .tree
            .parts(id)
            .iter()
            .map(|a| here.link(Entity::Area(*a)))
            .collect(),
    }
}

/// A framework in a list: what sort of publication it is, when, and how far.
fn listed_entry(here: &Here<'_>, id: Id<Framework>) -> ListEntry {
    let framework = &here.world.model.frameworks[id];
    let kind = framework
        .kind
        .map(|k| here.world.model.kinds[k].name.clone());
    let status = status::of_card(here, id, period(framework));
    let notes = kind.into_iter().chain(status.into_iter().map(|s| s.text));
    ListEntry {
        link: here.short_link(Entity::Framework(id)),
        note: here.list(&Vec::from_iter(notes)),
        count: None,
        children: Vec::new(),
    }
}

/// The years of what is evaluated are those that readers ask for; a body may run on.
fn period(framework: &Framework) -> Period {
    let evaluated = framework.levels.iter().find(|l| l.may_evaluate);
    evaluated.map_or(framework.period.value, |level| level.period.value)
}

/// A framework as a card.
pub fn card(here: &mut Here<'_>, id: Id<Framework>) -> CardView {
    let (model, index) = (here.world.model, here.world.index);
    let framework = &model.frameworks[id];
    let lead = match index.facts.lead(model, Subject::Framework(id)) {
        Some(lead) => here.prose(&lead.text),
        None => escape(&here.word("no-lead")),
    };
    CardView {
        link: here.short_link(Entity::Framework(id)),
        kind: framework
            .kind
            .map(|k| model.kinds[k].name.clone())
            .unwrap_or_default(),
        status: status::of_card(here, id, period(framework)),
        lead,
        strips: strips(here, id),
        missed: missed_link(here, id),
    }
}
