//! Which of several accounts, and how a program begins.

use super::{
    Answer, page,
    shell::{self, Frame, Here},
    visit::Visit,
};
use askama::Template;
use net30_app::sessions;

/// An invoice that shows what there is to an invoice, on one line for a shell.
const EXAMPLE: &str = r#"{"customer":{"company":"Globex Corporation","email":"billing@globex.example"},"payment_terms":"Net 30","items":[{"name":"Web development","quantity":40,"unit":"hour","unit_price":150}]}"#;

#[derive(Template)]
#[template(path = "app/choose.html")]
struct ChoosePage {
    p: Frame,
    accounts: Vec<Offer>,
}

/// An account that the person may enter.
struct Offer {
    name: String,
    href: String,
    role: String,
    is_suspended: bool,
}

/// A line for a shell that makes a draft.
pub(super) fn example(public_url: &str) -> String {
    format!(
        "curl -s '{public_url}/api/v1/invoices' -H \"X-API-KEY: $NET30_KEY\" -H 'Content-Type: application/json' -d '{EXAMPLE}'"
    )
}

pub(super) fn choose(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let t = visit.texts();
        let places = sessions::workplaces(visit.app(), visit.user()?.id).await?;
        if let [only] = places.as_slice() {
            return Ok(page::see(visit, &format!("/app/{}", only.code())));
        }
        let offer = |place: sessions::Workplace| Offer {
            href: visit.at(&format!("/app/{}", place.code())),
            role: shell::role(t, place.role),
            is_suspended: place.account.suspended_at.is_some(),
            name: place.account.seller.name,
        };
        let p = Frame::of(visit, t.choose(), Here::Elsewhere);
        page::shown(&ChoosePage { p, accounts: places.into_iter().map(offer).collect() })
    })
}
