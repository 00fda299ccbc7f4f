//! Requests and answers.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::serve::{IncomingStream, Listener};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_stream::Stream;

use super::find::{Found, find};
use super::guard::Guard;
use super::state::Shared;
use super::tabs::Seat;
use super::{address, answer, engine, live};

/// Where the preview's own things are; no page of a site has such an address.
const OWN: &str = "/_mieruka/";

/// How often a request may be answered anew because the site changed while it was.
const TRIES: usize = 5;

/// The server.
#[derive(Clone)]
pub(super) struct Server {
    shared: Arc<Shared>,
    guard: Guard,
}

/// The address of this machine at which a request came in.
#[derive(Clone, Copy, Debug)]
struct Local(Option<SocketAddr>);

/// Accepts connections on which an answer is sent at once, however small it is.
struct AtOnce(tokio::net::TcpListener);

impl Listener for AtOnce {
    type Io = tokio::net::TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        let _ = stream.set_nodelay(true);
        (stream, peer)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, AtOnce>> for Local {
    fn connect_info(stream: IncomingStream<'_, AtOnce>) -> Self {
        Self(stream.io().local_addr().ok())
    }
}

impl Server {
    /// A server of what is shared, for those that the guard admits.
    pub(super) fn new(shared: Arc<Shared>, guard: Guard) -> Self {
        Self { shared, guard }
    }

    /// Answers requests for ever.
    pub(super) async fn run(self, listener: TcpListener) -> io::Result<()> {
        let listener = AtOnce(tokio::net::TcpListener::from_std(listener)?);
        let router = Router::new().fallback(respond).with_state(self);
        let service = router.into_make_service_with_connect_info::<Local>();
        axum::serve(listener, service).await
    }
}

async fn respond(
    State(server): State<Server>,
    ConnectInfo(Local(local)): ConnectInfo<Local>,
    request: Request,
) -> Response<Body> {
    let local = local.map(|address| address.ip());
    let authority = request.uri().authority().map(|named| named.as_str());
    if !server.guard.admits(authority, request.headers(), local) {
        return answer::refuse(StatusCode::FORBIDDEN);
    }
    if !matches!(request.method(), &Method::GET | &Method::HEAD) {
        let mut response = answer::refuse(StatusCode::METHOD_NOT_ALLOWED);
        answer::add(&mut response, header::ALLOW, "GET, HEAD");
        return response;
    }
    let (parts, _) = request.into_parts();
    if let Some(name) = parts.uri.path().strip_prefix(OWN) {
        return own(&server, name, parts.uri.query(), &parts.headers, local).await;
    }
    let Some(address) = address::read(parts.uri.path()) else {
        return answer::refuse(StatusCode::BAD_REQUEST);
    };
    let found = tokio::task::spawn_blocking(move || {
        let found = current(&server.shared, &address);
        reply(&server.shared, found, &parts)
    });
    // A panic while a page is made is that page's fault, not the server's end.
    let failed = |_| answer::refuse(StatusCode::INTERNAL_SERVER_ERROR);
    found.await.unwrap_or_else(failed)
}

/// What is at an address now. A site that was replaced while the body was made is asked again, so
/// that nothing older is answered after the first answer of a new one.
fn current(shared: &Shared, address: &str) -> Found {
    let mut found = Found::Nothing;
    for _ in 0..TRIES {
        let moment = shared.now();
        found = find(&moment, &shared.root, address);
        if shared.now().generation == moment.generation {
            if matches!(&found, Found::File(whole) if whole.stale)
                || matches!(found, Found::Nothing)
            {
                engine::tell_of_templates(shared, moment.generation);
            }
            break;
        }
    }
    found
}

fn reply(shared: &Shared, found: Found, request: &axum::http::request::Parts) -> Response<Body> {
    match found {
        Found::File(whole) => {
            if whole.asset {
                shared.tabs.use_file(&whole.path, &whole.tag);
            }
            answer::file(&whole, &request.method, &request.headers)
        }
        Found::Missing(whole) => answer::missing(&whole),
        Found::Folder => answer::folder(request.uri.path(), request.uri.query()),
        Found::Nothing => {
            let story = Arc::clone(&shared.now().story);
            let page = live::waiting(&shared.words, &story.printed);
            let page = live::with_script(page.as_bytes());
            let page = String::from_utf8_lossy(&page).into_owned();
            let mime = "text/html; charset=utf-8";
            answer::own(StatusCode::SERVICE_UNAVAILABLE, mime, page)
        }
    }
}

/// The preview's own addresses, for its own pages only.
async fn own(
    server: &Server,
    name: &str,
    query: Option<&str>,
    headers: &HeaderMap,
    local: Option<IpAddr>,
) -> Response<Body> {
    if !server.guard.is_own(headers, local) {
        return answer::refuse(StatusCode::FORBIDDEN);
    }
    match name {
        "live.js" => {
            let generation = server.shared.now().generation;
            let script = live::script(&server.shared.words, generation);
            let mime = "text/javascript; charset=utf-8";
            let mut response = answer::own(StatusCode::OK, mime, script);
            answer::add(&mut response, header::CACHE_CONTROL, "no-store");
            response
        }
        "events" => {
            let shared = Arc::clone(&server.shared);
            let query = query.unwrap_or_default().to_owned();
            let joined = tokio::task::spawn_blocking(move || join(&shared, &query)).await;
            match joined {
                Ok(Some(stream)) => {
                    let alive = KeepAlive::new().interval(Duration::from_secs(5));
                    Sse::new(stream).keep_alive(alive).into_response()
                }
                _ => answer::refuse(StatusCode::BAD_REQUEST),
            }
        }
        _ => answer::refuse(StatusCode::NOT_FOUND),
    }
}

/// Lets a tab listen: `page` is its path, `tag` that of the bytes that it shows, and `generation`
/// that of its script, for browsers that do not tell the tag.
fn join(shared: &Shared, query: &str) -> Option<Stories> {
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(key, _)| *key == name)?;
        percent_decode_str(value).decode_utf8().ok()
    };
    let address = address::read(&value("page")?)?;
    let tag = value("tag").unwrap_or_default().into_owned();
    let generation = value("generation").and_then(|text| text.parse().ok());
    // First a seat, then a look: what changes in between is told twice rather than not at all.
    let (seat, receive) = shared.tabs.join(address.clone(), tag.clone());
    let moment = shared.now();
    let now = engine::tag(&moment, shared, &address);
    let older = match tag.is_empty() {
        true => generation.is_some_and(|known: u64| known != moment.generation),
        false => now.as_ref().is_some_and(|now| *now != tag),
    };
    if let (true, false, Some(now)) = (tag.is_empty(), older, now) {
        seat.shows(now);
    }
    let first = Some(engine::message(&moment, older, &[]));
    Some(Stories {
        first,
        receive,
        _seat: seat,
    })
}

/// What is told to one tab, as long as it listens.
struct Stories {
    first: Option<Value>,
    receive: UnboundedReceiver<Value>,
    _seat: Seat,
}

impl Stream for Stories {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = |value: Value| {
            let event = Event::default().retry(Duration::from_millis(500));
            Some(Ok(event.data(value.to_string())))
        };
        match self.first.take() {
            Some(first) => Poll::Ready(event(first)),
            None => self.receive.poll_recv(context).map(|value| event(value?)),
        }
    }
}
