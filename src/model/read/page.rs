//! Markdown files: what is said of a subject, section by section; or a free page.

use std::sync::Arc;

use crate::base::key::Key;
use crate::base::span::Spanned;
use crate::model::article::Article;
use crate::model::build::Builder;
use crate::model::document::{Citation, Reading};
use crate::model::errors;
use crate::model::fact::{Lead, Report, ReportKind, numbered};
use crate::model::fields::{Defaults, Record};
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::parse::markdown::{Doc, Heading, Section};

use super::citation::{check_span, citation};
use super::{insert, reference};

/// Where free pages live.
const PAGES: &str = "content/pages/";

/// The path of a free page below the folder of these; `None` for a file about a subject.
pub(in crate::model) fn article_path(path: &str) -> Option<&str> {
    let inner = path.strip_prefix(PAGES)?;
    Some(inner.strip_suffix(".md").unwrap_or(inner))
}

/// Reads a Markdown file.
pub(in crate::model) fn page(b: &mut Builder, doc: &Doc, path: &str, defaults: &Defaults) {
    let mut r = Record::new("page", &doc.front, defaults);
    match article_path(path) {
        Some(path) => article(b, &mut r, doc, path),
        None => sections(b, &mut r, doc),
    }
    b.end(r);
}

fn article(b: &mut Builder, r: &mut Record<'_>, doc: &Doc, path: &str) {
    let title = r.required("title");
    let question = r.text("question").map(|text| text.value);
    let city = r.text("city");
    let city = b.city(city, &mut r.diags);
    let lead = r.prose("lead");
    let Some(title) = title else { return };
    let Some(key) = Key::new(&path.replace('/', "-")) else {
        r.diags.push(errors::bad_key(title.span, path));
        return;
    };
    let row = Article {
        path: path.to_owned(),
        title: title.value,
        question,
        city,
        lead,
        sections: doc.sections.clone(),
        span: title.span,
    };
    insert(r, &mut b.model.articles, &key, row, |row| row.span);
}

/// What the sections of a file share.
struct Page {
    subject: Subject,
    cites: Option<Citation>,
    period: Spanned<Period>,
    year: Option<i32>,
}

fn sections(b: &mut Builder, r: &mut Record<'_>, doc: &Doc) {
    let scope = b.scope(r);
    let subject = reference::subject(b, r, scope, "subject");
    let year = r.year();
    let period = r.period_or_absent("period");
    let lead = r.prose("lead");
    let cites = match r.table("cites") {
        Some(mut own) => {
            let cites = citation(b, &mut own, "");
            r.diags.extend(own.finish().0);
            cites
        }
        None => reference::document(b, r).map(|document| Citation {
            document,
            place: String::new(),
            printed: String::new(),
        }),
    };
    let Some(subject) = subject else { return };
    if let Some(text) = lead {
        b.model.leads.push(Lead {
            subject,
            period: period.value,
            text: *text,
        });
    }
    let page = Page {
        subject,
        cites,
        period,
        year,
    };
    for section in &doc.sections {
        match &section.heading {
            Some(heading) => report(b, r, section, heading, &page),
            None if section.prose.is_empty() => {}
            None => {
                let allowed = headings(b);
                r.diags
                    .push(errors::unknown_section(section.prose.span, "", allowed));
            }
        }
    }
}

/// The value that a heading gives to one of its attributes.
fn attribute<'a>(heading: &'a Heading, name: &str) -> Option<&'a Spanned<String>> {
    let mut all = heading.attributes.iter();
    all.find(|(key, _)| key.value == name)
        .map(|(_, value)| value)
}

fn report(b: &mut Builder, r: &mut Record<'_>, section: &Section, heading: &Heading, page: &Page) {
    for (name, _) in &heading.attributes {
        const KNOWN: [&str; 4] = ["place", "period", "document", "kind"];
        if !KNOWN.contains(&name.value.as_str()) {
            r.diags
                .push(errors::unknown_key(name.span, name, "heading", KNOWN));
        }
    }
    let said = attribute(heading, "kind").map_or(heading.plain.as_str(), |v| v.value.as_str());
    let Some(kind) = kind_of(b, said) else {
        r.diags
            .push(errors::unknown_section(heading.span, said, headings(b)));
        return;
    };
    let period = match attribute(heading, "period") {
        Some(text) => match r.read_period(text, page.year) {
            Some((period, _)) => period,
            None => return,
        },
        None => page.period,
    };
    let Some(cites) = cites_of(b, r, heading, page) else {
        return;
    };
    check_span(b, r, page.subject, period, cites.document);
    let tail = format!("{}.{}", kind.word(), period.id());
    let (id, seq) = numbered(b.model.subject_id(page.subject), &tail, &mut b.numbers);
    b.model.reports.push(Arc::new(Report {
        id,
        subject: page.subject,
        kind,
        heading: heading.plain.clone(),
        period: period.value,
        qualifier: String::new(),
        seq,
        text: section.prose.clone(),
        block: true,
        reading: Reading::Ok,
        note: None,
        cites,
        span: heading.span,
    }));
}

/// Where a section is printed: as the page says, unless its heading says otherwise.
fn cites_of(b: &Builder, r: &mut Record<'_>, heading: &Heading, page: &Page) -> Option<Citation> {
    let Some(mut cites) = page.cites.clone() else {
        r.diags
            .push(errors::missing_source(heading.span, "page", "cites"));
        return None;
    };
    if let Some(place) = attribute(heading, "place") {
        cites.place.clone_from(&place.value);
    }
    if let Some(key) = attribute(heading, "document") {
        let found = reference::one_document(b, key, &mut r.diags);
        cites.document = found.unwrap_or(cites.document);
    }
    if cites.place.is_empty() {
        r.diags
            .push(errors::missing_source(heading.span, "page", "place"));
    }
    Some(cites)
}

/// The kind that a heading names: a word of the site's language, or the kind's own word.
fn kind_of(b: &Builder, heading: &str) -> Option<ReportKind> {
    let named = |word: &str| {
        let words = b.words.find("headings", word).unwrap_or_default();
        word == heading || words.split('|').any(|w| w == heading)
    };
    ReportKind::CHOICES
        .iter()
        .find(|(word, _)| named(word))
        .map(|(_, kind)| *kind)
}

fn headings(b: &Builder) -> Vec<String> {
    let words = b
        .words
        .section("headings")
        .flat_map(|(_, words)| words.split('|'));
    words.map(str::to_owned).collect()
}
