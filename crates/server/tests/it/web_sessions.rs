//! Sessions: they end, are ended, cannot be planted, and what matters asks for the password again.

use crate::support::{Clock, PASSWORD, Server, Visitor, both, both_at};

const ANNA: &str = "anna@nordlicht.example";
const OTHER: &str = "another horse battery";

async fn is_in(visitor: &mut Visitor) -> bool {
    match visitor.get("/me").await.status {
        200 => true,
        303 => false,
        other => panic!("/me is answered with {other}"),
    }
}

async fn a_session_that_was_ended_does_not_come_back(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let mut copy = owner.clone();
    let out = owner.post("/sign-out", &[]).await;
    assert_eq!(out.expect(303).to(), "/sign-in");
    assert_eq!(out.header("clear-site-data"), Some("\"cache\""));
    assert_eq!(owner.cookie, None);
    assert!(!is_in(&mut copy).await, "a copy of the cookie still works");
    // Whoever is disabled is out at once, and stays so until they sign in anew.
    owner.sign_in(ANNA, PASSWORD).await.expect(303);
    server.command_json(&["user", "disable", ANNA]);
    assert!(!is_in(&mut owner).await);
    server.command_json(&["user", "enable", ANNA]);
    assert!(!is_in(&mut owner).await);
    owner.sign_in(ANNA, PASSWORD).await.expect(303);
    assert!(is_in(&mut owner).await);
    // A changed role is one that the session has not signed in with.
    let create = ["user", "create", ANNA, "--role", "viewer"];
    server.command_json(&create);
    assert!(!is_in(&mut owner).await);
}

async fn a_session_cannot_be_planted(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let before = owner.cookie.clone().unwrap();
    let planted = format!("net30={}", "A".repeat(44));
    for cookie in [
        planted.as_str(),
        "net30=",
        "net30=x",
        "net30=../../x",
        &format!("net30={}", "z".repeat(9000)),
    ] {
        let mut visitor = Visitor::new(server);
        visitor.cookie = Some(cookie.to_owned());
        assert!(!is_in(&mut visitor).await, "{cookie}");
        visitor.cookie = Some(cookie.to_owned());
        if cookie == planted {
            visitor.sign_in(ANNA, PASSWORD).await.expect(303);
            assert_ne!(visitor.cookie.as_deref(), Some(planted.as_str()));
            visitor.cookie = Some(planted.clone());
            assert!(!is_in(&mut visitor).await, "the planted token became a session");
        }
    }
    // Signing in again in the same browser is a new session, and the end of the former one.
    owner.sign_in(ANNA, PASSWORD).await.expect(303);
    assert_ne!(owner.cookie.as_deref(), Some(before.as_str()));
    let mut former = owner.clone();
    former.cookie = Some(before);
    assert!(!is_in(&mut former).await);
    assert!(is_in(&mut owner).await);
}

async fn sessions_are_listed_and_ended_by_their_own_person_alone(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
    let mut second = Visitor::new(server).with("user-agent", firefox);
    second.sign_in(ANNA, PASSWORD).await.expect(303);
    let page = owner.get("/me/security").await;
    page.expect(200).says(&["Firefox · Windows", "127.0.0.1", "this browser", "End all others"]);
    let ends: Vec<String> = page
        .body
        .split("action=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|path| path.ends_with("/end"))
        .map(str::to_owned)
        .collect();
    assert_eq!(ends.len(), 2, "{ends:?}");
    let mut stranger = Visitor::with_role(server, "bert@example.com", "owner", &[]).await;
    for end in &ends {
        stranger.post(end, &[]).await.expect(404);
    }
    assert!(is_in(&mut second).await && is_in(&mut owner).await);
    assert!(!stranger.get("/me/security").await.body.contains("Firefox"));
    second.post("/me/security/sessions/end-others", &[]).await.expect(303);
    assert!(is_in(&mut second).await && !is_in(&mut owner).await && is_in(&mut stranger).await);
    second.post("/me/security/sessions/nonsense/end", &[]).await.expect(404);
}

async fn a_session_ends_unless_it_is_used_and_at_last(server: &mut Server, clock: &Clock) {
    let mut used = Visitor::owner(server).await;
    let mut idle = Visitor::new(server);
    idle.sign_in(ANNA, PASSWORD).await.expect(303);
    clock.set("2027-06-14 11:00:00");
    assert!(is_in(&mut used).await);
    clock.set("2027-06-15 12:00:01");
    assert!(!is_in(&mut idle).await, "it was not used for 14 days");
    for day in ["2027-06-27", "2027-07-10", "2027-07-23", "2027-08-05", "2027-08-18", "2027-08-29"]
    {
        clock.set(&format!("{day} 12:00:00"));
        assert!(is_in(&mut used).await, "{day}");
    }
    clock.set("2027-08-30 12:00:01");
    assert!(!is_in(&mut used).await, "it has gone on for 90 days");
}

async fn a_link_works_for_a_day(server: &mut Server, clock: &Clock) {
    let mut visitor = Visitor::new(server);
    let link = crate::support::first_link(server);
    clock.set("2027-06-02 11:59:59");
    visitor.get(&link).await.expect(200);
    clock.set("2027-06-02 12:00:00");
    visitor.get(&link).await.expect(404);
}

async fn a_password_is_changed_by_whoever_has_just_given_it(server: &mut Server, clock: &Clock) {
    let mut owner = Visitor::owner(server).await;
    let mut elsewhere = Visitor::new(server);
    elsewhere.sign_in(ANNA, PASSWORD).await.expect(303);
    clock.set("2027-06-01 12:11:00");
    let change = [("password", OTHER)];
    let refused = owner.post("/me/security/password", &change).await;
    refused.expect(422).says(&["Please give your present password first", "Present password"]);
    owner.post("/me/security/confirm", &[("current", "wrong")]).await.expect(422);
    owner.post("/me/security/password", &change).await.expect(422);
    owner.post("/me/security/confirm", &[("current", PASSWORD)]).await.expect(303);
    owner.post("/me/security/password", &[("password", "short")]).await.expect(422);
    let before = owner.cookie.clone();
    let changed = owner.post("/me/security/password", &change).await;
    assert_eq!(changed.expect(303).to(), "/me/security?said=password");
    assert_ne!(owner.cookie, before, "the session is a new one");
    assert!(is_in(&mut owner).await && !is_in(&mut elsewhere).await);
    elsewhere.cookie = before;
    assert!(!is_in(&mut elsewhere).await, "the former token still works");
    elsewhere.sign_in(ANNA, PASSWORD).await.expect(422);
    elsewhere.sign_in(ANNA, OTHER).await.expect(303);
}

both! {
    a_session_that_was_ended_does_not_come_back,
    a_session_cannot_be_planted,
    sessions_are_listed_and_ended_by_their_own_person_alone,
}

both_at! {
    a_session_ends_unless_it_is_used_and_at_last = "2027-06-01 12:00:00",
    a_link_works_for_a_day = "2027-06-01 12:00:00",
    a_password_is_changed_by_whoever_has_just_given_it = "2027-06-01 12:00:00",
}
