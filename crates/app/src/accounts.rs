//! Accounts and their settings.

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work, error::faultless, work::or_conflict,
};
use jiff::{Timestamp, tz::TimeZone};
use net30_domain::{
    account::{Account, Defaults, EinvoiceProfile, Lock, ReceiptEmails},
    document::DocumentType,
    event::EventType,
    fault::{Fault, Faults},
    id::{AccountId, OrganisationId},
    key::{ApiKey, Scope},
    money::Currency,
    number::Pattern,
    refusal::Refusal,
    seller::Seller,
    standing::{Position, Standing},
    tax::TaxRounding,
    template::Layout,
    text::Country,
};
use net30_store::{
    Connection, account,
    invoice::{self, InvoiceFilter},
    organisation, sequence, template,
};
use serde_json::json;

/// What a client writes of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountDraft {
    /// What documents say of it.
    pub seller: Seller,
    /// What new documents get.
    pub defaults: Defaults,
    /// Where its days begin.
    pub time_zone: TimeZone,
    /// Numbers of invoices.
    pub invoice_numbers: Pattern,
    /// Numbers of credit notes.
    pub credit_note_numbers: Pattern,
    /// Where the series are to go on, if somewhere else than where they are.
    pub next: NextNumbers,
    /// Whether issued is final.
    pub lock: Lock,
    /// Where tax is rounded.
    pub tax_rounding: TaxRounding,
    /// Whether a payment above the balance is taken.
    pub allow_overpayment: bool,
    /// Whether a customer may pay less than the balance online.
    pub allow_partial_payment: bool,
    /// For which payments the customer gets a receipt.
    pub receipt_emails: ReceiptEmails,
    /// Electronic invoices it promises.
    pub einvoice_profile: EinvoiceProfile,
}

/// Places in the series of today: what the next documents get, or are to get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NextNumbers {
    /// The next invoice.
    pub invoice: Option<i64>,
    /// The next credit note.
    pub credit_note: Option<i64>,
}

/// An account with where its series are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The account.
    pub account: Account,
    /// What the next documents get.
    pub next: NextNumbers,
}

impl AccountDraft {
    /// A new company's settings, where nobody says otherwise.
    ///
    /// # Panics
    /// Never: the default patterns are good.
    #[must_use]
    pub fn of(name: &str, currency: Currency, country: Country, time_zone: TimeZone) -> Self {
        let pattern = |text| Pattern::parse(text).expect("the default patterns are good");
        let mut seller = Seller { name: name.to_owned(), ..Seller::default() };
        seller.address.country = Some(country);
        Self {
            seller,
            defaults: Defaults {
                currency,
                language: country.language().unwrap_or_default(),
                payment_terms: Some("Net 30".to_owned()),
                payment_days: None,
                notes: None,
                terms: None,
                template_id: None,
                taxes: vec![],
                tax_included: false,
                payment_means_code: None,
            },
            time_zone,
            invoice_numbers: pattern(Pattern::DEFAULT_INVOICE),
            credit_note_numbers: pattern(Pattern::DEFAULT_CREDIT_NOTE),
            next: NextNumbers::default(),
            lock: Lock::Flexible,
            tax_rounding: TaxRounding::Total,
            allow_overpayment: false,
            allow_partial_payment: false,
            receipt_emails: ReceiptEmails::default(),
            einvoice_profile: EinvoiceProfile::None,
        }
    }

    /// The settings as an account has them.
    #[must_use]
    pub fn as_it_is(account: &Account) -> Self {
        let account = account.clone();
        Self {
            seller: account.seller,
            defaults: account.defaults,
            time_zone: account.time_zone,
            invoice_numbers: account.invoice_numbers,
            credit_note_numbers: account.credit_note_numbers,
            next: NextNumbers::default(),
            lock: account.lock,
            tax_rounding: account.tax_rounding,
            allow_overpayment: account.allow_overpayment,
            allow_partial_payment: account.allow_partial_payment,
            receipt_emails: account.receipt_emails,
            einvoice_profile: account.einvoice_profile,
        }
    }

    fn applied(&self, account: &Account) -> Account {
        Account {
            seller: self.seller.clone(),
            defaults: self.defaults.clone(),
            time_zone: self.time_zone.clone(),
            invoice_numbers: self.invoice_numbers.clone(),
            credit_note_numbers: self.credit_note_numbers.clone(),
            lock: self.lock,
            tax_rounding: self.tax_rounding,
            allow_overpayment: self.allow_overpayment,
            allow_partial_payment: self.allow_partial_payment,
            receipt_emails: self.receipt_emails,
            einvoice_profile: self.einvoice_profile,
            ..account.clone()
        }
    }
}

/// Suspends the caller's account; false if it is suspended already. For the operator: no key reaches it.
pub struct Suspend;

impl UseCase for Suspend {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account = work.account().await?.id;
        let suspended = account::suspend(&mut work.tx, account, work.now).await?;
        if suspended {
            work.record(EventType::AccountSuspended, account.0, &json!({}));
        }
        Ok(suspended)
    }
}

/// Ends the suspension of the caller's account; false if it is not suspended. For the operator.
pub struct Resume;

impl UseCase for Resume {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account = work.account().await?.id;
        let resumed = account::resume(&mut work.tx, account).await?;
        if resumed {
            work.record(EventType::AccountResumed, account.0, &json!({}));
        }
        Ok(resumed)
    }
}

/// Makes an account with a first key. Its organisation is made too, if there is none yet.
///
/// The caller is an admin key's, or [`Caller::system`] with fresh ids. From here on the request works on the new account.
pub struct Create {
    /// The id that it is to have: a fresh one.
    pub id: AccountId,
    /// What it is.
    pub draft: AccountDraft,
    /// What people call the first key.
    pub key_label: Option<String>,
}

/// A new account with its first key and the key's secret.
#[derive(Clone, Debug)]
pub struct Created {
    /// The account.
    pub account: Account,
    /// Its key.
    pub key: ApiKey,
    /// The key's secret: shown once.
    pub secret: String,
}

impl UseCase for Create {
    type Output = Created;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Created> {
        work.caller.needs(Scope::Admin)?;
        work.caller.account_id = self.id;
        work.forget_account();
        let organisation_id = work.caller.organisation_id;
        if !organisation::exists(&mut work.tx, organisation_id).await? {
            let name = &self.draft.seller.name;
            organisation::insert(&mut work.tx, organisation_id, name, work.now).await?;
        }
        let pattern = &self.draft;
        let bare = Account {
            id: self.id,
            organisation_id,
            seller: Seller::default(),
            defaults: pattern.defaults.clone(),
            time_zone: pattern.time_zone.clone(),
            invoice_numbers: pattern.invoice_numbers.clone(),
            credit_note_numbers: pattern.credit_note_numbers.clone(),
            lock: pattern.lock,
            tax_rounding: pattern.tax_rounding,
            allow_overpayment: pattern.allow_overpayment,
            allow_partial_payment: pattern.allow_partial_payment,
            receipt_emails: pattern.receipt_emails,
            einvoice_profile: pattern.einvoice_profile,
            revision: 1,
            created_at: work.now,
            updated_at: work.now,
            suspended_at: None,
            has_stripe: false,
        };
        let account = self.draft.applied(&bare);
        check_template(work, &account).await?;
        account::insert(&mut work.tx, &account).await?;
        let moved = go_on(work, &account, self.draft.next).await?;
        let data = json!({
            "name": account.seller.name,
            "lock": account.lock.word(),
            "next": moved.iter().map(Moved::told).collect::<Vec<_>>(),
            // From the first event on, what is in the books is chained by its hash.
            "content": net30_store::content::VERSION,
        });
        work.record(EventType::AccountCreated, account.id.0, &data);
        let label = self.key_label.clone();
        let key = crate::keys::Create { label, scope: Scope::Admin, account_id: None };
        let (key, secret) = key.run(work).await?;
        Ok(Created { account, key, secret })
    }
}

/// Replaces the settings of the caller's account.
pub struct Update {
    /// What they are to be.
    pub draft: AccountDraft,
}

impl UseCase for Update {
    type Output = Settings;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Settings> {
        work.caller.needs(Scope::Admin)?;
        let before = work.account().await?;
        work.matches(before.revision)?;
        let mut after = self.draft.applied(&before);
        let moved = go_on(work, &after, self.draft.next).await?;
        if after == *before && moved.is_empty() {
            return shown(&mut work.tx, after, work.now).await;
        }
        check_template(work, &after).await?;
        if before.lock == Lock::Strict && after.lock == Lock::Flexible {
            let issued = |standing: &Standing| standing.position != Position::Draft;
            let filter = InvoiceFilter {
                standings: Some(Standing::all().into_iter().filter(issued).collect()),
                with_hidden: true,
                ..InvoiceFilter::default()
            };
            let today = before.today(work.now);
            let count = invoice::count(&mut work.tx, before.id, &filter, today).await?;
            if count.count > 0 {
                return Err(Refusal::LockCannotBeLoosened.into());
            }
        }
        after.revision = before.revision + 1;
        after.updated_at = work.now;
        or_conflict(account::update(&mut work.tx, &after, before.revision).await?)?;
        if before.time_zone != after.time_zone {
            work.forget_account();
            crate::recurring::time_zone_changed(work).await?;
            crate::reminders::time_zone_changed(work).await?;
            crate::late_fees::time_zone_changed(work).await?;
        }
        if before.lock != after.lock {
            let data = json!({"lock": [before.lock.word(), after.lock.word()]});
            work.record(EventType::LockChanged, after.id.0, &data);
        }
        let mut changed = changed_settings(&before, &after);
        changed.extend(moved.iter().map(|moved| moved.setting));
        if !changed.is_empty() {
            let next: Vec<_> = moved.iter().map(Moved::told).collect();
            let data = json!({"changed": changed, "next": next});
            work.record(EventType::SettingsUpdated, after.id.0, &data);
        }
        shown(&mut work.tx, after, work.now).await
    }
}

/// A series that was told where to go on.
struct Moved {
    setting: &'static str,
    series: String,
    from: i64,
    to: i64,
}

impl Moved {
    /// What the history says of it.
    fn told(&self) -> serde_json::Value {
        json!([self.series, self.from, self.to])
    }
}

/// Has the series of today go on where the client wants them to, for those who come from another program.
async fn go_on(work: &mut Work, account: &Account, wanted: NextNumbers) -> Result<Vec<Moved>> {
    let today = account.today(work.now);
    let mut faults = Faults::new();
    let mut moved = vec![];
    for (document, setting, wanted) in [
        (DocumentType::Invoice, "numbering.next.invoice", wanted.invoice),
        (DocumentType::CreditNote, "numbering.next.credit_note", wanted.credit_note),
    ] {
        let Some(to) = wanted else { continue };
        let series = account.pattern(document).series(today);
        let from = sequence::peek(&mut work.tx, account.id, document, &series).await?;
        if to < from {
            let pointer = format!("/{}", setting.replace('.', "/"));
            let message =
                format!("is behind the series, which goes on with {from} and only forwards");
            faults.push(Fault::new(pointer, "out_of_range", message));
        } else if to > from {
            or_conflict(
                sequence::go_on(&mut work.tx, account.id, document, &series, from, to).await?,
            )?;
            moved.push(Moved { setting, series, from, to });
        }
    }
    faultless(faults)?;
    Ok(moved)
}

/// The account with where its series of today are.
async fn shown(query: &mut dyn Connection, account: Account, now: Timestamp) -> Result<Settings> {
    let today = account.today(now);
    let mut next = [0; DocumentType::ALL.len()];
    for (next, document) in next.iter_mut().zip(DocumentType::ALL) {
        let series = account.pattern(document).series(today);
        *next = sequence::peek(query, account.id, document, &series).await?;
    }
    let next = NextNumbers { invoice: Some(next[0]), credit_note: Some(next[1]) };
    Ok(Settings { account, next })
}

async fn check_template(work: &mut Work, account: &Account) -> Result<()> {
    let Some(id) = account.defaults.template_id else { return Ok(()) };
    let is_built_in = Layout::ALL.iter().any(|layout| layout.template_id() == id);
    if is_built_in || template::hold(&mut work.tx, account.id, id).await?.is_some() {
        return Ok(());
    }
    Err(Error::fault("/defaults/template_id", "not_found", format!("there is no template {id}")))
}

fn changed_settings(before: &Account, after: &Account) -> Vec<&'static str> {
    [
        ("company", before.seller != after.seller),
        ("defaults", before.defaults != after.defaults),
        ("time_zone", before.time_zone != after.time_zone),
        ("numbering.invoice", before.invoice_numbers != after.invoice_numbers),
        ("numbering.credit_note", before.credit_note_numbers != after.credit_note_numbers),
        ("tax_rounding", before.tax_rounding != after.tax_rounding),
        ("allow_overpayment", before.allow_overpayment != after.allow_overpayment),
        ("allow_partial_payment", before.allow_partial_payment != after.allow_partial_payment),
        ("receipt_emails", before.receipt_emails != after.receipt_emails),
        ("einvoice.profile", before.einvoice_profile != after.einvoice_profile),
    ]
    .into_iter()
    .filter_map(|(setting, changed)| changed.then_some(setting))
    .collect()
}

/// The caller's account.
///
/// # Errors
/// [`Error::NotFound`] if it is gone.
pub fn get<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Account> {
    Box::pin(async move { app.account(caller).await })
}

/// The caller's account with where its series are.
///
/// # Errors
/// [`Error::NotFound`] if it is gone.
pub fn settings<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Settings> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = account::load(&mut reader, caller.account_id).await?;
        shown(&mut reader, found.ok_or(Error::NotFound(What::Account))?, app.now()).await
    })
}

/// The accounts of the caller's organisation.
///
/// # Errors
/// Those of the database.
pub fn list<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Vec<Account>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(account::list(&mut reader, caller.organisation_id).await?)
    })
}

/// Whether there is an organisation of this id.
///
/// # Errors
/// Those of the database.
pub fn organisation_exists(app: &App, id: OrganisationId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(organisation::exists(&mut reader, id).await?)
    })
}
