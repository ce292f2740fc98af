//! A Checkout Session: what it is made of, and what is read of it.

use super::Charge;
use net30_domain::text::Language;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// Languages that Stripe's payment page has (parameter `locale`); in others it follows the browser.
const LOCALES: &[&str] = &[
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fil", "fr", "hr", "hu", "id", "it",
    "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th",
    "tr", "vi", "zh",
];

/// What a session is to be: one payment of one amount.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// How much.
    pub charge: Charge,
    /// What for, as the payer reads it.
    pub description: String,
    /// Our id for what is paid; comes back with the session.
    pub reference: String,
    /// What else comes back, with the session and with its payment.
    pub metadata: Vec<(&'static str, String)>,
    /// Where a browser goes after paying; `{CHECKOUT_SESSION_ID}` is replaced.
    pub success_url: String,
    /// Where it goes back to without paying.
    pub cancel_url: String,
    /// Filled in for the payer.
    pub customer_email: Option<String>,
    /// Unix seconds: 30 minutes to 24 hours from now.
    pub expires_at: i64,
    /// In which language the payment page is.
    pub language: Language,
}

impl NewSession {
    /// The parameters as Stripe takes them: a form with nested keys.
    pub(super) fn form(&self) -> Vec<(String, String)> {
        let item = "line_items[0][price_data]";
        let locale = self.language.code();
        let locale = if LOCALES.contains(&locale) { locale } else { "auto" };
        let mut form: Vec<(String, String)> = [
            ("mode".to_owned(), "payment".to_owned()),
            ("client_reference_id".to_owned(), self.reference.clone()),
            ("line_items[0][quantity]".to_owned(), "1".to_owned()),
            (format!("{item}[currency]"), self.charge.currency_code()),
            (format!("{item}[unit_amount]"), self.charge.units().to_string()),
            (format!("{item}[product_data][name]"), self.description.clone()),
            ("payment_intent_data[description]".to_owned(), self.description.clone()),
            ("success_url".to_owned(), self.success_url.clone()),
            ("cancel_url".to_owned(), self.cancel_url.clone()),
            ("expires_at".to_owned(), self.expires_at.to_string()),
            ("locale".to_owned(), locale.to_owned()),
            // The amount that was agreed, in the currency that was agreed.
            ("adaptive_pricing[enabled]".to_owned(), "false".to_owned()),
        ]
        .into();
        if let Some(email) = &self.customer_email {
            form.push(("customer_email".to_owned(), email.clone()));
        }
        for (name, value) in &self.metadata {
            form.push((format!("metadata[{name}]"), value.clone()));
            form.push((format!("payment_intent_data[metadata][{name}]"), value.clone()));
        }
        form
    }
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// The payer may still pay.
    Open,
    /// The payer is done; the money may still be under way.
    Complete,
    /// Nobody can pay any more.
    Expired,
    /// A word that this version of the API does not have.
    #[serde(other)]
    Unknown,
}

/// Where a session's money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// In the Stripe account.
    Paid,
    /// Not yet, or never.
    Unpaid,
    /// There is none to be paid.
    NoPaymentRequired,
    /// A word that this version of the API does not have.
    #[serde(other)]
    Unknown,
}

/// A session as Stripe tells it.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    /// Its id (`cs_…`).
    pub id: String,
    /// Its payment page, while it is open.
    #[serde(default)]
    pub url: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub status: Option<SessionStatus>,
    /// Where the money is.
    #[serde(default)]
    pub payment_status: Option<PaymentStatus>,
    /// How much, in Stripe's own units of the currency.
    #[serde(default)]
    pub amount_total: Option<i64>,
    /// The currency in small letters.
    #[serde(default)]
    pub currency: Option<String>,
    /// Our id for what is paid.
    #[serde(default)]
    pub client_reference_id: Option<String>,
    /// What else we gave it.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// The payment (`pi_…`).
    #[serde(default, deserialize_with = "id_of")]
    pub payment_intent: Option<String>,
    /// `payment` for ours.
    #[serde(default)]
    pub mode: Option<String>,
}

impl Session {
    /// Whether the money is there.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.payment_status == Some(PaymentStatus::Paid)
    }
}

/// An object's id, whether Stripe gives it alone or the object itself.
fn id_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_str().or_else(|| value.get("id")?.as_str()).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::{NewSession, Session, SessionStatus};
    use crate::stripe::Charge;
    use net30_domain::{
        money::{Amount, Currency},
        text::Language,
    };

    #[test]
    fn a_session_is_asked_for_as_a_form_with_nested_keys() {
        let new = NewSession {
            charge: Charge::of(Amount(1250), Currency::parse("USD").unwrap()).unwrap(),
            description: "Invoice INV-7".to_owned(),
            reference: "i".to_owned(),
            metadata: vec![("net30_invoice", "i".to_owned())],
            success_url: "https://a.example/i/x?paid={CHECKOUT_SESSION_ID}".to_owned(),
            cancel_url: "https://a.example/i/x".to_owned(),
            customer_email: Some("a@b.example".to_owned()),
            expires_at: 1_800_000_000,
            language: Language::De,
        };
        let form = new.form();
        for (key, value) in [
            ("mode", "payment"),
            ("line_items[0][price_data][unit_amount]", "1250"),
            ("line_items[0][price_data][currency]", "usd"),
            ("metadata[net30_invoice]", "i"),
            ("payment_intent_data[metadata][net30_invoice]", "i"),
            ("locale", "de"),
        ] {
            assert!(form.contains(&(key.to_owned(), value.to_owned())), "{key} in {form:?}");
        }
    }

    #[test]
    fn a_payment_is_read_alone_or_expanded() {
        for intent in [r#""pi_1""#, r#"{"id": "pi_1", "object": "payment_intent"}"#] {
            let json =
                format!(r#"{{"id": "cs_1", "status": "complete", "payment_intent": {intent}}}"#);
            let session: Session = serde_json::from_str(&json).unwrap();
            assert_eq!(session.payment_intent.as_deref(), Some("pi_1"));
            assert_eq!(session.status, Some(SessionStatus::Complete));
        }
        let session: Session =
            serde_json::from_str(r#"{"id": "cs_1", "status": "new_word", "payment_intent": null}"#)
                .unwrap();
        assert_eq!((session.status, session.payment_intent), (Some(SessionStatus::Unknown), None));
    }
}
