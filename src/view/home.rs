//! The first page: which plans there are, how each is going, and as of when.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::area::Area;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::organization::Subject;
use crate::parse::japanese::{escape, title_html};
use crate::site::page::HOME_ARTICLE;

use super::common::{Link, Status};
use super::framework::missed_link;
use super::here::Here;
use super::page::Body;
use super::status;
use super::strip::{StripView, strips};
use super::updates::{self, UpdateView};

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
    /// Its frameworks.
    pub frameworks: Vec<CardView>,
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
        .filter(|c| !c.frameworks.is_empty() || !c.areas.is_empty())
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
    CityView {
        link: here.link(Entity::Area(id)),
        frameworks: own.into_iter().map(|f| card(here, f)).collect(),
        areas: index
            .tree
            .parts(id)
            .iter()
            .map(|a| here.link(Entity::Area(*a)))
            .collect(),
    }
}

/// A framework as a card.
pub fn card(here: &mut Here<'_>, id: Id<Framework>) -> CardView {
    let (model, index) = (here.world.model, here.world.index);
    let framework = &model.frameworks[id];
    let lead = match index.facts.lead(model, Subject::Framework(id)) {
        Some(lead) => here.prose(&lead.text),
        None => escape(&here.word("no-lead")),
    };
    // The years of what is evaluated are those that readers ask for; a body may run on.
    let evaluated = framework.levels.iter().find(|l| l.may_evaluate);
    let period = evaluated.map_or(framework.period.value, |level| level.period.value);
    CardView {
        link: here.short_link(Entity::Framework(id)),
        kind: framework
            .kind
            .map(|k| model.kinds[k].name.clone())
            .unwrap_or_default(),
        status: status::of_card(here, id, period),
        lead,
        strips: strips(here, id),
        missed: missed_link(here, id),
    }
}
