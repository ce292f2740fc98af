//! The operations under the headings that readers look for: net30's own by their noun, then those of the other APIs.

use serde_json::json;
use utoipa::openapi::{
    OpenApi,
    extensions::ExtensionsBuilder,
    path::{Operation, PathItem},
    tag::{Tag, TagBuilder},
};

/// Under which heading the native routes say they are, before they are told apart here.
const NATIVE: &str = "net30";
/// Where the native API begins.
const PREFIX: &str = "/api/v1";

/// What a native path has in it, and its heading; the first that fits.
const HEADINGS: [(&str, &str); 25] = [
    ("/payments", "Payments"),
    ("/statement", "Statements"),
    ("/late-fees", "Late fees"),
    ("/reminder", "Reminders"),
    ("/webhooks", "Webhooks"),
    ("/hooks", "Webhooks"),
    ("/email", "E-mail"),
    ("/deliveries", "E-mail"),
    ("/recurring-invoices", "Recurring invoices"),
    ("/events", "Events"),
    ("/invoices", "Invoices"),
    ("/customers", "Customers"),
    ("/products", "Products"),
    ("/taxes", "Taxes"),
    ("/templates", "Templates"),
    ("/reports", "Reports"),
    ("/settings", "Settings"),
    ("/accounts", "Accounts and keys"),
    ("/api-keys", "Accounts and keys"),
    ("/users", "People"),
    ("/invitations", "People"),
    ("/jobs", "Background jobs"),
    ("/search", "Search"),
    ("/openapi.json", "Settings"),
    ("", "More"),
];

/// The headings in the order in which a reader needs them, with what is under them.
const NATIVE_TAGS: [(&str, &str); 19] = [
    (
        "Invoices",
        "Invoices and credit notes: made, issued, sent, voided, exported, and as PDF and HTML.",
    ),
    ("Payments", "Money that came in for an invoice, and what was given back of it."),
    ("Customers", "To whom invoices go."),
    ("Products", "What is sold, ready for the lines of an invoice."),
    ("Taxes", "Taxes by name, ready for invoices and lines."),
    ("Templates", "How documents look."),
    ("Recurring invoices", "Invoices that make themselves by the calendar."),
    ("Reminders", "Rules for reminders, and what was and will be reminded of."),
    ("Late fees", "What is charged for paying late."),
    ("Statements", "What a customer was invoiced and paid over a time."),
    ("Reports", "A summary, who owes what by age, tax and revenue."),
    ("E-mail", "The mail server, e-mail templates and e-mail deliveries."),
    ("Webhooks", "Who is told of what happens, and what came of telling them."),
    ("Events", "The history of the account."),
    ("Search", "One box to find anything in."),
    ("Settings", "What documents say of you, numbering, locks, defaults, online payment."),
    ("Accounts and keys", "The companies of the organisation, and its API keys."),
    ("People", "Who works in the account, and whom it has invited."),
    ("Background jobs", "What the server is still to do outside, and what it has given up."),
];
const GUEST_TAGS: [(&str, &str); 3] = [
    ("JustInvoice", "For clients of JustInvoice: change the base URL and the key."),
    ("JustPaid", "For clients of JustPaid: change the base URL and the key."),
    ("Invoiless", "For clients of Invoiless: change the base URL and the key."),
];

/// Puts every operation under its heading, and the headings in order.
pub(super) fn group(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let Some(path) = path.strip_prefix(PREFIX) else { continue };
        for operation in operations(item) {
            let tags = operation.tags.get_or_insert_default();
            if tags.iter().any(|tag| tag == NATIVE) {
                *tags = vec![heading_of(path).to_owned()];
            }
        }
    }
    let tag = |(name, description): &(&str, &str)| -> Tag {
        TagBuilder::new().name(*name).description(Some(*description)).build()
    };
    document.tags = Some(NATIVE_TAGS.iter().chain(&GUEST_TAGS).map(tag).collect());
    let names =
        |tags: &[(&'static str, &str)]| tags.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let groups = json!([
        {"name": "net30", "tags": names(&NATIVE_TAGS)},
        {"name": "In the words of others", "tags": names(&GUEST_TAGS)},
    ]);
    document.extensions = Some(ExtensionsBuilder::new().add("x-tagGroups", groups).build());
}

fn heading_of(path: &str) -> &'static str {
    let fits = |(part, _): &&(&str, &str)| path.contains(part);
    HEADINGS.iter().find(fits).map_or("More", |(_, heading)| heading)
}

/// The operations of a path.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let all = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    all.into_iter().filter_map(Option::as_mut)
}

#[cfg(test)]
mod tests {
    use super::{GUEST_TAGS, NATIVE_TAGS, heading_of};

    #[test]
    fn every_operation_is_under_a_heading_that_is_explained() {
        let (_, mut document) = crate::apis().split_for_parts();
        super::group(&mut document);
        let known: Vec<&str> =
            NATIVE_TAGS.iter().chain(&GUEST_TAGS).map(|(name, _)| *name).collect();
        for (path, item) in &mut document.paths.paths {
            for operation in super::operations(item) {
                for tag in operation.tags.iter().flatten() {
                    assert!(known.contains(&tag.as_str()), "{path} is under {tag}");
                }
            }
        }
        assert_eq!(heading_of("/invoices/{id}/payments"), "Payments");
        assert_eq!(heading_of("/webhooks/{id}/deliveries"), "Webhooks");
        assert_eq!(heading_of("/settings/email/test"), "E-mail");
    }
}
