//! Coming in: the first owner, people who are invited, passwords right and wrong, and forms from elsewhere.

use crate::support::{
    Backend, PASSWORD, Server, Visitor, both, eventually, first_link, path_of, text,
};
use serde_json::json;

const ANNA: &str = "anna@nordlicht.example";

async fn the_first_owner_introduces_themselves_once(server: &mut Server) {
    let link = first_link(server);
    let mut visitor = Visitor::new(server);
    visitor.get(&link).await.expect(200).says(&["Welcome: your server is ready", "A sample"]);
    // Where the browser says that its person is, their company is likely to be.
    let mut viennese = visitor.with("accept-language", "de-AT,de;q=0.9,en;q=0.8");
    let first = viennese.get(&link).await;
    first.expect(200).says(&["Willkommen", "country=AT", "currency=EUR", "Europe%2FVienna"]);
    let before = server.get("/invoices/next-number").await.json(200);
    let sample =
        format!("{link}/sample?company=Nordlicht&country=DE&country_shown=US&currency=USD");
    let picture = visitor.get(&sample).await;
    assert_eq!(picture.expect(200).header("content-type"), Some("image/svg+xml"));
    assert!(picture.header("content-security-policy").unwrap().contains("sandbox"));
    assert!(picture.body.starts_with("<svg"));
    // Looking uses up neither a number nor the link.
    assert_eq!(server.get("/invoices/next-number").await.json(200), before);
    let refused = visitor
        .post(
            &link,
            &[("email", "anna"), ("password", "short"), ("company", " "), ("country", "XX")],
        )
        .await;
    refused.expect(422).says(&[
        "That is not an e-mail address.",
        "What is your company called?",
        "In which country is your company?",
    ]);
    let short = [("email", ANNA), ("password", "short"), ("company", "N"), ("country", "DE")];
    visitor.post(&link, &short).await.expect(422).says(&["at least 12 characters", ANNA]);
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let company = owner.get(&format!("{root}/settings/company")).await;
    company.expect(200).says(&["Nordlicht Werkstatt", "Germany", "value=\"EUR\" selected"]);
    let settings = server.get("/settings").await.json(200);
    assert_eq!(settings["company"]["name"], "Nordlicht Werkstatt");
    assert_eq!(settings["company"]["address"]["country"], "DE");
    assert_eq!(settings["currency"], "EUR");
    assert_eq!(settings["lang"], "de");
    assert_eq!(settings["time_zone"], "Europe/Berlin");
    // An event is listed once no other transaction of the database can come before it.
    let own = eventually("the history names its person", async || {
        let events = server.get("/events").await.json(200);
        let all = events["data"].as_array().unwrap().iter();
        let own = all.filter(|event| text(&event["actor"]).starts_with("user:"));
        let own: Vec<String> = own.map(|event| text(&event["type"]).to_owned()).collect();
        (own.len() > 1).then_some(own)
    })
    .await;
    assert_eq!(own, ["user.added", "settings.updated"]);
    let mut late = Visitor::new(server);
    late.get(&link).await.expect(404).says(&["This link no longer works"]);
    let again =
        [("email", "b@example.com"), ("password", PASSWORD), ("company", "B"), ("country", "US")];
    late.post(&link, &again).await.expect(404);
    assert_eq!(late.cookie, None);
    assert_eq!(server.get("/settings").await.json(200)["company"]["name"], "Nordlicht Werkstatt");
}

async fn who_may_not_come_in_is_told_the_same_whatever_is_wrong(server: &mut Server) {
    Visitor::owner(server).await;
    Visitor::with_role(server, "gone@example.com", "viewer", &[]).await;
    server.command_json(&["user", "disable", "gone@example.com"]);
    server.command_json(&["user", "create", "new@example.com", "--role", "viewer"]);
    let mut told = vec![];
    for (email, password) in [
        (ANNA, "wrong horse battery"),
        (ANNA, ""),
        ("nobody@example.com", PASSWORD),
        ("gone@example.com", PASSWORD),
        ("new@example.com", ""),
        ("no address", PASSWORD),
        ("x'; drop table person; --", "x\0"),
    ] {
        let mut visitor = Visitor::new(server);
        let seen = visitor.sign_in(email, password).await;
        seen.expect(422).says(&["The e-mail address or the password is wrong."]);
        assert_eq!((visitor.cookie, seen.header("set-cookie")), (None, None), "{email}");
        assert!(password.is_empty() || !seen.body.contains(password), "{email}");
        let escaped = email.replace('\'', "&#39;");
        told.push(seen.body.replace(&format!("value=\"{escaped}\""), ""));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:#?}");
    let mut visitor = Visitor::new(server);
    assert_eq!(
        visitor.sign_in(" Anna@NORDLICHT.example ", PASSWORD).await.expect(303).to(),
        "/app"
    );
    visitor.root().await;
}

async fn guessing_is_held_up_by_name_and_by_address(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let mut thief = Visitor::new(server);
    let mut held = 0;
    for _ in 0..12 {
        let seen = thief.sign_in(ANNA, "wrong horse battery").await;
        if seen.status == 429 {
            held += 1;
            assert!(seen.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
            seen.says(&["Too many attempts"]);
        }
    }
    assert!(held >= 1, "twelve guesses went through");
    assert_eq!(thief.sign_in(ANNA, PASSWORD).await.status, 429, "the right one is held up, too");
    // Who is signed in goes on, and others may try.
    owner.root().await;
    thief.sign_in("other@example.com", "x").await.expect(422);
    let mut statuses = vec![];
    for at in 0..40 {
        statuses.push(thief.sign_in(&format!("a{at}@example.com"), "x").await.status);
    }
    assert!(statuses.contains(&429), "forty names from one address went through");
    let mut link = Visitor::new(server);
    assert_eq!(link.get("/reset/0aZ").await.status, 429, "links are guessed from there no faster");
}

async fn a_form_from_elsewhere_does_nothing(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let form = [("name", "Mallory"), ("theme", "dark")];
    let own_host = server.base().strip_prefix("http://").unwrap().to_owned();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let mut elsewhere = owner.clone().without("sec-fetch-site").with(name, value);
        for path in ["/me", "/sign-out", "/me/security/sessions/end-others", "/sign-in"] {
            let seen = elsewhere.post(path, &form).await;
            seen.expect(403).says(&["This form came from elsewhere", value]);
            assert_eq!(seen.header("set-cookie"), None);
        }
    }
    let mut bare = owner.clone().without("sec-fetch-site");
    bare.post("/me", &form).await.expect(403);
    owner.get("/me").await.expect(200);
    assert!(!owner.get("/me").await.body.contains("Mallory"));
    // Plain http and old browsers say their origin alone.
    let mut plain = bare.with("origin", &format!("http://{own_host}"));
    plain.post("/me", &[("name", "Anna")]).await.expect(303);
    owner.get("/me").await.says(&["Anna"]);
}

async fn people_come_in_by_links_that_the_command_line_makes(server: &mut Server) {
    Visitor::owner(server).await;
    let said = server.command_json(&["user", "create", "bert@example.com", "--role", "accountant"]);
    let first = path_of(text(&said["link"]));
    // A newer link takes the place of an older one.
    let link = path_of(text(&server.command_json(&["user", "link", "Bert@example.com"])["link"]));
    let mut bert = Visitor::new(server);
    bert.get(&first).await.expect(404);
    bert.get(&link).await.expect(200).says(&["bert@example.com", "Your name"]);
    bert.post(&link, &[("password", "bert@example.com")]).await.expect(422).says(&["too easy"]);
    bert.post(&link, &[("password", PASSWORD), ("name", "Bert")]).await.expect(303);
    let root = bert.root().await;
    bert.get(&format!("{root}/settings/people")).await.expect(200).says(&["Accountant"]);
    bert.get(&link).await.expect(404);
    // Whoever lost a password gets in again, and everybody else out.
    let reset = path_of(text(&server.command_json(&["user", "link", "bert@example.com"])["link"]));
    assert!(reset.starts_with("/reset/"));
    let mut elsewhere = Visitor::new(server);
    elsewhere.get(&reset).await.expect(200).says(&["New password"]);
    elsewhere.post(&reset, &[("password", "another horse battery")]).await.expect(303);
    bert.get("/app").await.expect(303);
    assert!(bert.get("/app").await.to().starts_with("/sign-in"));
    bert.sign_in("bert@example.com", PASSWORD).await.expect(422);
    bert.sign_in("bert@example.com", "another horse battery").await.expect(303);
    let list = server.command_json(&["user", "list"]);
    assert!(!list.to_string().contains("argon2"), "{list}");
    let bert =
        list["users"].as_array().unwrap().iter().find(|user| user["name"] == "Bert").unwrap();
    assert_eq!(bert["state"], "active");
    assert_eq!(bert["roles"], json!([{"account_id": server.account_id, "role": "accountant"}]));
    for wrong in [
        &["user", "link", "nobody@example.com"][..],
        &["user", "disable", "nobody@example.com"],
        &["user", "create", "no address"],
        &["user", "create", "x@example.com", "--role", "boss"],
        &["user", "create", "x@example.com", "--account", "0198f6a0-0000-7000-8000-000000000001"],
    ] {
        assert!(!server.command(wrong).status.success(), "{wrong:?}");
    }
    assert!(!server.command_json(&["user", "list"]).to_string().contains("x@example.com"));
}

async fn a_link_is_good_for_one_of_two_who_use_it_at_once(server: &mut Server) {
    let link = first_link(server);
    let one = async |email: &'static str| {
        let form = [("email", email), ("password", PASSWORD), ("company", "N"), ("country", "DE")];
        Visitor::new(server).post(&link, &form).await.status
    };
    let mut statuses = tokio::join!(one("a@example.com"), one("b@example.com"));
    if statuses.0 > statuses.1 {
        statuses = (statuses.1, statuses.0);
    }
    assert_eq!(statuses, (303, 404));
    let users = server.command_json(&["user", "list"]);
    assert_eq!(users["users"].as_array().unwrap().len(), 1, "{users}");
}

#[tokio::test]
async fn by_https_the_cookie_is_for_this_host_alone() {
    let url = ["--public-url", "https://billing.example.com/net30"];
    let server = Server::start_with(Backend::Sqlite, &url).await;
    let mut visitor = Visitor::new(&server);
    let link = first_link(&server);
    let form = [("email", ANNA), ("password", PASSWORD), ("company", "N"), ("country", "DE")];
    let came = visitor.post(&link, &form).await;
    assert_eq!(came.expect(303).to(), "/net30/app");
    let cookie = came.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-net30="), "{cookie}");
    for word in ["; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Lax"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let page = visitor.get("/me").await;
    page.expect(200).says(&["href=\"/net30/assets/", "action=\"/net30/me\""]);
    assert!(page.header("strict-transport-security").is_some());
    // The plain cookie, which anybody near could set, counts for nothing.
    visitor.cookie = visitor.cookie.map(|cookie| cookie.replace("__Host-", ""));
    assert!(visitor.get("/me").await.expect(303).to().starts_with("/net30/sign-in"));
    server.finish().await;
}

both! {
    the_first_owner_introduces_themselves_once,
    who_may_not_come_in_is_told_the_same_whatever_is_wrong,
    guessing_is_held_up_by_name_and_by_address,
    a_form_from_elsewhere_does_nothing,
    people_come_in_by_links_that_the_command_line_makes,
    a_link_is_good_for_one_of_two_who_use_it_at_once,
}
