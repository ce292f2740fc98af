//! Every page, from the table of routes: who may ask for it, which headers it has, and what it never says.

use crate::support::{Backend, Draft, PASSWORD, Server, Visitor, both, first_link, text};
use reqwest::Method;
use std::collections::BTreeSet;

/// The roles, the narrowest first.
const ROLES: [&str; 3] = ["viewer", "accountant", "owner"];

/// Objects of the account that paths name.
struct Ids {
    invoice: String,
    tax: String,
    user: String,
    key: String,
    template: String,
    product: String,
}

impl Ids {
    /// Of an account that has one of each.
    async fn of(server: &Server, owner: &mut Visitor) -> Self {
        let id = |value: &serde_json::Value| text(&value["id"]).to_owned();
        let page = owner.get("/app").await;
        let people = format!("{}/settings/people", page.to());
        let page = owner.get(&people).await.expect(200).body.clone();
        let user = page.split(&format!("href=\"{people}/")).nth(1).unwrap();
        let tax = server.post("/taxes", &serde_json::json!({"name": "VAT", "value": 19})).await;
        let poster = serde_json::json!({"name": "Poster", "unit_price": 50});
        let product = server.post("/products", &poster).await.json(201);
        let keys = server.get("/api-keys").await.json(200);
        let logo = crate::web_settings::logo();
        owner.bring(&people.replace("people", "company/logo"), "logo", &logo).await.expect(303);
        Self {
            invoice: id(&server.issued().await),
            tax: id(&tax.json(201)),
            user: user.split('"').next().unwrap().to_owned(),
            key: id(&keys["data"][0]),
            product: id(&product),
            template: "00006e65-7433-7000-8000-000000000001".to_owned(),
        }
    }
}

/// The path of a route: an account, a document, and otherwise ids that nothing has.
fn filled(path: &str, account: &str, ids: &Ids) -> String {
    let own = [
        ("/invoices/{id}", &ids.invoice),
        ("/taxes/{id}", &ids.tax),
        ("/people/{id}", &ids.user),
        ("/products/{id}", &ids.product),
        ("/keys/{id}", &ids.key),
        ("/looks/{id}", &ids.template),
    ];
    let id = own.iter().find(|(part, _)| path.contains(part)).map(|(_, id)| (*id).clone());
    let step = |step: &str| match step {
        "{account}" => account.to_owned(),
        "{id}" if id.is_some() => id.clone().unwrap_or_default(),
        "{kind}" => "invoice".to_owned(),
        "{page}" => "1".to_owned(),
        "{*rest}" => "nothing".to_owned(),
        "{hash}" | "{token}" => "0aZ".to_owned(),
        "{file}" => "app.css".to_owned(),
        id if id.starts_with('{') => "0198f6a0-0000-7000-8000-000000000001".to_owned(),
        word => word.to_owned(),
    };
    path.split('/').map(step).collect::<Vec<_>>().join("/")
}

/// Another company on the same server; its id.
fn other_company(server: &Server) -> String {
    let made = server.command_json(&["account", "create", "Acme", "--country", "US"]);
    text(&made["account_id"]).to_owned()
}

async fn each_route_is_for_those_whom_its_row_names(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let own = server.account_id.clone();
    let ids = Ids::of(server, &mut owner).await;
    let made = server.read(&ids.invoice).await;
    let code = owner.root().await.strip_prefix("/app/").unwrap().to_owned();
    let mut viewer = Visitor::with_role(server, "v@example.com", "viewer", &[&own]).await;
    let mut accountant = Visitor::with_role(server, "a@example.com", "accountant", &[&own]).await;
    let other = other_company(server);
    let mut stranger = Visitor::with_role(server, "s@example.com", "owner", &[&other]).await;
    let theirs = stranger.root().await;
    let mut asked = BTreeSet::new();
    let mut changing = 0;
    for (method, path, access) in net30_api::routes::pages() {
        let mut address = filled(path, &code, &ids);
        if method != Method::GET {
            // Nothing that changes something is open but coming in and going out.
            if access != "open" {
                let seen = Visitor::new(server).ask(method.clone(), &address, Some(&[])).await;
                assert_eq!(seen.expect(303).to(), "/sign-in", "{path}");
            }
            // Whoever's role does not reach so far changes nothing, and neither does a stranger, nor another site.
            if let Some(reach) = ROLES.iter().position(|role| *role == access) {
                for visitor in [&mut viewer, &mut accountant].into_iter().take(reach) {
                    let refused = visitor.ask(method.clone(), &address, Some(&[])).await;
                    refused.expect(403).says(&["Your role does not reach so far"]);
                }
                stranger.ask(method.clone(), &address, Some(&[])).await.expect(404);
                if path.contains("/invoices/{id}/") {
                    let mixed = filled(path, theirs.strip_prefix("/app/").unwrap(), &ids);
                    stranger.ask(method.clone(), &mixed, Some(&[])).await.expect(404);
                }
                let mut foreign = owner.with("sec-fetch-site", "cross-site");
                foreign.ask(method.clone(), &address, Some(&[])).await.expect(403);
                changing += 1;
            }
            continue;
        }
        if path.ends_with("/numbers") {
            address.push_str("?/numbering/invoice=%7BSEQ%7D");
        }
        asked.insert(access);
        let nobody = Visitor::new(server).get(&address).await;
        if access == "open" {
            assert_ne!(nobody.status, 303, "{path}");
            continue;
        }
        assert!(nobody.expect(303).to().starts_with("/sign-in"), "{path}");
        let there = if path.contains("{*rest}") { 404 } else { 200 };
        let there = if path == "/app" || path.ends_with("/settings") { 303 } else { there };
        let allowed = |role: &str| {
            let at = |word: &str| ROLES.iter().position(|known| *known == word);
            access == "person" || at(role) >= at(access)
        };
        for (role, visitor) in
            [("viewer", &mut viewer), ("accountant", &mut accountant), ("owner", &mut owner)]
        {
            let seen = visitor.get(&address).await;
            // Where something is asked that cannot be done now, or about something that is not there, it says so.
            let asks = access == "accountant" || path.contains("/customers/{id}");
            let says_no = asks && matches!(seen.status, 404 | 409)
                || path.ends_with("/xml") && seen.status == 422;
            let expected = if allowed(role) { there } else { 403 };
            assert!(
                seen.status == expected || allowed(role) && says_no,
                "{role} at {path}: {} {}",
                seen.status,
                seen.body
            );
        }
        if access != "person" {
            stranger.get(&address).await.expect(404).says(&["There is nothing here"]);
            // Their own account does not have the documents of others either.
            if path.contains("{id}") {
                let mixed = filled(path, theirs.strip_prefix("/app/").unwrap(), &ids);
                if !path.contains("/looks/") {
                    stranger.get(&mixed).await.expect(404);
                }
            }
        }
    }
    assert!(["person", "viewer", "accountant"].iter().all(|own| asked.contains(own)), "{asked:?}");
    assert!(changing > 20, "{changing}");
    // Those whom nothing let through have changed nothing.
    let untouched = server.read(&ids.invoice).await;
    assert_eq!(untouched, made);
    for nonsense in ["x", "0", "0000000000000000000000", "zzzzzzzzzzzzzzzzzzzzzz", "%FF", &own] {
        owner.get(&format!("/app/{nonsense}")).await.expect(404);
    }
}

async fn every_page_has_its_headers_and_no_secret(server: &mut Server) {
    let link = first_link(server);
    let open = Visitor::new(server).get(&link).await.body;
    let mut owner = Visitor::owner(server).await;
    let ids = Ids::of(server, &mut owner).await;
    let code = owner.root().await.strip_prefix("/app/").unwrap().to_owned();
    let session = owner.cookie.clone().unwrap();
    let session = session.split_once('=').unwrap().1.to_owned();
    let mut bodies = vec![("first run".to_owned(), open)];
    for (method, path, _) in net30_api::routes::pages() {
        let address = filled(path, &code, &ids);
        let form: Option<&[(&str, &str)]> = (method != Method::GET).then_some(&[]);
        if path.ends_with("/end") || path.ends_with("sign-out") || path == "/me" && form.is_some() {
            continue;
        }
        let seen = owner.ask(method, &address, form).await;
        assert!(seen.status < 500, "{path}: {}", seen.body);
        let header = |name: &str| seen.header(name).unwrap_or_default().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{path}");
        if header("content-type").starts_with("text/html") {
            for part in [
                "script-src 'self';",
                "style-src 'self';",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
            ] {
                assert!(policy.contains(part), "{path}: {policy}");
            }
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
            let kept = header("cache-control");
            assert!(kept.contains("no-cache") || kept.contains("no-store"), "{path}: {kept}");
            // A part of a page has no scripts.
            if seen.body.contains("<html") {
                bodies.push((path.to_owned(), seen.body.clone()));
            }
        } else if header("content-type") == "image/svg+xml" {
            assert!(policy.contains("sandbox"), "{path}: {policy}");
        }
    }
    assert!(bodies.len() > 10, "{}", bodies.len());
    for (path, body) in &bodies {
        for forbidden in [
            " style=",
            "<style",
            "javascript:",
            " onclick=",
            " onload=",
            "hx-on",
            "hx-vals",
            "//cdn",
        ] {
            assert!(!body.contains(forbidden), "{path} has {forbidden}");
        }
        assert_eq!(body.matches("<script").count(), 2, "{path}: scripts of its own");
        for secret in [session.as_str(), PASSWORD, "$argon2", &server.key] {
            assert!(!body.contains(secret), "{path} says a secret");
        }
    }
    // The log says who asked, and no token.
    let log = server.log();
    assert!(log.contains("\"user_id\":\""), "{log}");
    let token = link.strip_prefix("/welcome/").unwrap();
    for secret in [session.as_str(), token, PASSWORD] {
        assert!(!log.contains(secret), "the log has a secret");
    }
}

async fn pages_are_in_the_language_of_who_reads_them(server: &mut Server) {
    let mut german = Visitor::new(server).with("accept-language", "de-CH,en;q=0.5");
    german.get("/sign-in").await.expect(200).says(&["Anmelden", "lang=\"de\"", "Passwort"]);
    let mut owner = Visitor::owner(server).await;
    owner.get("/me").await.says(&["lang=\"en\"", "Your settings", "data-theme=\"system\""]);
    let saved = owner
        .post(
            "/me",
            &[
                ("name", " Anna  Weiß "),
                ("language", "de"),
                ("number_format", "en-US"),
                ("theme", "dark"),
            ],
        )
        .await;
    assert_eq!(saved.expect(303).to(), "/me?saved");
    let page = owner.get("/me?saved").await;
    page.says(&["lang=\"de\"", "Ihre Einstellungen", "Anna Weiß", "Gespeichert."]);
    page.says(&["data-theme=\"dark\"", "data-shortcuts=\"off\"", "value=\"en-US\" selected"]);
    server.issued().await;
    let root = owner.root().await;
    let list = owner.get(&format!("{root}/invoices")).await;
    list.says(&["Rechnungen", "$6,684.90", "Gestellt"]);
    // What is no choice is as if nothing was chosen.
    owner
        .post("/me", &[("language", "xx"), ("theme", "pink"), ("shortcuts", "on")])
        .await
        .expect(303);
    owner.get("/me").await.says(&["lang=\"en\"", "data-theme=\"system\"", "data-shortcuts=\"on\""]);
    owner.post("/me", &[("name", &"x".repeat(101))]).await.expect(422).says(&["at most 100"]);
    owner.post("/me", &[("name", "<script>alert(1)</script>")]).await.expect(303);
    assert!(!owner.get(&root).await.body.contains("<script>alert"));
}

async fn somebody_with_several_accounts_chooses(server: &mut Server) {
    let (own, other) = (server.account_id.clone(), other_company(server));
    let mut both = Visitor::with_role(server, "b@example.com", "accountant", &[&own, &other]).await;
    let chooser = both.get("/app").await;
    chooser.expect(200).says(&["Which account?", "My company", "Acme", "Accountant"]);
    let first = chooser.body.split("href=\"/app/").nth(1).unwrap().split('"').next().unwrap();
    both.get(&format!("/app/{first}")).await.expect(200).says(&["Other accounts"]);
    server.command_json(&["account", "suspend", &other]);
    both.get("/app").await.expect(200).says(&["suspended"]);
    let codes: Vec<String> = chooser
        .body
        .split("class=\"row-link\" href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 2);
    both.get(&codes[0]).await.expect(200);
    both.get(&codes[1]).await.expect(403).says(&["This account is suspended"]);
}

async fn one_comes_back_to_the_page_that_one_asked_for(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let wanted = format!("{root}/search?q=a%20b");
    let mut visitor = Visitor::new(server);
    let first = visitor.get(&wanted).await;
    let sign_in = first.expect(303).to().to_owned();
    visitor.get(&sign_in).await.expect(200).says(&["name=\"next\""]);
    let next = format!("{root}/search?q=a%20b");
    let form =
        [("email", "anna@nordlicht.example"), ("password", PASSWORD), ("next", next.as_str())];
    assert_eq!(visitor.post("/sign-in", &form).await.expect(303).to(), wanted);
    for elsewhere in ["https://evil.example", "//evil.example", "/app\\evil", "/docs"] {
        let form =
            [("email", "anna@nordlicht.example"), ("password", PASSWORD), ("next", elsewhere)];
        assert_eq!(Visitor::new(server).post("/sign-in", &form).await.expect(303).to(), "/app");
    }
    // A script is sent there as a whole page.
    let part = Visitor::new(server).with("hx-request", "true").get(&wanted).await;
    assert_eq!(part.expect(204).header("hx-redirect"), Some("/sign-in"));
}

#[tokio::test]
async fn keys_open_no_pages_and_cookies_no_apis() {
    let server = Server::start(Backend::Sqlite).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    let bearer = format!("Bearer {}", server.key);
    let mut by_key = Visitor::new(&server).with("authorization", &bearer);
    assert!(by_key.get(&root).await.expect(303).to().starts_with("/sign-in"));
    owner.get("/api/v1/invoices").await.expect(401);
    // Assets are kept for good under their own name alone.
    let page = owner.get(&root).await;
    let style = page
        .body
        .split("href=\"")
        .find(|rest| rest.starts_with("/assets/") && rest.contains("app.css"));
    let style = style.unwrap().split('"').next().unwrap();
    let kept = owner.get(style).await;
    assert_eq!(kept.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let old = owner.get("/assets/0123456789abcdef/app.css").await;
    assert_eq!(
        (old.expect(200).header("cache-control"), &old.body),
        (Some("no-cache"), &kept.body)
    );
    owner.get("/assets/x/secret.key").await.expect(404);
    server.finish().await;
}

both! {
    each_route_is_for_those_whom_its_row_names,
    every_page_has_its_headers_and_no_secret,
    pages_are_in_the_language_of_who_reads_them,
    somebody_with_several_accounts_chooses,
    one_comes_back_to_the_page_that_one_asked_for,
}
