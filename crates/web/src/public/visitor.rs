//! Who looks at a public page: its customer, or a machine that only tries the link.

use axum::http::{HeaderMap, HeaderName, Method, header};
use net30_domain::text::Language;
use net30_words::Locale;

/// Words in the `User-Agent` of programs that fetch links without anybody reading them: crawlers, previews of messengers,
/// scanners of mail servers, libraries.
const MACHINES: [&str; 30] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "scan",
    "headless",
    "monitor",
    "fetch",
    "facebookexternalhit",
    "whatsapp",
    "telegram",
    "slack",
    "discord",
    "skype",
    "linkedin",
    "pinterest",
    "safelinks",
    "proofpoint",
    "barracuda",
    "mimecast",
    "curl",
    "wget",
    "python",
    "java/",
    "go-http",
    "okhttp",
    "libwww",
    "node",
    "ruby",
];
/// Headers that only the owner's programs send.
const KEYS: [HeaderName; 3] = [
    header::AUTHORIZATION,
    HeaderName::from_static("x-api-key"),
    HeaderName::from_static("api-key"),
];
/// Headers by which a browser says that it looks ahead, and what they say then.
const AHEAD: [(&str, [&str; 3]); 4] = [
    ("sec-purpose", ["prefetch", "prerender", "preview"]),
    ("purpose", ["prefetch", "prerender", "preview"]),
    ("x-purpose", ["prefetch", "prerender", "preview"]),
    ("x-moz", ["prefetch", "prerender", "preview"]),
];

/// Whether it is the customer who looks, as far as can be told.
pub(super) fn is_the_customer(method: &Method, headers: &HeaderMap) -> bool {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let Some(agent) = agent.map(str::to_ascii_lowercase) else { return false };
    *method == Method::GET
        && !agent.trim().is_empty()
        && !MACHINES.iter().any(|machine| agent.contains(machine))
        && !KEYS.iter().any(|key| headers.contains_key(key))
        && !AHEAD.iter().any(|(name, words)| says(headers, name, words))
}

/// Whether a person is to read the answer.
pub(super) fn reads_html(headers: &HeaderMap) -> bool {
    says(headers, header::ACCEPT.as_str(), &["text/html"])
}

/// In which language somebody reads who looks at no document of ours: the browser's, else English.
pub(super) fn locale(headers: &HeaderMap) -> Locale {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.and_then(Locale::asked_for).unwrap_or(Locale::of(Language::En, None))
}

fn says(headers: &HeaderMap, name: &str, words: &[&str]) -> bool {
    let text = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let text = text.to_ascii_lowercase();
    words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_the_customer;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    fn check(method: &Method, headers: &[(&'static str, &'static str)], expected: bool) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        assert_eq!(is_the_customer(method, &map), expected, "{method} {headers:?}");
    }

    #[test]
    fn a_browser_is_the_customer_and_a_machine_is_not() {
        check(&Method::GET, &[("user-agent", BROWSER)], true);
        check(&Method::HEAD, &[("user-agent", BROWSER)], false);
        check(&Method::GET, &[], false);
        for agent in
            ["curl/8.5", "Slackbot-LinkExpanding 1.0", "Mozilla/5.0 (compatible; bingbot/2.0)", ""]
        {
            check(&Method::GET, &[("user-agent", agent)], false);
        }
        for ahead in
            [("sec-purpose", "prefetch;prerender"), ("purpose", "prefetch"), ("x-moz", "prefetch")]
        {
            check(&Method::GET, &[("user-agent", BROWSER), ahead], false);
        }
        check(&Method::GET, &[("user-agent", BROWSER), ("x-api-key", "k")], false);
    }
}
