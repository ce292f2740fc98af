//! What the editor needs to know of an account: where a new invoice begins, and what can be chosen.

use super::{
    draft::{Drafted, Readings, drafted},
    fill::Writer,
    results::Results,
    taxes,
    typed::Typed,
};
use crate::app::{
    fields::Choice, shell::Writing, texts::Texts, visit::Visit, welcome::LANGUAGE_NAMES,
};
use net30_app::{
    Caller, CatalogueFilter, Error, Paging, customers, entry,
    invoices::{self, Preview, Shown},
    products, templates,
};
use net30_domain::{
    account::Account,
    customer::Customer,
    id::{CustomerId, InvoiceId},
    money::Currency,
    product::Product,
    tax::TaxDefinition,
    text::Country,
};
use net30_http::problem::Result;
use serde_json::{Value, json};

/// Customers that can be chosen without scripts, beside the one that is.
const CUSTOMERS_MAX: i64 = 40;
/// Entries of a table that can be chosen.
const TABLE_MAX: i64 = 100;
/// Currencies that are offered first.
const CURRENCIES: [&str; 10] =
    ["AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "PLN", "SEK", "USD"];

/// The account as the editor sees it.
pub(super) struct Desk<'v> {
    pub(super) visit: &'v Visit,
    pub(super) t: Texts,
    pub(super) writing: Writing,
    pub(super) account: &'v Account,
}

impl<'v> Desk<'v> {
    pub(super) fn of(visit: &'v Visit) -> Result<Self> {
        let writing = Writing::of(visit, visit.user()?);
        Ok(Self { visit, t: visit.texts(), writing, account: &visit.place()?.account })
    }

    fn country(&self) -> Option<Country> {
        self.account.seller.address.country
    }

    /// The currency of what is typed: its own, else the customer's, else the account's.
    async fn currency(&self, typed: &Typed) -> Result<Currency> {
        if let Some(own) = Currency::parse(typed.text("/currency")) {
            return Ok(own);
        }
        let usual = self.account.defaults.currency;
        let Ok(id) = typed.text("/customer_id").parse::<CustomerId>() else { return Ok(usual) };
        let customer = entry::get::<Customer>(self.visit.app(), &self.visit.caller()?, id).await;
        Ok(customer.ok().and_then(|customer| customer.currency).unwrap_or(usual))
    }

    /// What becomes of what is typed.
    pub(super) async fn look(&self, typed: &Typed, of: Option<InvoiceId>) -> Result<Looked> {
        let currency = self.currency(typed).await?;
        let readings = Readings::of(self.writing.formats(), currency);
        let name = taxes::usual_name(self.country(), self.account.defaults.language);
        let drafted = drafted(typed, &base_of(typed), &readings, name);
        let caller = self.visit.caller()?;
        let preview = invoices::preview(self.visit.app(), &caller, &drafted.draft, of).await?;
        Ok(Looked { readings, drafted, preview })
    }

    pub(super) fn results(&self, typed: &Typed, looked: &Looked) -> Results {
        let Looked { readings, drafted, preview } = looked;
        Results::of(self.t, &self.writing, readings, typed, drafted, preview)
    }

    pub(super) fn caller(&self) -> net30_app::Result<Caller> {
        let user = self.visit.user().map(|user| user.id);
        let place = self.visit.place();
        match (place, user) {
            (Ok(place), Ok(user)) => Ok(place.caller(user)),
            _ => Err(Error::Unauthorised),
        }
    }

    /// What a field says, where it is not what people read: who is chosen, and which taxes.
    pub(super) async fn in_words(&self, field: &str, value: String) -> String {
        if field == "/customer_id"
            && let (Ok(id), Ok(caller)) = (value.parse::<CustomerId>(), self.caller())
            && let Ok(customer) = entry::get::<Customer>(self.visit.app(), &caller, id).await
        {
            return named(&customer);
        }
        let own = field.rsplit('/').next().unwrap_or(field);
        let is_tax = taxes::OF_LINE.iter().any(|(tax, _)| *tax == own);
        let spelt = is_tax.then(|| taxes::spelt(&value, self.writing.formats())).flatten();
        spelt.unwrap_or(value)
    }

    /// How the figures of a form are written.
    pub(super) fn writer_of(&self, typed: &Typed) -> Writer<'_> {
        let own = Currency::parse(typed.text("/currency"));
        self.writer(own.unwrap_or(self.account.defaults.currency))
    }

    fn writer(&self, currency: Currency) -> Writer<'_> {
        Writer { formats: self.writing.formats(), currency }
    }

    /// A new invoice, before anything is typed.
    pub(super) fn blank(&self) -> Typed {
        let (defaults, now) = (&self.account.defaults, self.visit.app().now());
        let text = |html: &Option<net30_domain::html::Html>| {
            html.as_deref().map_or(Value::Null, Value::from)
        };
        let body = json!({
            "issue_date": self.account.today(now).to_string(),
            "notes": text(&defaults.notes),
            "terms": text(&defaults.terms),
            "tax_included": defaults.tax_included,
        });
        let mut typed = self.writer(defaults.currency).filled(&body);
        typed.set("tax", taxes::of_account(&defaults.taxes));
        typed.set("was", "{}");
        typed
    }

    /// An invoice that is there, as a form; `body` is how a program would write it.
    pub(super) fn filled(&self, shown: &Shown, body: &Value) -> Typed {
        let mut typed = self.writer(shown.invoice.content.currency).filled(body);
        typed.set("was", body.to_string());
        typed.set("revision", shown.invoice.revision.to_string());
        typed
    }

    pub(super) async fn customers(&self, typed: &Typed) -> Result<Vec<Choice>> {
        let (app, caller) = (self.visit.app(), self.visit.caller()?);
        let query = typed.text("customer_query").trim();
        let search = Some(query.to_owned()).filter(|query| !query.is_empty());
        let filter = CatalogueFilter { search, archived: false };
        let paging = Paging::Offset { offset: 0, limit: CUSTOMERS_MAX };
        let found = customers::list(app, &caller, &filter, &paging).await?.items;
        let chosen = typed.text("/customer_id");
        let choice = |customer: &Customer| Choice {
            value: customer.id.to_string(),
            text: named(customer),
            is_chosen: customer.id.to_string() == chosen,
        };
        let mut choices: Vec<Choice> = found.iter().map(choice).collect();
        if !choices.iter().any(|choice| choice.is_chosen)
            && let Ok(id) = chosen.parse::<CustomerId>()
            && let Ok(customer) = entry::get::<Customer>(app, &caller, id).await
        {
            choices.insert(0, choice(&customer));
        }
        Ok(choices)
    }

    /// Customers that a text finds.
    pub(super) async fn customers_found(&self, query: &str, limit: i64) -> Result<Vec<Customer>> {
        let search = Some(query.to_owned()).filter(|query| !query.is_empty());
        let filter = CatalogueFilter { search, archived: false };
        let paging = Paging::Offset { offset: 0, limit };
        let caller = self.visit.caller()?;
        Ok(customers::list(self.visit.app(), &caller, &filter, &paging).await?.items)
    }

    /// Products that a text finds.
    pub(super) async fn products_found(&self, query: &str, limit: i64) -> Result<Vec<Product>> {
        let search = Some(query.to_owned()).filter(|query| !query.is_empty());
        let filter = CatalogueFilter { search, archived: false };
        let paging = Paging::Offset { offset: 0, limit };
        let caller = self.visit.caller()?;
        Ok(products::list(self.visit.app(), &caller, &filter, &paging).await?.items)
    }

    pub(super) async fn taxes(&self) -> Result<Vec<TaxDefinition>> {
        let filter = CatalogueFilter { search: None, archived: false };
        let paging = Paging::Offset { offset: 0, limit: TABLE_MAX };
        let caller = self.visit.caller()?;
        Ok(net30_app::taxes::list(self.visit.app(), &caller, &filter, &paging).await?.items)
    }

    pub(super) fn offers(&self, table: &[TaxDefinition]) -> Vec<taxes::Offer> {
        let name = taxes::usual_name(self.country(), self.account.defaults.language);
        taxes::offers(table, self.country(), name, self.writing.formats())
    }

    pub(super) async fn templates(&self, typed: &Typed) -> Result<Vec<Choice>> {
        let filter = CatalogueFilter { search: None, archived: false };
        let paging = Paging::Offset { offset: 0, limit: TABLE_MAX };
        let caller = self.visit.caller()?;
        let found = templates::list(self.visit.app(), &caller, &filter, &paging).await?.items;
        let chosen = typed.text("/template_id");
        let choice = |template: net30_domain::template::Template| {
            let value = template.id.to_string();
            Choice { is_chosen: value == chosen, value, text: template.name }
        };
        Ok(found.into_iter().map(choice).collect())
    }

    pub(super) fn currencies(&self, typed: &Typed) -> Vec<Choice> {
        let chosen = typed.text("/currency");
        let mut codes = vec![self.account.defaults.currency.code()];
        codes.extend(CURRENCIES);
        codes.extend(Currency::parse(chosen).map(Currency::code));
        codes.sort_unstable();
        codes.dedup();
        let choice = |code: &str| Choice {
            value: code.to_owned(),
            text: code.to_owned(),
            is_chosen: code == chosen,
        };
        codes.into_iter().map(choice).collect()
    }

    pub(super) fn languages(typed: &Typed) -> Vec<Choice> {
        let chosen = typed.text("/lang");
        let choice = |(language, name): (net30_domain::text::Language, &str)| Choice {
            value: language.code().to_owned(),
            text: name.to_owned(),
            is_chosen: language.code() == chosen,
        };
        LANGUAGE_NAMES.into_iter().map(choice).collect()
    }

    pub(super) fn countries(&self, chosen: &str) -> Vec<Choice> {
        let choice = |country: Country| Choice {
            value: country.code().to_owned(),
            text: self.writing.formats().country(country),
            is_chosen: country.code() == chosen,
        };
        let mut choices: Vec<Choice> = Country::all().map(choice).collect();
        choices.sort_by_key(|choice| net30_domain::text::folded(&choice.text));
        choices
    }

    /// What a product fills in.
    pub(super) fn product_fields(&self, product: &Product) -> Value {
        let currency = product.currency.unwrap_or(self.account.defaults.currency);
        let writer = self.writer(currency);
        let tax = |at| product.tax_ids.get(at).map(ToString::to_string).unwrap_or_default();
        json!({
            "product_id": product.id.to_string(),
            "name": product.name,
            "description": product.description.as_deref().map(super::rich::to_text),
            "unit": product.unit,
            "unit_price": writer.price(product.unit_price),
            "tax": tax(0),
            "tax2": tax(1),
            "tax3": tax(2),
            "seller_item_id": product.sku,
        })
    }
}

/// What was typed, looked at.
pub(super) struct Looked {
    pub(super) readings: Readings,
    pub(super) drafted: Drafted,
    pub(super) preview: Preview,
}

/// What there was when the form was shown.
pub(super) fn base_of(typed: &Typed) -> Value {
    let base = serde_json::from_str(typed.text("was")).ok();
    base.filter(Value::is_object).unwrap_or_else(|| json!({}))
}

/// A customer as it is chosen.
pub(super) fn named(customer: &Customer) -> String {
    customer.party.name.display()
}
