//! What no font has: refused before a document is issued, warned of while it is a draft.

use crate::{App, Error, Result, Work};
use net30_documents::{DocumentInput, pdf::PdfRenderer, printed};
use net30_domain::{
    account::Account,
    customer::{Customer, Party},
    fault::{Fault, Faults},
    invoice::{Invoice, Stage},
    seller::Seller,
    template::{Column, Look},
    warning::Warning,
};
use std::{collections::BTreeSet, fmt::Write as _};

const CODE: &str = "unprintable";
/// Most characters that a message shows.
const SHOWN_MAX: usize = 20;

/// A text that cannot be printed as it was written.
struct Unprintable {
    pointer: String,
    characters: BTreeSet<char>,
}

/// Gathers the texts with characters that no font has.
fn gathered(
    renderer: &PdfRenderer,
    visit: impl FnOnce(&mut printed::Take<'_>),
) -> Vec<Unprintable> {
    let mut found = Vec::new();
    visit(&mut |place, text| {
        let lacking = renderer.lacking(text);
        if !lacking.is_empty() {
            let characters = lacking.into_iter().collect();
            found.push(Unprintable { pointer: place.to_string(), characters });
        }
    });
    found
}

/// What a draft says that would be printed with stand-ins.
pub(crate) fn warnings(app: &App, invoice: &Invoice, buyer: &Party) -> Vec<Warning> {
    if !matches!(invoice.stage, Stage::Draft { .. }) {
        return Vec::new();
    }
    let found =
        gathered(app.renderer(), |take| printed::of_document(invoice, buyer, take)).into_iter();
    let warning = |text: Unprintable| {
        let message = message(&text.characters, "is printed as a stand-in, and issuing is refused");
        Warning::new(text.pointer, CODE, message)
    };
    found.map(warning).collect()
}

/// Whether fonts must be looked for before a draft can be said to lack any.
pub(crate) fn must_look(app: &App, invoice: &Invoice, customer: &Customer) -> bool {
    let renderer = app.renderer();
    if renderer.has_looked() || !matches!(invoice.stage, Stage::Draft { .. }) {
        return false;
    }
    let buyer = customer.named_in(invoice.content.buyer.as_deref());
    !gathered(renderer, |take| printed::of_document(invoice, &buyer, take)).is_empty()
}

/// Looks for the fonts that the operator and the system have, which takes a while the first time.
pub(crate) async fn look(app: &App) -> Result<()> {
    let app = app.clone();
    tokio::task::spawn_blocking(move || app.renderer().look()).await.map_err(broken)
}

/// Has fonts looked for after this transaction is given up, before the use case is tried again.
pub(crate) fn looked_first(work: &mut Work) -> Error {
    work.first(|app| Box::pin(async move { look(&app).await }));
    Error::Contention
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Broken(error.into())
}

/// What is about to be issued.
pub(crate) struct Sheet<'a> {
    /// The document, still a draft.
    pub(crate) invoice: &'a Invoice,
    pub(crate) account: &'a Account,
    pub(crate) buyer: &'a Party,
    pub(crate) look: &'a Look,
    /// The invoice that it takes back, if it is a credit note.
    pub(crate) credited: Option<&'a Invoice>,
}

/// What a document that is about to be issued says and would be printed with stand-ins, each text with its pointer.
///
/// A credit note may say what its invoice says: that was issued, whatever was printed.
///
/// # Errors
/// [`Error::Contention`] if fonts must be looked for, before the use case is tried again.
pub(crate) fn faults(work: &mut Work, sheet: &Sheet<'_>) -> Result<Faults> {
    let app = work.app.clone();
    let renderer = app.renderer();
    let mut found = sheet.texts(renderer);
    if found.is_empty() {
        return Ok(Faults::new());
    }
    if !renderer.has_looked() {
        return Err(looked_first(work));
    }
    sheet.leave_out_what_is_not_printed(renderer, &mut found)?;
    let fault = |text: Unprintable| {
        let message = message(
            &text.characters,
            "cannot be printed: write it otherwise, or have a font with it put into the folder that NET30_FONTS names",
        );
        Fault::new(text.pointer, CODE, message)
    };
    Ok(found.into_iter().map(fault).collect())
}

impl Sheet<'_> {
    fn seller(&self) -> &Seller {
        &self.account.seller
    }

    fn texts(&self, renderer: &PdfRenderer) -> Vec<Unprintable> {
        gathered(renderer, |take| {
            printed::of_document(self.invoice, self.buyer, take);
            printed::of_seller(self.seller(), take);
            printed::of_look(self.look, take);
            if self.look.columns().contains(&Column::ItemNumber) {
                printed::of_item_numbers(self.invoice, take);
            }
            if self.invoice.number().is_none() {
                let pattern = self.account.pattern(self.invoice.document);
                let number = pattern.format(self.invoice.content.issue_date, 1);
                take(printed::NUMBERING, &number);
            }
        })
    }

    /// Only what is printed counts.
    fn leave_out_what_is_not_printed(
        &self,
        renderer: &PdfRenderer,
        found: &mut Vec<Unprintable>,
    ) -> Result<()> {
        let mut printed = renderer.lacking_of(&self.input()).map_err(broken)?;
        let number = |text: &&Unprintable| text.pointer == printed::NUMBERING.to_string();
        printed
            .extend(found.iter().filter(number).flat_map(|text| text.characters.iter().copied()));
        if let Some(credited) = self.credited
            && let Some(issue) = credited.stage.issue()
        {
            let said = gathered(renderer, |take| {
                printed::of_document(credited, &issue.buyer, take);
                printed::of_seller(&issue.seller, take);
            });
            for character in said.into_iter().flat_map(|text| text.characters) {
                printed.remove(&character);
            }
        }
        for text in found.iter_mut() {
            text.characters.retain(|character| printed.contains(character));
        }
        found.retain(|text| !text.characters.is_empty());
        Ok(())
    }

    fn input(&self) -> DocumentInput<'_> {
        DocumentInput {
            invoice: self.invoice,
            seller: self.seller(),
            buyer: self.buyer,
            look: self.look,
            public_url: None,
            pay_online: false,
            created_at: self.invoice.updated_at,
        }
    }
}

/// `no font has "𓀀" (U+13000): it …`.
fn message(characters: &BTreeSet<char>, then: &str) -> String {
    let mut shown = String::new();
    for character in characters.iter().take(SHOWN_MAX) {
        let comma = if shown.is_empty() { "" } else { ", " };
        let code = u32::from(*character);
        write!(shown, "{comma}\"{character}\" (U+{code:04X})").expect("a String takes every text");
    }
    if characters.len() > SHOWN_MAX {
        shown.push_str(", …");
    }
    format!("no font has {shown}: it {then}")
}

#[cfg(test)]
mod tests {
    use super::{SHOWN_MAX, message};

    #[test]
    fn a_message_shows_the_characters_but_not_all_of_a_long_text() {
        let one = message(&['\u{13000}'].into(), "is odd");
        assert_eq!(one, "no font has \"\u{13000}\" (U+13000): it is odd");
        let many = message(&('\u{1200}'..'\u{1300}').collect(), "is odd");
        assert_eq!(many.matches("U+").count(), SHOWN_MAX);
        assert!(many.ends_with(", …: it is odd"), "{many}");
    }
}
