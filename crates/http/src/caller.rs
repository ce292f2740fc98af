//! Finds out who asks: the API key of a request, and the account that it works on.

use crate::{
    Http,
    listen::Peer,
    problem::{Problem, Result},
    rules,
    trace::Facts,
};
use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{HeaderMap, header, request::Parts},
};
use net30_app::{Caller, Error, What};
use net30_domain::id::AccountId;
use std::{net::IpAddr, sync::Arc};

/// Most bytes of a key that is worth looking up.
const KEY_BYTES_MAX: usize = 512;

/// Of a route of an API whose pages let a client delete an issued invoice: such a one is void and stays in the books, and
/// is no longer there for the client. Layered as an extension.
#[derive(Clone, Copy, Debug)]
pub struct HidesDeleted;

/// Of a request that the server makes of a tool's call (MCP): the history says so. Layered as an extension.
#[derive(Clone, Copy, Debug)]
pub struct ByMcp;

/// What the key may do is checked against what the route needs (`rules.rs`) before a body is read or a reply repeated.
impl FromRequestParts<Http> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, http: &Http) -> Result<Self> {
        let secret = secret_of(&parts.headers).ok_or(Error::Unauthorised)?;
        let account_id = account_of(&parts.headers)?;
        let sees_hidden = parts.extensions.get::<HidesDeleted>().is_none();
        let by_mcp = parts.extensions.get::<ByMcp>().is_some();
        let caller = match http.app().authenticate(secret, account_id).await {
            Ok(caller) => Caller { sees_hidden, by_mcp, ..caller },
            Err(error @ (Error::Unauthorised | Error::Suspended)) => {
                let address = address_of(parts, http.config().trust_proxy);
                http.limits().check_failure(address)?;
                return Err(error.into());
            }
            Err(error) => return Err(error.into()),
        };
        if let Some(key_id) = caller.key_id {
            if let Some(facts) = parts.extensions.get::<Arc<Facts>>() {
                facts.note_key(key_id);
            }
            http.limits().check_key(key_id)?;
        }
        let route = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
        caller.needs(rules::scope(&parts.method, route))?;
        Ok(caller)
    }
}

/// The key, in any of the four ways to send it.
fn secret_of(headers: &HeaderMap) -> Option<&str> {
    let authorization = headers.get_all(header::AUTHORIZATION).iter().find_map(|value| {
        let (scheme, secret) = value.to_str().ok()?.trim().split_once(' ')?;
        let known = ["bearer", "apikey"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        known.then(|| secret.trim())
    });
    let plain = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    authorization
        .or_else(|| plain("x-api-key"))
        .or_else(|| plain("api-key"))
        .filter(|secret| !secret.is_empty() && secret.len() <= KEY_BYTES_MAX)
}

/// The account that a header names. What is no id cannot be one of the organisation's accounts.
fn account_of(headers: &HeaderMap) -> Result<Option<AccountId>> {
    let Some(value) = headers.get("scope-id").or_else(|| headers.get("x-account-id")) else {
        return Ok(None);
    };
    let parsed = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    parsed.map(Some).ok_or_else(|| Error::NotFound(What::Account).into())
}

/// Where the request comes from; behind a trusted proxy, what that proxy saw.
#[must_use]
pub fn address_of(parts: &Parts, trust_proxy: bool) -> Option<IpAddr> {
    let forwarded = || {
        let last = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
        last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
    };
    let peer = parts.extensions.get::<Peer>().map(|peer| peer.0.ip());
    if trust_proxy { forwarded().or(peer) } else { peer }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn parts(headers: &[(&'static str, &'static str)]) -> Parts {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn the_key_is_found_in_every_place() {
        for (name, value) in [
            ("authorization", "Bearer k"),
            ("authorization", "bearer  k "),
            ("authorization", "ApiKey k"),
            ("authorization", "APIKEY k"),
            ("x-api-key", "k"),
            ("X-API-KEY", " k"),
            ("api-key", "k"),
        ] {
            let name: &'static str = name;
            let headers = parts(&[(name, value)]).headers;
            assert_eq!(secret_of(&headers), Some("k"), "{name}: {value}");
        }
        for headers in [&[("authorization", "Basic k")][..], &[("x-api-key", "")], &[]] {
            assert_eq!(secret_of(&parts(headers).headers), None);
        }
        let both = parts(&[("authorization", "Basic dXNlcg=="), ("api-key", "k")]);
        assert_eq!(secret_of(&both.headers), Some("k"));
    }

    #[test]
    fn an_account_that_is_no_id_is_not_found() {
        assert_eq!(account_of(&parts(&[]).headers).unwrap(), None);
        let id = "0198f6a0-0000-7000-8000-000000000001";
        let named = account_of(&parts(&[("scope-id", id)]).headers).unwrap();
        assert_eq!(named, Some(id.parse().unwrap()));
        assert_eq!(account_of(&parts(&[("x-account-id", "1")]).headers).unwrap_err().status, 404);
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_a_proxy() {
        let parts = parts(&[("x-forwarded-for", "203.0.113.9, 198.51.100.7")]);
        assert_eq!(address_of(&parts, true), Some("198.51.100.7".parse().unwrap()));
        assert_eq!(address_of(&parts, false), None);
    }
}
