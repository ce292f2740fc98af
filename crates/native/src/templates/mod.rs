//! Templates: how documents look.

mod preview;
pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::CopyBody;
use crate::{
    TAG, request,
    resource::{self, Creatable, Noun, Paged, Resource},
};
use axum::extract::State;
use net30_app::{
    App, Caller, CatalogueFilter, Page, Paging, What,
    templates::{self, Copy, TemplateDraft},
};
use net30_domain::{id::TemplateId, template::Template};
use net30_http::{
    Http, call::WriteRequest, json::Reader, problem::Result, query::Query, reply::Reply,
};
use serde_json::{Value, json};
use utoipa::openapi::path::Parameter;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(resource::paged::<Template>())
        .routes(resource::creation::<Template>())
        .routes(resource::one::<Template>())
        .routes(routes!(copy))
        .routes(routes!(preview::pdf))
        .routes(routes!(preview::svg))
}

impl Resource for Template {
    const NOUN: Noun =
        Noun { path: "/templates", one: "template", many: "templates", short: "template" };
    const READ_ONLY: &'static [&'static str] =
        &["id", "built_in", "archived_at", "revision", "created_at", "updated_at"];
    const READS_PRESENT: bool = true;
    const GET: &'static str = "An archived one as well.";
    const REPLACE: &'static str =
        "What is left out gets its default. The built-in ones cannot be replaced.";
    const DELETE: &'static str = resource::ARCHIVES;
    const DELETED: &'static str = resource::ARCHIVED;

    type Entry = Self;
    type Body = wire::TemplateBody;
    type Wire = wire::Template;

    fn read(reader: &Reader<'_>, present: Option<&Self>) -> TemplateDraft {
        read::template(reader, present)
    }

    fn body(&self) -> wire::TemplateBody {
        write::body(self)
    }

    fn wire(&self) -> wire::Template {
        write::template(self)
    }

    fn example_of_changes() -> Value {
        json!({"accent_color": "#0a7a5c"})
    }

    resource::shows_itself!();
}

impl Creatable for Template {
    const CREATE: &'static str = "An invoice names it by `template_id`.";
    const LOCATION: &'static str = "Where the template is.";
}

impl Paged for Template {
    const LIST: &'static str =
        "Newest first. The built-in ones come last; they cannot be changed, only copied.";
    /// Each may have a logo of 1 MiB.
    const STEP: i64 = 8;

    type Filter = CatalogueFilter;
    type Listed = Self;
    type ListedWire = wire::Template;

    fn filters() -> Vec<Parameter> {
        vec![resource::search("Part of the name, in any case."), resource::archived()]
    }

    fn filter(query: &Query<'_>) -> CatalogueFilter {
        request::catalogue(query)
    }

    async fn page(
        app: &App,
        caller: &Caller,
        filter: &CatalogueFilter,
        paging: &Paging,
    ) -> net30_app::Result<Page<Self>> {
        templates::list(app, caller, filter, paging).await
    }

    fn listed(listed: &Self) -> wire::Template {
        listed.wire()
    }
}

/// Copy a template
///
/// Makes one of your own from any template, a built-in one included; the copy can be changed.
#[utoipa::path(
    post, path = "/templates/{id}/copy", operation_id = "copy_template", tag = TAG,
    params(("id" = Uuid, Path, description = "The template.")),
    request_body(content = Option<CopyBody>, description = "What the copy is called."),
    responses((
        status = 201, description = "The copy.", body = wire::Template,
        headers(("Location" = String, description = "Where the copy is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn copy(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    let name = request::read_optional(&mut request, |reader, _| read::copy(reader))?;
    http.write(&request, &Copy { id, name }, str::to_owned, resource::created).await
}
