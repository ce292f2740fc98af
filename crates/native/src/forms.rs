//! What pages read and fill their forms by: this API's own readers and bodies, since the names of fields are its JSON pointers.

pub use crate::{
    customers::read::customer,
    email_settings::read::{recipient, settings as email_settings},
    email_templates::read::wording,
    invoices::{
        list::as_csv as invoices_as_csv,
        read::{looked_at, new_invoice, replacement, whole_invoice},
        read_actions::{credit_note, message, payment, refund},
    },
    keys::read::key,
    products::draft as product,
    settings::{read::settings, stripe::read::stripe},
    taxes::draft as tax,
    users::invitations::invitation,
};

use crate::{customers, email_settings, invoices::write, patch, settings};
use net30_app::{Error, Result, invoices::Shown, mail::EmailSettings};
use net30_domain::{account::Account, customer::Customer, document::DueDateSource};
use serde::Serialize;
use serde_json::Value;

/// The settings of an account, as a client would write them.
#[must_use]
pub fn settings_body(account: &Account) -> Value {
    value_of(&settings::write::body(account))
}

/// A customer, as a client would write it.
#[must_use]
pub fn customer_body(customer: &Customer) -> Value {
    value_of(&customers::write::body(customer, &customer.party))
}

/// What is shown of an account's own mail server: all but the password.
#[must_use]
pub fn email_settings_body(own: Option<&EmailSettings>) -> Value {
    value_of(&email_settings::write::settings(own, false))
}

/// A whole object with what a form says of some of it: `null` takes away (RFC 7396).
#[must_use]
pub fn merged(mut whole: Value, changes: &Value) -> Value {
    patch::merge_fields(&mut whole, changes);
    whole
}

fn value_of(body: &impl Serialize) -> Value {
    serde_json::to_value(body).expect("texts, numbers and lists serialise")
}

/// An invoice as a program would write it, without what says nothing. A due date that nobody gave is left out: it follows
/// from the terms.
///
/// # Errors
/// [`Error::Broken`] if it cannot be written as JSON.
pub fn invoice_as_written(shown: &Shown) -> Result<Value> {
    let body = write::body(shown);
    let mut value = serde_json::to_value(body).map_err(|error| Error::Broken(error.into()))?;
    if shown.invoice.content.due_date_source == DueDateSource::Terms {
        value.as_object_mut().map(|fields| fields.remove("due_date"));
    }
    drop_nothing(&mut value);
    Ok(value)
}

/// Leaves out what is `null`, and lists and objects in which nothing is left.
fn drop_nothing(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            // What is the client's own is left as it is.
            let own = fields.iter_mut().filter(|(name, _)| *name != "metadata");
            own.for_each(|(_, field)| drop_nothing(field));
            fields.retain(|_, field| match field {
                Value::Null => false,
                Value::Array(items) => !items.is_empty(),
                Value::Object(fields) => !fields.is_empty(),
                _ => true,
            });
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nothing),
        _ => {}
    }
}
