//! Receipts for money that was recorded.

use super::{NewEmail, is_configured, post};
use crate::{Result, Work, customers};
use net30_domain::{email_delivery::EmailKind, invoice::Invoice, payment::Payment};

/// Leaves a receipt to be sent for a payment, if the account wants that of payments made `online` or entered by hand.
///
/// Nothing is amiss if there is no mail server or the customer has no address.
pub(crate) async fn post_receipt(
    work: &mut Work,
    invoice: &Invoice,
    payment: &Payment,
    online: bool,
) -> Result<()> {
    let wanted = work.account().await?.receipt_emails.wanted(online);
    if !wanted || !invoice.document.asks_for_money() || !is_configured(work).await? {
        return Ok(());
    }
    let to = customers::addresses_of(work, invoice).await?;
    if to.is_empty() {
        return Ok(());
    }
    let key = format!("receipt/{}", payment.id);
    let email = NewEmail {
        payment_id: Some(payment.id),
        ..NewEmail::about(EmailKind::Receipt, invoice.id.0, to, key, work.now)
    };
    post(work, email).await.map(|_| ())
}
