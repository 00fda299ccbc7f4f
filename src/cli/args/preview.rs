//! What `serve` may be told.

use std::path::PathBuf;

use clap::Args;

/// What `serve` may be told.
#[derive(Clone, PartialEq, Eq, Debug, Args)]
pub struct ServeArgs {
    /// The site's folder.
    #[arg(
        long,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub root: PathBuf,
    /// The port; any free one for 0.
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// The host to listen on.
    #[arg(
        long,
        value_name = "HOST",
        default_value = "127.0.0.1",
        hide_default_value = true
    )]
    pub host: String,
    /// Whether to open the first page in a browser.
    #[arg(long)]
    pub open: bool,
    /// Whether to look for changes instead of waiting to be told of them.
    #[arg(long)]
    pub poll: bool,
    /// The address that opens a file in an editor.
    #[arg(long, value_name = "URL", value_parser = editor)]
    pub editor: Option<String>,
}

/// An address for the editor: with a scheme, and none that would run in the page.
fn editor(url: &str) -> Result<String, String> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    let sound = scheme.is_some_and(|scheme| {
        let letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        let runs = ["javascript", "data", "vbscript"];
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(letter)
            && !runs.iter().any(|bad| scheme.eq_ignore_ascii_case(bad))
    });
    match sound && url.contains("{path}") {
        true => Ok(url.to_owned()),
        false => Err(crate::serve::EDITOR.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::editor;

    #[test]
    fn an_editor_is_an_address_that_runs_nothing() {
        assert!(editor("vscode://file/{path}:{line}").is_ok());
        assert!(editor("idea://open?file=/{path}").is_ok());
        for bad in [
            "{path}",
            "javascript:{path}",
            "data:,{path}",
            "vscode://file",
            ":{path}",
        ] {
            assert!(editor(bad).is_err(), "{bad}");
        }
    }
}
