//! Documents as one self-contained HTML file: no scripts, nothing fetched, escaped by the template engine.

use crate::{DocumentInput, logo::data_url, page::Page};
use askama::Template;

#[derive(Template)]
#[template(path = "invoice.html")]
struct InvoiceHtml {
    page: Page,
    /// The logo as a data URL; its letters need no escaping.
    logo: Option<String>,
    style: String,
    /// Whether the document stands below a heading of its page.
    nested: bool,
}

#[derive(Template)]
#[template(path = "style.html")]
struct Style<'a> {
    page: &'a Page,
}

/// The styles of a document.
pub(crate) fn style_of(page: &Page) -> String {
    Style { page }.render().expect("memory takes every style")
}

/// The logo as a data URL.
pub(crate) fn logo_of(input: &DocumentInput<'_>) -> Option<String> {
    input.look.logo.as_ref().map(data_url)
}

/// Writes a document as HTML. It says what the PDF says, and prints well.
///
/// # Panics
/// Never: the template only writes to memory.
#[must_use]
pub fn html(input: &DocumentInput<'_>) -> String {
    let page = Page::of(input);
    let style = style_of(&page);
    let template = InvoiceHtml { page, logo: logo_of(input), style, nested: false };
    template.render().expect("memory takes every page")
}

/// The styles of a page that [`html`] wrote, as they stand in it: what a policy names by its hash.
#[must_use]
pub fn style_in(html: &str) -> &str {
    // What users wrote has its `<` escaped, so that the first element of this name is ours.
    let style = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    style.map_or("", |(style, _)| style)
}

#[cfg(test)]
mod tests {
    use super::html;
    use crate::{DocumentInput, fixture};
    use net30_domain::{
        html::Html,
        template::{Layout, Look},
    };

    fn check(
        change: impl FnOnce(&mut net30_domain::invoice::Invoice),
        expected: &[&str],
    ) -> String {
        let mut invoice = fixture::invoice();
        change(&mut invoice);
        let (seller, buyer) = (fixture::seller(), fixture::buyer());
        let look = Look { layout: Layout::Modern, ..Look::default() };
        let page = html(&DocumentInput {
            invoice: &invoice,
            seller: &seller,
            buyer: &buyer,
            look: &look,
            public_url: Some("https://pay.example/i/x"),
            pay_online: false,
            created_at: invoice.created_at,
        });
        for text in expected {
            assert!(page.contains(text), "{text} is not in {page}");
        }
        page
    }

    #[test]
    fn the_page_says_what_the_invoice_says() {
        let page = check(
            |_| {},
            &[
                "INV-2026-0007",
                "Atelier Lumière SARL",
                "€1,904.00",
                "€1,404.00",
                "<b>posters</b>",
                "France",
            ],
        );
        assert!(!page.contains("<script") && !page.contains("src=\"http"));
    }

    #[test]
    fn what_users_wrote_is_never_markup() {
        let page = check(
            |invoice| {
                invoice.content.lines[0].name = Some("<img src=x onerror=alert(1)>".to_owned());
                invoice.content.notes = Some(Html::stored(
                    "<script>alert(2)</script><a href=\"javascript:alert(3)\">x</a>".to_owned(),
                ));
                invoice.content.texts.header = Some("\"><b>".to_owned());
            },
            &["&#60;img src=x"],
        );
        assert!(
            !page.contains("<img src=x")
                && !page.contains("<script")
                && !page.contains("javascript:")
        );
    }
}
