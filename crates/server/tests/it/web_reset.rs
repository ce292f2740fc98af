//! A new password by e-mail: the same answer for everybody, one letter at a time, a link that works once.

use crate::support::{Backend, PASSWORD, Server, SmtpServer, Visitor, both, path_of, text};

const ANNA: &str = "anna@nordlicht.example";
const OTHER: &str = "another horse battery";

/// The link of a letter, as a path.
fn link_of(letter: &crate::support::Letter) -> String {
    let words = letter.text("text/plain");
    let link = words.split_whitespace().find(|word| word.contains("/reset/"));
    path_of(link.unwrap_or_else(|| panic!("no link in {words}")))
}

async fn a_lost_password_is_replaced_by_mail(backend: Backend) {
    let smtp = SmtpServer::start();
    let url = smtp.url();
    let options = ["--smtp-url", &url, "--smtp-from", "net30@billing.example"];
    let server = Server::start_with(backend, &options).await;
    let mut owner = Visitor::owner(&server).await;
    Visitor::with_role(&server, "gone@example.com", "viewer", &[]).await;
    server.command_json(&["user", "disable", "gone@example.com"]);
    let mut visitor = Visitor::new(&server);
    visitor.get("/reset").await.expect(200).says(&["Send me a link"]);
    // Whoever asks learns nothing of who is here.
    let mut answers = vec![];
    for email in ["nobody@example.com", "gone@example.com", " Anna@NORDLICHT.example "] {
        let asked = visitor.post("/reset", &[("email", email)]).await;
        answers.push((asked.status, asked.to().to_owned(), asked.body.clone()));
    }
    answers.dedup();
    assert_eq!(answers, [(303, "/reset?sent".to_owned(), String::new())]);
    visitor.get("/reset?sent").await.expect(200).says(&["If somebody signs in with this address"]);
    visitor.post("/reset", &[("email", "no address")]).await.expect(422).says(&["not an e-mail"]);
    let letter = smtp.took(1).await.remove(0);
    assert_eq!(letter.recipients(), [ANNA]);
    assert!(letter.header("from").contains("net30@billing.example"));
    let link = link_of(&letter);
    // A mailbox cannot be filled by whoever knows its address.
    visitor.post("/reset", &[("email", ANNA)]).await.expect(303);
    visitor.get(&link).await.expect(200).says(&[ANNA, "New password"]);
    assert_eq!(visitor.post(&link, &[("password", OTHER)]).await.expect(303).to(), "/app");
    assert!(owner.get("/app").await.expect(303).to().starts_with("/sign-in"));
    Visitor::new(&server).get(&link).await.expect(404);
    owner.sign_in(ANNA, PASSWORD).await.expect(422);
    owner.sign_in(ANNA, OTHER).await.expect(303);
    assert_eq!(smtp.letters().len(), 1, "only one letter went out");
    let token = link.strip_prefix("/reset/").unwrap();
    assert!(!server.log().contains(token), "the log has a link");
    server.finish().await;
}

async fn asking_is_held_up(server: &mut Server) {
    let mut visitor = Visitor::new(server);
    // Nothing can be mailed: it is said how a link is made, and asking all the same is answered as ever.
    visitor.get("/reset").await.expect(200).says(&["net30 user link"]);
    let mut statuses = vec![];
    for _ in 0..15 {
        statuses.push(visitor.post("/reset", &[("email", ANNA)]).await.status);
    }
    assert!(statuses.starts_with(&[303]) && statuses.contains(&429), "{statuses:?}");
    let mut elsewhere = visitor.without("sec-fetch-site").with("sec-fetch-site", "cross-site");
    elsewhere.post("/reset", &[("email", ANNA)]).await.expect(403);
}

/// A company's own mail server is not to read links into the books of another.
#[tokio::test]
async fn a_companys_mail_server_sends_links_to_its_own_people_alone() {
    let smtp = SmtpServer::start();
    let server = Server::start_with(Backend::Sqlite, &["--allow-private-addresses"]).await;
    Visitor::owner(&server).await;
    let other = server.command_json(&["account", "create", "Acme", "--country", "US"]);
    let acme = text(&other["account_id"]).to_owned();
    Visitor::with_role(&server, "both@example.com", "viewer", &[&server.account_id, &acme]).await;
    let own = serde_json::json!({"host": "127.0.0.1", "port": smtp.port, "tls": "none", "from_email": "own@acme.example"});
    server.put("/settings/email", &own).await.expect(200);
    let mut visitor = Visitor::new(&server);
    visitor.post("/reset", &[("email", "both@example.com")]).await.expect(303);
    visitor.post("/reset", &[("email", ANNA)]).await.expect(303);
    let letters = smtp.took(1).await;
    assert_eq!(letters[0].recipients(), [ANNA]);
    visitor.get(&link_of(&letters[0])).await.expect(200);
    assert_eq!(smtp.letters().len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn a_lost_password_is_replaced_by_mail_on_sqlite() {
    a_lost_password_is_replaced_by_mail(Backend::Sqlite).await;
}

#[tokio::test]
async fn a_lost_password_is_replaced_by_mail_on_postgres() {
    a_lost_password_is_replaced_by_mail(Backend::Postgres).await;
}

both! {
    asking_is_held_up,
}
