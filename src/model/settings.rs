//! `site.toml`: what is true of the whole site.

use crate::base::i18n::Lang;
use crate::base::span::Spanned;

use super::fields::Record;
use super::period::Date;

/// The site's own settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the site, in every page title.
    pub title: String,
    /// One sentence for home and search engines.
    pub description: String,
    /// Language of the pages and of the function words in formulas.
    pub lang: Lang,
    /// Name of the theme: `themes/<name>/`.
    pub theme: Spanned<String>,
    /// Where readers turn with questions.
    pub contact: String,
    /// Terms of use, printed with data and citations.
    pub licence: String,
    /// The day as of which states such as "ended" are told; no clock is ever read.
    pub as_of: Option<Date>,
    /// Public address of the site's root. Only what needs an absolute address uses it.
    pub url: Option<String>,
    /// Which parts of the output are made beside the pages.
    pub output: Outputs,
}

/// Parts of the output that a site can leave out: the `[output]` table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outputs {
    /// The search index and its page.
    pub search: bool,
    /// Open data: every file under `data/`, and its page.
    pub data: bool,
    /// Documents for print.
    pub print: bool,
}

impl Default for Outputs {
    fn default() -> Self {
        Self {
            search: true,
            data: true,
            print: true,
        }
    }
}

impl Outputs {
    /// Reads the `[output]` table. What it does not name is made.
    pub fn read(r: &mut Record<'_>) -> Self {
        let mut made = |name| r.flag(name).unwrap_or(true);
        Self {
            search: made("search"),
            data: made("data"),
            print: made("print"),
        }
    }
}

impl Settings {
    /// Reads the `[site]` table.
    pub fn read(r: &mut Record<'_>) -> Self {
        let span = r.span;
        let languages = [("ja", Lang::Ja), ("en", Lang::En)];
        let title = r.required("title").map(|t| t.value).unwrap_or_default();
        let theme = r.text("theme");
        let as_of = r.period("as_of").and_then(|(p, _)| p.last_day());
        Self {
            title,
            description: r.text_or_empty("description"),
            lang: r
                .choice("language", &languages)
                .map_or(Lang::Ja, |l| l.value),
            theme: theme.unwrap_or_else(|| Spanned::new("default".to_owned(), span)),
            contact: r.text_or_empty("contact"),
            licence: r.text_or_empty("licence"),
            as_of,
            url: r.text("url").map(|u| u.value),
            output: Outputs::default(),
        }
    }
}
