//! People through the API: listed, invited, given other roles, kept out, signed out, removed.

use crate::support::{Api, Backend, PASSWORD, Server, SmtpServer, Visitor, both, path_of, text};
use serde_json::{Value, json};

/// Invites somebody, who comes; their id.
pub(crate) async fn somebody(api: &Api, email: &str, role: &str) -> String {
    let body = json!({"email": email, "role": role});
    let invited = api.post("/invitations", &body).await.json(201);
    let form = format!("password={}&name=", PASSWORD.replace(' ', "+"));
    let browser = api.at("").without_key().with("sec-fetch-site", "same-origin");
    let link = path_of(text(&invited["link"]));
    let kind = "application/x-www-form-urlencoded";
    let came =
        browser.send_bytes(reqwest::Method::POST, &link, Some(form.into_bytes()), kind).await;
    assert!(came.status == 303 || came.status == 200, "{came}");
    let all = api.get("/users").await.json(200);
    let all = all["data"].as_array().unwrap();
    let found = all.iter().find(|user| user["email"] == email);
    text(&found.unwrap_or_else(|| panic!("{email} did not come"))["id"]).to_owned()
}

async fn somebody_is_invited_and_comes_once(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let body = json!({"email": "Bert@Example.com", "role": "accountant"});
    let first = server.post("/invitations", &body).await.json(201);
    assert_eq!((&first["mailed"], &first["role"]), (&Value::Null, &json!("accountant")));
    // A newer invitation takes the place of an older one.
    let invited = server.post("/invitations", &body).await.json(201);
    let link = path_of(text(&invited["link"]));
    let mut bert = Visitor::new(server);
    bert.get(&path_of(text(&first["link"]))).await.expect(404);
    bert.get(&link)
        .await
        .expect(200)
        .says(&["Bert@Example.com", "Nordlicht Werkstatt invites you"]);
    let listed = server.get("/invitations").await.json(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    assert!(!listed.to_string().contains("link"), "{listed}");
    bert.post(&link, &[("password", "short")]).await.expect(422).says(&["at least 12"]);
    let form = [("password", PASSWORD), ("name", "Bert")];
    assert_eq!(bert.post(&link, &form).await.expect(303).to(), root);
    bert.get(&format!("{root}/settings/people")).await.expect(200).says(&["Bert", "Only owners"]);
    Visitor::new(server).post(&link, &form).await.expect(404);
    assert_eq!(server.get("/invitations").await.json(200)["data"], json!([]));
    let people = server.get("/users").await.json(200);
    let emails: Vec<&str> =
        people["data"].as_array().unwrap().iter().map(|user| text(&user["email"])).collect();
    assert_eq!(emails, ["anna@nordlicht.example", "Bert@Example.com"]);
    assert!(!people.to_string().contains("argon2"), "{people}");
    let again = server.post("/invitations", &body).await;
    assert_eq!(again.faults(), ["/email"]);
    for wrong in [json!({}), json!({"email": "x", "role": "boss"}), json!({"email": "a@b.example"})]
    {
        assert!(!server.post("/invitations", &wrong).await.faults().is_empty(), "{wrong}");
    }
    let guest = server
        .post("/invitations", &json!({"email": "c@example.com", "role": "owner"}))
        .await
        .json(201);
    server.delete(&format!("/invitations/{}", text(&guest["id"]))).await.expect(204);
    Visitor::new(server).get(&path_of(text(&guest["link"]))).await.expect(404);
    server.delete(&format!("/invitations/{}", text(&guest["id"]))).await.expect(404);
}

async fn who_is_known_here_takes_an_invitation_under_their_own_name(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let other = server.command_json(&["account", "create", "Acme", "--country", "US"]);
    let acme = server.with_key(text(&other["api_key"]));
    let body = json!({"email": "anna@nordlicht.example", "role": "viewer"});
    let link = path_of(text(&acme.post("/invitations", &body).await.json(201)["link"]));
    // Whoever else has the link gets no password and no role by it.
    let mut thief = Visitor::new(server);
    thief.get(&link).await.expect(200).says(&["sign in as anna@nordlicht.example"]);
    let stolen = thief.post(&link, &[("password", "another horse battery"), ("name", "")]).await;
    assert_eq!(stolen.expect(303).to(), format!("/sign-in?next={link}"));
    thief.sign_in("anna@nordlicht.example", "another horse battery").await.expect(422);
    let mut bert =
        Visitor::with_role(server, "bert@example.com", "owner", &[&server.account_id]).await;
    bert.get(&link).await.expect(200).says(&["you are signed in as bert@example.com"]);
    bert.post(&link, &[]).await.expect(303);
    assert_eq!(acme.get("/users").await.json(200)["data"], json!([]));
    owner.get(&link).await.expect(200).says(&["Acme invites you"]);
    let there = owner.post(&link, &[]).await.expect(303).to().to_owned();
    owner.get(&there).await.expect(200);
    owner.get("/app").await.expect(200).says(&["Acme", "Nordlicht Werkstatt"]);
    // What is theirs elsewhere is not for Acme's owners to end.
    let id = text(&acme.get("/users").await.json(200)["data"][0]["id"]).to_owned();
    let refused = acme.act(&format!("/users/{id}/end-sessions")).await;
    assert_eq!(refused.problem(409), "works_elsewhere");
    acme.patch(&format!("/users/{id}"), &json!({"disabled": true})).await.expect(200);
    owner.get(&there).await.expect(404);
    assert!(owner.root().await.starts_with("/app/"), "the other account is the only one left");
    acme.patch(&format!("/users/{id}"), &json!({"disabled": false})).await.expect(200);
    owner.get(&there).await.expect(200);
    acme.delete(&format!("/users/{id}")).await.expect(204);
    owner.get(&there).await.expect(404);
}

async fn the_last_owner_stays_one(server: &mut Server) {
    let mut anna = Visitor::owner(server).await;
    let root = anna.root().await;
    let id = text(&server.get("/users").await.json(200)["data"][0]["id"]).to_owned();
    let path = format!("/users/{id}");
    for change in [json!({"role": "viewer"}), json!({"disabled": true})] {
        assert_eq!(server.patch(&path, &change).await.problem(409), "last_owner", "{change}");
    }
    assert_eq!(server.delete(&path).await.problem(409), "last_owner");
    assert_eq!(server.patch(&path, &json!({"role": "boss"})).await.faults(), ["/role"]);
    assert_eq!(server.patch(&path, &json!({"name": "x"})).await.faults(), ["/name"]);
    let bert = somebody(&server.api(), "bert@example.com", "accountant").await;
    let bert = format!("/users/{bert}");
    assert_eq!(server.patch(&path, &json!({"role": "viewer"})).await.problem(409), "last_owner");
    let changed = server.patch(&bert, &json!({"role": "owner"})).await.json(200);
    assert_eq!((&changed["role"], &changed["sessions"]), (&json!("owner"), &json!(0)));
    // Of two owners who are made viewers at once, one stays.
    let (one, two) = (json!({"role": "viewer"}), json!({"role": "viewer"}));
    let (one, two) = tokio::join!(server.patch(&path, &one), server.patch(&bert, &two));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let people = server.get("/users").await.json(200);
    let owners = people["data"].as_array().unwrap().iter().filter(|user| user["role"] == "owner");
    assert_eq!(owners.count(), 1, "{people}");
    // Whoever may do something else than before signs in anew, and is who they are then.
    let is_anna = people["data"][0]["role"] == "owner";
    let seen = anna.get(&root).await;
    assert_eq!(seen.status, if is_anna { 200 } else { 303 });
}

async fn people_are_kept_out_signed_out_and_removed(server: &mut Server) {
    let mut anna = Visitor::owner(server).await;
    let root = anna.root().await;
    somebody(&server.api(), "bert@example.com", "viewer").await;
    let mut bert = Visitor::new(server);
    bert.sign_in("bert@example.com", PASSWORD).await.expect(303);
    let id = text(&server.get("/users").await.json(200)["data"][1]["id"]).to_owned();
    let path = format!("/users/{id}");
    let ended = server.act(&format!("{path}/end-sessions")).await.json(200);
    assert_eq!(ended["sessions"], 0);
    assert!(bert.get(&root).await.expect(303).to().starts_with("/sign-in"));
    bert.sign_in("bert@example.com", PASSWORD).await.expect(303);
    bert.get(&root).await.expect(200);
    let out = server.patch(&path, &json!({"disabled": true})).await.json(200);
    assert!(out["disabled_at"].is_string());
    bert.sign_in("bert@example.com", PASSWORD).await.expect(303);
    bert.get(&root).await.expect(404);
    bert.get("/app").await.expect(200).says(&["You have no account here"]);
    assert!(
        server.patch(&path, &json!({"disabled": false})).await.json(200)["disabled_at"].is_null()
    );
    bert.get(&root).await.expect(200);
    server.delete(&path).await.expect(204);
    bert.get(&root).await.expect(303);
    server.get(&path).await.expect(404);
    server.delete(&path).await.expect(404);
    for scope in ["read", "write"] {
        let made = server.post("/api-keys", &json!({"scope": scope})).await.json(201);
        let api = server.with_key(text(&made["secret"]));
        let listed = if scope == "read" { 403 } else { 200 };
        for list in ["/users", "/invitations"] {
            api.get(list).await.expect(listed);
        }
        api.patch(&path, &json!({})).await.expect(403);
        api.post("/invitations", &json!({"email": "x@example.com", "role": "owner"}))
            .await
            .expect(403);
    }
}

async fn an_invitation_is_mailed_by_the_accounts_server(backend: Backend) {
    let smtp = SmtpServer::start();
    let server = Server::start_with(backend, &["--allow-private-addresses"]).await;
    let body = json!({"email": "bert@example.com", "role": "viewer", "send": true});
    let unsent = server.post("/invitations", &body).await.json(201);
    assert_eq!(unsent["mailed"], false);
    assert!(text(&unsent["error"]).contains("SMTP"), "{unsent}");
    let own = json!({"host": "127.0.0.1", "port": smtp.port, "tls": "none", "from_email": "own@acme.example"});
    server.put("/settings/email", &own).await.expect(200);
    let sent = server.post("/invitations", &body).await.json(201);
    assert_eq!((&sent["mailed"], &sent["error"]), (&json!(true), &Value::Null));
    let letter = &smtp.took(1).await[0];
    assert_eq!(letter.recipients(), ["bert@example.com"]);
    let link = text(&sent["link"]);
    assert!(letter.text("text/plain").contains(link) && letter.text("text/html").contains(link));
    assert!(letter.header("subject").contains("invites you"), "{}", letter.header("subject"));
    // The link stands in no log that others read.
    let log = server.get("/email-deliveries").await.json(200).to_string();
    assert!(!log.contains(link) && !server.log().contains(&path_of(link)));
    smtp.behave("refuse");
    let refused = server.post("/invitations", &body).await.json(201);
    assert_eq!(
        (&refused["mailed"], &refused["error"]),
        (&json!(false), &json!("550 5.1.1 no such mailbox"))
    );
    server.finish().await;
}

#[tokio::test]
async fn an_invitation_is_mailed_by_the_accounts_server_on_sqlite() {
    an_invitation_is_mailed_by_the_accounts_server(Backend::Sqlite).await;
}

both! {
    somebody_is_invited_and_comes_once,
    who_is_known_here_takes_an_invitation_under_their_own_name,
    the_last_owner_stays_one,
    people_are_kept_out_signed_out_and_removed,
}
