//! What a report looks like.

use super::*;
use crate::base::diag::Code;
use crate::base::i18n::Lang;
use crate::base::source::SourceFile;
use crate::base::span::Span;

const CODE: Code = Code::error("not-in-any-catalogue");

fn sources() -> Sources {
    Sources::new([
        SourceFile::new("a.toml", "title = \"x\"\n評価 = \"Ｅ\" # 行動\n"),
        SourceFile::new("b.toml", "key = \"abcd\"\n"),
        SourceFile::new("empty.toml", ""),
    ])
}

fn span(sources: &Sources, path: &str, text: &str) -> Span {
    let file = sources.get(crate::base::span::FileId::of(path));
    let start = file.and_then(|f| f.text.find(text)).unwrap_or_default();
    Span::new(
        crate::base::span::FileId::of(path),
        start..start + text.len(),
    )
}

fn render(lang: Lang, format: Format, cap: usize, faults: &[Diagnostic]) -> String {
    let report = Report {
        sources: &sources(),
        catalog: &Catalog::load(lang),
        format,
        colour: false,
        cap,
    };
    report.render(faults)
}

#[test]
fn carets_stand_under_full_width_text() {
    let sources = sources();
    let fault = Diagnostic::new(CODE, span(&sources, "a.toml", "\"Ｅ\""))
        .label(span(&sources, "b.toml", "abcd"), "scale")
        .help("nearest");
    let expected = "\
エラー[not-in-any-catalogue]: not-in-any-catalogue
  --> a.toml:2:6
  |
2 | 評価 = \"Ｅ\" # 行動
  |        ^^^^
  |
  --> b.toml:1:8
  |
1 | key = \"abcd\"
  |        ---- label-scale
  |
  = 直し方: help-nearest

";
    assert_eq!(render(Lang::Ja, Format::Human, 20, &[fault]), expected);
}

#[test]
fn a_fault_may_have_no_text_or_no_place() {
    let sources = sources();
    let empty = Diagnostic::new(CODE, span(&sources, "empty.toml", "?"));
    let faults = [Diagnostic::nowhere(CODE), empty];
    let expected = "\
error[not-in-any-catalogue]: not-in-any-catalogue

error[not-in-any-catalogue]: not-in-any-catalogue
  --> empty.toml

";
    assert_eq!(render(Lang::En, Format::Human, 20, &faults), expected);
    let expected = "\
-: エラー[not-in-any-catalogue]: not-in-any-catalogue
empty.toml:1:1: エラー[not-in-any-catalogue]: not-in-any-catalogue
";
    assert_eq!(render(Lang::Ja, Format::Short, 1, &faults), expected);
}

#[test]
fn spans_beyond_the_text_and_its_line_breaks_are_fitted() {
    let sources = sources();
    let line = span(&sources, "a.toml", "title = \"x\"\n");
    let beyond = Span::new(line.file, 14..9999);
    let faults = [Diagnostic::new(CODE, line), Diagnostic::new(CODE, beyond)];
    let text = render(Lang::En, Format::Human, 20, &faults);
    assert!(
        text.contains("1 | title = \"x\"\n  | ^^^^^^^^^^^\n"),
        "{text}"
    );
    assert!(text.contains("2 | 評価"), "{text}");
}

#[test]
fn the_cap_counts_each_code_for_people_only() {
    let faults = vec![Diagnostic::nowhere(CODE); 3];
    let human = render(Lang::En, Format::Human, 2, &faults);
    assert_eq!(human.matches("error[").count(), 2);
    assert!(human.contains("1 more of this kind"), "{human}");
    assert_eq!(
        render(Lang::En, Format::Short, 2, &faults).lines().count(),
        3
    );
}

#[test]
fn colour_changes_nothing_but_colour() {
    let sources = sources();
    let faults = [Diagnostic::new(CODE, span(&sources, "a.toml", "title"))];
    let mut report = Report {
        sources: &sources,
        catalog: &Catalog::load(Lang::Ja),
        format: Format::Human,
        colour: true,
        cap: 20,
    };
    let coloured = report.render(&faults);
    report.colour = false;
    let mut plain = String::new();
    for part in coloured.split('\u{1b}') {
        plain.push_str(
            part.strip_prefix('[')
                .and_then(|p| p.split_once('m'))
                .map_or(part, |p| p.1),
        );
    }
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(plain, report.render(&faults));
}

#[test]
fn arguments_cannot_break_the_line_or_steer_the_terminal() {
    assert_eq!(one_line("a\nb\u{1b}[31m"), "a b [31m");
}

#[test]
fn the_summary_counts_in_words() {
    let (ja, en) = (Catalog::load(Lang::Ja), Catalog::load(Lang::En));
    assert_eq!(
        summary(&ja, 4, 1, Outcome::Kept),
        "エラー 4件、注意 1件。サイトは書き出していません（前の出力はそのままです）。"
    );
    assert_eq!(
        summary(&en, 1, 0, Outcome::Kept),
        "1 error; the site was not written (the previous output is as it was)."
    );
    assert_eq!(
        summary(&en, 0, 0, Outcome::Written),
        "no errors, no warnings; the site was written."
    );
}
