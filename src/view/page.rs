//! What a template gets: the frame that every page has, and one body for each kind of page.

use serde::Serialize;

use super::common::{
    Badge, BodyView, CheckView, CountView, Crumb, DiscrepancyView, FigureView, Link, MenuEntry,
    ReferenceGroup, Related, ReportView, ScaleView, SourceNote, Status, TableView, TargetView,
};

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
    /// Period, state, as-of.
    pub status: Vec<Status>,
    /// The menu; sections without pages are not in it.
    pub menu: Vec<MenuEntry>,
    /// Further links at the foot.
    pub footer: Vec<MenuEntry>,
    /// The trail, from home to here.
    pub crumbs: Vec<Crumb>,
    /// Pages that have to do with this one.
    pub related: Vec<Related>,
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
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    /// `home.html`
    Home(HomeView),
    /// `framework.html`
    Framework(Box<FrameworkView>),
    /// `item.html`
    Item(Box<ItemView>),
    /// `indicator.html`
    Indicator(Box<IndicatorView>),
    /// `thing.html`: organisations, topics, areas, documents
    Thing(Box<ThingView>),
    /// `list.html`: the index of a section
    List(ListView),
    /// `meeting.html`
    Meeting(Box<super::meeting::MeetingView>),
    /// `statistic.html`
    Statistic(Box<super::statistic::StatisticView>),
    /// `discrepancies.html`
    Discrepancies(DiscrepanciesView),
    /// `data.html`
    Data(DataView),
    /// `article.html`
    Article(ArticleView),
    /// `404.html`
    NotFound(NotFoundView),
}

/// The first page: how is each plan going, and as of when.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct HomeView {
    /// What the site is for, as markup; may be empty.
    pub intro: String,
    /// Cities with their frameworks.
    pub cities: Vec<CityView>,
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

/// How the items of one level fared: the shape of the whole.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StripView {
    /// Name of the level.
    pub level: String,
    /// The scale.
    pub scale: ScaleView,
    /// How many items have which grade, zeros included.
    pub counts: Vec<CountView>,
    /// Every item as a cell, in groups by its parent.
    pub groups: Vec<StripGroup>,
}

/// The cells below one parent.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StripGroup {
    /// The parent.
    pub link: Option<Link>,
    /// Its items.
    pub cells: Vec<StripCell>,
}

/// One item as a cell.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StripCell {
    /// Its code.
    pub code: String,
    /// Its title, plain.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its grade; `None` if it was not evaluated.
    pub badge: Option<Badge>,
}

/// A plan, vision or sheet.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct FrameworkView {
    /// Its official name, as markup.
    pub title: String,
    /// The city.
    pub city: Link,
    /// What sort of publication it is.
    pub kind: String,
    /// What it is, as markup; may be empty.
    pub description: String,
    /// The shape of the whole, level by level; only levels that are evaluated.
    pub strips: Vec<StripView>,
    /// Items below target, with their reasons.
    pub missed: Vec<MissedView>,
    /// Declared tables.
    pub tables: Vec<TableView>,
    /// What the source says in words.
    pub reports: Vec<ReportView>,
    /// Promises of the whole.
    pub targets: Vec<TargetView>,
    /// Evaluations on other scales than the level's own, such as a mid-term one.
    pub other_scales: Vec<OtherScaleView>,
    /// Levels with their years.
    pub levels: Vec<LevelView>,
    /// Stages as printed.
    pub stages: Vec<Status>,
    /// All items, as a tree.
    pub tree: Vec<NodeView>,
    /// Figures stated of the whole.
    pub figures: Vec<TableView>,
    /// Stated totals that were recomputed.
    pub checks: Vec<CheckView>,
}

/// An item below target.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct MissedView {
    /// Its page, with code and title.
    pub link: Link,
    /// Its grade.
    pub badge: Badge,
    /// The promise, as markup; may be empty.
    pub target: String,
    /// The page's answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// Why, as markup; empty where the source does not say.
    pub reason: String,
}

/// Evaluations on a scale of their own.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct OtherScaleView {
    /// The scale.
    pub scale: ScaleView,
    /// Whether it is the scale of the level itself: then the grades compare.
    pub comparable: bool,
    /// For which years, in words.
    pub period: String,
    /// Name of the level.
    pub level: String,
    /// How many items have which grade.
    pub counts: Vec<CountView>,
    /// How the grades were read, as markup; may be empty.
    pub note: String,
    /// Where it is printed.
    pub source: SourceNote,
}

/// A level with its years.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct LevelView {
    /// Its name.
    pub name: String,
    /// How many items it has.
    pub count: usize,
    /// Its years, in words.
    pub period: String,
    /// Its scale's name; empty if it is not evaluated.
    pub scale: String,
}

/// An item in the tree of a framework.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct NodeView {
    /// Its page, with code and title.
    pub link: Link,
    /// Name of its level.
    pub level: String,
    /// Its grade.
    pub badge: Option<Badge>,
    /// The items below it.
    pub children: Vec<NodeView>,
}

/// A policy, action, effort or row.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ItemView {
    /// Name of its level.
    pub level: String,
    /// Its code.
    pub code: String,
    /// Whether its level is evaluated.
    pub evaluated: bool,
    /// Its grade; `None` if it was not evaluated.
    pub badge: Option<Badge>,
    /// Where the grade is printed.
    pub badge_source: Option<SourceNote>,
    /// A note on how the grade was read, as markup; may be empty.
    pub badge_note: String,
    /// The scale.
    pub scale: Option<ScaleView>,
    /// Promises.
    pub targets: Vec<TargetView>,
    /// What it is and what it is for.
    pub outline: Vec<ReportView>,
    /// What came out.
    pub results: Vec<ReportView>,
    /// Why a target was missed.
    pub reasons: Vec<ReportView>,
    /// Whether a target was missed and the source gives no reason.
    pub reason_absent: bool,
    /// What comes next.
    pub directions: Vec<ReportView>,
    /// Everything else: goals, schedule, challenges.
    pub others: Vec<ReportView>,
    /// Month by month, where the source reports so.
    pub progress: Vec<ReportView>,
    /// Who has a part in it.
    pub bodies: Vec<BodyView>,
    /// The path of wider items, exactly as printed.
    pub path: Vec<Link>,
    /// The items right below, with grade and answer.
    pub children: Vec<ChildView>,
    /// Name of the level below; empty if there is none.
    pub child_level: String,
    /// How many of the items below have which grade.
    pub child_counts: Vec<CountView>,
    /// One sentence where a child lies on the other side of "met"; may be empty.
    pub tension: String,
    /// One table for each series, or for series that share their periods.
    pub figures: Vec<TableView>,
    /// Stated totals that were recomputed, of the item and of the items below.
    pub checks: Vec<CheckView>,
    /// Evaluations on other scales.
    pub other_scales: Vec<OtherScaleView>,
    /// Names that the source prints here.
    pub mentions: Vec<Link>,
}

/// An item below another.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ChildView {
    /// Its page, with code and title.
    pub link: Link,
    /// Its anchor on this page.
    pub id: String,
    /// Its grade.
    pub badge: Option<Badge>,
    /// Its answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// Its target with a figure, as printed; may be empty.
    pub target: String,
}

/// A series of figures.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct IndicatorView {
    /// What it measures something of.
    pub subject: Link,
    /// What it is, as markup; may be empty.
    pub description: String,
    /// Unit, nature, direction, in words.
    pub facts: Vec<Status>,
    /// One generated sentence about each series, plain.
    pub sentences: Vec<String>,
    /// The figures.
    pub tables: Vec<TableView>,
    /// Stated totals that were recomputed.
    pub checks: Vec<CheckView>,
    /// Promises held against it.
    pub targets: Vec<TargetView>,
    /// Notes on single figures, as markup.
    pub notes: Vec<String>,
    /// Pages that use it.
    pub used_on: Vec<Related>,
}

/// An organisation, topic, area or document: what it is, and everything that names it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ThingView {
    /// Which of them: `organization`, `topic`, `area`, `document`.
    pub sort: String,
    /// What it is, as markup; may be empty.
    pub description: String,
    /// Kind, publisher, date and the like.
    pub facts: Vec<Status>,
    /// Other spellings that the sources print.
    pub aliases: Vec<String>,
    /// What it is part of.
    pub parent: Option<Link>,
    /// What took over from it.
    pub successor: Option<Link>,
    /// What is part of it.
    pub children: Vec<Link>,
    /// What names it, group by group.
    pub references: Vec<ReferenceGroup>,
    /// Tables about it.
    pub tables: Vec<TableView>,
    /// What sources say of it in words.
    pub reports: Vec<ReportView>,
    /// What was done there, newest first.
    pub activities: Vec<super::activity::ActivityGroup>,
}

/// The index of a section.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ListView {
    /// Groups of entries.
    pub groups: Vec<ListGroup>,
    /// Tables, such as all figures.
    pub tables: Vec<TableView>,
}

/// A group of entries.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ListGroup {
    /// Its anchor.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its entries.
    pub entries: Vec<ListEntry>,
}

/// An entry of an index.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ListEntry {
    /// The page.
    pub link: Link,
    /// A line about it, plain; may be empty.
    pub note: String,
    /// How many pages name it, or what else is counted.
    pub count: Option<usize>,
    /// Entries below it.
    pub children: Vec<ListEntry>,
}

/// All contradictions.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DiscrepanciesView {
    /// How many of each kind; the kind's word in `kind`, its name in `label`, the number in `text`.
    pub counts: Vec<Status>,
    /// All of them.
    pub all: Vec<DiscrepancyView>,
    /// The data file.
    pub csv: String,
}

/// All data files.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DataView {
    /// The files of the data contract.
    pub files: Vec<DataFileView>,
    /// The summary tables.
    pub tables: Vec<DataFileView>,
}

/// One data file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DataFileView {
    /// Where it is.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub title: String,
    /// How many rows it has; `None` where it is known only after all pages are made.
    pub rows: Option<usize>,
}

/// A free page.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ArticleView {
    /// Its text, as markup.
    pub html: String,
}

/// The page for addresses that do not exist. It loads nothing, since it is served at any depth.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct NotFoundView {
    /// Public address of the first page, where the site has one.
    pub home: Option<String>,
}
