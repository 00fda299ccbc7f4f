//! Who may ask: only what names this server by one of its own names.
//!
//! A page elsewhere can make a browser ask 127.0.0.1, and a name elsewhere can be made to point
//! there. Neither can make the browser say that it asks for one of these hosts.

use std::net::IpAddr;

use axum::http::{HeaderMap, header};

/// The hosts that are answered.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    hosts: Vec<String>,
    /// Whether the server listens on all addresses of the machine: then each is a name of it.
    all: bool,
}

impl Guard {
    /// The names of a server that was asked to listen on `host` and does so at `address`.
    pub(super) fn new(host: &str, address: IpAddr) -> Self {
        let own = host.trim_start_matches('[').trim_end_matches(']');
        let hosts = ["localhost", "127.0.0.1", "::1", own];
        let mut hosts = hosts.map(str::to_ascii_lowercase).to_vec();
        hosts.push(address.to_string());
        Self {
            hosts,
            all: address.is_unspecified(),
        }
    }

    /// Whether a request that came in at `local` names one of the hosts, in its `Host` and, if it
    /// names the whole address, there too.
    pub(super) fn admits(
        &self,
        authority: Option<&str>,
        headers: &HeaderMap,
        local: Option<IpAddr>,
    ) -> bool {
        let mut named = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else {
            return false;
        };
        host.to_str().is_ok_and(|host| self.knows(host, local))
            && authority.is_none_or(|host| self.knows(host, local))
    }

    /// Whether a request was made by one of this server's own pages, or by no page at all.
    pub(super) fn is_own(&self, headers: &HeaderMap, local: Option<IpAddr>) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text("host").unwrap_or_default();
        let from = match headers.get(header::ORIGIN).map(|value| value.to_str()) {
            None => true,
            Some(Ok(origin)) => origin
                .strip_prefix("http://")
                .is_some_and(|own| own.eq_ignore_ascii_case(host) && self.knows(own, local)),
            Some(Err(_)) => false,
        };
        from && matches!(text("sec-fetch-site"), None | Some("same-origin" | "none"))
    }

    fn knows(&self, host: &str, local: Option<IpAddr>) -> bool {
        let Some(name) = without_port(host) else {
            return false;
        };
        let name = name.to_ascii_lowercase();
        let same = |local: IpAddr| name.parse() == Ok(local.to_canonical());
        self.hosts.contains(&name) || self.all && local.is_some_and(same)
    }
}

/// A host without its port and without the brackets of an IPv6 address.
fn without_port(host: &str) -> Option<&str> {
    let (name, rest) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port = match rest {
        "" => Some("0"),
        rest => rest.strip_prefix(':'),
    }?;
    let number = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    (number && port.parse::<u16>().is_ok() && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = pairs.iter().filter_map(|(name, value)| {
            Some((header::HeaderName::from_static(name), value.parse().ok()?))
        });
        pairs.collect()
    }

    #[test]
    fn only_own_names_are_answered() {
        let guard = Guard::new("127.0.0.1", Ipv4Addr::LOCALHOST.into());
        let admits = |host: &str| guard.admits(None, &headers(&[("host", host)]), None);
        for good in [
            "localhost",
            "LOCALHOST:1",
            "127.0.0.1:8080",
            "[::1]:80",
            "[::1]",
        ] {
            assert!(admits(good), "{good}");
        }
        for bad in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "evil.example:127",
            "127.0.0.1:80:80",
            "localhost:x",
            "localhost:",
            "user@localhost",
            "[::1]x",
            "10.0.0.1",
            "",
        ] {
            assert!(!admits(bad), "{bad}");
        }
        assert!(!guard.admits(None, &HeaderMap::new(), None));
        let local = headers(&[("host", "localhost")]);
        assert!(guard.admits(Some("localhost:1"), &local, None));
        assert!(!guard.admits(Some("evil.example"), &local, None));
    }

    #[test]
    fn a_host_that_was_asked_for_is_a_name_too() {
        let named = Guard::new("preview.test", Ipv4Addr::new(10, 0, 0, 1).into());
        let all = Guard::new("0.0.0.0", Ipv4Addr::UNSPECIFIED.into());
        let host = headers(&[("host", "preview.test:1")]);
        assert!(named.admits(None, &host, None) && !all.admits(None, &host, None));
        let host = headers(&[("host", "10.0.0.1:1")]);
        let at = |last| Some(IpAddr::from([10, 0, 0, last]));
        assert!(all.admits(None, &host, at(1)) && !all.admits(None, &host, at(2)));
    }

    #[test]
    fn pages_elsewhere_are_refused() {
        let guard = Guard::new("127.0.0.1", Ipv4Addr::LOCALHOST.into());
        let own = |pairs: &[(&'static str, &str)]| guard.is_own(&headers(pairs), None);
        let host = ("host", "127.0.0.1:80");
        assert!(own(&[host]));
        assert!(own(&[host, ("origin", "http://127.0.0.1:80")]));
        assert!(own(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(!own(&[host, ("origin", "http://127.0.0.1:81")]));
        assert!(!own(&[host, ("origin", "null")]));
        assert!(!own(&[host, ("origin", "https://evil.example")]));
        assert!(!own(&[host, ("sec-fetch-site", "cross-site")]));
    }
}
