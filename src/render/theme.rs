//! Themes: the one inside the program, overridden file by file by the site's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::fingerprint::Fingerprint;
use crate::base::i18n::Catalog;
use crate::base::source::SourceFile;
use crate::base::span::{Span, Spanned};
use crate::base::words::closest;

use super::errors;

/// The theme inside the program.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
/// Its name.
const DEFAULT: &str = "default";
/// Folder of the templates inside a theme.
const TEMPLATES: &str = "templates/";
/// Folder of the files that are published as they are, under `assets/`.
const STATIC: &str = "static/";

/// A compiled theme.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// The site's own templates by name: where their faults are.
    own: BTreeMap<String, SourceFile>,
    /// Files to publish: path from the site's root, and bytes.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// Of everything that a page's bytes take from the theme: its templates and its words.
    pub fingerprint: Fingerprint,
    /// Whether the site has a template that the program does not have as it is. Only such a
    /// template can fail while a page is rendered: ours are tested with every kind of page.
    pub changed: bool,
}

/// A fault of a template.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ThemeFault {
    /// The template.
    template: String,
    /// First and last byte in it, where the engine tells.
    range: Option<(usize, usize)>,
    /// What the engine says.
    message: String,
}

impl Theme {
    /// Compiles the theme `name`: the built-in one, with the files that the site puts in
    /// `themes/<name>/` instead. `words` are those that templates print.
    pub fn compile(name: &Spanned<String>, site: &[SourceFile], words: &Catalog) -> Checked<Self> {
        let mut diags = Diags::default();
        let prefix = format!("themes/{}/", name.value);
        let own: Vec<(&str, &SourceFile)> = site
            .iter()
            .filter_map(|f| Some((f.path.strip_prefix(&prefix)?, f)))
            .collect();
        if own.is_empty() && name.value != DEFAULT {
            let folders: Vec<&str> = site
                .iter()
                .filter_map(|f| f.path.split('/').nth(1))
                .collect();
            let near = closest(name, folders.into_iter().chain([DEFAULT]));
            diags.push(errors::unknown_theme(name.span, name, near));
        }
        let mut templates: BTreeMap<String, String> = BTreeMap::new();
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (path, bytes) in built_in(&BUILT_IN) {
            sort_in(&path, bytes, &mut templates, &mut files);
        }
        let changed = own.iter().any(|(path, file)| {
            let name = path.strip_prefix(TEMPLATES);
            name.is_some_and(|name| templates.get(name).map(String::as_str) != Some(&*file.text))
        });
        for (path, file) in &own {
            sort_in(path, file.text.as_bytes(), &mut templates, &mut files);
        }
        let own = own.into_iter().filter_map(|(path, file)| {
            Some((path.strip_prefix(TEMPLATES)?.to_owned(), file.clone()))
        });
        let mut theme = Self {
            changed,
            tera: Tera::new(),
            own: own.collect(),
            files: files
                .into_iter()
                .map(|(path, bytes)| (format!("assets/{path}"), bytes.into()))
                .collect(),
            fingerprint: Fingerprint::of_value(&(&templates, words.lang())),
        };
        theme.add_words(words);
        let faults = theme.add(templates);
        diags.extend(faults.iter().map(|f| theme.diagnostic(f, &[])).collect());
        Checked::new(theme, diags)
    }

    fn add_words(&mut self, words: &Catalog) {
        self.tera.autoescape_on(vec![".html"]);
        let ui: BTreeMap<&str, &str> = words.section("ui").collect();
        self.tera.global_context().insert("words", &ui);
    }

    /// Adds all templates. The engine stops at the first fault of a batch, so the template that
    /// has it is left out and the rest is tried again: every broken template is named in one run.
    fn add(&mut self, mut templates: BTreeMap<String, String>) -> Vec<ThemeFault> {
        let mut faults = Vec::new();
        loop {
            let mut tera = Tera::new();
            tera.autoescape_on(vec![".html"]);
            std::mem::swap(tera.global_context(), self.tera.global_context());
            match tera.add_raw_templates(templates.iter().map(|(k, v)| (k.as_str(), v.as_str()))) {
                Ok(()) => {
                    self.tera = tera;
                    return faults;
                }
                Err(error) => {
                    std::mem::swap(tera.global_context(), self.tera.global_context());
                    let fault = fault(&error, &templates);
                    let known = templates.remove(&fault.template).is_some();
                    faults.push(fault);
                    // A fault that names no template cannot be stepped over.
                    if !known {
                        return faults;
                    }
                }
            }
        }
    }

    /// Renders a template with a view.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, ThemeFault> {
        let unknown = BTreeMap::new();
        let context = Context::from_serialize(view).map_err(|e| fault(&e, &unknown))?;
        // Most pages fit, and need not be moved while they grow.
        let mut bytes = Vec::with_capacity(1 << 15);
        let rendered = self.tera.render_to(template, &context, &mut bytes);
        rendered.map_err(|e| {
            let mut fault = fault(&e, &unknown);
            if fault.template.is_empty() {
                template.clone_into(&mut fault.template);
            }
            fault
        })?;
        Ok(bytes)
    }

    /// The message for a fault and the pages that show it.
    pub fn diagnostic(&self, fault: &ThemeFault, pages: &[String]) -> Diagnostic {
        let file = self.own.get(&fault.template);
        let span = file.map(|file| {
            let (start, end) = fault.range.unwrap_or((0, 0));
            Span::new(file.id, start..end)
        });
        errors::template_error(span, &fault.template, &fault.message, pages)
    }
}

/// All files of the built-in theme, by path.
fn built_in<'a>(dir: &'a Dir<'a>) -> Vec<(String, &'a [u8])> {
    let mut all = Vec::new();
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        all.push((path, file.contents()));
    }
    for inner in dir.dirs() {
        all.extend(built_in(inner));
    }
    all
}

fn sort_in(
    path: &str,
    bytes: &[u8],
    templates: &mut BTreeMap<String, String>,
    files: &mut BTreeMap<String, Vec<u8>>,
) {
    if let Some(name) = path.strip_prefix(TEMPLATES) {
        templates.insert(name.to_owned(), String::from_utf8_lossy(bytes).into_owned());
    } else if let Some(name) = path.strip_prefix(STATIC) {
        files.insert(name.to_owned(), bytes.to_vec());
    }
}

/// What the engine says, with its place. Its own report counts columns in characters, which
/// drifts under full-width text, so only message, file and span are taken from it.
fn fault(error: &tera::Error, templates: &BTreeMap<String, String>) -> ThemeFault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            ThemeFault {
                template: report.filename().to_owned(),
                range: Some((range.start, range.end)),
                message: report.message().to_owned(),
            }
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            plain(tpl, error)
        }
        ErrorKind::MissingParent { current, .. } => plain(current, error),
        _ => {
            // Name faults arrive as finished text that begins with the template's name.
            let text = error.to_string();
            let name = templates.keys().find(|name| text.contains(name.as_str()));
            ThemeFault {
                template: name.cloned().unwrap_or_default(),
                range: None,
                message: text.lines().next().unwrap_or_default().to_owned(),
            }
        }
    }
}

fn plain(template: &str, error: &tera::Error) -> ThemeFault {
    ThemeFault {
        template: template.to_owned(),
        range: None,
        message: error.to_string(),
    }
}
