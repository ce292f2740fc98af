//! What net30 knows of a document, arranged as EN 16931 asks for it: amounts in minor units, one tax a group.
//!
//! [`Source::of`] fills it from an invoice; what the domain does not hold yet may be set on it afterwards.

use net30_domain::{
    Date, Decimal,
    bank::BankAccount,
    customer::{Address, Party},
    document::{ItemReferences, PrecedingDocument, References, ServicePeriod},
    money::{Amount, Currency},
    payment_terms::EarlyPayment,
    seller::Seller,
    tax::{Category, Tax},
};

/// A document before it is one of EN 16931.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The code of UNTDID 1001 (BT-3): 380 an invoice, 381 a credit note.
    pub type_code: u16,
    /// Whether it takes back what another document asks for: UBL then calls it `CreditNote`.
    pub takes_back: bool,
    /// Its number (BT-1); none before it is drawn.
    pub number: Option<String>,
    /// Its date (BT-2).
    pub issue_date: Date,
    /// When it is to be paid (BT-9).
    pub due_date: Option<Date>,
    /// Its currency (BT-5).
    pub currency: Currency,
    /// Whether prices, fees and discounts of lines include tax.
    pub tax_included: bool,
    /// Plain texts for the buyer (BT-22).
    pub notes: Vec<String>,
    /// Plain texts of when and how to pay (BT-20).
    pub payment_terms: Vec<String>,
    /// What is taken off for paying early.
    pub early_payment: Option<EarlyPayment>,
    /// By what others know it (BT-10 to BT-13).
    pub references: References,
    /// The documents that it follows (BG-3).
    pub preceding: Vec<PrecedingDocument>,
    /// When the services were given (BG-14).
    pub service: ServicePeriod,
    /// Where goods went, and when (BG-13).
    pub delivery: Delivery,
    /// Who sells (BG-4).
    pub seller: Seller,
    /// Who buys (BG-7).
    pub buyer: Party,
    /// How it is paid (BG-16).
    pub payment: Payment,
    /// The code of UNTDID 4461 for that, if somebody said one (BT-81).
    pub payment_means_code: Option<String>,
    /// What the payer writes with it (BT-83); the number if none.
    pub payment_reference: Option<String>,
    /// The lines (BG-25).
    pub lines: Vec<Line>,
    /// Discounts and charges of the document, without tax, each within one group of tax (BG-20, BG-21).
    pub adjustments: Vec<Adjustment>,
    /// What bears which tax (BG-23).
    pub taxes: Vec<TaxGroup>,
    /// What it comes to (BG-22).
    pub figures: Figures,
}

/// Where goods went, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// When (BT-72).
    pub date: Option<Date>,
    /// To whom (BT-70).
    pub name: Option<String>,
    /// Where (BG-15).
    pub address: Option<Address>,
}

/// How a document is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payment {
    /// Nobody says.
    Unknown,
    /// By transfer to one of these accounts (30, or 58 within SEPA).
    Transfer(Vec<BankAccount>),
    /// By a SEPA direct debit (59).
    DirectDebit {
        /// The mandate (BT-89).
        mandate: Option<String>,
        /// By what the bank knows the creditor (BT-90).
        creditor_id: Option<String>,
        /// The account that is debited (BT-91).
        debited_iban: Option<String>,
    },
    /// By card (48).
    Card {
        /// The last figures of its number (BT-87).
        number: Option<String>,
        /// Whose it is (BT-88).
        holder: Option<String>,
    },
    /// It is set off against another document (97).
    Cleared,
    /// As its code says, which asks for nothing more, such as 10 (cash).
    Coded,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is (BT-153).
    pub name: String,
    /// What more there is to say of it (BT-154), plain.
    pub description: Option<String>,
    /// How many; negative for a return (BT-129).
    pub quantity: Decimal,
    /// What is counted: a word, or a code of UN/ECE Recommendation 20 (BT-130).
    pub unit: Option<String>,
    /// Price of `base_quantity` units, as given.
    pub unit_price: Decimal,
    /// For how many units the price is (BT-149).
    pub base_quantity: Decimal,
    /// Added to quantity × price, as given (BT-141).
    pub flat_fee: Amount,
    /// Taken off, as given; negative on a line that is negative (BT-136).
    pub discount: Amount,
    /// Of what is before it, in per cent, if it was given so (BT-138).
    pub discount_percentage: Option<Decimal>,
    /// What the discount is called (BT-139).
    pub discount_name: Option<String>,
    /// What the line comes to, without tax (BT-131).
    pub net: Amount,
    /// The taxes that it bears.
    pub taxes: Vec<Tax>,
    /// Whether those are its own; else they are the document's.
    pub has_own_taxes: bool,
    /// When the service was given (BG-26).
    pub service: ServicePeriod,
    /// By what others know the article, and the code of its unit.
    pub item: ItemReferences,
}

/// Whether an adjustment lowers the document or raises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A discount (BG-20).
    Allowance,
    /// A charge (BG-21).
    Charge,
}

/// A discount or charge of the document within one group of tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Whether it lowers or raises.
    pub direction: Direction,
    /// How much, without tax; not negative.
    pub amount: Amount,
    /// What a percentage is of, and the percentage.
    pub of: Option<(Amount, Decimal)>,
    /// The group that it belongs to.
    pub tax: TaxKey,
    /// What it is called (BT-97, BT-104).
    pub reason: Option<String>,
    /// The code of UNTDID 5189 or 7161 (BT-98, BT-105).
    pub reason_code: Option<String>,
    /// Where the client wrote it.
    pub pointer: String,
}

/// By what taxes are put together: category and rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxKey {
    /// The category.
    pub category: Category,
    /// Per cent.
    pub rate: Decimal,
}

/// What bears one tax, and how much that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxGroup {
    /// Category and rate (BT-118, BT-119).
    pub key: TaxKey,
    /// What it is taken from (BT-116).
    pub base: Amount,
    /// How much it is (BT-117).
    pub amount: Amount,
    /// Why nothing is charged (BT-120).
    pub exemption_reason: Option<String>,
    /// The code of why nothing is charged (BT-121); that of the category if none.
    pub exemption_code: Option<String>,
    /// Where the client wrote the tax.
    pub pointer: String,
}

/// What a document comes to, as net30 calculated it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Sum of the lines' nets (BT-106).
    pub subtotal: Amount,
    /// Without tax (BT-109).
    pub net: Amount,
    /// Sum of the taxes (BT-110).
    pub tax: Amount,
    /// With tax (BT-112).
    pub gross: Amount,
    /// Whether there are amounts after tax, which EN 16931 has no place for.
    pub has_amounts_after_tax: bool,
    /// Paid before the document was issued (BT-113).
    pub prepaid: Amount,
    /// What rounding adds (BT-114).
    pub rounding: Amount,
    /// What is to be paid (BT-115).
    pub due: Amount,
}
