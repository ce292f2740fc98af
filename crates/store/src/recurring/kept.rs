//! What of a recurring invoice has no columns, as JSON.

use crate::{
    db::{Error, Result},
    kept::{Kept, kept_struct},
};
use jiff::civil::Time;
use net30_domain::{
    Date, Decimal,
    document::{
        Adjustments, DeliverTo, Discount, ItemReferences, PaymentMeans, Presentation, References,
        ServicePeriod, Texts,
    },
    draft::{DraftBody, Field, LineDraft, TaxRef},
    html::Html,
    id::{CustomerId, LineId, ProductId, TaxId, TemplateId},
    money::Currency,
    recurring::{CatchUp, Mode, Pattern, Recurring},
    schedule::{Billing, On, Schedule, Unit},
    tax::Tax,
    text::Language,
};
use serde::{Deserialize, Serialize};

/// What has no columns.
pub(super) struct Details {
    what: DraftBody,
    pub(super) schedule: Schedule,
    pub(super) mode: Mode,
    pub(super) catch_up: CatchUp,
    pub(super) billing: Billing,
    pub(super) set_service_period: bool,
}
kept_struct! { Details as DetailsRecord {
    what: DraftBody, schedule: Schedule, mode: Mode, catch_up: CatchUp, billing: Billing, set_service_period: bool,
} }

kept_struct! { DraftBody as DraftBodyRecord {
    currency: Option<Currency>, language: Option<Language>, notes: Field<Html>, terms: Field<Html>,
    payment_terms: Field<String>, payment_days: Field<i32>, payment_means: PaymentMeans,
    deliver_to: Option<Box<DeliverTo>>, taxes: Option<Vec<TaxRef>>, tax_included: Option<bool>,
    template_id: Option<TemplateId>, metadata: Option<String>, lines: Vec<LineDraft>,
} with {
    texts: Texts, references: References, adjustments: Adjustments, presentation: Presentation,
} }

impl Details {
    pub(super) fn of(recurring: &Recurring) -> Self {
        Self {
            what: recurring.pattern.body.clone(),
            schedule: recurring.schedule.clone(),
            mode: recurring.mode,
            catch_up: recurring.catch_up,
            billing: recurring.billing,
            set_service_period: recurring.set_service_period,
        }
    }

    /// The pattern, for its customer.
    pub(super) fn pattern(&self, customer_id: CustomerId) -> Pattern {
        Pattern { customer_id, body: self.what.clone() }
    }
}

kept_struct! { LineDraft as LineDraftRecord {
    id: Option<LineId>, product_id: Option<ProductId>, name: Option<String>, description: Option<Html>,
    url: Option<String>, quantity: Option<Decimal>, unit: Option<String>, unit_price: Option<Decimal>,
    base_quantity: Option<Decimal>, flat_fee: Option<Decimal>, discount: Option<Discount>,
    taxes: Option<Vec<TaxRef>>, service: ServicePeriod, display_order: Option<i32>,
} with { item: ItemReferences } }

/// Left out, cleared (an empty list) or given (a list of one).
impl<T: Kept> Kept for Field<T> {
    type Record = Option<Vec<T::Record>>;

    fn record(&self) -> Self::Record {
        match self {
            Self::Absent => None,
            Self::Null => Some(vec![]),
            Self::Value(value) => Some(vec![value.record()]),
        }
    }

    fn revive(record: Self::Record) -> Result<Self> {
        Ok(match record.map(|mut record| record.pop()) {
            None => Self::Absent,
            Some(None) => Self::Null,
            Some(Some(value)) => Self::Value(T::revive(value)?),
        })
    }
}

/// One of the two.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct TaxRefRecord {
    #[serde(default, skip_serializing_if = "crate::kept::is_default")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "crate::kept::is_default")]
    tax: Option<<Tax as Kept>::Record>,
}

impl Kept for TaxRef {
    type Record = TaxRefRecord;

    fn record(&self) -> TaxRefRecord {
        match self {
            Self::Id(id) => TaxRefRecord { id: Some(id.record()), tax: None },
            Self::Inline(tax) => TaxRefRecord { id: None, tax: Some(tax.record()) },
        }
    }

    fn revive(record: TaxRefRecord) -> Result<Self> {
        match (record.id, record.tax) {
            (Some(id), None) => TaxId::revive(id).map(Self::Id),
            (_, Some(tax)) => Tax::revive(tax).map(Self::Inline),
            (None, None) => Err(Error::broken("a kept tax says nothing")),
        }
    }
}

kept_struct! { Schedule as ScheduleRecord {
    every: i32, unit: Unit, on: On, time: Time, start: Date, end: Option<Date>, count: Option<i32>,
} }
