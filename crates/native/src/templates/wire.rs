//! The JSON of templates.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A template as a client writes it. `name` is required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"name": "House style", "layout": "modern", "accent_color": "#0a7a5c", "font": "sans", "footer": "Acme Inc. · acme.example"}))]
pub(crate) struct TemplateBody {
    /// What people call it.
    #[schema(max_length = 255, example = "House style")]
    pub(crate) name: String,
    /// The arrangement of the page: `classic`, `modern` or `minimal`; `classic` if left out.
    #[schema(required = false, example = "modern")]
    pub(crate) layout: &'static str,
    /// Colour of the accents as `#rrggbb`; the layout's own if left out.
    #[schema(example = "#0a7a5c")]
    pub(crate) accent_color: Option<String>,
    /// `sans` or `serif`; `sans` if left out.
    #[schema(required = false, example = "sans")]
    pub(crate) font: &'static str,
    /// A PNG, JPEG or WebP picture in base64, with or without `data:image/png;base64,` before it. Replies have a PNG.
    #[schema(example = json!(null))]
    pub(crate) logo: Option<String>,
    /// Plain text above the letterhead.
    #[schema(max_length = 500, example = json!(null))]
    pub(crate) header: Option<String>,
    /// Plain text at the foot of every page.
    #[schema(max_length = 500, example = "Acme Inc. · acme.example")]
    pub(crate) footer: Option<String>,
}

/// A template.
#[derive(Serialize, ToSchema)]
pub(crate) struct Template {
    /// Its id.
    pub(crate) id: Uuid,
    #[serde(flatten)]
    pub(crate) fields: TemplateBody,
    /// Whether it came with the program: then it cannot be changed, only copied.
    #[schema(example = false)]
    pub(crate) built_in: bool,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    pub(crate) archived_at: Option<Timestamp>,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
}

/// What the copy of a template is called.
#[derive(ToSchema)]
#[schema(example = json!({"name": "House style"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct CopyBody {
    /// `Copy of …` if left out.
    #[schema(max_length = 255)]
    name: Option<String>,
}
