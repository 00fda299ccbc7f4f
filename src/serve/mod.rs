//! Floor 9: the local preview. The same line as a build, in a loop; bodies from memory.
//!
//! One thread runs the line whenever something changed (`engine`), one tells that something did
//! (`watch`), one makes what nobody has asked for yet (`behind`), and a few answer requests
//! (`http`). What they share is one value that is swapped whole (`state`): a request sees one
//! moment of the site, never a mixture.

mod address;
mod answer;
mod behind;
mod engine;
mod find;
mod guard;
mod http;
mod live;
mod signal;
mod state;
mod story;
mod tabs;
mod watch;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::base::i18n::Catalog;

use self::engine::Engine;
use self::guard::Guard;
use self::http::Server;
use self::signal::Signal;
use self::state::Shared;

/// What the preview may be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The host to listen on.
    pub host: String,
    /// The port to listen on: 0 for any free one, `None` for the usual one or, if that is taken,
    /// any free one.
    pub port: Option<u16>,
    /// Whether to look for changes without waiting to be told of them.
    pub poll: bool,
    /// The address that opens a file in an editor, with `{path}`, `{line}` and `{column}`.
    pub editor: String,
}

/// The usual port.
pub const PORT: u16 = 8080;

/// The usual editor.
pub const EDITOR: &str = "vscode://file/{path}:{line}:{column}";

/// Why there is no preview.
#[derive(Debug)]
pub enum Trouble {
    /// Another program listens on the port.
    Taken(u16),
    /// The host is none of this machine's.
    Host(io::Error),
    /// The system refuses.
    System(io::Error),
}

/// What the preview has to say while it runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// It can be visited at this address.
    Ready(String),
    /// Others on the network can visit it.
    Open,
    /// Faults, as they are printed.
    Faults(String),
    /// The site was made anew.
    Made(Duration),
    /// The file system does not tell of changes, so they are looked for.
    Polling,
}

/// Takes notices; may be called from any thread.
pub type Tell = Arc<dyn Fn(Notice) + Send + Sync>;

/// Serves the site until the person ends it.
pub fn serve(options: Options, words: Catalog, tell: &Tell) -> Result<(), Trouble> {
    let (listener, address) = listen(&options)?;
    let root = std::path::absolute(&options.root).map_err(Trouble::System)?;
    let signal = Arc::new(Signal::default());
    let shared = Arc::new(Shared::new(words, options.editor, root.clone()));
    watch::start(root.clone(), Arc::clone(&signal));
    let mut engine = Engine::new(
        &root,
        shared.clone(),
        signal,
        Arc::clone(tell),
        options.poll,
    );
    engine.start();
    let running = std::thread::spawn(move || engine.run());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Trouble::System)?;
    let served = runtime.block_on(async {
        let guard = Guard::new(&options.host, address.ip());
        let server = Server::new(shared, guard);
        let serving = tokio::spawn(server.run(listener));
        tell(Notice::Ready(shown(&options.host, address)));
        if !address.ip().is_loopback() {
            tell(Notice::Open);
        }
        ended(serving, running).await
    });
    runtime.shutdown_background();
    served.map_err(Trouble::System)
}

/// Waits until the person ends the program, or the server or the engine cannot go on.
async fn ended(
    serving: tokio::task::JoinHandle<io::Result<()>>,
    running: std::thread::JoinHandle<()>,
) -> io::Result<()> {
    let (send, mut receive) = tokio::sync::mpsc::channel(1);
    let by_engine = send.clone();
    tokio::task::spawn_blocking(move || {
        // The engine runs for ever, so it only ends by a fault of ours, which it has printed.
        let stopped = io::Error::other(match running.join() {
            Ok(()) => "stopped",
            Err(_) => "panicked",
        });
        let _ = by_engine.blocking_send(Err(stopped));
    });
    let by_server = send.clone();
    tokio::spawn(async move {
        let served = serving
            .await
            .unwrap_or_else(|error| Err(io::Error::other(error)));
        let _ = by_server.send(served).await;
    });
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let by_system = send.clone();
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::spawn(async move {
            terminate.recv().await;
            let _ = by_system.send(Ok(())).await;
        });
    }
    tokio::spawn(async move {
        let _ = send.send(tokio::signal::ctrl_c().await).await;
    });
    receive.recv().await.unwrap_or(Ok(()))
}

/// Listens where it was asked to.
fn listen(options: &Options) -> Result<(TcpListener, SocketAddr), Trouble> {
    let bind = |port: u16| -> Result<TcpListener, Trouble> {
        let host = options.host.trim_start_matches('[').trim_end_matches(']');
        let addresses = (host, port).to_socket_addrs().map_err(Trouble::Host)?;
        let addresses: Vec<SocketAddr> = addresses.collect();
        TcpListener::bind(addresses.as_slice()).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => Trouble::Taken(port),
            io::ErrorKind::AddrNotAvailable => Trouble::Host(error),
            _ => Trouble::System(error),
        })
    };
    let listener = match options.port {
        Some(port) => bind(port)?,
        None => bind(PORT).or_else(|trouble| match trouble {
            Trouble::Taken(_) => bind(0),
            other => Err(other),
        })?,
    };
    listener.set_nonblocking(true).map_err(Trouble::System)?;
    let address = listener.local_addr().map_err(Trouble::System)?;
    Ok((listener, address))
}

/// The address to visit. One that stands for all addresses is visited at this machine's own.
fn shown(host: &str, address: SocketAddr) -> String {
    let port = address.port();
    match address.ip() {
        ip if ip.is_unspecified() => format!("http://{}:{port}/", Ipv4Addr::LOCALHOST),
        _ if host.parse::<IpAddr>().is_err() && !host.starts_with('[') => {
            format!("http://{host}:{port}/")
        }
        IpAddr::V4(ip) => format!("http://{ip}:{port}/"),
        IpAddr::V6(ip) => format!("http://[{ip}]:{port}/"),
    }
}
