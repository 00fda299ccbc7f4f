//! The command line: what can be asked for, and in which language the answer is.

#[cfg(feature = "serve")]
mod preview;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{
    Arg, ArgAction, Args, Command as Clap, CommandFactory, FromArgMatches, Parser, Subcommand,
    ValueEnum,
};

use crate::base::i18n::{Catalog, Lang};
use crate::base::report;

#[cfg(feature = "serve")]
pub use self::preview::ServeArgs;

/// How the program ends when all is well.
pub const SUCCESS: u8 = 0;
/// How it ends when the site has errors, or could not be read or written.
pub const FAULTS: u8 = 1;
/// How it ends when it was not understood; clap's own number.
pub const USAGE: u8 = 2;

/// What was asked for.
#[derive(Clone, Debug, Parser)]
#[command(name = "mieruka", version, disable_help_subcommand = true)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    /// The language of messages, if it was given; see [`parse`] for the one that counts.
    #[arg(long, global = true, value_name = "ja|en", hide_possible_values = true)]
    pub lang: Option<LangArg>,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Checks the site and writes it.
    Build(BuildArgs),
    /// Checks the site and writes nothing.
    Check(RunArgs),
    /// Shows the site while it is written.
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Explains a code.
    Explain(ExplainArgs),
}

/// What every run over a site may be told.
#[derive(Clone, PartialEq, Eq, Debug, Args)]
pub struct RunArgs {
    /// The site's folder.
    #[arg(
        long,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub root: PathBuf,
    /// How faults are shown.
    #[arg(
        long,
        value_name = "human|short",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: FormatArg,
    /// How many threads are used; as many as there are processors if it is not given.
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Whether the time of each stage is shown.
    #[arg(long)]
    pub timings: bool,
}

/// What `build` may be told.
#[derive(Clone, PartialEq, Eq, Debug, Args)]
pub struct BuildArgs {
    /// What every run may be told.
    #[command(flatten)]
    pub run: RunArgs,
    /// The output folder, from the working directory.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "public",
        hide_default_value = true
    )]
    pub out: PathBuf,
    /// Whether everything is made again, also where nothing has changed.
    #[arg(long)]
    pub force: bool,
}

/// What `explain` may be told.
#[derive(Clone, PartialEq, Eq, Debug, Args)]
pub struct ExplainArgs {
    /// The code; all of them are listed if it is not given.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// A language by its tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LangArg {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// A format by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FormatArg {
    /// For people.
    Human,
    /// One line a fault.
    Short,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Ja => Self::Ja,
            LangArg::En => Self::En,
        }
    }
}

impl From<FormatArg> for report::Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Human => Self::Human,
            FormatArg::Short => Self::Short,
        }
    }
}

/// Reads the command line (program name first) and the language to answer in.
///
/// The error is also how `--help` and `--version` come out: it prints itself to the right stream,
/// and its `exit_code` is 0 for those and [`USAGE`] for mistakes.
pub fn parse(
    args: impl IntoIterator<Item = OsString>,
    env: impl Fn(&str) -> Option<String>,
) -> Result<(Cli, Lang), clap::Error> {
    let args: Vec<_> = args.into_iter().collect();
    let lang = language(asked(&args), env);
    let matches = command(lang).try_get_matches_from(args)?;
    Cli::from_arg_matches(&matches).map(|cli| (cli, lang))
}

/// The language of messages: the one asked for, else the first of `LC_ALL`, `LC_MESSAGES` and
/// `LANG` that is set (POSIX.1-2017, 8.2), else English.
pub fn language(asked: Option<Lang>, env: impl Fn(&str) -> Option<String>) -> Lang {
    let set = || {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let value = names
            .iter()
            .filter_map(|name| env(name))
            .find(|value| !value.is_empty());
        value.and_then(|value| Lang::from_tag(&value))
    };
    asked.or_else(set).unwrap_or(Lang::En)
}

/// The value of `--lang`, which must be known before anything can be said about the others.
fn asked(args: &[OsString]) -> Option<Lang> {
    let mut rest = args.iter().skip(1).filter_map(|arg| arg.to_str());
    while let Some(arg) = rest.next() {
        match arg.strip_prefix("--lang") {
            Some("") => return rest.next().and_then(Lang::from_tag),
            Some(value) if value.starts_with('=') => return Lang::from_tag(&value[1..]),
            _ if arg == "--" => break,
            _ => {}
        }
    }
    None
}

/// The command line's grammar with its words in `lang`: the texts of `[cli]`, by argument.
fn command(lang: Lang) -> Clap {
    let words = Catalog::load(lang);
    let main = described(Cli::command(), &words, "about", "examples");
    let names = main.get_subcommands().map(|sub| sub.get_name().to_owned());
    names
        .collect::<Vec<_>>()
        .into_iter()
        .fold(main, |main, name| {
            let examples = format!("examples-{name}");
            main.mut_subcommand(&name, |sub| described(sub, &words, &name, &examples))
        })
}

/// One command with its words, those of its arguments, and its examples.
fn described(command: Clap, words: &Catalog, about: &str, examples: &str) -> Clap {
    let text = |name: &str| words.text("cli", name).to_owned();
    let flag = |name: &'static str, short: char, action: ArgAction| {
        let arg = Arg::new(name).long(name).short(short);
        arg.action(action).display_order(99)
    };
    let mut template = format!("{{about}}\n\n{}: {{usage}}", text("usage"));
    for (part, shown) in [
        (
            "commands",
            command.has_subcommands().then_some("{subcommands}"),
        ),
        (
            "arguments",
            command.get_positionals().next().map(|_| "{positionals}"),
        ),
        ("options", Some("{options}")),
    ] {
        template.extend(shown.map(|tag| format!("\n\n{}:\n{tag}", text(part))));
    }
    let version = command.get_version().is_some();
    let mut command = command
        .help_template(template + "{after-help}")
        .about(text(about))
        .after_help(text(examples).trim().to_owned())
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help));
    if version {
        command = command.arg(flag("version", 'V', ArgAction::Version));
    }
    command.mut_args(|arg| {
        let help = text(arg.get_id().as_str());
        arg.help(help).long_help(None::<&str>)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, locale: &str) -> Result<(Cli, Lang), clap::Error> {
        let args = ["mieruka"].into_iter().chain(line.split_whitespace());
        parse(args.map(OsString::from), |name| {
            (name == "LANG").then(|| locale.to_owned())
        })
    }

    fn help(line: &str, locale: &str) -> String {
        read(line, locale)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn the_grammar_is_sound() {
        command(Lang::Ja).debug_assert();
    }

    #[test]
    fn a_locale_is_understood_and_an_argument_goes_before_it() {
        let language = |asked, set: &[(&str, &str)]| {
            let found = |name: &str| set.iter().find(|(n, _)| *n == name);
            super::language(asked, |name| {
                found(name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(language(None, &[("LANG", "ja_JP.UTF-8")]), Lang::Ja);
        assert_eq!(
            language(None, &[("LC_ALL", "C"), ("LANG", "ja_JP.UTF-8")]),
            Lang::En
        );
        assert_eq!(
            language(None, &[("LC_ALL", ""), ("LC_MESSAGES", "ja_JP")]),
            Lang::Ja
        );
        assert_eq!(language(None, &[("LANG", "POSIX")]), Lang::En);
        assert_eq!(language(None, &[("LANG", "fr_FR")]), Lang::En);
        assert_eq!(language(None, &[]), Lang::En);
        assert_eq!(language(Some(Lang::En), &[("LANG", "ja_JP")]), Lang::En);
    }

    #[test]
    fn commands_are_read_with_their_defaults() -> Result<(), clap::Error> {
        let (cli, lang) = read("build --lang ja", "C")?;
        let Command::Build(build) = cli.command else {
            panic!("not a build")
        };
        assert_eq!(
            (build.run.root, build.out),
            (PathBuf::from("."), PathBuf::from("public"))
        );
        assert_eq!((build.run.format, lang), (FormatArg::Human, Lang::Ja));
        let (cli, lang) = read(
            "--lang=en check --root x --format short --threads 2",
            "ja_JP",
        )?;
        let Command::Check(check) = cli.command else {
            panic!("not a check")
        };
        assert_eq!((check.format, lang), (FormatArg::Short, Lang::En));
        assert_eq!(check.threads.map(NonZeroUsize::get), Some(2));
        let (cli, _) = read("explain not-utf8", "C")?;
        assert!(matches!(
            cli.command,
            Command::Explain(ExplainArgs { code: Some(_) })
        ));
        Ok(())
    }

    #[test]
    fn mistakes_end_with_two_and_help_with_nought() {
        let code = |line| read(line, "C").err().map(|error| error.exit_code());
        let usage = Some(i32::from(USAGE));
        for line in [
            "",
            "bild",
            "check --out x",
            "check --threads 0",
            "check --lang fr",
        ] {
            assert_eq!(code(line), usage, "{line}");
        }
        for line in ["--help", "-V", "build -h"] {
            assert_eq!(code(line), Some(0), "{line}");
        }
    }

    #[test]
    fn help_speaks_the_readers_language_and_ends_in_examples() {
        for (line, locale, first, last) in [
            (
                "build --help",
                "ja_JP.UTF-8",
                "サイトを調べ",
                "mieruka build --timings",
            ),
            ("check --help", "C", "Checks the site", "--format short"),
            ("--help --lang ja", "C", "計画・目標", "書き出す"),
        ] {
            let text = help(line, locale);
            assert!(text.starts_with(first), "{text}");
            let end = text
                .trim_end()
                .lines()
                .last()
                .unwrap_or_default()
                .to_owned();
            assert!(end.contains(last), "{text}");
            assert_eq!(
                locale == "C" && !line.contains("ja"),
                text.is_ascii(),
                "{text}"
            );
        }
    }
}
