//! How do they see it? The same answers in a browser on this computer.
//!
//! Pages are made here and complete: they work without the script, which only adds keys and remembers nothing about
//! anybody. Nothing is decided here: a page asks the rooms below, as the command line does, and shows what they say.
//!
//! ```text
//! request ─guard→ page (on its own thread, within a limit of time) ─→ Holdings (one commit, shared) ─→ answers ─→ HTML
//! ```
//!
//! | file | question |
//! |---|---|
//! | `guard` | may this request be answered at all? |
//! | `site`, `holdings` | what is served, and how is it kept up to date while many read? |
//! | `asking` | how does one request become one answer, whatever happens on the way? |
//! | `frame`, `parts`, `params` | what do all pages share? |
//! | `overview`, `search`, `paper`, `findings`, `diff`, `threads`, `themes`, `brief` | the pages, one file a question |
//! | `settle` | what does a person write, and how is it taken back? |
//! | `download` | the same answer as a file |
//!
//! What a person settles is written to `pins.toml` and `corrections.toml` beside the papers, as the command line writes
//! it. Nothing else is written, and no file is served but papers that were read.

mod asking;
mod brief;
mod diff;
mod download;
mod findings;
mod frame;
mod guard;
mod holdings;
mod overview;
mod paper;
mod params;
mod parts;
mod search;
mod settle;
mod site;
mod themes;
mod threads;

use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;

use asking::{asked, asset, written};
pub use site::{Refresher, Site};

/// The longest form that is taken, in bytes: a quote of a few pages.
const BODY: usize = 64 << 10;

/// Answers requests until the process ends. `named` is a name or address, other than this computer's own, by which the
/// pages may be asked for.
///
/// # Errors
/// When the system does not let us listen.
pub fn serve(listener: TcpListener, site: &Arc<Site>, named: Option<&str>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("serve").build()?;
    site.bring_up_to_date();
    listener.set_nonblocking(true)?;
    let app = app(site, named);
    runtime.block_on(async {
        // The end of an answer is not held back until the browser has confirmed its beginning.
        let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| _ = stream.set_nodelay(true));
        axum::serve(listener, app).await
    })
}

/// Whether an address is this computer's own, which nobody else reaches.
pub fn is_private(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn app(site: &Arc<Site>, named: Option<&str>) -> Router {
    let door = Arc::new(guard::Door::new(named));
    let page = |page: asking::Page| get(move |site: State<Arc<Site>>, request: Request| asked(page, site, request));
    let form = |form: asking::Form| post(move |site: State<Arc<Site>>, body: Bytes| written(form, site, body));
    Router::new()
        .route("/", page(overview::page))
        .route("/papers", page(overview::papers))
        .route("/paper/{document}", page(paper::page))
        .route("/paper/{document}/original", page(download::original))
        .route("/search", page(search::page))
        .route("/findings", page(findings::page))
        .route("/diff", page(diff::page))
        .route("/brief", page(brief::page))
        .route("/pair", page(diff::pair))
        .route("/trace", page(threads::page))
        .route("/unanswered", page(threads::unanswered))
        .route("/themes", page(themes::page))
        .route("/themes/compare", page(themes::compare::page))
        .route("/themes/evidence", page(themes::evidence))
        .route("/settled", page(settle::page))
        .route("/download/{file}", page(download::table))
        .route("/pin", form(settle::pin))
        .route("/correct", form(settle::correct))
        .route("/refresh", form(settle::refresh))
        .route("/progress", get(asking::progress))
        .route("/assets/style.css", asset("text/css; charset=utf-8", &frame::STYLE))
        .route("/assets/script.js", asset("text/javascript; charset=utf-8", &frame::SCRIPT))
        .route("/assets/icon.svg", asset("image/svg+xml", &frame::ICON))
        .fallback(asking::nowhere)
        .method_not_allowed_fallback(asking::no_such_method)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CatchPanicLayer::custom(asking::panicked))
        .layer(middleware::from_fn_with_state(door, guard::keep))
        .with_state(Arc::clone(site))
}
