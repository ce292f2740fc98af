//! What a client writes of a document.

use super::{
    Adjustments, DeliverTo, Line, PaymentMeans, Presentation, References, ServicePeriod, Texts,
};
use crate::{
    customer::Buyer,
    html::Html,
    id::{CustomerId, TemplateId},
    money::Currency,
    tax::{Tax, TaxRounding},
    text::Language,
};
use jiff::civil::Date;

/// Who said when a document is to be paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueDateSource {
    /// The payment terms: a change of theirs, or of the issue date, moves it.
    #[default]
    Terms,
    /// The client, who gave a date or none at all: it stays.
    Client,
}

/// All that a client writes of a document, and may change while it is a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// To whom.
    pub customer_id: CustomerId,
    /// The customer as the document names it until it is issued; as the customer is, if none.
    pub buyer: Option<Box<Buyer>>,
    /// Its date (BT-2).
    pub issue_date: Date,
    /// When it is to be paid, not before `issue_date` (BT-9).
    pub due_date: Option<Date>,
    /// Who said when it is to be paid.
    pub due_date_source: DueDateSource,
    /// When the services were given (BG-14).
    pub service: ServicePeriod,
    /// When the goods were delivered (BT-72).
    pub delivery_date: Option<Date>,
    /// Who received them, and where; the customer if none.
    pub deliver_to: Option<Box<DeliverTo>>,
    /// Its currency (BT-5).
    pub currency: Currency,
    /// Its language.
    pub language: Language,
    /// The number that the client wants it to have.
    pub number: Option<String>,
    /// What it says of itself.
    pub texts: Texts,
    /// What the buyer should know (BT-22).
    pub notes: Option<Html>,
    /// On which terms (BT-20).
    pub terms: Option<Html>,
    /// `Net 30` and the like, understood by [`crate::payment_terms`].
    pub payment_terms: Option<String>,
    /// Days from the issue date to the due date, in place of what the text says.
    pub payment_days: Option<i32>,
    /// How it is to be paid.
    pub payment_means: PaymentMeans,
    /// By what others know it.
    pub references: References,
    /// Discounts, charges and the like.
    pub adjustments: Adjustments,
    /// Taxes of the lines that name none, at most 3.
    pub taxes: Vec<Tax>,
    /// Whether prices include tax.
    pub tax_included: bool,
    /// Where tax is rounded; the account's rule when the document was made.
    pub tax_rounding: TaxRounding,
    /// How it looks; the account's choice if none.
    pub template_id: Option<TemplateId>,
    /// How it is found and shown.
    pub presentation: Presentation,
    /// Where the document comes from, such as `stripe`.
    pub external_source: Option<String>,
    /// Its id there; unique in the account together with the source.
    pub external_source_id: Option<String>,
    /// Free JSON object of the client, as text.
    pub metadata: Option<String>,
    /// The lines, 1 to 1000.
    pub lines: Vec<Line>,
}

impl Content {
    /// The taxes of the whole document, and those of each line.
    pub fn all_taxes(&self) -> impl Iterator<Item = &Tax> {
        self.taxes.iter().chain(self.lines.iter().flat_map(|line| &line.taxes))
    }

    /// A document that says nothing but this; prices without tax, which is rounded on sums.
    #[must_use]
    pub fn bare(
        customer_id: CustomerId,
        issue_date: Date,
        currency: Currency,
        language: Language,
        lines: Vec<Line>,
    ) -> Self {
        Self {
            customer_id,
            buyer: None,
            issue_date,
            due_date: None,
            due_date_source: DueDateSource::Terms,
            service: ServicePeriod::default(),
            delivery_date: None,
            deliver_to: None,
            currency,
            language,
            number: None,
            texts: Texts::default(),
            notes: None,
            terms: None,
            payment_terms: None,
            payment_days: None,
            payment_means: PaymentMeans::default(),
            references: References::default(),
            adjustments: Adjustments::default(),
            taxes: vec![],
            tax_included: false,
            tax_rounding: TaxRounding::Total,
            template_id: None,
            presentation: Presentation::default(),
            external_source: None,
            external_source_id: None,
            metadata: None,
            lines,
        }
    }
}
