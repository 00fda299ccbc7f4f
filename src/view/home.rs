//! The first page: which plans there are, how each is going, and as of when.

use crate::base::key::Id;
use crate::model::area::Area;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::organization::Subject;
use crate::site::page::HOME_ARTICLE;

use super::framework::{missed_link, status, strips};
use super::here::Here;
use super::page::{Body, CardView, CityView, HomeView};
use super::prose::escape;

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
        .unwrap_or_default();
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
    Body::Home(HomeView { intro, cities })
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
    let of = index.facts.of(Subject::Framework(id));
    let lead = match of.lead {
        Some(lead) => here.prose(&model.leads[lead].text),
        None => escape(&here.word("no-lead")),
    };
    // The years of what is evaluated are those that readers ask for; a body may run on.
    let evaluated = framework.levels.iter().find(|l| l.may_evaluate);
    let (period, printed) = match evaluated {
        Some(level) => (level.period.value, level.period_printed.as_str()),
        None => (framework.period.value, framework.period_printed.as_str()),
    };
    CardView {
        link: here.link(Entity::Framework(id)),
        kind: framework
            .kind
            .map(|k| model.kinds[k].name.clone())
            .unwrap_or_default(),
        status: status(here, id, period, printed),
        lead,
        strips: strips(here, id),
        missed: missed_link(here, id),
    }
}
