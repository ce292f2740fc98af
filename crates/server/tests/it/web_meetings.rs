//! Where two things meet in the pages: many documents and strict books, an invitation and an account or a person who is kept
//! out, a view that was kept and a customer who was removed.

use crate::support::{Draft, PASSWORD, Server, Visitor, both, invoice, path_of, text};
use serde_json::json;

async fn owner(server: &Server) -> (Visitor, String) {
    let mut owner = Visitor::owner(server).await.with("accept-language", "de");
    let list = format!("{}/invoices", owner.root().await);
    (owner, list)
}

async fn strict_books_hold_for_many_as_for_one(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    let now = text(&server.draft().await["id"]).to_owned();
    let mut body = invoice();
    body["issue_date"] = json!("2099-01-01");
    let ahead = text(&server.post("/invoices", &body).await.json(201)["id"]).to_owned();
    let sent = text(&server.issued().await["id"]).to_owned();
    server.act(&format!("/invoices/{sent}/mark-sent")).await.expect(200);
    let ask = [("do", "issue"), ("id", now.as_str()), ("id", ahead.as_str())];
    let asked = owner.post(&format!("{list}/bulk"), &ask).await;
    assert!(!asked.expect(200).body.contains("Die Bücher sind streng"));
    server.patch("/settings", &json!({"lock": "strict"})).await.expect(200);
    let asked = owner.post(&format!("{list}/bulk"), &ask).await;
    asked.expect(200).says(&["Die Bücher sind streng"]);
    let run = format!("{list}/bulk/run");
    let issued = owner.post(&run, &ask).await;
    issued.expect(200).says(&["Einer erledigt.", "wenn ihr Datum da ist"]);
    assert_eq!(server.read(&now).await["status"], "open");
    assert_eq!(server.read(&ahead).await["status"], "draft");
    // What a customer has is neither voided nor thrown away, also not among others.
    let void = [("do", "void"), ("id", now.as_str()), ("id", sent.as_str())];
    owner.post(&run, &void).await.expect(200).says(&["Einer erledigt."]);
    let before = server.read(&sent).await;
    assert_eq!(server.read(&now).await["status"], "voided");
    let delete = [("do", "delete"), ("id", sent.as_str()), ("id", ahead.as_str())];
    owner.post(&run, &delete).await.expect(200).says(&["Einer erledigt."]);
    assert_eq!(server.read(&sent).await, before);
}

async fn an_invitation_leads_nowhere_while_somebody_is_kept_out(server: &mut Server) {
    let account = server.account_id.clone();
    let invite = async |server: &Server, email: &str| {
        let body = json!({"email": email, "role": "viewer"});
        path_of(text(&server.post("/invitations", &body).await.json(201)["link"]))
    };
    let link = invite(server, "carla@example.com").await;
    let form = [("password", PASSWORD), ("name", "Carla")];
    server.command_json(&["account", "suspend", &account]);
    let mut carla = Visitor::new(server);
    carla.get(&link).await.expect(404);
    carla.post(&link, &form).await.expect(404);
    carla.sign_in("carla@example.com", PASSWORD).await.expect(422);
    // It is not used up.
    server.command_json(&["account", "resume", &account]);
    carla.get(&link).await.expect(200);
    carla.post(&link, &form).await.expect(303);
    carla.get(&carla.clone().root().await).await.expect(200);
    // Somebody whom the operator keeps out of the server altogether.
    let acme = server.command_json(&["account", "create", "Acme", "--country", "US"]);
    let body = json!({"email": "carla@example.com", "role": "accountant"});
    let there = server.with_key(text(&acme["api_key"]));
    let link = path_of(text(&there.post("/invitations", &body).await.json(201)["link"]));
    server.command_json(&["user", "disable", "carla@example.com"]);
    let mut stranger = Visitor::new(server);
    for visitor in [&mut carla, &mut stranger] {
        visitor.get(&link).await.expect(404);
        visitor.post(&link, &form).await.expect(404);
    }
    assert_eq!(there.get("/users").await.json(200)["data"], json!([]));
}

async fn a_kept_view_of_a_customer_who_is_gone_says_so(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    server.issued().await;
    let gone = server.post("/customers", &json!({"company": "Vorbei GmbH"})).await.json(201);
    let gone = text(&gone["id"]);
    let page = owner.get(&format!("{list}?customer={gone}")).await;
    let query = page.expect(200).body.split("name=\"query\" value=\"").nth(1).unwrap();
    let query = query.split('"').next().unwrap().to_owned();
    let kept = owner.post(&format!("{list}/views"), &[("name", "Vorbei"), ("query", &query)]).await;
    let view = kept.expect(303).to().to_owned();
    owner.get(&view).await.expect(200).says(&["Vorbei GmbH"]);
    server.delete(&format!("/customers/{gone}")).await.expect(204);
    // Nothing is found, and the page says by what; the view can be forgotten.
    let page = owner.get(&view).await;
    page.expect(200).says(&["<p class=\"chip\">Nicht mehr da", "/views/"]);
    let forget = page.body.split("action=\"").find(|rest| rest.contains("/remove")).unwrap();
    owner.post(forget.split('"').next().unwrap(), &[]).await.expect(303);
    assert!(!owner.get(&list).await.expect(200).body.contains("Vorbei"));
}

both! {
    strict_books_hold_for_many_as_for_one,
    an_invitation_leads_nowhere_while_somebody_is_kept_out,
    a_kept_view_of_a_customer_who_is_gone_says_so,
}
