//! The list of customers.

use super::{
    super::{
        Answer,
        catalogue::{self, Asked, Catalogue, Column, Row},
        shell::Here,
        visit::Visit,
    },
    list_path,
};
use net30_app::customers;
use net30_domain::customer::Customer;

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, asked) = (visit.texts(), Asked::of(visit));
        let (filter, paging) = (asked.filter(), asked.paging());
        let found = customers::list(visit.app(), &visit.caller()?, &filter, &paging).await?;
        let customers = Catalogue {
            here: Here::Customers,
            title: t.customers(),
            path: list_path(visit)?,
            api: "/customers",
            class: "people",
            columns: vec![
                Column { class: "customer", head: t.column_customer() },
                Column { class: "contact", head: t.customer_contact() },
                Column { class: "email", head: t.email() },
                Column { class: "city", head: t.customer_city() },
            ],
            new: t.customer_new(),
            hint: t.customer_hint(),
            nothing: t.no_customers(),
            said: None,
        };
        catalogue::shown(visit, customers, asked, &found, row)
    })
}

fn row(customer: &Customer) -> Row {
    let party = &customer.party;
    let person = party.name.company.as_ref().map(|_| party.name.person());
    let contact = party.contact_name.clone().or(person).unwrap_or_default();
    let email = party.email.as_ref().map(ToString::to_string).unwrap_or_default();
    let city = party.address.city.clone().unwrap_or_default();
    Row { id: customer.id.to_string(), cells: vec![party.name.display(), contact, email, city] }
}
