//! Electronic invoices: EN 16931 in UBL and CII, Peppol BIS Billing 3.0, `XRechnung` 3.0, and the XML within Factur-X.
//!
//! An invoice of the domain becomes a [`Source`], which becomes one [`Document`] of EN 16931 whatever the format; a
//! [`Profile`] then shapes, judges and writes it. The way back is [`read`]. Nothing here does I/O, and nothing but this
//! crate knows the crates that have the rules (ADR 3). The notice that their licence asks for: implementation of the
//! EN 16931-1 semantic data model; © CEN, used under the 2018 CEN–EC licence agreement.
//!
//! ```text
//! Invoice ─ Source::of ─▶ Source ─ document ─▶ Document ─┬─ validate(profile) ─▶ faults, each with a pointer and a rule
//!                                                        └─ write(profile) ────▶ XML
//! XML ─ read ─▶ Read { model, report } ─ draft ─▶ InvoiceDraft
//! ```

mod document;
pub mod exemption;
mod fault;
mod from_invoice;
mod line;
mod party;
mod payment;
pub mod plain;
mod profile;
mod read;
mod shape;
pub mod source;
mod text;
pub mod unit;
mod validate;
mod value;
mod write;

pub use document::{Document, document};
pub use fault::Fault;
pub use profile::Profile;
pub use read::{
    BYTES_MAX, Broken, Drafted, Left, Read, Report, StatedSum, Unreadable, draft, read,
};
pub use source::Source;
pub use validate::{rules, validate};
pub use write::{write, write_again, write_unchecked_by_rules};
