//! The page that a document's customer sees by its link: the document, where it stands, and how to pay it now.
//!
//! No script, nothing fetched, and one block of styles, so that a policy can name its hash.

pub use crate::page::{Notice, PublicInput, PublicOffer};

use crate::{
    html::{logo_of, style_of},
    page::{Page, PublicView},
};
use askama::Template;
use net30_words::{Locale, Word, Words};

/// A page, and its styles as they stand in it.
#[derive(Clone, Debug)]
pub struct PublicPage {
    /// The page.
    pub html: String,
    /// What stands between `<style>` and `</style>`.
    pub style: String,
}

#[derive(Template)]
#[template(path = "public_style.html")]
struct PublicStyle;

#[derive(Template)]
#[template(path = "public.html")]
struct PublicHtml<'a> {
    page: Page,
    view: PublicView,
    logo: Option<String>,
    style: &'a str,
    link: &'a str,
    again: &'a str,
    nested: bool,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct GoneHtml<'a> {
    language: &'static str,
    words: Gone,
    style: &'a str,
}

/// What is said of a link that leads to nothing.
struct Gone {
    title: String,
    explained: String,
}

/// Writes the page.
///
/// # Panics
/// Never: the template only writes to memory.
#[must_use]
pub fn page(public: &PublicInput<'_>) -> PublicPage {
    let page = Page::of(&public.document);
    let view = PublicView::of(public, &page);
    let style = style_of(&page) + &public_style();
    let template = PublicHtml {
        page,
        view,
        logo: logo_of(&public.document),
        style: &style,
        link: public.link,
        again: public.again.unwrap_or_default(),
        nested: true,
    };
    let html = template.render().expect("memory takes every page");
    PublicPage { html, style }
}

/// The page of a link that leads to nothing, or no longer, as its visitor reads it.
///
/// # Panics
/// Never: the template only writes to memory.
#[must_use]
pub fn gone(locale: Locale) -> PublicPage {
    let style = public_style();
    let words = Words::of(locale);
    let words = Gone { title: words.get(Word::Gone), explained: words.get(Word::GoneExplained) };
    let language = locale.language.code();
    let html =
        GoneHtml { language, words, style: &style }.render().expect("memory takes every page");
    PublicPage { html, style }
}

fn public_style() -> String {
    PublicStyle.render().expect("memory takes every style")
}

#[cfg(test)]
mod tests {
    use super::{Notice, PublicInput, PublicOffer, PublicPage, page};
    use crate::{DocumentInput, fixture};
    use jiff::civil::date;
    use net30_domain::{
        invoice::{Invoice, Stage},
        money::Amount,
        template::Look,
        text::Language,
    };

    fn shown(
        change: impl FnOnce(&mut Invoice),
        offer: Option<PublicOffer>,
        notice: Option<Notice>,
    ) -> PublicPage {
        let mut invoice = fixture::invoice();
        change(&mut invoice);
        let (seller, buyer) = (fixture::seller(), fixture::buyer());
        page(&PublicInput {
            document: DocumentInput {
                invoice: &invoice,
                seller: &seller,
                buyer: &buyer,
                look: &Look::default(),
                public_url: None,
                pay_online: false,
                created_at: invoice.created_at,
            },
            today: date(2026, 4, 1),
            link: "print-x1",
            offer,
            xml: true,
            notice,
            again: Some("?paid=cs_1"),
        })
    }

    const OFFER: PublicOffer =
        PublicOffer { due: Amount(140_400), partial: false, processing: false };

    #[track_caller]
    fn check(page: &PublicPage, says: &[&str], says_not: &[&str]) {
        for text in says {
            assert!(page.html.contains(text), "{text} is not in {}", page.html);
        }
        for text in says_not {
            assert!(!page.html.contains(text), "{text} is in {}", page.html);
        }
    }

    #[test]
    fn what_is_due_can_be_paid() {
        let page = shown(|_| (), Some(OFFER), None);
        check(
            &page,
            &[
                "Pay €1,404.00",
                "Due on 4 Apr 2026",
                "action=\"print-x1/pay\"",
                "href=\"print-x1/pdf\"",
                "<a class=\"other\" href=\"print-x1/xml\">Download XML</a>",
                "€500.00 of €1,904.00",
                "Bank transfer",
            ],
            &["<script", "style=", "name=\"amount\""],
        );
        assert!(page.html.contains(&format!("<style>{}</style>", page.style)));
    }

    #[test]
    fn a_part_can_be_paid_where_that_is_allowed() {
        let offer = PublicOffer { partial: true, ..OFFER };
        let page = shown(|_| (), Some(offer), Some(Notice::Amount));
        check(
            &page,
            &["name=\"amount\"", "value=\"1404.00\"", "step=\"0.01\"", "aria-invalid"],
            &[],
        );
    }

    #[test]
    fn a_void_document_takes_no_payment_and_says_so() {
        let voided = |invoice: &mut Invoice| {
            if let Stage::Issued(issue) = &invoice.stage {
                invoice.stage = Stage::Void { issue: issue.clone(), at: invoice.created_at };
            }
        };
        let page = shown(voided, None, None);
        check(&page, &["Nothing is to be paid on it"], &["<form", "Please pay"]);
    }

    #[test]
    fn a_paid_one_shows_the_receipt_in_its_language() {
        let paid = |invoice: &mut Invoice| {
            invoice.payments[0].amount = Amount(190_400);
            invoice.content.language = Language::De;
        };
        let page = shown(paid, None, Some(Notice::Confirmed));
        check(&page, &["lang=\"de\"", "Zahlungsbeleg", "Überweisung", "Vielen Dank"], &["<form"]);
    }

    #[test]
    fn a_customer_who_comes_back_too_early_can_look_again() {
        let page = shown(|_| (), None, Some(Notice::Confirming));
        check(&page, &["href=\"print-x1?paid=cs_1\""], &["<form"]);
        let under_way = PublicOffer { processing: true, ..OFFER };
        check(&shown(|_| (), Some(under_way), None), &["under way"], &["<form"]);
    }

    #[test]
    fn what_is_late_is_called_overdue() {
        let late = |invoice: &mut Invoice| invoice.content.due_date = Some(date(2026, 3, 31));
        check(&shown(late, None, None), &["Overdue", "Was due on 31 Mar 2026"], &[]);
    }
}
