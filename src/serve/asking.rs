//! How one request becomes one answer, whatever happens on the way.
//!
//! Answers are made on threads of their own, so many at a time, each within a limit of time. A page that was drawn is kept
//! until the papers change: the same question on the same papers has the same answer.

use std::any::Any;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use percent_encoding::percent_decode_str;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::frame;
use super::holdings::Holdings;
use super::params::Params;
use super::site::Site;
use crate::output::is_not_of_format;
use crate::{Error, Result};

/// The longest time an answer may take, its turn and the wait for another who asked the same included.
const LIMIT: Duration = Duration::from_secs(30);

/// The longest time a write may take, those before it included: the papers are looked at again in it.
const WRITE_LIMIT: Duration = Duration::from_secs(120);

/// A question of a reader.
pub(super) struct Asked<'a> {
    pub site: &'a Site,
    pub held: &'a Holdings,
    /// The address without what stands behind the `?`, decoded.
    pub path: String,
    pub params: Params,
}

impl Asked<'_> {
    /// The part of the path at this place, from 0: of `/paper/a-2015` the second is "a-2015".
    pub fn part(&self, place: usize) -> &str {
        self.path.trim_start_matches('/').split('/').nth(place).unwrap_or_default()
    }
}

/// What goes back.
pub(super) enum Reply {
    /// A page.
    Page(StatusCode, String),
    /// A file to keep: its name, its media type and its bytes.
    File(String, &'static str, Vec<u8>),
    /// Look there instead.
    Elsewhere(String),
}

/// Answers a question.
pub(super) type Page = fn(&Asked<'_>) -> Result<Reply>;

/// Carries out what a form asks, and says where to go then.
pub(super) type Form = fn(&Arc<Site>, &Holdings, &Params) -> Result<String>;

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        match self {
            Self::Page(status, page) => html(status, page),
            Self::File(name, media, bytes) => {
                let name: String = name.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
                let disposition = format!("attachment; filename=\"{name}\"");
                ([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
                    .into_response()
            }
            Self::Elsewhere(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        }
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn html(status: StatusCode, page: impl Into<Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, headers, page.into()).into_response()
}

/// Answers a question with a page, or with a page that says why not.
pub(super) async fn asked(page: Page, State(site): State<Arc<Site>>, request: Request) -> Response {
    site.keep_up_to_date();
    let Some(held) = site.held() else { return not_read_yet(&site) };
    let address = request.uri().path_and_query().map_or("/", |whole| whole.as_str()).to_owned();
    // Of those who ask the same at the same time one waits for the answer, and the others for that one.
    let began = Instant::now();
    let key = (held.number, address);
    let place = match in_time(LIMIT, site.drawn.get_value_or_guard_async(&key)).await {
        Ok(Ok(drawn)) => return html(StatusCode::OK, drawn),
        Ok(Err(place)) => place,
        Err(unanswered) => return unanswered.page(&site, &held),
    };
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let params = Params::read(request.uri().query().unwrap_or_default().as_bytes());
    let (its_site, its_held) = (Arc::clone(&site), Arc::clone(&held));
    let answer = in_turn(Arc::clone(&site.gate), LIMIT.saturating_sub(began.elapsed()), move || {
        let asked = Asked { site: &its_site, held: &its_held, path, params };
        page(&asked)
    });
    match answer.await {
        Ok(Ok(Reply::Page(StatusCode::OK, page))) => {
            let page = Bytes::from(page);
            // While papers are read, pages tell how far that is: those are not kept.
            if site.headway().of == 0 {
                let _ = place.insert(page.clone());
            }
            html(StatusCode::OK, page)
        }
        Ok(Ok(reply)) => reply.into_response(),
        Ok(Err(error)) => explained(&site, &held, &error),
        Err(unanswered) => unanswered.page(&site, &held),
    }
}

/// Carries out what a form asks.
pub(super) async fn written(form: Form, State(site): State<Arc<Site>>, body: Bytes) -> Response {
    let Some(held) = site.held() else { return not_read_yet(&site) };
    let params = Params::read(&body);
    if !same(params.text("token"), &site.token) {
        let what = "This form is from an earlier run of lookback. Go back, load the page again, and repeat it.";
        return html(StatusCode::FORBIDDEN, frame::notice(&site, &held, "Not written", what, None));
    }
    let (its_site, its_held) = (Arc::clone(&site), Arc::clone(&held));
    let done = in_turn(Arc::clone(&site.writing), WRITE_LIMIT, move || form(&its_site, &its_held, &params));
    match done.await {
        Ok(Ok(address)) => Reply::Elsewhere(address).into_response(),
        Ok(Err(error)) => explained(&site, &held, &error),
        Err(unanswered) => unanswered.page(&site, &held),
    }
}

/// Compares without telling by its time how much is right.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
enum Unanswered {
    TooSlow,
    Failed,
}

impl Unanswered {
    fn page(self, site: &Site, held: &Holdings) -> Response {
        let (status, title, what) = match self {
            Self::TooSlow => (
                StatusCode::SERVICE_UNAVAILABLE,
                "That took too long",
                "The answer was given up. Ask for less at a time: one council, fewer years, words instead of wildcards.",
            ),
            Self::Failed => (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong", FAILED),
        };
        html(status, frame::notice(site, held, title, what, None))
    }
}

const FAILED: &str =
    "This question could not be answered because of a fault in lookback. Other pages are not affected.";

/// Waits for something, and gives it up where it takes longer than `limit`.
async fn in_time<T>(limit: Duration, wait: impl Future<Output = T>) -> std::result::Result<T, Unanswered> {
    timeout(limit, wait).await.map_err(|_| Unanswered::TooSlow)
}

/// Does work on a thread of its own when its turn has come.
///
/// Work that is given up runs on to its end, and keeps its turn until then: however many are given up, no more run than
/// were let in.
async fn in_turn<T: Send + 'static>(
    gate: Arc<Semaphore>,
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> std::result::Result<T, Unanswered> {
    let done = async move {
        let turn = gate.acquire_owned().await.map_err(|_| Unanswered::Failed)?;
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        work.await.map_err(|_| Unanswered::Failed)
    };
    in_time(limit, done).await.flatten()
}

/// The library's error as a page.
fn explained(site: &Site, held: &Holdings, error: &Error) -> Response {
    html(status_of(error), frame::error(site, held, error))
}

/// How an answer is marked that could not be given.
pub(super) fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::NoDocument { .. } | Error::NoFinding { .. } | Error::NoReview { .. } => StatusCode::NOT_FOUND,
        Error::Io { source, .. } if is_not_of_format(source) => StatusCode::BAD_REQUEST,
        Error::Query { .. }
        | Error::AmbiguousReview { .. }
        | Error::NothingToCompare { .. }
        | Error::OneReview { .. }
        | Error::NoMinutes { .. }
        | Error::SharedMinutes { .. }
        | Error::NoCouncil { .. }
        | Error::NoCommittee { .. }
        | Error::NoName { .. }
        | Error::TooFewWords { .. }
        | Error::NotInPaper { .. }
        | Error::NotAPair { .. }
        | Error::NoCodebook { .. } => StatusCode::BAD_REQUEST,
        Error::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn not_read_yet(site: &Site) -> Response {
    let mut response = html(StatusCode::SERVICE_UNAVAILABLE, frame::reading(&site.headway()));
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("2"));
    response
}

/// How far the papers have been read, for the script: whether pages can be asked for, papers read, and of how many.
pub(super) async fn progress(State(site): State<Arc<Site>>) -> Response {
    let headway = site.headway();
    let ready = site.held().is_some();
    let body = format!("{{\"ready\":{ready},\"done\":{},\"of\":{}}}\n", headway.done, headway.of);
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// A file of our own that pages need.
pub(super) fn asset(media: &'static str, content: &'static LazyLock<String>) -> MethodRouter<Arc<Site>> {
    axum::routing::get(move || async move { ([(header::CONTENT_TYPE, media)], content.as_str()) })
}

/// An address that is none of ours.
pub(super) async fn nowhere(State(site): State<Arc<Site>>) -> Response {
    sorry(
        &site,
        StatusCode::NOT_FOUND,
        "There is no such page",
        "The address leads nowhere. The pages there are stand above.",
    )
}

/// An address of ours asked in a way that it does not answer to.
pub(super) async fn no_such_method(State(site): State<Arc<Site>>) -> Response {
    sorry(
        &site,
        StatusCode::METHOD_NOT_ALLOWED,
        "That cannot be done here",
        "This address answers to another sort of request.",
    )
}

fn sorry(site: &Site, status: StatusCode, title: &str, what: &str) -> Response {
    match site.held() {
        Some(held) => html(status, frame::notice(site, &held, title, what, None)),
        None => not_read_yet(site),
    }
}

/// A panic outside the threads that make answers.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    html(StatusCode::INTERNAL_SERVER_ERROR, format!("<!DOCTYPE html><title>Something went wrong</title><p>{FAILED}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_or_a_slow_answer_costs_one_reader_their_answer_and_nobody_else() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let gate = Arc::new(Semaphore::new(1));
        let ask = |work: fn() -> u32, limit| runtime.block_on(in_turn(Arc::clone(&gate), limit, work));
        std::panic::set_hook(Box::new(|_| {}));
        assert_eq!(ask(|| panic!("a fault"), LIMIT), Err(Unanswered::Failed));
        let _ = std::panic::take_hook();
        let slow = || {
            std::thread::sleep(Duration::from_millis(200));
            1
        };
        assert_eq!(ask(slow, Duration::from_millis(20)), Err(Unanswered::TooSlow));
        // What was given up keeps its turn until it ends; then the next has it.
        assert_eq!(gate.available_permits(), 0);
        assert_eq!(ask(|| 2, LIMIT), Ok(2));
    }

    #[test]
    fn who_waits_for_a_page_that_another_draws_waits_within_the_limit_as_well() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let drawn: quick_cache::sync::Cache<u32, u32> = quick_cache::sync::Cache::new(4);
        let ask = |limit| runtime.block_on(in_time(limit, drawn.get_value_or_guard_async(&1)));
        let Ok(Err(place)) = ask(LIMIT) else { panic!("the first draws it") };
        assert!(matches!(ask(Duration::from_millis(20)), Err(Unanswered::TooSlow)));
        // Who gave up stands in nobody's way.
        place.insert(2).unwrap();
        assert!(matches!(ask(LIMIT), Ok(Ok(2))));
    }

    #[test]
    fn words_are_the_same_or_not() {
        assert!(same("abc", "abc") && !same("abc", "abd") && !same("", "abc"));
    }
}
