//! `demo`: an account with sample data, for who wants to look around, and for pictures.
//!
//! That it is a sample stands in the company's name, on each document and in its tags; addresses are of the domain `example`,
//! to which no mail goes (RFC 2606).

mod data;

use crate::{
    cli::DemoOptions,
    failure::{Failure, Result},
    opening, output, progress,
    settings::Settings,
};
use data::{CUSTOMERS, Sale, TAXES, Then, sales};
use jiff::{ToSpan as _, civil::Date};
use net30_app::{
    App, Call, Caller, UseCase,
    accounts::{self, AccountDraft},
    customers,
    invoices::{
        Create, MakeCreditNote, MarkSent, NewPayment, NewRefund, RecordPayment, RefundPayment,
        Shown, Void,
    },
    logo::{self, SetLogo},
    products, taxes,
    users::{self, Add, MakeLink},
};
use net30_domain::{
    Decimal,
    id::{AccountId, InvoiceId, OrganisationId},
    user::Role,
};
use net30_http::json::{self, Case, Reader, Unknown};
use net30_native::forms;
use serde_json::{Value, json};
use uuid::Uuid;

/// The sample company's logo.
const LOGO: &[u8] = include_bytes!("logo.png");

/// Makes the account, and says how to come in.
pub(crate) async fn run(settings: &Settings, options: DemoOptions) -> Result<()> {
    let app = opening::make(settings, &opening::served_at(settings)).await?;
    let watch = progress::watch(settings);
    let made = make(&app).await?;
    let account = made.account.id;
    let add = Add {
        email: options.email,
        name: "Anna Nordlicht".to_owned(),
        accounts: vec![account],
        role: Role::Owner,
    };
    let user = app.run(&users::call(), &add).await?;
    drop(watch);
    let mut words = format!(
        "The account \"{}\" is filled with sample data: no invoice in it is real.\n\naccount  {account}\nAPI key  {}\nsign in  {}",
        made.account.seller.name, made.secret, user.email
    );
    let mut object =
        json!({"account_id": account.0, "api_key": made.secret, "email": user.email.as_str()});
    if user.password_hash.is_none() {
        let link = app.run(&users::call(), &MakeLink { email: user.email }).await?;
        words = format!("{words}\nlink     {link}   (works once, for 24 hours; shown only now)");
        object["link"] = link.into();
    }
    output::say(settings, &words, &object)
}

/// Reads what the sample says, as the API would.
fn read<T>(body: &Value, reading: impl FnOnce(&Reader<'_>) -> T) -> Result<T> {
    match json::read(body, Case::Exact, Unknown::Refuse, reading) {
        Ok((made, _)) => Ok(made),
        Err(problem) => {
            Err(Failure::new(format!("the sample is wrong: {}: {body}", problem.detail)))
        }
    }
}

async fn make(app: &App) -> Result<accounts::Created> {
    let id = AccountId(Uuid::now_v7());
    let caller = Caller::system(OrganisationId(Uuid::now_v7()), id);
    let draft: AccountDraft = read(&data::settings(), forms::settings)?;
    let key_label = Some("sample".to_owned());
    let create = accounts::Create { id, draft, key_label };
    let made = app.run(&Call::of(caller), &create).await?;
    let sample = Filling { app, call: Call::of(caller) };
    sample.fill(made.account.today(app.now())).await?;
    Ok(made)
}

/// The account that is being filled.
struct Filling<'a> {
    app: &'a App,
    call: Call,
}

impl Filling<'_> {
    async fn run<U: UseCase>(&self, use_case: &U) -> Result<U::Output> {
        Ok(self.app.run(&self.call, use_case).await?)
    }

    async fn fill(&self, today: Date) -> Result<()> {
        if let Ok(logo) = logo::read(LOGO.to_vec()).await? {
            self.run(&SetLogo { logo: Some(logo) }).await?;
        }
        let mut tax_ids = vec![];
        for tax in TAXES {
            let body: Value = parsed(tax)?;
            let made = self.run(&taxes::Create { draft: read(&body, forms::tax)? }).await?;
            tax_ids.push(made.id);
        }
        for (name, unit, price) in data::PRODUCTS {
            let body = json!({"name": name, "unit": unit, "unit_price": price});
            self.run(&products::Create { draft: read(&body, forms::product)? }).await?;
        }
        let mut customer_ids = vec![];
        for customer in CUSTOMERS {
            let body: Value = parsed(customer)?;
            let made =
                self.run(&customers::Create { draft: read(&body, forms::customer)? }).await?;
            customer_ids.push(made.id);
        }
        let sales = sales(today);
        let of = sales.len() as u64;
        for (sale, at) in sales.iter().zip(0..) {
            net30_app::progress::tell("invoices", at, Some(of));
            let body = sale.body(customer_ids[sale.customer].0, &tax_ids);
            let (draft, _) = read(&body, forms::new_invoice)?;
            let issue = sale.then != Then::Draft;
            let made = self.run(&Create { draft, issue }).await?;
            self.follow_up(sale, &made, today).await?;
        }
        Ok(())
    }

    /// What became of an invoice.
    async fn follow_up(&self, sale: &Sale, made: &Shown, today: Date) -> Result<()> {
        let id = made.invoice.id;
        let is_sent = !matches!(sale.then, Then::Draft | Then::Issued | Then::Void);
        if is_sent {
            self.run(&MarkSent { id }).await?;
        }
        match sale.then {
            Then::Draft | Then::Issued | Then::Sent => {}
            Then::Paid(days) => {
                self.pay(id, sale.date, days, today, None).await?;
            }
            Then::PaidInPart(amount) => {
                self.pay(id, sale.date, 12, today, Some(Decimal::from(amount))).await?;
            }
            Then::Refunded => {
                let payment_id = self.pay(id, sale.date, 9, today, None).await?;
                let date = sale.date.checked_add(12.days()).unwrap_or(today).min(today);
                let notes = Some("order cancelled".to_owned());
                let refund = NewRefund { notes, date: Some(date), ..NewRefund::default() };
                self.run(&RefundPayment { invoice_id: Some(id), payment_id, refund }).await?;
            }
            Then::Credited => {
                self.run(&MakeCreditNote { id, lines: None, reason: None }).await?;
            }
            Then::CreditedInPart => {
                let line = made.invoice.content.lines.first().map(|line| line.id);
                let line = line.ok_or_else(|| Failure::new("the sample has an empty invoice"))?;
                let lines = Some(vec![net30_app::invoices::CreditLine {
                    line_id: line,
                    quantity: Some(Decimal::ONE),
                }]);
                self.run(&MakeCreditNote { id, lines, reason: None }).await?;
            }
            Then::Void => {
                self.run(&Void { id }).await?;
            }
        }
        Ok(())
    }

    async fn pay(
        &self,
        invoice_id: InvoiceId,
        issued: Date,
        days: i32,
        today: Date,
        amount: Option<Decimal>,
    ) -> Result<net30_domain::id::PaymentId> {
        let date = issued.checked_add(days.days()).unwrap_or(today).min(today);
        let payment = NewPayment {
            amount,
            method: Some(net30_domain::payment::Method::BankTransfer),
            reference: Some(format!("TXN-{:02}{:02}-{days}", date.month(), date.day())),
            notes: None,
            date: Some(date),
        };
        let (_, payment) = self.run(&RecordPayment { invoice_id, payment }).await?;
        Ok(payment.id)
    }
}

fn parsed(text: &str) -> Result<Value> {
    serde_json::from_str(text)
        .map_err(|error| Failure::new(format!("the sample is wrong: {error}")))
}
