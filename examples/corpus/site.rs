//! Writes a corpus as a site: the Markdown files, a file of facts for each plan, and what the
//! plans have in common.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::node::{Corpus, Node};
use super::page::{page, place};
use super::words::{Words, fill};

/// Writes the site into an empty folder.
pub(crate) fn write(words: &Words, corpus: &Corpus, out: &Path, full: bool) -> io::Result<()> {
    let put = |path: &str, text: &str| -> io::Result<()> {
        let path = out.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    };
    let site = &words.site;
    put(
        "site.toml",
        &format!(
            "[site]\ntitle = {}\ndescription = {}\nas_of = \"2027-04-01\"\n\n[output]\nsearch = {full}\ndata = true\nprint = {full}\n",
            quote(&site.title),
            quote(&site.description),
        ),
    )?;
    let known = Known::of(corpus);
    put("content/_defaults.toml", "city = \"city\"\n")?;
    put("content/base.toml", &base(words, &known))?;
    let home = format!(
        "+++\ntitle = {}\n+++\n\n{}",
        quote(&site.title),
        corpus.home
    );
    put("content/pages/index.md", &home)?;
    let mut urls = String::new();
    for plan in corpus.nodes.chunk_by(|a, b| a.plan() == b.plan()) {
        let key = plan[0].plan();
        let defaults = format!("framework = \"{key}\"\ndocument = \"{key}\"\n");
        put(&format!("content/{key}/_defaults.toml"), &defaults)?;
        put(
            &format!("content/{key}/facts.toml"),
            &facts(words, &known, plan),
        )?;
        for node in plan {
            let file = format!("content/{}", node.file());
            put(&file, &page(words, node))?;
            let _ = writeln!(urls, "{file}\tplan/{key}/{}.html", node.key());
        }
    }
    put("urls.tsv", &urls)
}

/// Names that many files share. Their keys are their places in the order of the names.
struct Known<'a> {
    districts: Vec<&'a str>,
    departments: Vec<&'a str>,
    themes: Vec<&'a str>,
}

impl<'a> Known<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let sorted = |of: fn(&'a Node) -> Vec<&'a str>| {
            let all: BTreeSet<&str> = corpus.nodes.iter().flat_map(of).collect();
            all.into_iter().collect()
        };
        Self {
            districts: sorted(|n| n.districts.iter().map(String::as_str).collect()),
            departments: sorted(|n| {
                let all = n.partners.iter().chain([&n.department]);
                all.map(String::as_str).collect()
            }),
            themes: sorted(|n| n.themes.iter().map(String::as_str).collect()),
        }
    }

    fn theme(&self, name: &str) -> String {
        let at = self.themes.iter().position(|n| *n == name);
        format!("theme/t{:02}", at.unwrap_or_default() + 1)
    }
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let all: Vec<String> = texts.into_iter().map(|text| quote(text)).collect();
    format!("[{}]", all.join(", "))
}

/// What the plans have in common.
fn base(words: &Words, known: &Known<'_>) -> String {
    let site = &words.site;
    let mut out = String::new();
    for (of, key, name) in [
        ("area", "district", &site.kind_area),
        ("organization", "bureau", &site.kind_organization),
        ("topic", "theme", &site.kind_topic),
    ] {
        let name = quote(name);
        let _ = writeln!(
            out,
            "[[kind]]\nof = \"{of}\"\nkey = \"{key}\"\nname = {name}\n"
        );
    }
    let city = quote(&site.city);
    let _ = writeln!(out, "[[area]]\nkey = \"city\"\nname = {city}\n");
    let keyed = |names: &[&str], letter: char| -> Vec<(String, String)> {
        let all = names.iter().enumerate();
        all.map(|(n, name)| (format!("{letter}{:02}", n + 1), quote(name)))
            .collect()
    };
    for (key, name) in keyed(&known.districts, 'a') {
        let _ = writeln!(
            out,
            "[[area]]\nkey = \"{key}\"\nname = {name}\nlevel = \"district\"\nparent = \"city\"\n"
        );
    }
    for (key, name) in keyed(&known.departments, 'd') {
        let _ = writeln!(
            out,
            "[[organization]]\nkey = \"{key}\"\nname = {name}\nkind = \"bureau\"\n"
        );
    }
    let mut categories = String::new();
    for (key, name) in keyed(&known.themes, 't') {
        let _ = writeln!(
            out,
            "[[topic]]\nkey = \"{key}\"\nname = {name}\nkind = \"theme\"\n"
        );
        let _ = writeln!(categories, "  {{ key = \"{key}\", name = {name} }},");
    }
    let axis = quote(&site.axis);
    let _ = writeln!(
        out,
        "[[axis]]\nkey = \"theme\"\nname = {axis}\ncategories = [\n{categories}]\n"
    );
    let scale = quote(&site.scale);
    let _ = writeln!(out, "[[scale]]\nkey = \"five\"\nname = {scale}\ngrades = [");
    for (n, [symbol, label, tone]) in site.grades.iter().enumerate() {
        let (label, rank) = (quote(label), n + 1);
        let _ = writeln!(
            out,
            "  {{ grade = \"{symbol}\", label = {label}, rank = {rank}, tone = \"{tone}\" }},"
        );
    }
    out + "]\n"
}

/// All facts of one plan.
fn facts(words: &Words, known: &Known<'_>, plan: &[Node]) -> String {
    let (site, top) = (&words.site, &plan[0]);
    let (key, title) = (top.plan(), quote(&top.title));
    let years = (top.years.first(), top.years.last());
    let period = match years {
        (Some(first), Some(last)) => format!("FY{first}..FY{last}"),
        _ => String::new(),
    };
    let document = quote(&fill(&site.document, &[("title", &top.title)]));
    let publisher = quote(&site.publisher);
    let mut out = format!(
        "[[document]]\nkey = \"{key}\"\ntitle = {document}\npublisher = {publisher}\n\n[[framework]]\nkey = \"{key}\"\ntitle = {title}\nperiod = \"{period}\"\naxes = [\"theme\"]\nlevels = [\n"
    );
    for [level, name] in &site.levels {
        let name = quote(name);
        let _ = writeln!(
            out,
            "  {{ key = \"{level}\", name = {name}, scale = \"five\" }},"
        );
    }
    let table = quote(&site.table);
    let _ = writeln!(
        out,
        "]\n\n[[table]]\nkey = \"{key}-themes\"\ntitle = {table}\nrows = \"axis:theme\"\ncolumns = \"grade\"\nof = \"leaf\"\nunit = {}\ntotals = true\n",
        quote(&site.unit)
    );
    for node in plan {
        out += &of_node(words, known, node);
    }
    out
}

/// The item of a file, and its facts.
fn of_node(words: &Words, known: &Known<'_>, node: &Node) -> String {
    let (site, key) = (&words.site, node.key());
    let indicator = format!("{}-{key}", node.plan());
    let name = quote(&fill(&site.indicator, &[("title", &node.title)]));
    let (title, code, unit) = (quote(&node.title), quote(&node.code), quote(&site.unit));
    let place = quote(&place(words, node));
    let mut out = format!(
        "[[item]]\nkey = \"{key}\"\nlevel = \"{}\"\ncode = {code}\ntitle = {title}\n",
        node.kind
    );
    if let Some(parent) = node.parent() {
        let _ = writeln!(out, "parent = \"{parent}\"");
    }
    if !node.themes.is_empty() {
        let themes: Vec<String> = node.themes.iter().map(|t| known.theme(t)).collect();
        let _ = writeln!(out, "themes = {}", list(&themes));
    }
    let year = node.years.last().copied().unwrap_or_default();
    let _ = writeln!(
        out,
        "\n[[evaluation]]\nsubject = \"{key}\"\ngrade = \"{}\"\nperiod = \"FY{year}\"\nplace = {place}\n\n[[indicator]]\nkey = \"{indicator}\"\nsubject = \"{key}\"\nname = {name}\nunit = {unit}\nnature = \"flow\"\n\n[[figures]]\nindicator = \"{indicator}\"\nplace = {place}\nrows = [",
        node.rating
    );
    for (year, value) in node.years.iter().zip(&node.values) {
        let figure = quote(&format!("{value}{}", site.unit));
        let _ = writeln!(out, "  [\"FY{year}\", {figure}],");
    }
    let _ = writeln!(
        out,
        "]\n\n[[involvement]]\nsubject = \"{key}\"\nrole = \"lead\"\nnames = {}\nplace = {place}\n",
        list([&node.department])
    );
    if !node.partners.is_empty() {
        let names = list(&node.partners);
        let _ = writeln!(
            out,
            "[[involvement]]\nsubject = \"{key}\"\nrole = \"partner\"\nnames = {names}\nplace = {place}\n"
        );
    }
    let tags = list(node.districts.iter().chain(&node.themes));
    if tags != "[]" {
        let _ = writeln!(
            out,
            "[[mention]]\nsubject = \"{key}\"\nnames = {tags}\nplace = {place}\n"
        );
    }
    out
}
