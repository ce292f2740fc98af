//! A request for a page, and who asks.

use super::{cookie, form::Form, texts::Texts, upload};
use axum::{
    extract::{FromRequestParts as _, RawPathParams},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
};
use net30_app::{
    App, Caller, Error, What,
    sessions::{self, Seat, SignedIn, Workplace},
};
use net30_domain::{
    id::UserId,
    user::{Role, User},
};
use net30_http::{
    Http,
    caller::address_of,
    problem::{Problem, Result},
    trace::Facts,
};
use std::sync::Arc;

/// A request for a page.
pub(crate) struct Visit {
    pub(crate) http: Http,
    /// Whether it only looks.
    pub(crate) is_read: bool,
    pub(crate) headers: HeaderMap,
    /// The path with what follows a question mark, as it was asked for.
    pub(crate) target: String,
    pub(crate) query: Form,
    pub(crate) form: Form,
    /// The files that the form brings, each with the name of its field.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) seat: Seat,
    /// Who is signed in, once it was asked.
    pub(crate) person: Option<SignedIn>,
    /// The account that the address names, once they may work in it.
    pub(crate) place: Option<Workplace>,
    facts: Option<Arc<Facts>>,
    parameters: Vec<(String, String)>,
}

impl Visit {
    pub(super) async fn of(http: Http, parts: &mut Parts) -> Self {
        // A path that is not UTF-8 names nothing that is there.
        let parameters = RawPathParams::from_request_parts(parts, &()).await;
        let parameters = parameters.map_or(vec![], |found| {
            found.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
        });
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let address = address_of(parts, http.config().trust_proxy);
        Self {
            target: target.to_owned(),
            query: Form::read(parts.uri.query().unwrap_or_default().as_bytes()),
            form: Form::default(),
            files: vec![],
            seat: Seat { agent: agent.unwrap_or_default().to_owned(), address },
            person: None,
            place: None,
            facts: parts.extensions.get().map(Arc::clone),
            parameters,
            headers: parts.headers.clone(),
            is_read: parts.method == Method::GET || parts.method == Method::HEAD,
            http,
        }
    }

    /// Takes what was sent: a form, with or without files.
    pub(super) fn take(&mut self, parts: &Parts, bytes: &[u8]) {
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if let Some(boundary) = kind.and_then(upload::boundary) {
            let brought = upload::read(bytes, boundary);
            (self.form, self.files) = (brought.fields, brought.files);
        } else {
            self.form = Form::read(bytes);
        }
    }

    /// Finds out who is signed in.
    pub(super) async fn find_person(&mut self) -> Result<()> {
        let Some(token) = cookie::token(&self.headers, self.http.is_secure()) else {
            return Ok(());
        };
        self.person = sessions::of_token(self.app(), token, &self.seat).await?;
        if let (Some(facts), Some(person)) = (&self.facts, &self.person) {
            facts.note_user(person.user.id);
        }
        Ok(())
    }

    /// Enters the account that the address names.
    pub(super) async fn enter(&mut self) -> Result<()> {
        let code = self.parameter("account").to_owned();
        let user_id = self.user()?.id;
        self.place = Some(sessions::workplace(self.app(), user_id, &code).await?);
        Ok(())
    }

    /// Checks that the person's role reaches so far.
    pub(super) fn needs(&self, role: Role) -> Result<()> {
        let has = self.place()?.role;
        if has >= role {
            return Ok(());
        }
        let detail = format!("the role is {}; this needs {}", has.word(), role.word());
        Err(Problem::new(StatusCode::FORBIDDEN, "forbidden", detail))
    }

    pub(crate) fn app(&self) -> &App {
        self.http.app()
    }

    /// What the path has under a name; empty if nothing.
    pub(crate) fn parameter(&self, name: &str) -> &str {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// The id of the request.
    pub(crate) fn request_id(&self) -> &str {
        self.facts.as_ref().map_or("", |facts| facts.request_id())
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// 401 if nobody is: the route's row has said otherwise.
    pub(crate) fn signed_in(&self) -> Result<&SignedIn> {
        self.person.as_ref().ok_or_else(|| Error::Unauthorised.into())
    }

    pub(crate) fn user(&self) -> Result<&User> {
        Ok(&self.signed_in()?.user)
    }

    /// The account that the person works in.
    ///
    /// # Errors
    /// 404 if the address names none.
    pub(crate) fn place(&self) -> Result<&Workplace> {
        self.place.as_ref().ok_or_else(|| Error::NotFound(What::Account).into())
    }

    /// On whose behalf use cases are done.
    ///
    /// # Errors
    /// As [`Visit::place`].
    pub(crate) fn caller(&self) -> Result<Caller> {
        let user_id: UserId = self.user()?.id;
        Ok(self.place()?.caller(user_id))
    }

    /// What the pages say to whoever asks.
    pub(crate) fn texts(&self) -> Texts {
        let own = self.person.as_ref().and_then(|person| person.user.preferences.language);
        let asked = self.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        own.map_or_else(|| Texts::asked_for(asked.unwrap_or_default()), Texts::of)
    }

    /// Whether a script asks for a part of a page.
    pub(crate) fn wants_fragment(&self) -> bool {
        self.headers.contains_key("hx-request")
    }

    /// An address of ours, below the path at which the server is.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.http.base_path())
    }
}
