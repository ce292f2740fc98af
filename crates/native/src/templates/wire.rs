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
    /// The arrangement of the page: `classic`, `modern` or `minimal`; `classic` if left out. A `source` sets invoices and
    /// credit notes in its place; receipts, statements and pages of HTML keep it.
    #[schema(required = false, example = "modern")]
    pub(crate) layout: &'static str,
    /// Colour of the accents as `#rrggbb`; the layout's own if left out.
    #[schema(example = "#0a7a5c")]
    pub(crate) accent_color: Option<String>,
    /// `sans` or `serif`; `sans` if left out.
    #[schema(required = false, example = "sans")]
    pub(crate) font: &'static str,
    /// A PNG, JPEG, WebP or SVG picture in base64, with or without `data:image/png;base64,` before it. Replies have a PNG,
    /// or of SVG the paths of the drawing alone.
    #[schema(example = json!(null))]
    pub(crate) logo: Option<String>,
    /// Plain text above the letterhead.
    #[schema(max_length = 500, example = json!(null))]
    pub(crate) header: Option<String>,
    /// Plain text at the foot of every page.
    #[schema(max_length = 500, example = "Acme Inc. · acme.example")]
    pub(crate) footer: Option<String>,
    /// `a4` or `us-letter`; that of your country if left out.
    #[schema(example = json!(null))]
    pub(crate) paper: Option<&'static str>,
    /// The window of an envelope that the address stands in, with marks where the sheet is folded: `din-5008-b` (DIN 5008,
    /// form B, on A4); none if left out.
    #[schema(example = json!(null))]
    pub(crate) window: Option<&'static str>,
    /// The columns of the table of lines, in their order, each once: `position`, `item_number`, `description`, `quantity`,
    /// `unit`, `unit_price`, `discount`, `tax`, `amount`. `description` and `amount` are among them. One that no line has
    /// anything for is not printed. All but `item_number` if left out.
    #[schema(min_items = 1, max_items = 9, example = json!(["item_number", "description", "quantity", "unit_price", "amount"]))]
    pub(crate) columns: Option<Vec<&'static str>>,
    /// Headings in words of your own.
    pub(crate) texts: Option<TemplateTexts>,
    /// A Typst program that sets invoices and credit notes, in place of the layout. It sees `data.json` and the logo, and
    /// nothing else. It is tried with a sample when the template is saved: what is wrong is refused with line, column and
    /// Typst's words.
    #[schema(max_length = 50_000, example = json!(null))]
    pub(crate) source: Option<String>,
}

/// Headings in words of your own: they stand in documents of every language.
#[derive(Default, Serialize, ToSchema)]
#[schema(example = json!({"invoice": "Fee note", "quantity": "Hours"}))]
pub(crate) struct TemplateTexts {
    /// What an invoice calls itself.
    #[schema(max_length = 40)]
    pub(crate) invoice: Option<String>,
    /// What a credit note calls itself.
    #[schema(max_length = 40)]
    pub(crate) credit_note: Option<String>,
    /// Of the column with the lines' places.
    #[schema(max_length = 40)]
    pub(crate) position: Option<String>,
    /// Of the column with your article numbers.
    #[schema(max_length = 40)]
    pub(crate) item_number: Option<String>,
    /// Of the column that says what it is.
    #[schema(max_length = 40)]
    pub(crate) description: Option<String>,
    /// Of the column with the quantities.
    #[schema(max_length = 40)]
    pub(crate) quantity: Option<String>,
    /// Of the column with the units, where it does not stand beside the quantities.
    #[schema(max_length = 40)]
    pub(crate) unit: Option<String>,
    /// Of the column with the prices.
    #[schema(max_length = 40)]
    pub(crate) unit_price: Option<String>,
    /// Of the column with the lines' discounts.
    #[schema(max_length = 40)]
    pub(crate) discount: Option<String>,
    /// Of the column with the lines' taxes.
    #[schema(max_length = 40)]
    pub(crate) tax: Option<String>,
    /// Of the column with what the lines come to.
    #[schema(max_length = 40)]
    pub(crate) amount: Option<String>,
    /// Of the sum of the lines.
    #[schema(max_length = 40)]
    pub(crate) subtotal: Option<String>,
    /// Of the total.
    #[schema(max_length = 40)]
    pub(crate) total: Option<String>,
    /// Of what is due.
    #[schema(max_length = 40)]
    pub(crate) due: Option<String>,
    /// Above how to pay.
    #[schema(max_length = 40)]
    pub(crate) payment: Option<String>,
    /// Above the notes.
    #[schema(max_length = 40)]
    pub(crate) notes: Option<String>,
    /// Above the terms.
    #[schema(max_length = 40)]
    pub(crate) terms: Option<String>,
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
