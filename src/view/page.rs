//! What a template gets: the frame that every page has, and one body for each kind of page.

use std::sync::Arc;

use serde::Serialize;

use super::area::AreaView;
use super::article::ArticleView;
use super::axis::AxisView;
use super::category::CategoryView;
use super::common::{
    Crumb, DiscrepancyView, FigureView, LeadView, Link, MenuEntry, Related, ScaleView, SourceNote,
    Status,
};
use super::data::DataView;
use super::discrepancy::DiscrepanciesView;
use super::filter::FilterView;
use super::framework::FrameworkView;
use super::home::HomeView;
use super::indicator::IndicatorView;
use super::item::ItemView;
use super::list::ListView;
use super::marks::TermsView;
use super::meeting::MeetingView;
use super::organization::OrganizationView;
use super::relations::RelationView;
use super::search::SearchView;
use super::statistic::StatisticView;
use super::tables::TablesView;
use super::thing::ThingView;
use super::updates::UpdatesView;

/// One page, ready to be rendered: `page` and `body` in its template.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct View {
    /// The frame.
    pub page: Frame,
    /// What is particular to its kind.
    pub body: Body,
}

/// What every page has.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Frame {
    /// Kind of page: the name of its template without `.html`.
    pub kind: String,
    /// Path from the root of the site.
    pub path: String,
    /// The way up to the root: empty, `../`, `../../`.
    pub root: String,
    /// Its whole address, where the site has one.
    pub address: Option<String>,
    /// The feed of changes, where there is one.
    pub feed: Option<String>,
    /// Language of the page.
    pub lang: String,
    /// Name of the site.
    pub site: String,
    /// The site's contact line; may be empty.
    pub contact: String,
    /// Terms of use; may be empty.
    pub licence: String,
    /// For `<title>`: page, section, site.
    pub title: String,
    /// For `<h1>`, as markup.
    pub heading: String,
    /// One plain sentence, for search engines.
    pub description: String,
    /// The answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// The answers of earlier years, the newest first.
    pub earlier_leads: Vec<LeadView>,
    /// Period, state, as-of.
    pub status: Vec<Status>,
    /// The page of search; empty where the site has none.
    pub search: String,
    /// The menu; sections without pages are not in it.
    pub menu: Vec<MenuEntry>,
    /// Further links at the foot.
    pub footer: Vec<MenuEntry>,
    /// The trail, from home to here.
    pub crumbs: Vec<Crumb>,
    /// Pages that have to do with this one.
    pub related: Vec<Related>,
    /// Other places in the sources that speak of the same thing.
    pub relations: Vec<RelationView>,
    /// Scales whose grades stand on the page without being explained there.
    pub scales: Vec<Arc<ScaleView>>,
    /// Contradictions that touch the page.
    pub discrepancies: Vec<DiscrepancyView>,
    /// Where the page's facts were taken from.
    pub sources: Vec<SourceNote>,
    /// Computed figures on the page.
    pub figures: Vec<FigureView>,
    /// Data files that hold the page's facts.
    pub downloads: Vec<Link>,
    /// How to cite the page.
    pub citation: String,
    /// The page before, in printed order.
    pub previous: Option<Link>,
    /// The page after, in printed order.
    pub next: Option<Link>,
}

/// What is particular to a kind of page. In a template, `body` has the fields of the variant.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(tag = "view", rename_all = "kebab-case")]
pub enum Body {
    /// `home.html`
    Home(HomeView),
    /// `framework.html`
    Framework(Box<FrameworkView>),
    /// `item.html`
    Item(Box<ItemView>),
    /// `indicator.html`
    Indicator(Box<IndicatorView>),
    /// `organization.html`
    Organization(Box<OrganizationView>),
    /// `area.html`
    Area(Box<AreaView>),
    /// `axis.html`: all classes of a way to classify
    Axis(AxisView),
    /// `category.html`: one class of it
    Category(Box<CategoryView>),
    /// `thing.html`: topics, documents
    Thing(Box<ThingView>),
    /// `tables.html`: the longer tables of a framework
    Tables(Box<TablesView>),
    /// `list.html`: the index of a section
    List(ListView),
    /// `meeting.html`
    Meeting(Box<MeetingView>),
    /// `statistic.html`
    Statistic(Box<StatisticView>),
    /// `discrepancies.html`
    Discrepancies(DiscrepanciesView),
    /// `terms.html`
    Terms(TermsView),
    /// `updates.html`
    Updates(UpdatesView),
    /// `data.html`
    Data(DataView),
    /// `search.html`
    Search(SearchView),
    /// `filter.html`
    Filter(FilterView),
    /// `article.html`
    Article(ArticleView),
    /// `404.html`
    NotFound(NotFoundView),
}

/// The page for addresses that do not exist. It loads nothing, since it is served at any depth.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct NotFoundView {
    /// Public address of the first page, where the site has one.
    pub home: Option<String>,
}
