//! Customers, and the copies of customer and seller that an issued document freezes.

use crate::{
    html::Html,
    id::{AccountId, CustomerId},
    money::Currency,
    text::{Country, Email, Language, alike},
};
use jiff::Timestamp;

/// A postal address. All parts are optional; the document prints those that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Street and number (BT-50).
    pub line1: Option<String>,
    /// Second line (BT-51).
    pub line2: Option<String>,
    /// Third line (BT-163).
    pub line3: Option<String>,
    /// City (BT-52).
    pub city: Option<String>,
    /// Province or state (BT-54).
    pub region: Option<String>,
    /// Postal code (BT-53).
    pub postal_code: Option<String>,
    /// Country (BT-55).
    pub country: Option<Country>,
}

impl Address {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The address as one text, line by line; none if nothing is known.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let place = [self.postal_code.as_deref(), self.city.as_deref()];
        let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let country = self.country.as_ref().map(Country::code);
        let lines = [
            self.line1.as_deref(),
            self.line2.as_deref(),
            self.line3.as_deref(),
            Some(place.as_str()).filter(|place| !place.is_empty()),
            self.region.as_deref(),
            country,
        ];
        let lines: Vec<&str> = lines.into_iter().flatten().collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// An address of which only a text is known: [`Address::text`] gives it back to the letter.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let (line1, line2) = match text.split_once('\n') {
            Some((first, rest)) if !first.trim().is_empty() && !rest.trim().is_empty() => {
                (first, Some(rest.to_owned()))
            }
            _ => (text, None),
        };
        Self { line1: Some(line1.to_owned()), line2, ..Self::default() }
    }
}

/// Where electronic invoices are sent (BT-34, BT-49): an id in a scheme of the EAS list, such as `0088`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectronicAddress {
    /// EAS code.
    pub scheme: String,
    /// The id in that scheme.
    pub id: String,
}

/// Who a customer is: a company, a person, or a person at a company. One of the names is always there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The company.
    pub company: Option<String>,
    /// A person's first name.
    pub first_name: Option<String>,
    /// A person's last name.
    pub last_name: Option<String>,
}

impl Name {
    /// What the document is addressed to: the company, else the person; empty only if nothing is known.
    #[must_use]
    pub fn display(&self) -> String {
        self.company.clone().unwrap_or_else(|| self.person())
    }

    /// First and last name, as far as they are known.
    #[must_use]
    pub fn person(&self) -> String {
        let parts = [self.first_name.as_deref(), self.last_name.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Where goods go, if not to the billing address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShipTo {
    /// Who receives them.
    pub name: Name,
    /// Where.
    pub address: Address,
    /// E-mail there.
    pub email: Option<Email>,
    /// Phone there.
    pub phone: Option<String>,
    /// Legal information printed with it.
    pub legal_id: Option<String>,
}

/// All that a document needs to know of a customer. Issuing freezes a copy of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Who it is.
    pub name: Name,
    /// The person to talk to (BT-56).
    pub contact_name: Option<String>,
    /// Where invoices go.
    pub email: Option<Email>,
    /// Further addresses of the customer, at most 20.
    pub additional_emails: Vec<Email>,
    /// Addresses that get the invoices besides `email`, at most 20.
    pub billing_emails: Vec<Email>,
    /// Phone number.
    pub phone: Option<String>,
    /// Billing address.
    pub address: Address,
    /// Shipping address.
    pub ship_to: Option<ShipTo>,
    /// VAT id (BT-48) or other tax id.
    pub tax_id: Option<String>,
    /// Registration number or other legal id (BT-47).
    pub legal_id: Option<String>,
    /// Whose number that is, as an ISO 6523 code (BT-47-1).
    pub legal_id_scheme: Option<String>,
    /// Where electronic invoices go (BT-49).
    pub electronic_address: Option<ElectronicAddress>,
}

impl Party {
    /// By what a customer is told from others: the e-mail address and the name, or without an address the name and the
    /// postal address. None without a name.
    ///
    /// Two companies at one mailbox are two customers; one that writes its name in capitals once is the same.
    #[must_use]
    pub fn identity(&self) -> Option<String> {
        let name = alike(&self.name.display());
        if name.is_empty() {
            return None;
        }
        let address = || alike(&self.address.text().unwrap_or_default());
        Some(self.email.as_ref().map_or_else(
            || format!("address\n{name}\n{}", address()),
            |email| format!("mailbox\n{}\n{name}", email.folded()),
        ))
    }
}

/// The customer as a document names it while it is a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buyer {
    /// Who it is.
    pub party: Party,
    /// The revision of the customer that this was.
    pub revision: i64,
}

/// A customer of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Whose customer it is.
    pub account_id: AccountId,
    /// What documents copy.
    pub party: Party,
    /// Currency of new invoices, if not the account's.
    pub currency: Option<Currency>,
    /// Language of new invoices, if not the account's.
    pub language: Option<Language>,
    /// Payment terms of new invoices, if not the account's.
    pub payment_terms: Option<String>,
    /// Days to pay new invoices in, in place of what the text says.
    pub payment_days: Option<i32>,
    /// The customer's id in the client's own application, unique in the account.
    pub external_id: Option<String>,
    /// Notes for the account's own eyes.
    pub notes: Option<Html>,
    /// Free JSON object of the client, as text.
    pub metadata: Option<String>,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    pub archived_at: Option<Timestamp>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// The revision in which it was last entered for itself, not in the course of a document; 0 if it never was.
    pub entered_revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Customer {
    /// The customer as a draft names it that took `buyer` over.
    ///
    /// What another document says of the customer changes no draft but its own. What was entered for the customer itself
    /// since then is meant for all.
    #[must_use]
    pub fn named_in(&self, buyer: Option<&Buyer>) -> Party {
        match buyer {
            Some(buyer) if names_as_taken_over(buyer.revision, self.entered_revision) => {
                buyer.party.clone()
            }
            _ => self.party.clone(),
        }
    }

    /// The customer as it is now, for a document that takes it over.
    #[must_use]
    pub fn as_buyer(&self) -> Box<Buyer> {
        Box::new(Buyer { party: self.party.clone(), revision: self.revision })
    }
}

/// Whether a draft names its customer as it took it over, at a revision of the customer, where the revision of what was last
/// entered for the customer itself is `entered_revision`.
#[must_use]
pub fn names_as_taken_over(revision: i64, entered_revision: i64) -> bool {
    revision >= entered_revision
}

#[cfg(test)]
mod tests {
    use super::{Address, Country, Email, Name, Party};

    #[test]
    fn a_customer_is_told_by_mailbox_and_name_or_by_name_and_address() {
        let some = |text: &str| Some(text.to_owned());
        let party = |company: &str, email: &str, line1: Option<&str>| Party {
            name: Name { company: some(company), ..Name::default() },
            email: Email::parse(email).ok(),
            address: Address { line1: line1.map(str::to_owned), ..Address::default() },
            ..Party::default()
        };
        let globex = party("Globex GmbH", "a@b.example", None);
        for (other, is_same) in [
            (party(" globex  GMBH", "A@B.example", Some("1 Market St")), true),
            (party("Globex AG", "a@b.example", None), false),
            (party("Globex GmbH", "c@b.example", None), false),
            (party("Globex GmbH", "", None), false),
        ] {
            assert_eq!(globex.identity() == other.identity(), is_same, "{other:?}");
        }
        let here = party("Globex", "", Some("1 Market St"));
        assert_eq!(here.identity(), party("GLOBEX", "", Some("1 market st")).identity());
        assert_ne!(here.identity(), party("Globex", "", Some("2 Market St")).identity());
        assert_eq!(
            party("Caf\u{e9}", "", None).identity(),
            party("Cafe\u{301}", "", None).identity()
        );
        let person = Name { first_name: some("Jane"), last_name: some("Doe"), company: None };
        let person = Party { name: person, ..globex.clone() };
        assert_eq!(person.identity().as_deref(), Some("mailbox\na@b.example\njane doe"));
        assert_eq!(Party { name: Name::default(), ..globex }.identity(), None);
    }

    #[test]
    fn a_text_comes_back_from_the_address_that_was_made_of_it() {
        for text in
            ["1 Market St", "1 Market St\r\nSuite 5\n94103 San Francisco", "\na", "a\n", "a\n\nb"]
        {
            assert_eq!(Address::of_text(text).text().as_deref(), Some(text));
        }
    }

    #[test]
    fn an_address_is_written_line_by_line() {
        let some = |text: &str| Some(text.to_owned());
        let address = Address {
            line1: some("1 Market St"),
            city: some("San Francisco"),
            region: some("CA"),
            postal_code: some("94103"),
            country: Country::parse("US").ok(),
            ..Address::default()
        };
        assert_eq!(address.text().as_deref(), Some("1 Market St\n94103 San Francisco\nCA\nUS"));
        assert_eq!(Address::default().text(), None);
    }
}
