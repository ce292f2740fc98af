//! How domain values are kept as JSON where no column of their own is needed.
//!
//! Each has a private record; its names are part of the database's format. What is empty is left out.

mod look_hash;
mod on;

pub(crate) use look_hash::{hash_of, hex_of};
pub(crate) use on::{on_of, on_text};

use crate::db::{Error, Result};
use jiff::{civil::Time, tz::TimeZone};
use net30_domain::{
    Date, Decimal, Timestamp,
    account::{Defaults, EinvoiceProfile, Lock, ReceiptEmails},
    bank::BankAccount,
    customer::{Address, Buyer, ElectronicAddress, Name, Party, ShipTo},
    document::{
        Adjustments, AllowanceCharge, Card, Classification, DeliverTo, DirectDebit, Discount,
        ExtraCharge, ExtraField, ItemReferences, Of, PaymentMeans, PrecedingDocument, Presentation,
        References, SchemedId, ServicePeriod, Texts,
    },
    email_delivery::{EmailDeliveryStatus, LastEmailDelivery},
    html::Html,
    id::{EmailDeliveryId, LineId, PaymentId, ProductId, TaxId, TemplateId},
    invoice::CreditedLine,
    late_fee::{Every, Place},
    money::{Amount, Currency},
    number::Pattern,
    recurring::{CatchUp, Mode},
    reminder::Channel,
    schedule::{Billing, On, Unit},
    seller::Seller,
    tax::{Category, Rate, Tax, TaxRounding},
    template::{
        Appearance, Colour, Column, Font, Heading, Layout, LookHash, Paper, Window, Wording,
    },
    text::{Country, Email, Language},
    totals::{AllowanceChargeTotal, Inclusive, Rules, TaxTotal},
};
use serde::{
    Serialize,
    de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};
use std::{borrow::Cow, fmt::Debug, marker::PhantomData};

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
    EmailDeliveryId: ToString::to_string, |text| text.parse().ok();
    PaymentId: ToString::to_string, |text| text.parse().ok();
    EmailDeliveryStatus: |status| status.word().to_owned(), EmailDeliveryStatus::parse;
    Timestamp: ToString::to_string, |text| text.parse().ok();
    Category: |category| category.code().to_owned(), Category::parse;
    Lock: |lock| lock.word().to_owned(), Lock::parse;
    // accounts of earlier versions have none
    ReceiptEmails: |choice| choice.word().to_owned(), |text| match text {
        "" => Some(ReceiptEmails::default()),
        word => ReceiptEmails::parse(word),
    };
    TaxRounding: |rounding| rounding.word().to_owned(), TaxRounding::parse;
    EinvoiceProfile: |profile| profile.word().to_owned(), EinvoiceProfile::parse;
    Layout: |layout| layout.word().to_owned(), Layout::parse;
    Font: |font| font.word().to_owned(), Font::parse;
    Paper: |paper| paper.word().to_owned(), Paper::parse;
    Window: |window| window.word().to_owned(), Window::parse;
    Column: |column| column.word().to_owned(), Column::parse;
    Heading: |heading| heading.word().to_owned(), Heading::parse;
    Colour: ToString::to_string, Colour::parse;
    LookHash: |hash| hex_of(*hash), hash_of;
    ProductId: ToString::to_string, |text| text.parse().ok();
    Mode: |mode| mode.word().to_owned(), Mode::parse;
    CatchUp: |rule| rule.word().to_owned(), CatchUp::parse;
    Billing: |billing| billing.word().to_owned(), Billing::parse;
    Unit: |unit| unit.word().to_owned(), Unit::parse;
    On: |on| on_text(*on), on_of;
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

/// The fields of a record, among which those of its parts stand.
///
/// What serde's `flatten` would do; that one keeps each value aside before it reads it, which cost more than reading.
pub(crate) trait Fields: Default {
    /// Reads the value of the field `name`; false if there is none of that name.
    fn read<'de, M: MapAccess<'de>>(
        &mut self,
        name: &str,
        from: &mut M,
    ) -> std::result::Result<bool, M::Error>;
    /// Writes what is not empty.
    fn write<M: SerializeMap>(&self, to: &mut M) -> std::result::Result<(), M::Error>;
}

/// Reads a record; what it does not know is passed over.
pub(crate) struct Reading<R>(pub(crate) PhantomData<R>);

impl<'de, R: Fields> Visitor<'de> for Reading<R> {
    type Value = R;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<R, M::Error> {
        let mut record = R::default();
        while let Some(FieldName(name)) = map.next_key()? {
            if !record.read(&name, &mut map)? {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(record)
    }
}

/// A name in a record, which is nearly always borrowed from the text.
#[derive(serde::Deserialize)]
struct FieldName<'n>(#[serde(borrow)] Cow<'n, str>);

/// Declares the record of a struct: each field as its type is kept. Fields of the structs after `with` are kept among its
/// own, so that a struct may be cut into parts without a change of what is stored.
macro_rules! kept_struct {
    (
        $type:ty as $record:ident { $($field:ident: $kind:ty),* $(,)? }
        $(with { $($part:ident: $of:ty),* $(,)? })?
    ) => {
        #[derive(Debug, Default, PartialEq)]
        pub(crate) struct $record {
            $($field: <$kind as $crate::kept::Kept>::Record,)*
            $($($part: <$of as $crate::kept::Kept>::Record,)*)?
        }

        impl $crate::kept::Fields for $record {
            fn read<'de, M: serde::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                from: &mut M,
            ) -> std::result::Result<bool, M::Error> {
                match name {
                    $(stringify!($field) => self.$field = from.next_value()?,)*
                    _ => return Ok(false $($(|| $crate::kept::Fields::read(&mut self.$part, name, from)?)*)?),
                }
                Ok(true)
            }

            fn write<M: serde::ser::SerializeMap>(&self, to: &mut M) -> std::result::Result<(), M::Error> {
                $(if !$crate::kept::is_default(&self.$field) {
                    to.serialize_entry(stringify!($field), &self.$field)?;
                })*
                $($($crate::kept::Fields::write(&self.$part, to)?;)*)?
                Ok(())
            }
        }

        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
                from.deserialize_map($crate::kept::Reading(std::marker::PhantomData))
            }
        }

        impl serde::Serialize for $record {
            fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
                let mut map = to.serialize_map(None)?;
                $crate::kept::Fields::write(self, &mut map)?;
                serde::ser::SerializeMap::end(map)
            }
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
    line1: Option<String>, line2: Option<String>, line3: Option<String>, city: Option<String>, region: Option<String>,
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
    tax_id: Option<String>, legal_id: Option<String>, legal_id_scheme: Option<String>,
    electronic_address: Option<ElectronicAddress>,
} }
kept_struct! { Buyer as BuyerRecord { party: Party, revision: i64 } }
kept_struct! { Seller as SellerRecord {
    name: String, address: Address, legal_id: Option<String>, legal_id_scheme: Option<String>, tax_id: Option<String>,
    tax_number: Option<String>, electronic_address: Option<ElectronicAddress>,
    contact_name: Option<String>, phone: Option<String>, email: Option<Email>,
    website: Option<String>, bank: Option<BankAccount>, creditor_id: Option<String>,
} }
kept_struct! { Defaults as DefaultsRecord {
    currency: Currency, language: Language, payment_terms: Option<String>, payment_days: Option<i32>, notes: Option<Html>,
    terms: Option<Html>, template_id: Option<TemplateId>, taxes: Vec<Tax>, tax_included: bool,
    payment_means_code: Option<String>,
} }
kept_struct! { Tax as TaxRecord {
    id: Option<TaxId>, name: String, rate: Rate, category: Category,
    exemption_reason: Option<String>, compound: bool,
} }
kept_struct! { Discount as DiscountRecord { rate: Rate, name: Option<String>, code: Option<String> } }
kept_struct! { ExtraCharge as ExtraChargeRecord { rate: Rate, name: Option<String>, code: Option<String> } }
kept_struct! { AllowanceCharge as AllowanceChargeRecord {
    rate: Rate, reason: Option<String>, code: Option<String>, tax: Option<Tax>,
} }
kept_struct! { AllowanceChargeTotal as AllowanceChargeTotalRecord { amount: Amount, net: Amount } }
kept_struct! { ExtraField as ExtraFieldRecord { name: String, rate: Rate, of: Of } }
kept_struct! { Wording as WordingRecord { heading: Heading, text: String } }
kept_struct! { Texts as TextsRecord { header: Option<String>, description: Option<Html> } }
kept_struct! { References as ReferencesRecord {
    buyer_reference: Option<String>, purchase_order: Option<String>, contract_reference: Option<String>,
    project_reference: Option<String>, preceding: Vec<PrecedingDocument>,
} }
kept_struct! { PrecedingDocument as PrecedingDocumentRecord { number: String, issue_date: Option<Date> } }
kept_struct! { DeliverTo as DeliverToRecord { name: Option<String>, address: Address } }
kept_struct! { Card as CardRecord { last_figures: String, holder: Option<String> } }
kept_struct! { DirectDebit as DirectDebitRecord {
    mandate: Option<String>, creditor_id: Option<String>, debited_iban: Option<String>,
} }
kept_struct! { PaymentMeans as PaymentMeansRecord {
    code: Option<String>, reference: Option<String>, account: Option<Box<BankAccount>>, direct_debit: Option<Box<DirectDebit>>,
    card: Option<Card>,
} }
kept_struct! { SchemedId as SchemedIdRecord { scheme: String, id: String } }
kept_struct! { Classification as ClassificationRecord { scheme: String, version: Option<String>, code: String } }
kept_struct! { ItemReferences as ItemReferencesRecord {
    unit_code: Option<String>, note: Option<String>, order_line: Option<String>, seller_item_id: Option<String>,
    buyer_item_id: Option<String>, standard_item_id: Option<SchemedId>, classifications: Vec<Classification>,
    origin_country: Option<Country>,
} }
kept_struct! { Adjustments as AdjustmentsRecord {
    discount: Option<Discount>, allowances: Vec<AllowanceCharge>, extra_charge: Option<ExtraCharge>,
    charges: Vec<AllowanceCharge>, extra_fields: Vec<ExtraField>,
    round_to: Option<Decimal>,
} }
kept_struct! { Presentation as PresentationRecord {
    slug: Option<String>, tags: Vec<String>, is_retainer: bool, ship_to: bool,
} }
kept_struct! { ServicePeriod as ServicePeriodRecord { start: Option<Date>, end: Option<Date> } }
kept_struct! { LastEmailDelivery as LastEmailDeliveryRecord {
    id: EmailDeliveryId, status: EmailDeliveryStatus, error: Option<String>, at: Timestamp,
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
