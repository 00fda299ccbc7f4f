//! Parts that many pages share. Every text is ready to show; a field named `html` is markup.

use std::sync::Arc;

use serde::Serialize;

/// An answer in one sentence, of a period before the one that the page gives first.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct LeadView {
    /// The period that it speaks of; may be empty.
    pub period: String,
    /// The sentence, as markup.
    pub html: String,
}

/// A link to another page of the site, relative to the page it stands on.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Link {
    /// What it says, as markup (ruby).
    pub html: String,
    /// Where it goes.
    pub href: String,
}

/// A grade with its words. Templates get it as markup too, in `html`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Badge {
    /// The symbol as printed; empty where it could not be read.
    pub symbol: String,
    /// Its words as printed, or the word for an unreadable one.
    pub label: String,
    /// Its role in pictures: `above`, `met`, `watch`, `below`, `far-below`, `none`, `unread`.
    pub tone: String,
    /// Its place in the order, in words; empty for grades outside any order.
    pub place: String,
    /// Name of the scale.
    pub scale: String,
}

/// A scale, to explain its grades.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ScaleView {
    /// Its name.
    pub name: String,
    /// How to read it.
    pub note: String,
    /// Its grades in the order of the source, as the markup of list items.
    pub html: String,
}

/// One step of the breadcrumb.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Crumb {
    /// What it says, as markup.
    pub html: String,
    /// Where it goes; `None` for the page itself.
    pub href: Option<String>,
    /// The grade that rides along.
    pub badge: Option<Badge>,
}

/// One entry of the menu.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct MenuEntry {
    /// What it says.
    pub label: String,
    /// Where it goes.
    pub href: String,
    /// Whether the page lies in this section.
    pub current: bool,
}

/// A line of the status: a word and what it says, such as "period" and the years.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Status {
    /// Which line: `period`, `state`, `as-of`, `provisional`, `kind`, `unit`.
    pub kind: String,
    /// The label in words; may be empty.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// Where something was taken from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct SourceNote {
    /// Title of the document, as markup.
    pub html: String,
    /// Page of the document.
    pub href: String,
    /// The place in it.
    pub place: String,
}

/// A page that has to do with this one, and why in a word or two.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Related {
    /// The page.
    pub link: Link,
    /// Why.
    pub why: String,
    /// Its grade.
    pub badge: Option<Badge>,
}

/// A contradiction in the sources.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DiscrepancyView {
    /// Its anchor.
    pub id: String,
    /// Its kind: `figure`, `sum`, `year`, `name`.
    pub kind: String,
    /// The kind in words.
    pub kind_label: String,
    /// What differs, as markup.
    pub html: String,
    /// What each place prints.
    pub sides: Vec<SideView>,
    /// The pages it concerns.
    pub subjects: Vec<Link>,
    /// Its row on the page of all contradictions.
    pub href: String,
}

/// One side of a contradiction.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct SideView {
    /// What is printed there.
    pub printed: String,
    /// Where; `None` for what a rule gives.
    pub source: Option<SourceNote>,
    /// What the side is where it is no place in a document.
    pub label: String,
}

/// A computed figure that stands on the page, with its working.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct FigureView {
    /// Its anchor: `f1`.
    pub id: String,
    /// What the page says.
    pub text: String,
    /// Whether the text was stated by the author and held against the result.
    pub stated: bool,
    /// What was computed, for people: function, series, filters.
    pub formula: String,
    /// The terms: `16+13+23+20+7 = 79`; empty where there is one input.
    pub working: String,
    /// What did not go in.
    pub left_out: Vec<String>,
    /// The rows that went in.
    pub inputs: Vec<InputView>,
    /// For `data/derived.csv`.
    pub row: DerivedRow,
}

/// A row that went into a computed figure.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct InputView {
    /// Id of the row in the data files.
    pub id: String,
    /// What it is: an item, or a series and its period.
    pub link: Link,
    /// Its value as shown; empty for things that were counted.
    pub value: String,
}

/// One row of `data/derived.csv`, without its page.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct DerivedRow {
    /// The value, digits only.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Its hedges, joined with `;`.
    pub qualifier: String,
    /// The formula in canonical form.
    pub formula: String,
    /// The part.
    pub numerator: String,
    /// The whole.
    pub denominator: String,
    /// What did not go in, joined with `;`.
    pub left_out: String,
    /// Ids of the rows that went in, joined with `;`.
    pub inputs: String,
}

/// A check of printed figures against each other.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CheckView {
    /// Its anchor.
    pub id: String,
    /// The series it is about.
    pub link: Link,
    /// The computation: `16+13+23+20+7 = 79`.
    pub working: String,
    /// What the source states, as printed; empty where it states no total.
    pub printed: String,
    /// Whether they agree.
    pub holds: bool,
    /// Whether they agree only as far as the rounding of each figure lets them.
    pub rounded: bool,
    /// Whether it can be told that they agree or not.
    pub judged: bool,
    /// Years and parts that are not printed, in words.
    pub left_out: Vec<String>,
    /// Where the total is stated.
    pub source: SourceNote,
}

/// A table. Every table of the site, whatever it shows, has this shape.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TableView {
    /// Anchor of the table; its caption is `<id>-caption`.
    pub id: String,
    /// Its caption, with the unit.
    pub caption: String,
    /// Its column headers and rows.
    pub rows: TableRows,
    /// Its CSV file.
    pub csv: Option<String>,
    /// Notes below the table, as markup.
    pub notes: Vec<String>,
}

/// The column headers and rows of a table, as markup.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TableRows {
    /// Whether groups of rows have headers of their own.
    pub grouped: bool,
    /// Everything inside `<table>` behind the caption.
    pub html: Arc<str>,
}

/// A header cell.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct HeadView {
    /// What it says, as markup.
    pub html: String,
    /// A second line, such as the western year; may be empty.
    pub sub: String,
    /// Where it goes.
    pub href: Option<String>,
}

/// A group of rows.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct GroupView {
    /// Its header, spanning all of its rows.
    pub head: Option<HeadView>,
    /// Its rows.
    pub rows: Vec<RowView>,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RowView {
    /// Its anchor.
    pub id: String,
    /// Its header.
    pub head: HeadView,
    /// Its grade, where it has one.
    pub badge: Option<Badge>,
    /// Its data cells.
    pub cells: Vec<CellView>,
    /// Whether it holds sums.
    pub total: bool,
}

/// One data cell.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CellView {
    /// What it says, as markup; never empty: absence has a word.
    pub html: String,
    /// A second line: qualifier, reading, share; may be empty.
    pub sub: String,
    /// What it holds: `number`, `text`, `grade`, `missing`, `unread`.
    pub kind: String,
    /// The grade, for cells that hold one.
    pub badge: Option<Badge>,
    /// Where it goes.
    pub href: Option<String>,
    /// How strongly it is tinted among the counts of its table: 0 to 3.
    pub heat: u8,
}

/// How many items have a grade; zeros are kept.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CountView {
    /// The grade.
    pub badge: Badge,
    /// How many.
    pub count: usize,
}

/// What a source says in words.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ReportView {
    /// Its anchor.
    pub id: String,
    /// Its kind: `outline`, `goal`, `schedule`, `progress`, `result`, `reason`, `challenge`, `direction`.
    pub kind: String,
    /// Its heading in words.
    pub heading: String,
    /// The text, as markup made of blocks; a sentence about its absence where it is lost.
    pub html: String,
    /// When, in words, with qualifiers such as "around"; may be empty.
    pub period: String,
    /// How it was read: `ok`, `inferred`, `damaged`, `lost`.
    pub reading: String,
    /// A note on the reading, as markup; may be empty.
    pub note: String,
    /// Where it was taken from.
    pub source: SourceNote,
}

/// A promise.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TargetView {
    /// The promise, as markup.
    pub html: String,
    /// The figure as printed; may be empty.
    pub printed: String,
    /// The series that shows whether it was kept.
    pub indicator: Option<Link>,
    /// For which years, in words.
    pub period: String,
    /// How it was read.
    pub reading: String,
    /// A note on the reading, as markup; may be empty.
    pub note: String,
    /// Where it is printed.
    pub source: SourceNote,
}

/// A body's part, as the source prints it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct BodyView {
    /// The body; `None` where its name is damaged.
    pub link: Option<Link>,
    /// The name as printed.
    pub printed: String,
    /// Its part in words.
    pub role: String,
    /// Whether the source's list ends in "and others".
    pub others: bool,
    /// How the name was read: `ok`, `inferred`, `damaged`, `lost`.
    pub reading: String,
    /// A note on the reading, as markup; may be empty.
    pub note: String,
}

/// A group of references to a thing, such as all places that print its name.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ReferenceGroup {
    /// Its anchor.
    pub id: String,
    /// What the references have in common.
    pub label: String,
    /// How many there are, on all pages of the list.
    pub count: usize,
    /// Those that stand on this page, as markup: list items.
    pub rows: String,
}

/// The way to a group of a list, and how many it has.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Jump {
    /// Where it begins; empty if there is none.
    pub href: String,
    /// What the group has in common.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// One page that refers to a thing.
#[derive(Clone, Debug)]
pub struct ReferenceRow {
    /// Its anchor; empty if it has none.
    pub id: String,
    /// The page.
    pub link: Link,
    /// Where it belongs, such as the framework's short name.
    pub context: String,
    /// Its grade.
    pub badge: Option<Badge>,
    /// How the source prints the name or figure; may be empty.
    pub printed: String,
    /// Where it is printed; `None` for references of our own prose.
    pub source: Option<SourceNote>,
    /// Whether the source's list ends in "and others".
    pub others: bool,
    /// How far it is where it has no grade, in a few words; may be empty.
    pub state: String,
}
