//! What the OpenAPI document says of the routes of a resource.

use crate::{TAG, wire::Whole};
use axum::routing::MethodRouter;
use net30_http::{
    Http, changes,
    paging::{Page, Wanted, parameter},
};
use serde_json::Value;
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        ContentBuilder, HeaderBuilder, HttpMethod, KnownFormat, ObjectBuilder, Ref, RefOr,
        Required, ResponseBuilder, Schema, SchemaFormat, Type,
        path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, Paths},
        request_body::RequestBodyBuilder,
    },
};
use utoipa_axum::router::UtoipaMethodRouter;

const JSON: &str = "application/json";

/// How the objects of a kind are called.
#[derive(Clone, Copy)]
pub(crate) struct Noun {
    /// Where they are, below the API's prefix: `/reminder-rules`.
    pub(crate) path: &'static str,
    /// One of them: `reminder rule`.
    pub(crate) one: &'static str,
    /// Several of them: `reminder rules`.
    pub(crate) many: &'static str,
    /// One of them, where it is clear which kind is meant: `rule`.
    pub(crate) short: &'static str,
}

/// What the document says of `search`: `what` says in what.
pub(crate) fn search(what: &str) -> Parameter {
    parameter("search", what, text()).build()
}

/// What the document says of a parameter that names a whole text: `what` says which.
pub(crate) fn whole(name: &str, what: &str) -> Parameter {
    parameter(name, what, text()).build()
}

/// What the document says of `archived`.
pub(crate) fn archived() -> Parameter {
    let what = "Show the archived ones in place of the others.";
    parameter("archived", what, ObjectBuilder::new().schema_type(Type::Boolean)).build()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// The description of routes under way.
pub(super) struct Description {
    noun: Noun,
    schemas: Vec<(String, RefOr<Schema>)>,
    paths: Paths,
}

impl Description {
    pub(super) fn of(noun: Noun) -> Self {
        Self { noun, schemas: Vec::new(), paths: Paths::new() }
    }

    pub(super) fn page<Entry: ToSchema>(mut self, says: &str, filters: Vec<Parameter>) -> Self {
        let page = self.list_schema::<Page<Entry>, Entry>();
        let Noun { path, many, .. } = self.noun;
        let reply = answer(&format!("A page of {many}."), page);
        let operation = Self::operation("List", "list", many, says)
            .parameters(Some(filters))
            .parameters(Some(Wanted::into_params(|| None)))
            .response("200", reply);
        self.with(path.to_owned(), HttpMethod::Get, operation)
    }

    pub(super) fn whole<Entry: ToSchema>(mut self, says: &str) -> Self {
        let list = self.list_schema::<Whole<Entry>, Entry>();
        let Noun { path, many, short, .. } = self.noun;
        let reply = answer(&format!("The {short}s."), list);
        let operation = Self::operation("List", "list", many, says).response("200", reply);
        self.with(path.to_owned(), HttpMethod::Get, operation)
    }

    pub(super) fn create<Body: ToSchema, Wire: ToSchema>(
        mut self,
        says: &str,
        location: &str,
    ) -> Self {
        let (body, wire) = (self.schema::<Body>(), self.schema::<Wire>());
        let Noun { path, one, short, .. } = self.noun;
        let reply = answer(&format!("The {short}."), wire)
            .header("Location", header(location))
            .header("ETag", header("Its revision."));
        let operation = Self::operation("Create a", "create", one, says)
            .request_body(Some(request_body(body, None, None)))
            .response("201", reply);
        self.with(path.to_owned(), HttpMethod::Post, operation)
    }

    pub(super) fn get<Wire: ToSchema>(mut self, says: &str) -> Self {
        let wire = self.schema::<Wire>();
        let operation = Self::operation("Get a", "get", self.noun.one, says);
        let operation = operation.parameter(self.id()).response("200", self.shown(wire));
        self.of_one(HttpMethod::Get, operation)
    }

    pub(super) fn replace<Body: ToSchema, Wire: ToSchema>(mut self, says: &str) -> Self {
        let (body, wire) = (self.schema::<Body>(), self.schema::<Wire>());
        let operation = Self::operation("Replace a", "replace", self.noun.one, says)
            .parameter(self.id())
            .request_body(Some(request_body(body, None, None)))
            .response("200", self.shown(wire));
        self.of_one(HttpMethod::Put, operation)
    }

    pub(super) fn patch<Body: ToSchema, Wire: ToSchema>(
        mut self,
        says: &str,
        example: Value,
    ) -> Self {
        let (changes, wire) = (self.changes_schema::<Body>(), self.schema::<Wire>());
        let says_body = "What changes. No field is required.";
        let operation = Self::operation("Change a", "update", self.noun.one, says)
            .parameter(self.id())
            .request_body(Some(request_body(changes, Some(says_body), Some(example))))
            .response("200", self.shown(wire));
        self.of_one(HttpMethod::Patch, operation)
    }

    pub(super) fn delete(self, says: &str, deleted: &str) -> Self {
        let reply = ResponseBuilder::new().description(deleted);
        let operation = Self::operation("Delete a", "delete", self.noun.one, says);
        let operation = operation.parameter(self.id()).response("204", reply);
        self.of_one(HttpMethod::Delete, operation)
    }

    /// The routes, with what was said of them.
    pub(super) fn routes(self, router: MethodRouter<Http>) -> UtoipaMethodRouter<Http> {
        (self.schemas, self.paths, router)
    }

    fn operation(title: &str, verb: &str, noun: &str, says: &str) -> OperationBuilder {
        OperationBuilder::new()
            .tag(TAG)
            .operation_id(Some(format!("{verb}_{}", noun.replace(' ', "_"))))
            .summary(Some(format!("{title} {noun}")))
            .description(Some(says))
    }

    fn id(&self) -> ParameterBuilder {
        let format = SchemaFormat::KnownFormat(KnownFormat::Uuid);
        ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(format!("The {}.", self.noun.short)))
            .schema(Some(text().format(Some(format))))
    }

    fn shown(&self, wire: Ref) -> ResponseBuilder {
        let reply = answer(&format!("The {}.", self.noun.short), wire);
        reply.header("ETag", header("Its revision."))
    }

    fn of_one(self, method: HttpMethod, operation: OperationBuilder) -> Self {
        let path = format!("{}/{{id}}", self.noun.path);
        self.with(path, method, operation)
    }

    fn with(mut self, path: String, method: HttpMethod, operation: OperationBuilder) -> Self {
        let operation: Operation = operation.build();
        self.paths.add_path_operation(path, vec![method], operation);
        self
    }

    /// A reference to a schema, which is described.
    fn schema<T: ToSchema>(&mut self) -> Ref {
        self.described(T::name().into_owned(), T::schema(), T::schemas)
    }

    /// As [`Description::schema`], of a list with entries.
    fn list_schema<List: ToSchema, Entry: ToSchema>(&mut self) -> Ref {
        let name = format!("{}_{}", List::name(), Entry::name());
        self.described(name, List::schema(), Entry::schemas)
    }

    /// As [`Description::schema`], of a merge patch.
    fn changes_schema<Body: ToSchema>(&mut self) -> Ref {
        let schema = changes::of_changes(Body::schema());
        self.described(changes::name_of_changes(&Body::name()), schema, Body::schemas)
    }

    fn described(
        &mut self,
        name: String,
        schema: RefOr<Schema>,
        within: fn(&mut Vec<(String, RefOr<Schema>)>),
    ) -> Ref {
        let reference = Ref::from_schema_name(&name);
        self.schemas.push((name, schema));
        within(&mut self.schemas);
        reference
    }
}

fn request_body(
    schema: Ref,
    says: Option<&str>,
    example: Option<Value>,
) -> utoipa::openapi::request_body::RequestBody {
    let content = ContentBuilder::new().schema(Some(schema)).example(example).build();
    RequestBodyBuilder::new()
        .description(says)
        .content(JSON, content)
        .required(Some(Required::True))
        .build()
}

fn answer(says: &str, schema: Ref) -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(says).content(JSON, content)
}

fn header(says: &str) -> utoipa::openapi::Header {
    HeaderBuilder::new().schema(Some(text())).description(Some(says)).build()
}
