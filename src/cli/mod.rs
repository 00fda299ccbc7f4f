//! Floor 10: the program. Reads arguments, runs the line, prints what came of it.

pub mod args;
mod explain;
mod progress;
mod run;
#[cfg(feature = "serve")]
mod serve;
mod summary;

use std::io::Write;
use std::process::ExitCode;

use self::args::{Cli, Command, FAULTS, SUCCESS};
use crate::base::i18n::Catalog;

/// Runs the program with the process's own arguments and environment.
pub fn main() -> ExitCode {
    let env = |name: &str| std::env::var(name).ok();
    let (cli, lang) = match args::parse(std::env::args_os(), env) {
        Ok(parsed) => parsed,
        Err(error) => {
            // A closed stream is no reason to fail: nobody is there to read of it.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAULTS));
        }
    };
    let words = Catalog::load(lang);
    let clean = command(&cli, &words);
    ExitCode::from(if clean { SUCCESS } else { FAULTS })
}

/// Runs one command; `false` if there were errors.
fn command(cli: &Cli, words: &Catalog) -> bool {
    match &cli.command {
        Command::Build(args) => run::in_pool(args.run.threads, || run::build(args, words)),
        Command::Check(args) => run::in_pool(args.threads, || run::check(args, words)),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::serve(args, words),
        Command::Explain(args) => explain::explain(args.code.as_deref(), words),
    }
}

/// Prints to stdout; a reader who went away is no fault.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints to stderr, where faults belong.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
