//! May this request be answered at all? Checked before anything else, for every request; what goes out is marked too.
//!
//! A page on the web can make a browser ask this computer. It cannot read the answers, unless a name of its own is made
//! to mean this address ("DNS rebinding"): so the name asked for must be one of ours. It cannot write either: a write
//! must come from a page of the same origin, and carries a word that only our pages know.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The longest address that is taken, in bytes: a query in words, filters, and where to go back to.
const ADDRESS: usize = 4096;

/// What goes out with every answer. Pages fetch only from here, run only our script, and stand in nobody's frame.
static MARKS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: with that a browser would not say where a form comes from.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    (header::CACHE_CONTROL, "private, no-cache"),
];

/// Who is let in.
pub(super) struct Door {
    /// A further name or address, as given with `--host`.
    named: Option<String>,
    /// Whether any address may be asked, because we listen on all of them.
    everywhere: bool,
}

impl Door {
    pub fn new(named: Option<&str>) -> Self {
        let address: Option<IpAddr> = named.and_then(|name| name.parse().ok());
        Self {
            named: named.map(str::to_lowercase),
            everywhere: address.is_some_and(|address| address.is_unspecified()),
        }
    }

    /// Whether a `Host` is ours: this computer's own address or name, or what was given. An address in figures cannot be
    /// made to mean another, so where we listen everywhere each of them will do.
    fn knows(&self, host: &str) -> bool {
        let name = without_port(host).to_lowercase();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        super::is_private(bare)
            || self.named.as_deref() == Some(bare)
            || (self.everywhere && bare.parse::<IpAddr>().is_ok())
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

/// Lets a request through or turns it away, and marks what goes out.
pub(super) async fn keep(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&door, &request) {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in &MARKS {
        response.headers_mut().entry(name.clone()).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn refusal(door: &Door, request: &Request) -> Option<(StatusCode, &'static str)> {
    let headers = request.headers();
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) {
        (Some(host), None) if door.knows(host) => host,
        _ => {
            return Some((
                StatusCode::FORBIDDEN,
                "This is not a name these pages answer to. Ask for http://localhost with the port that lookback named.\n",
            ));
        }
    };
    if request.uri().to_string().len() > ADDRESS {
        return Some((StatusCode::URI_TOO_LONG, "This address is too long: ask for less at a time.\n"));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) && !is_from_here(headers, host) {
        return Some((StatusCode::FORBIDDEN, "Only the pages of lookback themselves may write.\n"));
    }
    None
}

/// Whether a write comes from a page of the same origin. A browser says so with every form.
fn is_from_here(headers: &HeaderMap, host: &str) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.and_then(|origin| origin.strip_prefix("http://")) == Some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_computer_are_known() {
        let door = Door::new(None);
        for ours in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:80", "[::1]", "LOCALHOST", "127.1.2.3"] {
            assert!(door.knows(ours), "{ours}");
        }
        for theirs in
            ["evil.example", "localhost.evil.example:80", "192.168.1.4:80", "", ":80", "127.0.0.1.evil.example"]
        {
            assert!(!door.knows(theirs), "{theirs}");
        }
    }

    #[test]
    fn a_name_that_was_given_is_known_and_everywhere_means_addresses_only() {
        assert!(Door::new(Some("Office-PC")).knows("office-pc:8080"));
        assert!(!Door::new(Some("192.168.1.4")).knows("192.168.1.5"));
        let everywhere = Door::new(Some("0.0.0.0"));
        assert!(everywhere.knows("192.168.1.4:8080") && !everywhere.knows("evil.example:8080"));
    }
}
