//! How domain values are kept as JSON where no column of their own is needed.
//!
//! Each has a private record; its names are part of the database's format. What is empty is left out.

use crate::db::{Error, Result};
use jiff::{civil::Time, tz::TimeZone};
use net30_domain::{
    Date, Decimal, Timestamp,
    account::{Defaults, EinvoiceProfile, Lock, ReceiptLetters, Seller, TaxRounding},
    bank::BankAccount,
    customer::{Address, Buyer, ElectronicAddress, Name, Party, ShipTo},
    delivery::{DeliveryStatus, LastDelivery},
    html::Html,
    id::{DeliveryId, LineId, PaymentId, ProductId, TaxId, TemplateId},
    invoice::{
        Adjustments, CreditedLine, Discount, ExtraCharge, ExtraField, Of, Presentation, References,
        ServicePeriod, Texts,
    },
    late_fee::{Every, Place},
    money::{Amount, Currency},
    number::Pattern,
    recurring::{CatchUp, Mode},
    reminder::Channel,
    schedule::{Billing, On, Unit},
    tax::{Category, Rate, Tax},
    template::{Appearance, Colour, Font, Layout, LookHash},
    text::{Country, Email, Language},
    totals::{Inclusive, Rules, TaxTotal},
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

/// A value that is kept as JSON.
pub(crate) trait Kept: Sized {
    /// What is written. Its default value is left out, and read back as what made it.
    type Record: Serialize + DeserializeOwned + Default + PartialEq + Debug + Send + Sync;

    fn record(&self) -> Self::Record;
    fn revive(record: Self::Record) -> Result<Self>;
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

macro_rules! kept_plainly {
    ($($type:ty),*) => {$(
        impl Kept for $type {
            type Record = $type;
            fn record(&self) -> $type { self.clone() }
            fn revive(record: $type) -> Result<Self> { Ok(record) }
        }
    )*};
}
kept_plainly!(String, bool, i32, i64);

impl<T: Kept> Kept for Option<T> {
    type Record = Option<T::Record>;
    fn record(&self) -> Self::Record {
        self.as_ref().map(T::record)
    }
    fn revive(record: Self::Record) -> Result<Self> {
        record.map(T::revive).transpose()
    }
}

impl<T: Kept> Kept for Box<T> {
    type Record = T::Record;
    fn record(&self) -> Self::Record {
        T::record(self)
    }
    fn revive(record: Self::Record) -> Result<Self> {
        T::revive(record).map(Self::new)
    }
}

impl<T: Kept> Kept for Vec<T> {
    type Record = Vec<T::Record>;
    fn record(&self) -> Self::Record {
        self.iter().map(T::record).collect()
    }
    fn revive(record: Self::Record) -> Result<Self> {
        record.into_iter().map(T::revive).collect()
    }
}

/// Of the gross where nothing is said, as before it could be said.
impl Kept for Of {
    type Record = Option<String>;
    fn record(&self) -> Self::Record {
        (*self != Self::default()).then(|| self.word().to_owned())
    }
    fn revive(record: Self::Record) -> Result<Self> {
        let Some(word) = record else { return Ok(Self::default()) };
        Self::parse(&word).ok_or_else(|| Error::unreadable(&word))
    }
}

/// By the first rules where nothing is said.
impl Kept for Rules {
    type Record = i32;
    fn record(&self) -> i32 {
        self.number()
    }
    fn revive(record: i32) -> Result<Self> {
        Self::from_number(record).ok_or_else(|| Error::unreadable(&record.to_string()))
    }
}

impl Kept for Amount {
    type Record = i64;
    fn record(&self) -> i64 {
        self.0
    }
    fn revive(record: i64) -> Result<Self> {
        Ok(Self(record))
    }
}

macro_rules! kept_as_text {
    ($($type:ty: $write:expr, $read:expr;)*) => {$(
        impl Kept for $type {
            type Record = String;
            fn record(&self) -> String {
                let write: fn(&$type) -> String = $write;
                write(self)
            }
            fn revive(record: String) -> Result<Self> {
                let read: fn(&str) -> Option<$type> = $read;
                read(&record).ok_or_else(|| Error::unreadable(&record))
            }
        }
    )*};
}
kept_as_text! {
    // with its trailing zeros: 1.50 stays 1.50
    Decimal: ToString::to_string, |text| text.parse().ok();
    Html: ToString::to_string, |text| Some(Html::stored(text.to_owned()));
    Date: ToString::to_string, |text| text.parse().ok();
    Currency: |currency| currency.code().to_owned(), Currency::parse;
    Country: |country| country.code().to_owned(), |text| Country::parse(text).ok();
    Language: |language| language.code().to_owned(), |text| Language::parse(text).ok();
    Email: |email| email.as_str().to_owned(), |text| Email::parse(text).ok();
    Pattern: |pattern| pattern.as_str().to_owned(), |text| Pattern::parse(text).ok();
    TaxId: ToString::to_string, |text| text.parse().ok();
    TemplateId: ToString::to_string, |text| text.parse().ok();
    LineId: ToString::to_string, |text| text.parse().ok();
    DeliveryId: ToString::to_string, |text| text.parse().ok();
    PaymentId: ToString::to_string, |text| text.parse().ok();
    DeliveryStatus: |status| status.word().to_owned(), DeliveryStatus::parse;
    Timestamp: ToString::to_string, |text| text.parse().ok();
    Category: |category| category.code().to_owned(), Category::parse;
    Lock: |lock| lock.word().to_owned(), Lock::parse;
    // accounts of earlier versions have none
    ReceiptLetters: |choice| choice.word().to_owned(), |text| match text {
        "" => Some(ReceiptLetters::default()),
        word => ReceiptLetters::parse(word),
    };
    TaxRounding: |rounding| rounding.word().to_owned(), TaxRounding::parse;
    EinvoiceProfile: |profile| profile.word().to_owned(), EinvoiceProfile::parse;
    Layout: |layout| layout.word().to_owned(), Layout::parse;
    Font: |font| font.word().to_owned(), Font::parse;
    Colour: ToString::to_string, Colour::parse;
    LookHash: |hash| crate::look::hex_of(*hash), crate::look::hash_of;
    ProductId: ToString::to_string, |text| text.parse().ok();
    Mode: |mode| mode.word().to_owned(), Mode::parse;
    CatchUp: |rule| rule.word().to_owned(), CatchUp::parse;
    Billing: |billing| billing.word().to_owned(), Billing::parse;
    Unit: |unit| unit.word().to_owned(), Unit::parse;
    On: |on| crate::recurring::on_text(*on), crate::recurring::on_of;
    Time: ToString::to_string, |text| text.parse().ok();
    Channel: |channel| channel.word().to_owned(), Channel::parse;
    Every: |every| every.word().to_owned(), Every::parse;
    Place: |place| place.word().to_owned(), Place::parse;
    TimeZone: |zone| zone.iana_name().unwrap_or("UTC").to_owned(), |text| TimeZone::get(text).ok();
    Rate: |rate| match rate {
        Rate::Percentage(value) => format!("{value}%"),
        Rate::Amount(value) => value.to_string(),
    }, |text| match text.strip_suffix('%') {
        Some(value) => value.parse().ok().map(Rate::Percentage),
        None => text.parse().ok().map(Rate::Amount),
    };
}

/// Declares the record of a struct: each field as its type is kept. Fields of the structs after `with` are kept among its
/// own, so that a struct may be cut into parts without a change of what is stored.
macro_rules! kept_struct {
    (
        $type:ty as $record:ident { $($field:ident: $kind:ty),* $(,)? }
        $(with { $($part:ident: $of:ty),* $(,)? })?
    ) => {
        #[derive(Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub(crate) struct $record {
            $(
                #[serde(default, skip_serializing_if = "crate::kept::is_default")]
                $field: <$kind as $crate::kept::Kept>::Record,
            )*
            $($(
                #[serde(flatten)]
                $part: <$of as $crate::kept::Kept>::Record,
            )*)?
        }

        impl $crate::kept::Kept for $type {
            type Record = $record;
            fn record(&self) -> $record {
                $record {
                    $($field: $crate::kept::Kept::record(&self.$field),)*
                    $($($part: $crate::kept::Kept::record(&self.$part),)*)?
                }
            }
            fn revive(record: $record) -> $crate::db::Result<Self> {
                Ok(Self {
                    $($field: $crate::kept::Kept::revive(record.$field)?,)*
                    $($($part: $crate::kept::Kept::revive(record.$part)?,)*)?
                })
            }
        }
    };
}
pub(crate) use kept_struct;

kept_struct! { Address as AddressRecord {
    line1: Option<String>, line2: Option<String>, city: Option<String>, region: Option<String>,
    postal_code: Option<String>, country: Option<Country>,
} }
kept_struct! { ElectronicAddress as ElectronicAddressRecord { scheme: String, id: String } }
kept_struct! { Name as NameRecord {
    company: Option<String>, first_name: Option<String>, last_name: Option<String>,
} }
kept_struct! { ShipTo as ShipToRecord {
    name: Name, address: Address, email: Option<Email>, phone: Option<String>, legal_id: Option<String>,
} }
kept_struct! { Party as PartyRecord {
    name: Name, contact_name: Option<String>, email: Option<Email>, additional_emails: Vec<Email>,
    billing_emails: Vec<Email>, phone: Option<String>, address: Address, ship_to: Option<ShipTo>,
    tax_id: Option<String>, legal_id: Option<String>, electronic_address: Option<ElectronicAddress>,
} }
kept_struct! { Buyer as BuyerRecord { party: Party, revision: i64 } }
kept_struct! { Seller as SellerRecord {
    name: String, address: Address, legal_id: Option<String>, tax_id: Option<String>,
    tax_number: Option<String>, electronic_address: Option<ElectronicAddress>,
    contact_name: Option<String>, phone: Option<String>, email: Option<Email>,
    website: Option<String>, bank: Option<BankAccount>,
} }
kept_struct! { Defaults as DefaultsRecord {
    currency: Currency, language: Language, payment_terms: Option<String>, payment_days: Option<i32>, notes: Option<Html>,
    terms: Option<Html>, template_id: Option<TemplateId>, taxes: Vec<Tax>, tax_included: bool,
} }
kept_struct! { Tax as TaxRecord {
    id: Option<TaxId>, name: String, rate: Rate, category: Category,
    exemption_reason: Option<String>, compound: bool,
} }
kept_struct! { Discount as DiscountRecord { rate: Rate, name: Option<String> } }
kept_struct! { ExtraCharge as ExtraChargeRecord { rate: Rate, name: Option<String> } }
kept_struct! { ExtraField as ExtraFieldRecord { name: String, rate: Rate, of: Of } }
kept_struct! { Texts as TextsRecord { header: Option<String>, description: Option<Html> } }
kept_struct! { References as ReferencesRecord {
    buyer_reference: Option<String>, purchase_order: Option<String>, contract_reference: Option<String>,
    project_reference: Option<String>,
} }
kept_struct! { Adjustments as AdjustmentsRecord {
    discount: Option<Discount>, extra_charge: Option<ExtraCharge>, extra_fields: Vec<ExtraField>,
    round_to: Option<Decimal>,
} }
kept_struct! { Presentation as PresentationRecord {
    slug: Option<String>, tags: Vec<String>, is_retainer: bool, ship_to: bool,
} }
kept_struct! { ServicePeriod as ServicePeriodRecord { start: Option<Date>, end: Option<Date> } }
kept_struct! { LastDelivery as LastDeliveryRecord {
    id: DeliveryId, status: DeliveryStatus, error: Option<String>, at: Timestamp,
} }
kept_struct! { Appearance as AppearanceRecord { look: LookHash, pay_online: bool } }
kept_struct! { CreditedLine as CreditedLineRecord { line_id: LineId, quantity: Decimal } }
kept_struct! { Inclusive as InclusiveRecord { subtotal: Amount, discount: Amount, charges: Amount } }
kept_struct! { TaxTotal as TaxTotalRecord {
    name: String, rate: Rate, category: Category, exemption_reason: Option<String>,
    base: Amount, amount: Amount,
} }

/// The column that keeps a value.
pub(crate) fn json<T: Kept>(value: &T) -> crate::db::Json<T::Record> {
    crate::db::Json(value.record())
}

impl crate::db::Row<'_> {
    /// A value kept as JSON.
    pub(crate) fn kept<T: Kept>(&mut self) -> Result<T> {
        let record: crate::db::Json<T::Record> = self.take()?;
        T::revive(record.0)
    }
}
