//! Makes a large site to measure with.
//!
//! `cargo run --release --example corpus -- --pages N --out SITE` makes up N Markdown files of
//! plans, policies, actions and initiatives, the same on every machine. With `--from DIR` in the
//! place of `--pages` they are read from a tree of Markdown files with front matter, so that
//! other generators can be measured with the very same texts. `--full` leaves the search index and
//! the documents for print on, which are off otherwise.
//!
//! Each file gives an item, an evaluation, an indicator with a figure a year, those who have a
//! part in it, and its tags; its text stays text, tables included (their figures are set as code,
//! because nothing else states them). `urls.tsv` in the site's folder has a line for each file:
//! its path, a tab, the path of its page.

mod generate;
mod node;
mod page;
mod read;
mod rng;
mod site;
mod words;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Parser};

use words::Words;

/// Makes a large site to measure with.
#[derive(Parser)]
#[command(group(ArgGroup::new("source").required(true).args(["pages", "from"])))]
struct Args {
    /// How many Markdown files are made up
    #[arg(long, value_name = "N")]
    pages: Option<usize>,
    /// The folder whose `content/` is turned into a site
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// The folder of the new site; it must not exist, or be empty
    #[arg(long, value_name = "SITE")]
    out: PathBuf,
    /// With the search index and documents for print
    #[arg(long)]
    full: bool,
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let words = Words::load()?;
    let corpus = match (&args.from, args.pages) {
        (Some(folder), _) => read::corpus(folder)?,
        (None, pages) => generate::corpus(&words.corpus, pages.unwrap_or_default()),
    };
    fs::create_dir_all(&args.out)?;
    if fs::read_dir(&args.out)?.next().is_some() {
        return Err(format!("{} is not empty", args.out.display()).into());
    }
    let leaves = corpus.nodes.iter().filter(|n| n.is_leaf()).count();
    site::write(&words, &corpus, &args.out, args.full)?;
    println!("files {}, leaves {leaves}", corpus.nodes.len());
    Ok(())
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::FAILURE
        }
    }
}
