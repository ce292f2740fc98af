//! Customers, and the copies of customer and seller that an issued document freezes.

use crate::{
    id::{AccountId, CustomerId},
    money::Currency,
    text::{Country, Email, Language},
};
use jiff::Timestamp;

/// A postal address. All parts are optional; the document prints those that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Street and number (BT-50).
    pub line1: Option<String>,
    /// Second line (BT-51).
    pub line2: Option<String>,
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
    /// Where electronic invoices go (BT-49).
    pub electronic_address: Option<ElectronicAddress>,
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
    /// The customer's id in the client's own application, unique in the account.
    pub external_id: Option<String>,
    /// Notes for the account's own eyes.
    pub notes: Option<String>,
    /// Free JSON object of the client, as text.
    pub metadata: Option<String>,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    pub archived_at: Option<Timestamp>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::{Address, Country};

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
