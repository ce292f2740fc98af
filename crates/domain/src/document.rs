//! What a client writes of a document, whichever kind it is: an invoice, a credit note, a draft, the pattern of a
//! recurring invoice.

mod adjustments;
mod content;
mod deliver_to;
mod item;
mod kind;
mod line;
mod payment_means;
mod presentation;
mod references;
mod texts;

pub use adjustments::{Adjustments, AllowanceCharge, Discount, ExtraCharge, ExtraField, Of};
pub use content::{Content, DueDateSource};
pub use deliver_to::DeliverTo;
pub use item::{Classification, ItemReferences, SchemedId};
pub use kind::DocumentType;
pub use line::{Line, ServicePeriod};
pub use payment_means::{Card, DirectDebit, PaymentMeans};
pub use presentation::Presentation;
pub use references::{PrecedingDocument, References};
pub use texts::Texts;
