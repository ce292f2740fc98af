//! How the account is paid online: its keys for Stripe, which are never shown again, and what customers may do.

use super::{
    super::{Answer, fields::Choice, form::Shape, page, shell::Frame, sudo, visit::Visit},
    Sheet, Tab, Unsaved, account, change_settings, frame, path,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Call, Error,
    checkout::{self, Forget, KeyCheck, StripeSettings},
};
use net30_domain::account::{Account, ReceiptEmails};
use net30_http::problem::Result;
use net30_native::forms;

#[derive(Template)]
#[template(path = "app/settings_payments.html")]
struct PaymentsPage {
    p: Frame,
    s: Sheet,
    revision: i64,
    stripe: Option<StripeSettings>,
    /// Kept credentials cannot be opened with this server's key.
    is_sealed: bool,
    is_unchecked: bool,
    receipts: Vec<Choice>,
    iban: Option<String>,
}

async fn stripe(visit: &Visit) -> Result<(Option<StripeSettings>, bool)> {
    match checkout::get(visit.app(), &visit.caller()?).await {
        Ok(found) => Ok((found, false)),
        Err(Error::SecretKeyDiffers) => Ok((None, true)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let account = account(visit).await?;
        let sheet = Sheet::of(visit, Tab::Payments, forms::settings_body(&account))?;
        page::shown(&payments(visit, &account, sheet).await?)
    })
}

pub(crate) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let account = account(visit).await?;
        match change_settings(visit, &account, &["/allow_partial_payment"], |_| {}).await? {
            Ok(()) => Ok(page::see(visit, &path(visit, "payments?said=saved")?)),
            Err(unsaved) => again(visit, unsaved).await,
        }
    })
}

async fn again(visit: &Visit, unsaved: Unsaved) -> Result<Response> {
    let account = account(visit).await?;
    let sheet = Sheet::of(visit, Tab::Payments, forms::settings_body(&account))?;
    let page = payments(visit, &account, unsaved.shown(sheet, &visit.form)).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Keeps what was pasted, if Stripe does not refuse it.
pub(crate) fn save_stripe(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let t = visit.texts();
        let written = visit.form.written(&Shape::default());
        let save = match written.read_whole(forms::stripe) {
            Ok(save) => save,
            Err(faults) => {
                let mut unsaved = Unsaved::at("/secret_key", t.stripe_key_wrong());
                if faults.iter().any(|fault| fault.pointer == "/webhook_secret") {
                    unsaved = Unsaved::at("/webhook_secret", t.stripe_webhook_wrong());
                }
                return again(visit, unsaved).await;
            }
        };
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, Unsaved::at(sudo::FIELD, words)).await;
        }
        let checked = match &save.secret_key {
            Some(key) => checkout::check(visit.app(), key).await?,
            None => KeyCheck::Works,
        };
        if checked == KeyCheck::Refused {
            return again(visit, Unsaved::at("/secret_key", t.stripe_refused())).await;
        }
        match visit.app().run(&Call::of(visit.caller()?), &save).await {
            Ok(_) => {
                let rest = match checked {
                    KeyCheck::Unknown => "payments?unchecked",
                    KeyCheck::Works | KeyCheck::Refused => "payments?said=saved",
                };
                Ok(page::see(visit, &path(visit, rest)?))
            }
            Err(error) => again(visit, Unsaved::told(&written, t, error)?).await,
        }
    })
}

pub(crate) fn remove_stripe(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, Unsaved::at(sudo::FIELD, words)).await;
        }
        visit.app().run(&Call::of(visit.caller()?), &Forget).await?;
        Ok(page::see(visit, &path(visit, "payments?said=removed")?))
    })
}

/// An IBAN as people read it: four characters at a time.
fn in_fours(iban: &str) -> String {
    let characters: Vec<char> = iban.chars().collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

async fn payments(visit: &Visit, account: &Account, s: Sheet) -> Result<PaymentsPage> {
    let t = visit.texts();
    let (stripe, is_sealed) = stripe(visit).await?;
    let chosen = s.value("/receipt_emails");
    let receipts = ReceiptEmails::ALL.map(|known| Choice {
        value: known.word().to_owned(),
        text: match known {
            ReceiptEmails::Never => t.receipts_never(),
            ReceiptEmails::Online => t.receipts_online(),
            ReceiptEmails::Always => t.receipts_always(),
        },
        is_chosen: known.word() == chosen,
    });
    Ok(PaymentsPage {
        p: frame(visit, t.settings_payments()),
        revision: account.revision,
        stripe,
        is_sealed,
        is_unchecked: visit.query.has("unchecked"),
        receipts: receipts.into(),
        iban: account.seller.bank.as_ref().and_then(|bank| bank.iban.as_deref()).map(in_fours),
        s,
    })
}
