//! Objects that are listed, made, got, replaced, changed by a patch and deleted: all that they have in common.
//!
//! A resource says what it is called, how its JSON is read and written, and which use cases do what is asked. Its routes
//! and what the document says of them, patches, revisions, locations and pages are here, once.

mod describe;
mod handle;

pub(crate) use describe::{Noun, archived, search, whole};
pub(crate) use handle::{created, reply};

use axum::routing::MethodRouter;
use describe::Description;
use handle::{Reading, Writing};
use net30_app::{
    App, Caller, Paging, UseCase,
    entry::{self, Entry},
};
use net30_http::{Http, json::Reader, paging::Limits, query::Query};
use serde::Serialize;
use serde_json::Value;
use utoipa::{ToSchema, openapi::path::Parameter};
use utoipa_axum::router::UtoipaMethodRouter;

/// What there is to say of deleting what documents may refer to.
pub(crate) const ARCHIVES: &str =
    "One that documents refer to is archived: it is no longer offered, but stays.";
/// What is said of it when it was deleted.
pub(crate) const ARCHIVED: &str = "It is removed or archived.";

/// A use case that makes or changes an object.
pub(crate) type Act<Output> = Box<dyn UseCase<Output = Output> + Send>;
/// The id of a resource.
pub(crate) type IdOf<R> = <<R as Resource>::Entry as Entry>::Id;
/// What a client says of a resource, read.
pub(crate) type DraftOf<R> = <<R as Resource>::Entry as Entry>::Draft;

/// An object of the API, as the use cases show it.
pub(crate) trait Resource: Send + Sync + Sized + 'static {
    /// How it is called.
    const NOUN: Noun;
    /// Fields of a reply that a client may send back: they are passed over.
    const READ_ONLY: &'static [&'static str];
    /// Whether what replaces one is read with an eye on what it is now.
    const READS_PRESENT: bool = false;

    /// What there is to say of getting one.
    const GET: &'static str;
    /// What there is to say of replacing one.
    const REPLACE: &'static str;
    /// What there is to say of changing one.
    const PATCH: &'static str = "A merge patch (RFC 7396): what is left out stays, `null` clears.";
    /// What there is to say of deleting one.
    const DELETE: &'static str;
    /// What is said of one that was deleted.
    const DELETED: &'static str = "It is removed.";

    /// What the use cases make, replace and delete.
    type Entry: Entry;
    /// What a client writes to make one.
    type Body: Serialize + ToSchema;
    /// What a client is shown of it.
    type Wire: Serialize + ToSchema;

    /// Reads what a client says of it; `present` is what it is now, where that is known.
    fn read(reader: &Reader<'_>, present: Option<&Self>) -> DraftOf<Self>;
    /// What a client would write to make it.
    fn body(&self) -> Self::Body;
    /// As [`Resource::body`], where `changes` are to be merged into it.
    fn body_before(&self, _changes: &Value) -> Self::Body {
        self.body()
    }
    /// What a client is shown of it.
    fn wire(&self) -> Self::Wire;
    /// Changes that a client might send.
    fn example_of_changes() -> Value;

    /// What the use cases know of it.
    fn entry(&self) -> &Self::Entry;
    /// Has the outcome of a use case shown.
    fn shown(act: Act<Self::Entry>) -> Act<Self>;
    /// The one with an id.
    fn load(
        app: &App,
        caller: &Caller,
        id: IdOf<Self>,
    ) -> impl Future<Output = net30_app::Result<Self>> + Send;
}

/// Of an object that is shown as the use cases know it, what [`Resource`] asks of how it is shown.
macro_rules! shows_itself {
    () => {
        fn entry(&self) -> &Self {
            self
        }

        fn shown(act: $crate::resource::Act<Self>) -> $crate::resource::Act<Self> {
            act
        }

        async fn load(
            app: &net30_app::App,
            caller: &net30_app::Caller,
            id: $crate::resource::IdOf<Self>,
        ) -> net30_app::Result<Self> {
            net30_app::entry::get(app, caller, id).await
        }
    };
}
pub(crate) use shows_itself;

/// A resource that is made from what a client says, and shown as others are.
pub(crate) trait Creatable: Resource<Entry: entry::Creatable> {
    /// What there is to say of making one.
    const CREATE: &'static str;
    /// Where a new one is.
    const LOCATION: &'static str;
}

/// A resource of which an account may have any number: they are listed by pages.
pub(crate) trait Paged: Resource {
    /// What there is to say of listing them.
    const LIST: &'static str = "Newest first.";
    /// How many are in memory at once.
    const STEP: i64 = Limits::USUAL.max;

    /// Which ones are wanted.
    type Filter: Clone + Send + Sync + 'static;
    /// One of the list, as the use case returns it.
    type Listed: Send + Sync;
    /// What a client is shown of it.
    type ListedWire: Serialize + ToSchema;

    /// What the document says of the parameters that filter the list.
    fn filters() -> Vec<Parameter>;
    /// Reads which ones are wanted.
    fn filter(query: &Query<'_>) -> Self::Filter;
    /// A page of them.
    fn page(
        app: &App,
        caller: &Caller,
        filter: &Self::Filter,
        paging: &Paging,
    ) -> impl Future<Output = net30_app::Result<net30_app::Page<Self::Listed>>> + Send;
    /// What a client is shown of one of the list.
    fn listed(listed: &Self::Listed) -> Self::ListedWire;
}

/// A resource of which an account has a few: they are listed whole.
pub(crate) trait Unpaged: Resource {
    /// What there is to say of listing them.
    const LIST: &'static str;

    /// All of them.
    fn all(app: &App, caller: &Caller)
    -> impl Future<Output = net30_app::Result<Vec<Self>>> + Send;
}

/// The route that lists a resource by pages.
pub(crate) fn paged<R: Paged>() -> UtoipaMethodRouter<Http> {
    let router = MethodRouter::new().get(handle::page::<R> as Reading);
    Description::of(R::NOUN).page::<R::ListedWire>(R::LIST, R::filters()).routes(router)
}

/// The route that lists a resource whole.
pub(crate) fn unpaged<R: Unpaged>() -> UtoipaMethodRouter<Http> {
    let router = MethodRouter::new().get(handle::all::<R> as Reading);
    Description::of(R::NOUN).whole::<R::Wire>(R::LIST).routes(router)
}

/// The route that makes a resource.
pub(crate) fn creation<R: Creatable>() -> UtoipaMethodRouter<Http> {
    let router = MethodRouter::new().post(handle::create::<R> as Writing);
    let description = Description::of(R::NOUN);
    description.create::<R::Body, R::Wire>(R::CREATE, R::LOCATION).routes(router)
}

/// The routes of one object: get, replace, change, delete.
pub(crate) fn one<R: Resource>() -> UtoipaMethodRouter<Http> {
    let router = MethodRouter::new()
        .get(handle::get::<R> as Reading)
        .put(handle::replace::<R> as Writing)
        .patch(handle::patch::<R> as Writing)
        .delete(handle::delete::<R> as Writing);
    Description::of(R::NOUN)
        .get::<R::Wire>(R::GET)
        .replace::<R::Body, R::Wire>(R::REPLACE)
        .patch::<R::Body, R::Wire>(R::PATCH, R::example_of_changes())
        .delete(R::DELETE, R::DELETED)
        .routes(router)
}
