//! What is told of a run: when it was, how many faults, and each of them with its place.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::state::Shared;
use crate::base::diag::{Diags, Severity};
use crate::base::report::told::{Told, ToldPlace};
use crate::base::report::{Format, Report};
use crate::base::source::Sources;

/// At most this many faults are told; the rest is counted.
const MOST: usize = 100;

/// At most this many faults of one code are printed for people.
const CAP: usize = 20;

/// What an address may not hold: what ends a path, and what is not ASCII.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// What is told of a run.
#[derive(Default, Debug)]
pub(super) struct Story {
    /// Faults of everything but pages that were not made yet.
    pub(super) diags: Diags,
    /// Where their lines come from.
    pub(super) sources: Arc<Sources>,
    /// When the site that is shown was made, in milliseconds; 0 before the first one.
    pub(super) made: u64,
    /// The same for a browser's script.
    pub(super) told: Value,
    /// The same for people, as a build prints it.
    pub(super) printed: String,
}

impl Story {
    /// The story of a run with these faults; `made` is when the site that is shown was made.
    pub(super) fn new(shared: &Shared, diags: Diags, sources: Arc<Sources>, made: u64) -> Self {
        let faults = diags.clone().sorted(&sources);
        let report = Report {
            sources: &sources,
            catalog: &shared.words,
            format: Format::Human,
            colour: false,
            cap: CAP,
        };
        let count = |severity| {
            faults
                .iter()
                .filter(|f| f.code.severity == severity)
                .count()
        };
        let shown = &faults[..faults.len().min(MOST)];
        let told: Vec<Value> = report
            .tell(shown)
            .iter()
            .map(|fault| told(fault, shared))
            .collect();
        let told = json!({
            "made": made,
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "more": faults.len() - shown.len(),
            "faults": told,
        });
        Self {
            printed: report.render(&faults).trim_end().to_owned(),
            diags,
            sources,
            made,
            told,
        }
    }
}

/// Now, in milliseconds. It is shown to the author and reaches no byte of the site.
pub(super) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(0))
}

fn told(fault: &Told, shared: &Shared) -> Value {
    let severity = match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let others = fault.others.iter().map(|(place, label)| {
        let mut value = placed(place, shared);
        value["label"] = label.as_str().into();
        value
    });
    json!({
        "severity": severity,
        "word": fault.word,
        "code": fault.code,
        "message": fault.message,
        "label": fault.label,
        "helps": fault.helps,
        "place": fault.place.as_ref().map(|place| placed(place, shared)),
        "others": others.collect::<Vec<_>>(),
    })
}

fn placed(place: &ToldPlace, shared: &Shared) -> Value {
    json!({
        "at": format!("{}:{}:{}", place.path, place.line, place.column),
        "line": place.line,
        "href": editor(&shared.editor, &shared.root, place),
        "text": place.text,
    })
}

/// The address that opens a place in the editor. The path has no slash in front, so that
/// `vscode://file/{path}` is right on every system.
fn editor(template: &str, root: &Path, place: &ToldPlace) -> String {
    let path = root.join(&place.path).to_string_lossy().replace('\\', "/");
    let path = utf8_percent_encode(path.trim_start_matches('/'), ESCAPED).to_string();
    template
        .replace("{path}", &path)
        .replace("{line}", &place.line.to_string())
        .replace("{column}", &place.column.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_opens_in_the_editor() {
        let place = ToldPlace {
            path: "content/図 1#.toml".to_owned(),
            line: 3,
            column: 9,
            text: Default::default(),
        };
        let open = |template| editor(template, Path::new("/home/a b"), &place);
        assert_eq!(
            open(crate::serve::EDITOR),
            "vscode://file/home/a%20b/content/%E5%9B%B3%201%23.toml:3:9"
        );
        assert!(open("idea://open?file=/{path}&line={line}").ends_with(".toml&line=3"));
    }
}
