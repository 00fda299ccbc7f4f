//! `serve`: what the preview says while it runs, and how a browser is opened.

use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::base::diag::Arg;
use crate::base::i18n::Catalog;
use crate::base::reason::reason;
use crate::serve::{EDITOR, Notice, Options, Tell, Trouble, serve as preview};

use super::args::ServeArgs;
use super::{complain, say};

/// The variable that names the editor, where the command line does not.
const VARIABLE: &str = "MIERUKA_EDITOR";

/// `mieruka serve`: shows the site until the person ends it; `false` if it could not.
pub(super) fn serve(args: &ServeArgs, words: &Catalog) -> bool {
    let named = || std::env::var(VARIABLE).ok().filter(|url| !url.is_empty());
    let options = Options {
        root: args.root.clone(),
        host: args.host.clone(),
        port: args.port,
        poll: args.poll,
        editor: args
            .editor
            .clone()
            .or_else(named)
            .unwrap_or_else(|| EDITOR.to_owned()),
    };
    let (catalog, open) = (words.clone(), args.open);
    let tell = move |notice: Notice| {
        let fill = |name: &str, args: &[(&'static str, Arg)]| {
            complain(&catalog.fill(catalog.text("serve", name), args));
        };
        match notice {
            Notice::Ready(address) => {
                // The first line is for programs too: the address and nothing else.
                say(&address);
                fill("ready", &[]);
                if open && !open_browser(&address) {
                    fill("no-browser", &[("address", address.into())]);
                }
            }
            Notice::Open => fill("open", &[]),
            Notice::Faults(text) => complain(&format!("\n{text}\n")),
            Notice::Made(time) => {
                let time = usize::try_from(time.as_millis()).unwrap_or(usize::MAX);
                fill("made", &[("time", Arg::Count(time))]);
            }
            Notice::Polling => fill("polling", &[]),
        }
    };
    let tell: Tell = Arc::new(tell);
    let Err(trouble) = preview(options, words.clone(), &tell) else {
        return true;
    };
    let text = |name: &str, args: &[(&'static str, Arg)]| {
        complain(&words.fill(words.text("serve", name), args));
        false
    };
    match trouble {
        Trouble::Taken(port) => text("port-taken", &[("port", Arg::Count(port.into()))]),
        Trouble::Host(error) => {
            let why = words.arg(&reason(&error));
            text(
                "bad-host",
                &[("host", args.host.clone().into()), ("reason", why.into())],
            )
        }
        Trouble::System(error) => text("failed", &[("reason", reason(&error))]),
    }
}

/// Opens an address in the person's browser; `false` if the system has no way to.
fn open_browser(address: &str) -> bool {
    let (program, first): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(first).arg(address);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().is_ok()
}
