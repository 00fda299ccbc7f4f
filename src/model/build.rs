//! From parsed files to the model: gather the records of every file, then read kind after kind.
//!
//! Kinds are read in an order in which each refers only to kinds before it, or to its own kind,
//! whose parents are tied once all of its records are known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::base::diag::{Checked, Diags};
use crate::base::i18n::Catalog;
use crate::base::key::{Id, Key, Table};
use crate::base::rows::Rows;
use crate::base::span::{FileId, Span, Spanned};
use crate::parse::markdown::Doc;
use crate::parse::toml::{TomlTable, Value};
use crate::parse::{Parsed, Tree};

use super::Model;
use super::area::Area;
use super::errors;
use super::fact::Numbered;
use super::fields::{Defaults, Record};
use super::framework::Framework;
use super::period::{Period, Unit};
use super::read;
use super::resolve::Scope;
use super::settings::{Outputs, Settings};

/// The name of the files that hold defaults for a folder and what is below it.
const DEFAULTS_FILE: &str = "_defaults.toml";

/// Builds the model from all parsed files, in the order of their paths.
pub fn build(parsed: &[&Parsed]) -> Checked<Model> {
    let mut files: Vec<&Parsed> = parsed.to_vec();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut diags = Diags::default();
    let settings = read_settings(&files, &mut diags);
    let gathered = gather(&files, &mut diags);
    let mut builder = Builder::new(settings, diags);
    for kind in read::KINDS {
        builder.read_kind(
            kind,
            gathered.records.get(kind.name).map_or(&[], Vec::as_slice),
        );
    }
    for (doc, path, defaults) in &gathered.docs {
        read::page(&mut builder, doc, path, defaults);
    }
    builder.check_defaults(&gathered.defaults);
    Checked::new(builder.model, builder.diags)
}

/// A kind of record: its name at the top of a file, how to read one, and what to do at the end.
pub(super) struct RecordKind {
    pub(super) name: &'static str,
    pub(super) read: fn(&mut Builder, &mut Record<'_>),
    pub(super) after: Option<fn(&mut Builder)>,
}

/// What reading needs: the model so far, the faults, and what is only known while reading.
pub(super) struct Builder {
    pub(super) model: Model,
    pub(super) diags: Diags,
    /// Words of the site's language: headings that name kinds of reports.
    pub(super) words: Catalog,
    /// Parents still to be tied: the child's key, the written parent.
    pub(super) parents: Vec<(Key, Spanned<String>)>,
    /// Neighbours of areas still to be tied: the area's key, the written neighbour.
    pub(super) neighbours: Vec<(Key, Spanned<String>)>,
    /// Where areas say where they stand on the map.
    pub(super) spots: Vec<(Key, Span)>,
    /// First places of facts by what makes them one.
    pub(super) facts: HashMap<String, Span>,
    /// How many facts share a key so far.
    pub(super) numbers: Numbered,
    asked: HashSet<&'static str>,
    /// The fields of the last record: the next one is mostly of the same kind and has the same.
    last: Vec<&'static str>,
}

impl Builder {
    fn new(settings: Settings, diags: Diags) -> Self {
        let words = Catalog::load(settings.lang);
        Self {
            model: Model::empty(settings),
            diags,
            words,
            parents: Vec::new(),
            neighbours: Vec::new(),
            spots: Vec::new(),
            facts: HashMap::default(),
            numbers: Numbered::default(),
            asked: HashSet::default(),
            last: Vec::new(),
        }
    }

    fn read_kind(&mut self, kind: &RecordKind, records: &[Raw<'_>]) {
        for raw in records {
            let mut record = Record::new(kind.name, raw.table, &raw.defaults);
            (kind.read)(self, &mut record);
            self.poison(&mut record);
            self.end(record);
        }
        if let Some(after) = kind.after {
            after(self);
        }
    }

    /// Remembers what a faulty record leaves incomplete.
    fn poison(&mut self, r: &mut Record<'_>) {
        if !r.diags.has_errors() {
            return;
        }
        let named = r
            .peek("indicator")
            .and_then(|key| self.model.indicators.id(key));
        self.model.poisoned.indicators.extend(named);
        let framework = r
            .peek("framework")
            .and_then(|key| self.model.frameworks.id(key));
        self.model.poisoned.frameworks.extend(framework);
    }

    /// Ends a record: its faults become ours, and its fields are known as fields.
    pub(super) fn end(&mut self, record: Record<'_>) {
        let (diags, asked) = record.finish();
        self.diags.extend(diags);
        if asked != self.last {
            self.asked.extend(&asked);
            self.last = asked;
        }
    }

    /// The scope of a record: its `city` and its `framework`.
    pub(super) fn scope(&mut self, r: &mut Record<'_>) -> Scope {
        let framework = self.framework(r);
        let written = r.text("city");
        let own = framework.map(|f| self.model.frameworks[f].city);
        let city = own.or_else(|| self.city(written, &mut r.diags));
        Scope {
            city,
            framework,
            ..Scope::default()
        }
    }

    /// The framework that a record names.
    pub(super) fn framework(&mut self, r: &mut Record<'_>) -> Option<Id<Framework>> {
        let key = r.text("framework")?;
        let found = self.model.frameworks.id(&key);
        let keys = self.model.frameworks.keys().map(Key::as_str);
        read::answer(found, "kind-framework", &key, keys, &mut r.diags)
    }

    /// The city with this key; cities are declared before anything refers to one.
    pub(super) fn city(&self, key: Option<Spanned<String>>, diags: &mut Diags) -> Option<Id<Area>> {
        let key = key?;
        let found = self.model.city(&key);
        let cities = self.model.areas.rows().iter();
        let cities = cities.filter(|a| a.parent.is_none());
        let keys = cities.map(|a| a.key.as_str());
        read::answer(found, "kind-city", &key, keys, diags)
    }

    /// Remembers a fact by what makes it one; a second one is a fault.
    pub(super) fn once(&mut self, key: String, span: Span) -> bool {
        match self.facts.get(&key) {
            Some(first) => {
                self.diags.push(errors::duplicate_fact(span, &key, *first));
                false
            }
            None => {
                self.facts.insert(key, span);
                true
            }
        }
    }

    /// Every default must be a field of some kind, or it is misspelt.
    fn check_defaults(&mut self, defaults: &[(Span, String)]) {
        for (span, name) in defaults {
            if !self.asked.contains(name.as_str()) {
                let known: BTreeSet<&str> = self.asked.iter().copied().collect();
                self.diags
                    .push(errors::unknown_key(*span, name, "defaults", known));
            }
        }
    }
}

impl Model {
    fn empty(settings: Settings) -> Self {
        Self {
            settings,
            kinds: Table::default(),
            scales: Table::default(),
            axes: Table::default(),
            categories: Table::default(),
            documents: Table::default(),
            areas: Table::default(),
            organizations: Table::default(),
            topics: Table::default(),
            frameworks: Table::default(),
            items: Table::default(),
            activities: Table::default(),
            meetings: Table::default(),
            statistics: Table::default(),
            indicators: Table::default(),
            evaluations: Rows::default(),
            measurements: Rows::default(),
            targets: Rows::default(),
            reports: Rows::default(),
            leads: Rows::default(),
            involvements: Rows::default(),
            mentions: Rows::default(),
            relations: Table::default(),
            discrepancies: Table::default(),
            tables: Table::default(),
            updates: Table::default(),
            articles: Table::default(),
            related_words: Vec::new(),
            names: Arc::default(),
            poisoned: super::Poisoned::default(),
        }
    }

    /// The calendar unit that lasts longest among those whose figures may be compared: a single
    /// fiscal year, and not a range of years.
    pub fn is_year(period: &Period) -> bool {
        period.start == period.end && matches!(period.start, Some(Unit::Year(_)))
    }
}

/// One record as written, with the defaults of its file.
struct Raw<'a> {
    table: &'a TomlTable,
    defaults: Arc<Defaults>,
}

/// The records of all files by kind, and the Markdown pages.
#[derive(Default)]
struct Gathered<'a> {
    records: BTreeMap<&'a str, Vec<Raw<'a>>>,
    docs: Vec<(&'a Doc, &'a str, Arc<Defaults>)>,
    defaults: Vec<(Span, String)>,
}

fn read_settings(files: &[&Parsed], diags: &mut Diags) -> Settings {
    let nowhere = Span::new(FileId::of("site.toml"), 0..0);
    let empty = TomlTable::empty(nowhere);
    let none = Defaults::new();
    let tree = files
        .iter()
        .find(|f| &*f.path == "site.toml")
        .map(|f| &f.tree);
    let table = match tree {
        Some(Tree::Toml(table)) => table,
        // No site at all is a fault of the floor that looked for it.
        _ => return Settings::read(&mut Record::new("site", &empty, &none)),
    };
    let mut file = Record::new("site.toml", table, &none);
    let mut settings = match file.table("site") {
        Some(mut site) => {
            let settings = Settings::read(&mut site);
            diags.extend(site.finish().0);
            settings
        }
        None => {
            diags.push(errors::missing_field(table.span, "site.toml", "site"));
            Settings::read(&mut Record::new("site", &empty, &none))
        }
    };
    if let Some(mut output) = file.table("output") {
        settings.output = Outputs::read(&mut output);
        diags.extend(output.finish().0);
    }
    diags.extend(file.finish().0);
    settings
}

fn gather<'a>(files: &[&'a Parsed], diags: &mut Diags) -> Gathered<'a> {
    let folders = folder_defaults(files);
    // All files of a folder inherit the same.
    let mut known: BTreeMap<&str, Arc<Defaults>> = BTreeMap::new();
    let mut gathered = Gathered::default();
    for file in files {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inherit = || Arc::new(inherited(&folders, &file.path));
        let defaults = Arc::clone(known.entry(folder).or_insert_with(inherit));
        match &file.tree {
            Tree::Toml(_) if &*file.path == "site.toml" => {}
            Tree::Toml(table) if file.path.ends_with(DEFAULTS_FILE) => {
                gathered.defaults.extend(names_of(table));
            }
            Tree::Toml(table) => gather_file(table, defaults, &mut gathered, diags),
            Tree::Markdown(doc) => gathered.docs.push((doc, &file.path, defaults)),
            Tree::Broken => {}
        }
    }
    gathered
}

fn gather_file<'a>(
    table: &'a TomlTable,
    mut defaults: Arc<Defaults>,
    gathered: &mut Gathered<'a>,
    diags: &mut Diags,
) {
    if let Some(Value::Table(own)) = table.get("defaults").map(|v| &v.value) {
        gathered.defaults.extend(names_of(own));
        add_defaults(Arc::make_mut(&mut defaults), own);
    }
    for (name, value) in &table.entries {
        if &*name.value == "defaults" {
            continue;
        }
        let known = || read::KINDS.iter().map(|k| k.name);
        if !known().any(|k| k == &*name.value) {
            diags.push(errors::unknown_kind(
                name.span,
                name,
                known().chain(["defaults"]),
            ));
            continue;
        }
        let Value::Array(items) = &value.value else {
            diags.push(errors::wrong_type(
                name.span,
                name,
                "list",
                super::fields::type_word(&value.value),
            ));
            continue;
        };
        let records = gathered.records.entry(&name.value).or_default();
        records.extend(items.iter().filter_map(|item| match &item.value {
            Value::Table(table) => Some(Raw {
                table,
                defaults: Arc::clone(&defaults),
            }),
            _ => None,
        }));
    }
}

/// The defaults of each folder by its path, which ends in `/`.
fn folder_defaults(files: &[&Parsed]) -> BTreeMap<String, Defaults> {
    let mut folders = BTreeMap::new();
    for file in files {
        if let (Some(folder), Tree::Toml(table)) =
            (file.path.strip_suffix(DEFAULTS_FILE), &file.tree)
        {
            let mut defaults = Defaults::new();
            add_defaults(&mut defaults, table);
            folders.insert(folder.to_owned(), defaults);
        }
    }
    folders
}

fn inherited(folders: &BTreeMap<String, Defaults>, path: &str) -> Defaults {
    let mut defaults = Defaults::new();
    // The nearer folder comes later and wins.
    for (slash, _) in path.match_indices('/') {
        if let Some(own) = folders.get(&path[..=slash]) {
            defaults.extend(own.clone());
        }
    }
    defaults
}

fn add_defaults(defaults: &mut Defaults, table: &TomlTable) {
    for (name, value) in &table.entries {
        defaults.insert(name.value.to_string(), (name.span, value.clone()));
    }
}

fn names_of(table: &TomlTable) -> Vec<(Span, String)> {
    table
        .entries
        .iter()
        .map(|(k, _)| (k.span, k.value.to_string()))
        .collect()
}
