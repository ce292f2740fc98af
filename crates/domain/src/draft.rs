//! What a client asks a document to be, before defaults and the catalogue have filled it in.

use crate::{
    customer::{Party, ShipTo},
    document::{
        Adjustments, DeliverTo, Discount, ItemReferences, PaymentMeans, Presentation, References,
        ServicePeriod, Texts,
    },
    html::Html,
    id::{CustomerId, LineId, ProductId, TaxId, TemplateId},
    money::Currency,
    tax::Tax,
    text::Language,
};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A value that a client may leave out, clear, or give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// Left out: the default applies.
    #[default]
    Absent,
    /// `null`: none, whatever the default is.
    Null,
    /// Given.
    Value(T),
}

impl<T> Field<T> {
    /// What there is, said outright: a value, or none whatever the default is.
    pub fn of(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value, if one was given.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value as given, none if cleared, `default` if left out.
    pub fn or(self, default: Option<T>) -> Option<T> {
        match self {
            Self::Absent => default,
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value by reference.
    pub fn as_ref(&self) -> Field<&T> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(value),
        }
    }

    /// Turns the value into another.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(turn(value)),
        }
    }

    /// Whether it was left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// To whom: a customer of the account, or the details of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomerRef {
    /// One that is there.
    Id(CustomerId),
    /// Made, or found by `external_id`, then as [`Known`] says. What is given is kept on the customer's record; the rest
    /// stays as it is known.
    Details(Box<CustomerDraft>),
}

/// By what the customer of a document is found if its external id finds none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// By e-mail address and name, without an address by name and postal address, without a name by the e-mail address.
    #[default]
    ByDetails,
    /// Likewise; a new customer of whom only the e-mail address is known is called by it (`JustInvoice`).
    ByDetailsOrMailbox,
    /// By nothing: it is another one (`Invoiless`).
    ByExternalId,
}

/// What a client writes of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerDraft {
    /// What documents copy.
    pub party: Party,
    /// Currency of new invoices.
    pub currency: Option<Currency>,
    /// Language of new invoices.
    pub language: Option<Language>,
    /// Payment terms of new invoices.
    pub payment_terms: Option<String>,
    /// Days to pay new invoices in.
    pub payment_days: Option<i32>,
    /// The customer's id in the client's own application.
    pub external_id: Option<String>,
    /// Notes.
    pub notes: Option<Html>,
    /// Free JSON object, as text.
    pub metadata: Option<String>,
    /// By what it is found, if it is that of a document.
    pub known: Known,
}

impl CustomerDraft {
    /// Where goods go, if the draft says so.
    #[must_use]
    pub fn ship_to(&self) -> Option<&ShipTo> {
        self.party.ship_to.as_ref()
    }
}

/// A tax by its id in the account's table, or spelt out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaxRef {
    /// An entry of the table.
    Id(TaxId),
    /// Spelt out.
    Inline(Tax),
}

/// A line as a client writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineDraft {
    /// The line that it stands for, when a document is replaced.
    pub id: Option<LineId>,
    /// The catalogue's entry that supplies what is left out.
    pub product_id: Option<ProductId>,
    /// Name.
    pub name: Option<String>,
    /// What more there is to say of it.
    pub description: Option<Html>,
    /// Link.
    pub url: Option<String>,
    /// Quantity; 1 if left out.
    pub quantity: Option<Decimal>,
    /// Unit.
    pub unit: Option<String>,
    /// Unit price; the product's if left out.
    pub unit_price: Option<Decimal>,
    /// For how many units the price is; 1 if left out.
    pub base_quantity: Option<Decimal>,
    /// Flat fee.
    pub flat_fee: Option<Decimal>,
    /// Discount.
    pub discount: Option<Discount>,
    /// Its taxes; the product's if left out, else none of its own.
    pub taxes: Option<Vec<TaxRef>>,
    /// Service period.
    pub service: ServicePeriod,
    /// By what others know the item; the product's number if it says none of the seller's.
    pub item: ItemReferences,
    /// Where it stands.
    pub display_order: Option<i32>,
}

/// What a document says apart from whom it is for and when: what each invoice of a schedule says, too.
///
/// What is left out gets the default of `PUT` and `POST` alike: of the products, the customer, the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftBody {
    /// Its currency; the customer's or the account's if left out.
    pub currency: Option<Currency>,
    /// Its language; the customer's or the account's if left out.
    pub language: Option<Language>,
    /// What it says of itself.
    pub texts: Texts,
    /// What the buyer should know; the account's if left out.
    pub notes: Field<Html>,
    /// On which terms; the account's if left out.
    pub terms: Field<Html>,
    /// `Net 30`; the customer's or the account's if left out, together with the days.
    pub payment_terms: Field<String>,
    /// Days from the issue date to the due date, in place of what the text says.
    pub payment_days: Field<i32>,
    /// How it is to be paid; by the account's usual means if left out.
    pub payment_means: PaymentMeans,
    /// Who receives the goods, and where.
    pub deliver_to: Option<Box<DeliverTo>>,
    /// By what others know it.
    pub references: References,
    /// Discounts, charges and the like.
    pub adjustments: Adjustments,
    /// Taxes of the lines that name none; the account's if left out.
    pub taxes: Option<Vec<TaxRef>>,
    /// Whether prices include tax; the account's rule if left out.
    pub tax_included: Option<bool>,
    /// Template.
    pub template_id: Option<TemplateId>,
    /// How it is found and shown.
    pub presentation: Presentation,
    /// Free JSON object, as text.
    pub metadata: Option<String>,
    /// The lines.
    pub lines: Vec<LineDraft>,
}

/// A document as a client writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceDraft {
    /// To whom.
    pub customer: CustomerRef,
    /// Its date; today if left out.
    pub issue_date: Option<Date>,
    /// When it is to be paid; from the payment terms if left out.
    pub due_date: Field<Date>,
    /// When the services were given.
    pub service: ServicePeriod,
    /// When the goods were delivered.
    pub delivery_date: Option<Date>,
    /// The number that it is to have; drawn from the sequence if left out.
    pub number: Option<String>,
    /// Where it comes from.
    pub external_source: Option<String>,
    /// Its id there.
    pub external_source_id: Option<String>,
    /// All that another invoice may say, too.
    pub body: DraftBody,
}

impl InvoiceDraft {
    /// A draft that says only this, dated today.
    #[must_use]
    pub fn of(customer: CustomerRef, body: DraftBody) -> Self {
        Self {
            customer,
            issue_date: None,
            due_date: Field::Absent,
            service: ServicePeriod::default(),
            delivery_date: None,
            number: None,
            external_source: None,
            external_source_id: None,
            body,
        }
    }
}
