//! What every page has: names, menu, data files, citation; and what its neighbours here make.

use std::sync::Arc;

use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::parse::japanese::{escape, title_html, title_plain};
use crate::site::nav::{Section, trail};
use crate::site::page::{HOME_ARTICLE, Page, PageKind};
use crate::site::route::{DISCREPANCIES, Route, SEARCH, TERMS, UPDATES, root};

use super::addresses::absolute;
use super::axis;
use super::common::{Link, MenuEntry, ScaleView};
use super::crumbs::{crumbs, neighbour_links, related};
use super::document;
use super::here::Here;
use super::page::Frame;
use super::prose::plain;
use super::relations::relations;
use super::sources::{discrepancies, sources};
use super::status;
use super::updates::FEED;

/// The frame of a page, after its body was made: the figures that the body printed are in it.
pub fn frame(here: &mut Here<'_>, page: &Page) -> Frame {
    let model = here.world.model;
    let settings = &model.settings;
    let entity = page.kind.entity();
    let heading = heading(here, page.kind);
    let lead = lead(here, page.kind);
    let earlier = answered(page.kind).map(|subject| here.earlier_leads(subject));
    let (previous, next) = neighbour_links(here, page.kind);
    let discrepancies = discrepancies(here, entity);
    let relations = relations(here, entity);
    let description = description(here, page.kind);
    let related = entity.map(|e| related(here, e)).unwrap_or_default();
    Frame {
        kind: template(page.kind).to_owned(),
        path: page.path.clone(),
        address: addressed(here, page),
        feed: fed(here),
        root: root(&page.path),
        lang: settings.lang.tag().to_owned(),
        site: settings.title.clone(),
        contact: settings.contact.clone(),
        licence: settings.licence.clone(),
        title: title(here, page.kind, &heading),
        heading: title_html(&heading),
        description,
        lead,
        earlier_leads: earlier.unwrap_or_default(),
        status: status::of_page(here, page.kind.about()),
        search: search(here),
        menu: menu(here, page.kind),
        footer: footer(here, page.kind),
        crumbs: crumbs(here, page.kind, &heading),
        related,
        scales: scales(here),
        relations,
        discrepancies,
        sources: sources(here, entity),
        downloads: downloads(here, entity),
        citation: citation(here, page, &heading),
        previous,
        next,
        figures: std::mem::take(&mut here.figures),
    }
}

/// The whole address of a page; the page for unknown addresses stands at any.
fn addressed(here: &Here<'_>, page: &Page) -> Option<String> {
    let is_found = page.kind != PageKind::NotFound;
    is_found.then(|| absolute(here.world, &Route::page(page.path.as_str())))?
}

/// The way to the feed: its entries have whole addresses, so only a site that has one makes it.
fn fed(here: &Here<'_>) -> Option<String> {
    let model = here.world.model;
    let made = model.settings.url.is_some() && !model.updates.is_empty();
    made.then(|| here.href(&Route::page(FEED)))
}

/// The scales of grades that the page shows without explaining them.
fn scales(here: &Here<'_>) -> Vec<Arc<ScaleView>> {
    let all = here.scales.take();
    let open = all.into_iter().filter(|(_, explained)| !explained);
    open.map(|(id, _)| here.scale(id)).collect()
}

/// The template of a kind of page.
pub fn template(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Of(Entity::Framework(_)) => "framework",
        PageKind::Of(Entity::Item(_)) => "item",
        PageKind::Of(Entity::Indicator(_)) => "indicator",
        PageKind::Of(Entity::Article(_)) => "article",
        PageKind::Of(Entity::Axis(_)) => "axis",
        PageKind::Of(Entity::Category(_)) | PageKind::Part(Entity::Category(_), _) => "category",
        PageKind::Of(Entity::Area(_)) => "area",
        PageKind::Of(Entity::Organization(_)) => "organization",
        PageKind::Of(Entity::Meeting(_)) => "meeting",
        PageKind::Of(Entity::Statistic(_)) => "statistic",
        PageKind::Of(Entity::Discrepancy(_)) | PageKind::Discrepancies => "discrepancies",
        PageKind::Part(Entity::Area(_), _) => "area",
        PageKind::Of(_) | PageKind::Part(..) => "thing",
        PageKind::Index(_) | PageKind::IndexPart(..) | PageKind::Facet(..) => "list",
        PageKind::Tables(..) => "tables",
        PageKind::Filter(..) => "filter",
        PageKind::Print(_) => "print",
        PageKind::Terms => "terms",
        PageKind::Updates => "updates",
        PageKind::Data => "data",
        PageKind::Search => "search",
        PageKind::NotFound => "404",
    }
}

/// What a page is called.
pub fn heading(here: &Here<'_>, kind: PageKind) -> String {
    match kind {
        PageKind::Home => here.world.model.settings.title.clone(),
        PageKind::Of(entity) => here.label(entity),
        PageKind::Part(entity, part) => here.part_heading(here.label(entity), part),
        PageKind::Index(section) => here.word(section.word()),
        PageKind::IndexPart(section, part) => here.part_heading(here.word(section.word()), part),
        PageKind::Tables(id, part) => {
            let args = [("name", here.short(Entity::Framework(id)))];
            here.part_heading(here.fill("tables-heading", &args), part)
        }
        PageKind::Discrepancies => here.word("section-discrepancies"),
        PageKind::Print(id) => {
            let page = here.label(Entity::Framework(id));
            here.fill("print-heading", &[("page", page)])
        }
        PageKind::Terms => here.word("section-terms"),
        PageKind::Updates => here.word("section-updates"),
        PageKind::Data => here.word("section-data"),
        PageKind::Search => here.word("search"),
        PageKind::Filter(filter, part) => here.part_heading(here.filter_heading(filter), part),
        PageKind::Facet(facet, _) => here.facet_heading(facet),
        PageKind::NotFound => here.word("not-found"),
    }
}

/// For `<title>`: the page, where it belongs, the site.
fn title(here: &Here<'_>, kind: PageKind, heading: &str) -> String {
    let site = &here.world.model.settings.title;
    let own = title_plain(heading);
    let belongs = match kind {
        PageKind::Home => return own,
        PageKind::Of(entity) | PageKind::Part(entity, _) => {
            match trail(here.world.model, entity).first() {
                Some(top) => here.short(*top),
                None => Section::of(entity)
                    .map(|s| here.word(s.word()))
                    .unwrap_or_default(),
            }
        }
        _ => String::new(),
    };
    let word = if belongs.is_empty() {
        "title"
    } else {
        "title-within"
    };
    let args = [("page", own), ("section", belongs), ("site", site.clone())];
    here.fill(word, &args)
}

fn lead(here: &mut Here<'_>, kind: PageKind) -> String {
    let model = here.world.model;
    match kind {
        PageKind::Of(Entity::Indicator(id)) => {
            here.prose_or_empty(model.indicators[id].description.as_deref())
        }
        PageKind::Of(Entity::Article(id)) => {
            here.prose_or_empty(model.articles[id].lead.as_deref())
        }
        PageKind::Of(Entity::Category(id)) => escape(&axis::holds(here, id)),
        PageKind::Discrepancies => escape(&here.word("lead-discrepancies")),
        PageKind::Data => escape(&here.word("lead-data")),
        _ => answered(kind).map_or_else(String::new, |subject| here.lead(subject)),
    }
}

/// What the answer at the head of a page is about.
fn answered(kind: PageKind) -> Option<Subject> {
    let entity = match kind {
        PageKind::Of(entity) => entity,
        PageKind::Print(id) => Entity::Framework(id),
        _ => return None,
    };
    match entity {
        Entity::Item(id) => Some(Subject::Item(id)),
        Entity::Framework(id) => Some(Subject::Framework(id)),
        Entity::Area(id) => Some(Subject::Area(id)),
        Entity::Topic(id) => Some(Subject::Topic(id)),
        Entity::Meeting(id) => Some(Subject::Meeting(id)),
        _ => None,
    }
}

fn description(here: &Here<'_>, kind: PageKind) -> String {
    let (model, facts) = (here.world.model, &here.world.index.facts);
    let of = |subject: Subject| {
        facts
            .lead(model, subject)
            .map(|lead| plain(here.world, &lead.text))
    };
    let found = match kind {
        PageKind::Of(Entity::Item(id)) => of(Subject::Item(id)),
        PageKind::Of(Entity::Framework(id)) | PageKind::Print(id) => of(Subject::Framework(id)),
        PageKind::Home => Some(model.settings.description.clone()),
        _ => None,
    };
    let fallback = || {
        let heading = title_plain(&heading(here, kind));
        here.fill(
            "description",
            &[("page", heading), ("site", model.settings.title.clone())],
        )
    };
    found.filter(|t| !t.is_empty()).unwrap_or_else(fallback)
}

/// The way to the page of search, where the site has one.
fn search(here: &Here<'_>) -> String {
    match here.world.model.settings.output.search {
        true => here.href(&Route::page(SEARCH)),
        false => String::new(),
    }
}

fn menu(here: &Here<'_>, kind: PageKind) -> Vec<MenuEntry> {
    let current = match kind {
        PageKind::Of(entity) | PageKind::Part(entity, _) => Section::of(entity),
        PageKind::Index(section) | PageKind::IndexPart(section, _) => Some(section),
        PageKind::Tables(..) | PageKind::Print(_) => Some(Section::Plans),
        PageKind::Data | PageKind::Discrepancies => Some(Section::Data),
        _ => None,
    };
    let all = Section::ALL
        .into_iter()
        .filter(|s| s.exists(here.world.model));
    all.map(|section| MenuEntry {
        label: here.word(section.word()),
        href: here.href(&Route::page(section.index())),
        current: current == Some(section),
    })
    .collect()
}

fn footer(here: &Here<'_>, kind: PageKind) -> Vec<MenuEntry> {
    let model = here.world.model;
    let mut all = Vec::new();
    let framework = match kind.entity() {
        Some(Entity::Framework(id)) => Some(id),
        Some(Entity::Item(id)) => Some(model.items[id].framework),
        _ => None,
    };
    if let Some(whole) = framework.and_then(|id| document::link(here, id)) {
        all.push(MenuEntry {
            label: whole.html,
            href: whole.href,
            current: false,
        });
    }
    if !model.scales.is_empty() {
        all.push(MenuEntry {
            label: here.word("section-terms"),
            href: here.href(&Route::page(TERMS)),
            current: kind == PageKind::Terms,
        });
    }
    if !model.updates.is_empty() {
        all.push(MenuEntry {
            label: here.word("section-updates"),
            href: here.href(&Route::page(UPDATES)),
            current: kind == PageKind::Updates,
        });
    }
    if !model.discrepancies.is_empty() {
        all.push(MenuEntry {
            label: here.word("section-discrepancies"),
            href: here.href(&Route::page(DISCREPANCIES)),
            current: kind == PageKind::Discrepancies,
        });
    }
    for (id, article) in model
        .articles
        .iter()
        .filter(|(_, a)| a.path != HOME_ARTICLE)
    {
        all.push(MenuEntry {
            label: article.title.clone(),
            href: here.href_to(Entity::Article(id)),
            current: kind == PageKind::Of(Entity::Article(id)),
        });
    }
    all
}

/// The data files in which a page's facts stand.
fn downloads(here: &Here<'_>, entity: Option<Entity>) -> Vec<Link> {
    let files: &[&str] = match entity {
        Some(Entity::Item(_) | Entity::Framework(_)) => {
            &["evaluations", "measurements", "targets", "reports"]
        }
        Some(Entity::Indicator(_)) => &["measurements", "targets", "checks"],
        Some(Entity::Statistic(_)) => &["statistics", "checks"],
        Some(Entity::Organization(_)) => &["involvements", "mentions", "organizations"],
        Some(Entity::Topic(_)) => &["mentions", "topics"],
        Some(Entity::Area(_)) => &["mentions", "areas"],
        Some(Entity::Document(_)) => &["documents", "measurements", "reports"],
        _ => &[],
    };
    let link = |name: &&str| {
        let href = here.data_file(name)?;
        let html = format!("{name}.csv");
        Some(Link { html, href })
    };
    files.iter().filter_map(link).collect()
}

fn citation(here: &Here<'_>, page: &Page, heading: &str) -> String {
    let settings = &here.world.model.settings;
    if matches!(page.kind, PageKind::NotFound) {
        return String::new();
    }
    let no_address = || here.fill("no-address", &[("path", page.path.clone())]);
    let address = addressed(here, page).unwrap_or_else(no_address);
    let as_of = settings.as_of.map(|day| here.day(day)).unwrap_or_default();
    let args = [
        ("page", title_plain(heading)),
        ("site", settings.title.clone()),
        ("address", address),
        ("as-of", as_of),
        ("licence", settings.licence.clone()),
    ];
    here.fill("citation", &args).trim().to_owned()
}
