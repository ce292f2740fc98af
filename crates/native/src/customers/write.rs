//! From a customer to its JSON.

use super::wire;
use crate::wire::{Address, ElectronicAddress, Metadata, Warning};
use net30_app::customers::Seen;
use net30_domain::{
    customer::{self, Customer, Party, ShipTo},
    warning,
};

/// A customer as it is now.
pub(crate) fn customer(customer: &Customer) -> wire::Customer {
    as_it_was(customer, &customer.party)
}

/// A customer as its own reply shows it.
pub(crate) fn reply(found: &Seen) -> wire::CustomerReply {
    let credit = found.credit.iter().map(|(currency, amount)| wire::Credit {
        currency: currency.code(),
        amount: amount.to_decimal(*currency).into(),
    });
    wire::CustomerReply {
        customer: customer(&found.customer),
        credit: credit.collect(),
        warnings: Warning::all(&warning::of_customer(&found.customer)),
    }
}

/// A customer with the name, addresses and ids that an issued document froze.
pub(crate) fn as_it_was(customer: &Customer, party: &Party) -> wire::Customer {
    wire::Customer {
        id: customer.id.0,
        fields: body(customer, party),
        archived_at: customer.archived_at,
        revision: customer.revision,
        created_at: customer.created_at,
        updated_at: customer.updated_at,
    }
}

/// What a client would write to make this customer.
pub(crate) fn body(customer: &Customer, party: &Party) -> wire::CustomerBody {
    let emails = |emails: &[net30_domain::text::Email]| {
        emails.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    wire::CustomerBody {
        company: party.name.company.clone(),
        first_name: party.name.first_name.clone(),
        last_name: party.name.last_name.clone(),
        contact_name: party.contact_name.clone(),
        email: party.email.as_ref().map(ToString::to_string),
        additional_emails: emails(&party.additional_emails),
        billing_emails: emails(&party.billing_emails),
        phone: party.phone.clone(),
        address: address(&party.address),
        ship_to: party.ship_to.as_ref().map(ship_to),
        tax_id: party.tax_id.clone(),
        legal_id: party.legal_id.clone(),
        legal_id_scheme: party.legal_id_scheme.clone(),
        electronic_address: electronic_address(party.electronic_address.as_ref()),
        currency: customer.currency.map(|currency| currency.code().to_owned()),
        lang: customer.language.map(|language| language.code().to_owned()),
        payment_terms: customer.payment_terms.clone(),
        payment_days: customer.payment_days,
        external_id: customer.external_id.clone(),
        notes: customer.notes.as_deref().map(str::to_owned),
        metadata: Metadata::of(customer.metadata.as_ref()),
    }
}

/// An address; null if nothing of it is known.
pub(crate) fn address(address: &customer::Address) -> Option<Address> {
    (!address.is_empty()).then(|| Address {
        line1: address.line1.clone(),
        line2: address.line2.clone(),
        line3: address.line3.clone(),
        city: address.city.clone(),
        region: address.region.clone(),
        postal_code: address.postal_code.clone(),
        country: address.country.map(|country| country.code().to_owned()),
    })
}

/// An electronic address.
pub(crate) fn electronic_address(
    address: Option<&customer::ElectronicAddress>,
) -> Option<ElectronicAddress> {
    address
        .map(|address| ElectronicAddress { scheme: address.scheme.clone(), id: address.id.clone() })
}

fn ship_to(ship_to: &ShipTo) -> wire::ShipTo {
    wire::ShipTo {
        name: ship_to.name.company.clone(),
        first_name: ship_to.name.first_name.clone(),
        last_name: ship_to.name.last_name.clone(),
        address: address(&ship_to.address),
        email: ship_to.email.as_ref().map(ToString::to_string),
        phone: ship_to.phone.clone(),
        legal_id: ship_to.legal_id.clone(),
    }
}
