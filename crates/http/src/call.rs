//! From an HTTP request to the call of a use case, and from its outcome to a reply.

use crate::{
    Http, body,
    json::{self, Body, Case, Reader, Unknown},
    problem::{Entry, Place, Problem, Result},
    query::{self, Query},
    reply::Reply,
};
use axum::{
    extract::{FromRequest, FromRequestParts, MatchedPath, RawPathParams, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use net30_app::{
    Call, Caller, Done, Error, Idempotency, Meeting, Step, StoredReply, UseCase, What, Work,
    invoices,
};
use net30_domain::fault::{Fault, Faults};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Names what was ignored in a body.
const IGNORED_FIELDS: HeaderName = HeaderName::from_static("x-ignored-fields");
/// Most characters of an idempotency key.
const IDEMPOTENCY_KEY_CHARS_MAX: usize = 255;
/// The native routes of one invoice: they take its number in place of its id.
const OF_INVOICE: &str = "/api/v1/invoices/{id}";

/// The ids in the path.
#[derive(Debug, Default)]
struct PathIds(Vec<(String, String)>);

impl PathIds {
    async fn of(parts: &mut Parts) -> Self {
        // A path that is not UTF-8 names no object: its ids are not found when they are asked for.
        let Ok(parameters) = RawPathParams::from_request_parts(parts, &()).await else {
            return Self::default();
        };
        Self(parameters.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }

    /// As [`PathIds::of`]; where the route is of a native invoice, its number stands for its id.
    async fn with_number(parts: &mut Parts, http: &Http, caller: &Caller) -> Result<Self> {
        let mut ids = Self::of(parts).await;
        let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        if let Some((_, text)) = ids.0.iter_mut().find(|(name, _)| name == "id")
            && route.starts_with(OF_INVOICE)
            && text.parse::<Uuid>().is_err()
            && let Some(id) = invoices::id_of_number(http.app(), caller, text).await?
        {
            *text = id.to_string();
        }
        Ok(ids)
    }

    fn get<T: From<Uuid>>(&self, name: &str, what: What) -> Result<T> {
        let text = self.text(name);
        let id: Option<Uuid> = text.and_then(|text| text.parse().ok());
        id.map(T::from).ok_or_else(|| Error::NotFound(what).into())
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }
}

/// A request that only looks.
#[derive(Debug)]
pub struct ReadRequest {
    /// Who asks.
    pub caller: Caller,
    ids: PathIds,
    query: String,
}

impl FromRequestParts<Http> for ReadRequest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, http: &Http) -> Result<Self> {
        let caller = Caller::from_request_parts(parts, http).await?;
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let ids = PathIds::with_number(parts, http, &caller).await?;
        Ok(Self { caller, ids, query })
    }
}

impl ReadRequest {
    /// The id in the path under `name`.
    ///
    /// # Errors
    /// 404 if it is no id: there is no such object.
    pub fn id<T: From<Uuid>>(&self, name: &str, what: What) -> Result<T> {
        self.ids.get(name, what)
    }

    /// The text in the path under `name`.
    #[must_use]
    pub fn path_text(&self, name: &str) -> Option<&str> {
        self.ids.text(name)
    }

    /// Reads the parameters.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn query<T>(
        &self,
        case: Case,
        unknown: Unknown,
        reading: impl FnOnce(&Query<'_>) -> T,
    ) -> Result<T> {
        query::read(&self.query, case, unknown, reading)
    }
}

/// A request that changes something. Its body is read, but not yet understood.
#[derive(Debug)]
pub struct WriteRequest {
    /// The circumstances; `if_match` is that of the first tag.
    pub call: Call,
    /// The body as it was sent.
    pub body: Bytes,
    ids: PathIds,
    path: String,
    query: String,
    if_match: Vec<i64>,
    ignored: Vec<String>,
    /// What is wrong with a draft that was read, until the use case has told what it finds wrong: see
    /// [`WriteRequest::read_draft`].
    faults: Vec<Entry>,
}

/// Why a request does not come to its handler.
#[derive(Debug)]
pub enum Answered {
    /// It cannot be read.
    Refused(Problem),
    /// It was done before.
    Replayed(Reply),
}

impl From<Problem> for Answered {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(problem) => problem.into_response(),
            Self::Replayed(reply) => reply.into_response(),
        }
    }
}

/// A request that brings a file: its body is that, and no JSON.
#[derive(Debug)]
pub struct Upload(pub WriteRequest);

impl FromRequest<Http> for Upload {
    type Rejection = Answered;

    async fn from_request(
        request: Request,
        http: &Http,
    ) -> std::result::Result<Self, Self::Rejection> {
        WriteRequest::of(request, http, Content::File).await.map(Self)
    }
}

impl FromRequest<Http> for WriteRequest {
    type Rejection = Answered;

    async fn from_request(
        request: Request,
        http: &Http,
    ) -> std::result::Result<Self, Self::Rejection> {
        Self::of(request, http, Content::Json).await
    }
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Json,
    File,
}

impl WriteRequest {
    async fn of(
        request: Request,
        http: &Http,
        content: Content,
    ) -> std::result::Result<Self, Answered> {
        let (mut parts, body) = request.into_parts();
        let caller = match Caller::from_request_parts(&mut parts, http).await {
            Ok(caller) => caller,
            Err(problem) => {
                body::discard(body).await;
                return Err(problem.into());
            }
        };
        let body = match content {
            Content::Json => body::read(&parts, body).await?,
            Content::File => body::read_file(&parts, body).await?,
        };
        let query = parts.uri.query().unwrap_or_default().to_owned();
        // Read here, so that a mistaken dry run stores nothing even where a route reads no parameters.
        let dry_run =
            query::read(&query, Case::Exact, Unknown::Name, |query| query.boolean("dry_run"))?;
        let if_match = if_match_of(&parts.headers)?;
        let idempotency = idempotency_of(&parts, &caller, &body)?;
        let call = Call {
            caller,
            dry_run: dry_run.unwrap_or(false),
            if_match: if_match.first().copied(),
            idempotency,
        };
        let ids = PathIds::of(&mut parts).await;
        // What the path names may be gone since the request was first done, or asks others before it is done. Where
        // something is only made, the use case looks.
        let only_makes = ids.0.is_empty() && parts.method == Method::POST;
        if !only_makes
            && let Some(stored) = http.app().replay(&call).await.map_err(Problem::from)?
        {
            return Err(Answered::Replayed(Reply::replayed(stored)));
        }
        let ids = PathIds::with_number(&mut parts, http, &call.caller).await?;
        let path = parts.uri.path().to_owned();
        Ok(Self { call, body, ids, path, query, if_match, ignored: Vec::new(), faults: Vec::new() })
    }
}

impl WriteRequest {
    /// The id in the path under `name`.
    ///
    /// # Errors
    /// 404 if it is no id: there is no such object.
    pub fn id<T: From<Uuid>>(&self, name: &str, what: What) -> Result<T> {
        self.ids.get(name, what)
    }

    /// The text in the path under `name`.
    #[must_use]
    pub fn path_text(&self, name: &str) -> Option<&str> {
        self.ids.text(name)
    }

    /// What the request is about, as the client names it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads the parameters of a route that takes no body.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn query<T>(
        &self,
        case: Case,
        unknown: Unknown,
        reading: impl FnOnce(&Query<'_>) -> T,
    ) -> Result<T> {
        query::read(&self.query, case, unknown, |query| {
            let _ = query.boolean("dry_run");
            reading(query)
        })
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// 400 and 422 as [`Body::parse`].
    pub fn json(&self) -> Result<Value> {
        Body::parse(&self.body)
    }

    /// The body as JSON; an empty body is an empty object.
    ///
    /// # Errors
    /// 400 and 422 as [`Body::parse`].
    pub fn json_or_empty(&self) -> Result<Value> {
        if self.body.is_empty() { Ok(Value::Object(Map::new())) } else { self.json() }
    }

    /// Reads parameters and body together, so that the faults of both are told at once.
    ///
    /// # Errors
    /// 400 if the body is not JSON, 422 with every fault.
    pub fn read<T>(
        &mut self,
        case: Case,
        unknown: Unknown,
        reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
    ) -> Result<T> {
        let value = self.json()?;
        self.read_value(&value, case, unknown, reading)
    }

    /// As [`WriteRequest::read`], where the body may be left out.
    ///
    /// # Errors
    /// 400 if the body is not JSON, 422 with every fault.
    pub fn read_optional<T>(
        &mut self,
        case: Case,
        unknown: Unknown,
        reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
    ) -> Result<T> {
        let value = self.json_or_empty()?;
        self.read_value(&value, case, unknown, reading)
    }

    /// As [`WriteRequest::read`], of a value that was made from the body.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn read_value<T>(
        &mut self,
        value: &Value,
        case: Case,
        unknown: Unknown,
        reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
    ) -> Result<T> {
        let made = self.read_draft(value, case, unknown, reading)?;
        match std::mem::take(&mut self.faults) {
            faults if faults.is_empty() => Ok(made),
            faults => Err(Problem::invalid(faults)),
        }
    }

    /// Reads what a use case is to check too, from the body or from what a patch makes of it: faults wait for those of
    /// the use case, so that [`Http::write`], which nothing gets past, tells all of them at once. Until then the draft
    /// has nothing where something could not be read, and is good for no other use.
    ///
    /// # Errors
    /// 422 if nothing could be read.
    pub fn read_draft<T>(
        &mut self,
        value: &Value,
        case: Case,
        unknown: Unknown,
        reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
    ) -> Result<T> {
        let query = Query::parse(&self.query, case);
        let _ = query.boolean("dry_run");
        let (made, faults, names) =
            json::collect(value, case, unknown, |reader| reading(reader, &query));
        let mut entries = query.finish(unknown);
        entries.extend(faults.into_iter().map(Entry::from));
        if unknown == Unknown::Name {
            self.ignored = names;
        }
        match made {
            Some(made) => {
                self.faults = entries;
                Ok(made)
            }
            None => Err(Problem::invalid(entries)),
        }
    }
}

impl WriteRequest {
    /// Tells what is wrong with a draft of which nothing is made: what reading it found, and what looking at it did.
    ///
    /// # Errors
    /// 422 with every fault, if there are any.
    pub fn refuse(&mut self, later: Faults) -> Result<()> {
        let news: Vec<Entry> = self.news_in(later).collect();
        let mut entries = std::mem::take(&mut self.faults);
        entries.extend(news);
        if entries.is_empty() { Ok(()) } else { Err(Problem::invalid(entries)) }
    }

    /// What was found later and does not follow from what reading found.
    fn news_in(&self, later: Faults) -> impl Iterator<Item = Entry> {
        let is_news = |fault: &Fault| {
            let follows = |entry: &Entry| match &entry.place {
                Place::Pointer(pointer) => fault.follows_from(pointer),
                Place::Parameter(_) | Place::Header(_) => false,
            };
            !self.faults.iter().any(follows)
        };
        later.into_iter().filter(is_news).map(Entry::from)
    }
}

/// What answers a request, whatever it is: a use case that knows how its outcome is worded.
pub trait Answering: Step {
    /// Names to the client the fields of its body that were ignored.
    fn name_ignored(&mut self, fields: HeaderValue);

    /// The reply to what was done; it is worded after the commit, unless it has to be stored.
    ///
    /// # Errors
    /// [`Error::Broken`] if nothing was done.
    fn word(&self) -> net30_app::Result<Reply>;
}

/// A use case that answers a request, and what came of it.
struct Answer<U: UseCase, W> {
    use_case: U,
    words: W,
    ignored: Option<HeaderValue>,
    output: Option<U::Output>,
}

impl<U, W> Answering for Answer<U, W>
where
    U: UseCase + Send,
    W: Fn(&U::Output) -> Reply + Send,
{
    fn name_ignored(&mut self, fields: HeaderValue) {
        self.ignored = Some(fields);
    }

    fn word(&self) -> net30_app::Result<Reply> {
        let reply = self.output.as_ref().map(&self.words);
        let reply = reply.ok_or_else(|| Error::broken("a use case has no outcome"))?;
        Ok(match &self.ignored {
            Some(ignored) => reply.header(IGNORED_FIELDS, ignored.clone()),
            None => reply,
        })
    }
}

impl<U, W> Step for Answer<U, W>
where
    U: UseCase + Send,
    W: Fn(&U::Output) -> Reply + Send,
{
    fn run<'a>(&'a mut self, work: &'a mut Work) -> BoxFuture<'a, net30_app::Result<()>> {
        Box::pin(async move {
            self.output = Some(self.use_case.boxed(work).await?);
            Ok(())
        })
    }

    fn meeting(&self) -> Meeting {
        self.use_case.meeting()
    }

    fn reply(&self) -> net30_app::Result<StoredReply> {
        Ok(self.word()?.to_stored())
    }
}

/// Has the outcome of a use case worded by `words`.
pub fn worded<'a, U, W>(use_case: U, words: W) -> Box<dyn Answering + 'a>
where
    U: UseCase<Output: 'a> + Send + 'a,
    W: Fn(&U::Output) -> Reply + Send + 'a,
{
    Box::new(Answer { use_case, words, ignored: None, output: None })
}

impl Http {
    /// Runs a use case for a request: idempotently, as a dry run, against `If-Match`, as the client wishes.
    ///
    /// `rename` turns pointers in native names into the caller's own; `words` makes the reply.
    ///
    /// # Errors
    /// What the use case says, in the client's words.
    pub async fn write<U: UseCase>(
        &self,
        request: &WriteRequest,
        use_case: &U,
        rename: fn(&str) -> String,
        words: impl Fn(&U::Output) -> Reply + Sync,
    ) -> Result<Reply> {
        let mut answer = Answer { use_case, words: &words, ignored: None, output: None };
        self.answer(request, &mut answer, rename).await
    }

    /// As [`Http::write`], compiled once and not for each use case.
    ///
    /// # Errors
    /// As [`Http::write`].
    pub fn answer<'a>(
        &'a self,
        request: &'a WriteRequest,
        answer: &'a mut dyn Answering,
        rename: fn(&str) -> String,
    ) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async move {
            if let Some(fields) = json::ignored_fields(&request.ignored) {
                answer.name_ignored(fields);
            }
            if !request.faults.is_empty() {
                return Err(self.all_faults(request, answer, rename).await);
            }
            let mut done = self.app().carry_out(&request.call, answer).await;
            if let Err(Error::PreconditionFailed(revision)) = done
                && request.if_match.contains(&revision)
            {
                // If-Match may list several tags (RFC 9110, 13.1.1); the object is at another of them.
                let call = Call { if_match: Some(revision), ..request.call.clone() };
                done = self.app().carry_out(&call, answer).await;
            }
            match done {
                Ok(Some(stored)) => Ok(Reply::replayed(stored)),
                Ok(None) if request.call.dry_run => Ok(answer.word()?.of_dry_run()),
                Ok(None) => Ok(answer.word()?),
                Err(error) => Err(Problem::from_error(error, rename)),
            }
        })
    }

    /// What is wrong with a draft that could not be read well: the faults of reading, and those that the use case finds
    /// in what could be read. It is only tried, and stores nothing.
    async fn all_faults(
        &self,
        request: &WriteRequest,
        answer: &mut dyn Answering,
        rename: fn(&str) -> String,
    ) -> Problem {
        let call = Call { dry_run: true, idempotency: None, ..request.call.clone() };
        let tried = self.app().carry_out(&call, answer).await;
        let mut entries = request.faults.clone();
        match tried {
            Err(Error::Invalid(later)) => {
                let later = later.into_iter().map(|fault| fault.renamed(rename)).collect();
                entries.extend(request.news_in(later));
            }
            // Who may not do it at all is not told what is wrong with it.
            Err(error @ (Error::Unauthorised | Error::Forbidden { .. })) => return error.into(),
            // Whatever else there is, it is about a draft that has holes.
            Ok(_) | Err(_) => {}
        }
        Problem::invalid(entries)
    }

    /// Goes through the steps of a batch for a request, each a transaction of its own.
    ///
    /// # Errors
    /// What the steps say.
    pub async fn write_in_steps<T>(
        &self,
        request: &WriteRequest,
        steps: impl Future<Output = net30_app::Result<T>>,
        words: impl Fn(&T) -> Reply,
    ) -> Result<Reply> {
        let stored = |output: &T| words(output).to_stored();
        match self.app().write_in_steps(&request.call, steps, stored).await? {
            Done::Fresh(output) => Ok(words(&output)),
            Done::Replayed(stored) => Ok(Reply::replayed(stored)),
        }
    }
}

/// The revisions that `If-Match` names; none if there is no condition.
fn if_match_of(headers: &HeaderMap) -> Result<Vec<i64>> {
    let mut revisions = Vec::new();
    let mut names_any = true;
    for value in headers.get_all(header::IF_MATCH) {
        for tag in value.to_str().unwrap_or_default().split(',').map(str::trim) {
            if tag == "*" {
                return Ok(Vec::new());
            }
            names_any = false;
            // Tags of other makes, weak ones included, match nothing of ours.
            let digits = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
            let digits = digits.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            revisions.extend(digits.and_then(|digits| digits.parse::<i64>().ok()));
        }
    }
    if revisions.is_empty() && !names_any {
        let detail = "If-Match names no revision of ours: send the ETag as it was received";
        return Err(Problem::new(StatusCode::PRECONDITION_FAILED, "precondition_failed", detail));
    }
    Ok(revisions)
}

/// The client's idempotency key, with the fingerprint of this request.
fn idempotency_of(parts: &Parts, caller: &Caller, body: &[u8]) -> Result<Option<Idempotency>> {
    let mut given = parts.headers.get_all("idempotency-key").iter();
    let Some(value) = given.next() else { return Ok(None) };
    let good = |key: &&str| {
        (1..=IDEMPOTENCY_KEY_CHARS_MAX).contains(&key.len())
            && key.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
    };
    let Some(key) = value.to_str().ok().filter(good).filter(|_| given.next().is_none()) else {
        let message = "must be one text of 1 to 255 visible ASCII characters".to_owned();
        let place = Place::Header("Idempotency-Key");
        return Err(Problem::invalid(vec![Entry { place, code: "invalid_text".into(), message }]));
    };
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let mut digest = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), path.as_bytes()] {
        digest.update(part);
        digest.update(b"\n");
    }
    digest.update(caller.account_id.0.as_bytes());
    digest.update(body);
    Ok(Some(Idempotency { key: key.to_owned(), fingerprint: digest.finalize().into() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, Request as HttpRequest};
    use net30_domain::{
        id::{AccountId, OrganisationId},
        key::Scope,
    };

    fn if_match(values: &[&'static str]) -> std::result::Result<Vec<i64>, u16> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::IF_MATCH, HeaderValue::from_static(value));
        }
        if_match_of(&headers).map_err(|problem| problem.status.as_u16())
    }

    #[test]
    fn if_match_takes_our_tags_lists_and_the_star() {
        assert_eq!(if_match(&[]), Ok(vec![]));
        assert_eq!(if_match(&["*"]), Ok(vec![]));
        assert_eq!(if_match(&["\"3\""]), Ok(vec![3]));
        assert_eq!(if_match(&["\"x\", \"4\"", "\"5\""]), Ok(vec![4, 5]));
        for wrong in ["3", "W/\"3\"", "\"abc\"", "\"-3\"", "\"99999999999999999999\"", ""] {
            assert_eq!(if_match(&[wrong]), Err(412), "{wrong}");
        }
    }

    fn idempotency(key: &str, path: &str, body: &[u8]) -> Result<Option<Idempotency>> {
        let request = HttpRequest::post(path).header("idempotency-key", key);
        let parts = request.body(()).unwrap().into_parts().0;
        let caller = Caller {
            key_id: None,
            user_id: None,
            organisation_id: OrganisationId(Uuid::nil()),
            account_id: AccountId(Uuid::nil()),
            scope: Scope::Write,
            sees_hidden: true,
            by_mcp: false,
        };
        idempotency_of(&parts, &caller, body)
    }

    #[test]
    fn the_fingerprint_covers_path_query_and_body() {
        let first = idempotency("k", "/a?b=1", b"{}").unwrap().unwrap();
        assert_eq!(idempotency("k", "/a?b=1", b"{}").unwrap().unwrap(), first);
        for (path, body) in [("/a?b=2", &b"{}"[..]), ("/c?b=1", b"{}"), ("/a?b=1", b"{ }")] {
            assert_ne!(idempotency("k", path, body).unwrap().unwrap(), first);
        }
    }

    #[test]
    fn an_idempotency_key_is_short_and_visible() {
        for wrong in ["", "ä", &"k".repeat(256)] {
            assert_eq!(idempotency(wrong, "/", b"").unwrap_err().status, 422);
        }
        assert!(idempotency(&"k".repeat(255), "/", b"").unwrap().is_some());
    }
}
