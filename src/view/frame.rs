//! What every page has: trail, menu, sources, related pages, citation.

use std::collections::BTreeSet;

use crate::base::key::Id;
use crate::model::document::{Citation, Document};
use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::site::nav::{Section, neighbours, trail};
use crate::site::page::{Page, PageKind};
use crate::site::route::{DISCREPANCIES, Route, root};

use super::common::{Crumb, Link, MenuEntry, Related, SourceNote, Status};
use super::framework::status as framework_status;
use super::here::Here;
use super::page::Frame;
use super::prose::{escape, plain};

/// The frame of a page, after its body was made: the figures that the body printed are in it.
pub fn frame(here: &mut Here<'_>, page: &Page) -> Frame {
    let model = here.world.model;
    let settings = &model.settings;
    let entity = match page.kind {
        PageKind::Of(entity) => Some(entity),
        _ => None,
    };
    let heading = heading(here, page.kind);
    let lead = lead(here, page.kind);
    let (previous, next) = neighbour_links(here, entity);
    let discrepancies = discrepancies(here, entity);
    let description = description(here, page.kind);
    let related = entity.map(|e| related(here, e)).unwrap_or_default();
    Frame {
        kind: template(page.kind).to_owned(),
        path: page.path.clone(),
        root: root(&page.path),
        lang: settings.lang.tag().to_owned(),
        site: settings.title.clone(),
        contact: settings.contact.clone(),
        licence: settings.licence.clone(),
        title: title(here, page.kind, &heading),
        heading: crate::parse::japanese::title_html(&heading),
        description,
        lead,
        status: status(here, entity),
        menu: menu(here, page.kind),
        footer: footer(here, page.kind),
        crumbs: crumbs(here, page.kind),
        related,
        discrepancies,
        sources: sources(here, entity),
        downloads: downloads(here, entity),
        citation: citation(here, page, &heading),
        previous,
        next,
        figures: std::mem::take(&mut here.figures),
    }
}

/// The template of a kind of page.
pub fn template(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Of(Entity::Framework(_)) => "framework",
        PageKind::Of(Entity::Item(_)) => "item",
        PageKind::Of(Entity::Indicator(_)) => "indicator",
        PageKind::Of(Entity::Article(_)) => "article",
        PageKind::Of(Entity::Meeting(_)) => "meeting",
        PageKind::Of(Entity::Statistic(_)) => "statistic",
        PageKind::Of(Entity::Discrepancy(_)) | PageKind::Discrepancies => "discrepancies",
        PageKind::Of(_) => "thing",
        PageKind::Index(_) => "list",
        PageKind::Data => "data",
        PageKind::NotFound => "404",
    }
}

fn heading(here: &Here<'_>, kind: PageKind) -> String {
    match kind {
        PageKind::Home => here.world.model.settings.title.clone(),
        PageKind::Of(entity) => here.label(entity),
        PageKind::Index(section) => here.word(section.word()),
        PageKind::Discrepancies => here.word("section-discrepancies"),
        PageKind::Data => here.word("section-data"),
        PageKind::NotFound => here.word("not-found"),
    }
}

/// For `<title>`: the page, where it belongs, the site.
fn title(here: &Here<'_>, kind: PageKind, heading: &str) -> String {
    let site = &here.world.model.settings.title;
    let own = crate::parse::japanese::title_plain(heading);
    let belongs = match kind {
        PageKind::Home => return own,
        PageKind::Of(entity) => match trail(here.world.model, entity).first() {
            Some(top) => here.short(*top),
            None => Section::of(entity)
                .map(|s| here.word(s.word()))
                .unwrap_or_default(),
        },
        _ => String::new(),
    };
    let parts = [own, belongs, site.clone()];
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join(" – ")
}

fn lead(here: &mut Here<'_>, kind: PageKind) -> String {
    let model = here.world.model;
    let own = |here: &mut Here<'_>, subject| {
        let lead = here.world.index.facts.of(subject).lead;
        here.prose_or_empty(lead.map(|l| &model.leads[l].text))
    };
    match kind {
        PageKind::Home => escape(&model.settings.description),
        PageKind::Of(Entity::Item(id)) => own(here, Subject::Item(id)),
        PageKind::Of(Entity::Framework(id)) => own(here, Subject::Framework(id)),
        PageKind::Of(Entity::Area(id)) => own(here, Subject::Area(id)),
        PageKind::Of(Entity::Topic(id)) => own(here, Subject::Topic(id)),
        PageKind::Of(Entity::Meeting(id)) => own(here, Subject::Meeting(id)),
        PageKind::Of(Entity::Article(id)) => here.prose_or_empty(model.articles[id].lead.as_ref()),
        PageKind::Discrepancies => escape(&here.word("lead-discrepancies")),
        PageKind::Data => escape(&here.word("lead-data")),
        _ => String::new(),
    }
}

fn description(here: &Here<'_>, kind: PageKind) -> String {
    let (model, facts) = (here.world.model, &here.world.index.facts);
    let of = |subject: Subject| {
        facts
            .of(subject)
            .lead
            .map(|l| plain(here.world, &model.leads[l].text))
    };
    let found = match kind {
        PageKind::Of(Entity::Item(id)) => of(Subject::Item(id)),
        PageKind::Of(Entity::Framework(id)) => of(Subject::Framework(id)),
        PageKind::Home => Some(model.settings.description.clone()),
        _ => None,
    };
    let fallback = || {
        let heading = crate::parse::japanese::title_plain(&heading(here, kind));
        here.fill(
            "description",
            &[("page", heading), ("site", model.settings.title.clone())],
        )
    };
    found.filter(|t| !t.is_empty()).unwrap_or_else(fallback)
}

fn status(here: &Here<'_>, entity: Option<Entity>) -> Vec<Status> {
    let model = here.world.model;
    match entity {
        Some(Entity::Framework(id)) => {
            let f = &model.frameworks[id];
            let level = f.levels.iter().find(|l| l.may_evaluate);
            let (period, printed) = match level {
                Some(level) => (level.period.value, level.period_printed.as_str()),
                None => (f.period.value, f.period_printed.as_str()),
            };
            framework_status(here, id, period, printed)
        }
        Some(Entity::Item(id)) => {
            let item = &model.items[id];
            let level = &model.frameworks[item.framework].levels[item.level];
            let mut all = framework_status(
                here,
                item.framework,
                level.period.value,
                &level.period_printed,
            );
            if provisional(here, Subject::Item(id)) {
                all.push(Status {
                    kind: "provisional".to_owned(),
                    label: String::new(),
                    text: here.word("includes-provisional"),
                });
            }
            all
        }
        _ => Vec::new(),
    }
}

/// Whether a subject has figures with the hedge that marks them as not final.
fn provisional(here: &Here<'_>, subject: Subject) -> bool {
    let (model, index) = (here.world.model, here.world.index);
    let words = here.world.words.text("page", "provisional-words");
    let hedged = |q: &String| words.split('|').any(|w| w == q);
    index.facts.of(subject).indicators.iter().any(|i| {
        let mut points = index.series.of(*i).flat_map(|(_, p)| p.iter());
        points.any(|p| model.measurements[*p].figure.qualifiers.iter().any(hedged))
    })
}

fn menu(here: &Here<'_>, kind: PageKind) -> Vec<MenuEntry> {
    let current = match kind {
        PageKind::Of(entity) => Section::of(entity),
        PageKind::Index(section) => Some(section),
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
        .filter(|(_, a)| a.path != crate::site::page::HOME_ARTICLE)
    {
        all.push(MenuEntry {
            label: article.title.clone(),
            href: here.href_to(Entity::Article(id)),
            current: kind == PageKind::Of(Entity::Article(id)),
        });
    }
    all
}

fn crumbs(here: &Here<'_>, kind: PageKind) -> Vec<Crumb> {
    let crumb = |html: String, href: Option<String>| Crumb {
        html: escape(&html),
        href,
        badge: None,
    };
    let mut all = Vec::new();
    if matches!(kind, PageKind::Home | PageKind::NotFound) {
        return all;
    }
    all.push(crumb(
        here.word("home"),
        Some(here.href(&Route::page("index.html"))),
    ));
    let section = match kind {
        PageKind::Of(entity) => Section::of(entity),
        PageKind::Discrepancies => Some(Section::Data),
        _ => None,
    };
    if let Some(section) = section {
        all.push(crumb(
            here.word(section.word()),
            Some(here.href(&Route::page(section.index()))),
        ));
    }
    if let PageKind::Of(entity) = kind {
        for above in trail(here.world.model, entity) {
            let link = here.short_link(above);
            all.push(Crumb {
                html: link.html,
                href: Some(link.href),
                badge: here.badge_of(above),
            });
        }
        all.push(Crumb {
            html: here.short_link(entity).html,
            href: None,
            badge: None,
        });
    } else {
        all.push(crumb(heading(here, kind), None));
    }
    all
}

fn neighbour_links(here: &Here<'_>, entity: Option<Entity>) -> (Option<Link>, Option<Link>) {
    let Some(Entity::Item(id)) = entity else {
        return (None, None);
    };
    let (before, after) = neighbours(here.world.model, here.world.index, id);
    let link = |id| here.link(Entity::Item(id));
    (before.map(link), after.map(link))
}

/// Items that link here or that this item links to, and siblings by their bodies.
fn related(here: &Here<'_>, entity: Entity) -> Vec<Related> {
    if !matches!(entity, Entity::Item(_) | Entity::Framework(_)) {
        return Vec::new();
    }
    let index = here.world.index;
    let mut all = Vec::new();
    let mut seen: BTreeSet<Entity> = BTreeSet::new();
    let mut add = |other: Entity, why: &str| {
        let fits = matches!(
            other,
            Entity::Item(_) | Entity::Framework(_) | Entity::Indicator(_)
        );
        if fits && other != entity && seen.insert(other) {
            all.push(Related {
                link: here.link(other),
                why: here.world.words.text("page", why).to_owned(),
                badge: here.badge_of(other),
            });
        }
    };
    for other in index.links.from(entity) {
        add(*other, "why-links-to");
    }
    for (from, _) in index.links.to(entity) {
        add(from, "why-linked");
    }
    all
}

fn discrepancies(
    here: &mut Here<'_>,
    entity: Option<Entity>,
) -> Vec<super::common::DiscrepancyView> {
    let index = here.world.index;
    let mut ids = match entity {
        Some(Entity::Item(id)) => index.facts.of(Subject::Item(id)).discrepancies.clone(),
        Some(Entity::Framework(id)) => index.facts.of(Subject::Framework(id)).discrepancies.clone(),
        Some(Entity::Indicator(id)) => index
            .facts
            .of(here.world.model.indicators[id].subject)
            .discrepancies
            .clone(),
        _ => Vec::new(),
    };
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| here.discrepancy(id)).collect()
}

/// Every place that the page's facts were taken from, each once, in the order of the facts.
fn sources(here: &Here<'_>, entity: Option<Entity>) -> Vec<SourceNote> {
    let (model, index) = (here.world.model, here.world.index);
    let mut cites: Vec<&Citation> = Vec::new();
    let mut of_subject = |subject: Subject| {
        let of = index.facts.of(subject);
        cites.extend(of.evaluations.iter().map(|i| &model.evaluations[*i].cites));
        cites.extend(of.targets.iter().map(|i| &model.targets[*i].cites));
        cites.extend(of.reports.iter().map(|i| &model.reports[*i].cites));
        cites.extend(
            of.involvements
                .iter()
                .map(|i| &model.involvements[*i].cites),
        );
        cites.extend(of.mentions.iter().map(|i| &model.mentions[*i].cites));
        let indicators = of.indicators.iter().flat_map(|i| index.series.of(*i));
        cites.extend(
            indicators
                .flat_map(|(_, p)| p.iter())
                .map(|i| &model.measurements[*i].cites),
        );
    };
    match entity {
        Some(Entity::Item(id)) => of_subject(Subject::Item(id)),
        Some(Entity::Framework(id)) => of_subject(Subject::Framework(id)),
        Some(Entity::Indicator(id)) => {
            let points = index.series.of(id).flat_map(|(_, p)| p.iter());
            cites.extend(points.map(|i| &model.measurements[*i].cites));
        }
        _ => {}
    }
    let mut seen: BTreeSet<(Id<Document>, &str)> = BTreeSet::new();
    let mut notes = Vec::new();
    for c in cites {
        if seen.insert((c.document, &c.place)) {
            notes.push(here.source(c));
        }
    }
    notes
}

/// The data files in which a page's facts stand.
fn downloads(here: &Here<'_>, entity: Option<Entity>) -> Vec<Link> {
    let files: &[&str] = match entity {
        Some(Entity::Item(_) | Entity::Framework(_)) => {
            &["evaluations", "measurements", "targets", "reports"]
        }
        Some(Entity::Indicator(_)) => &["measurements", "targets", "checks"],
        Some(Entity::Organization(_)) => &["involvements", "mentions", "organizations"],
        Some(Entity::Topic(_)) => &["mentions", "topics"],
        Some(Entity::Area(_)) => &["mentions", "areas"],
        Some(Entity::Document(_)) => &["documents", "measurements", "reports"],
        _ => &[],
    };
    let link = |name: &&str| Link {
        html: format!("{name}.csv"),
        href: here.href(&Route::page(format!("data/{name}.csv"))),
    };
    files.iter().map(link).collect()
}

fn citation(here: &Here<'_>, page: &Page, heading: &str) -> String {
    let settings = &here.world.model.settings;
    if matches!(page.kind, PageKind::NotFound) {
        return String::new();
    }
    let address = match &settings.url {
        Some(url) => format!("{}/{}", url.trim_end_matches('/'), page.path),
        None => page.path.clone(),
    };
    let as_of = settings.as_of.map(|day| here.day(day)).unwrap_or_default();
    let args = [
        ("page", crate::parse::japanese::title_plain(heading)),
        ("site", settings.title.clone()),
        ("address", address),
        ("as-of", as_of),
        ("licence", settings.licence.clone()),
    ];
    here.fill("citation", &args).trim().to_owned()
}

/// The years that a page is about, for data files.
pub fn period_ends(period: Period) -> (String, String) {
    let text =
        |day: Option<crate::model::period::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    (text(period.first_day()), text(period.last_day()))
}
