//! The stable codes of problems, with a title and an explanation each: what `/docs/errors` shows.

/// A code, what it is called, and what to do about it.
pub struct Code {
    /// The word for programs.
    pub code: &'static str,
    /// Its short summary, the same each time.
    pub title: &'static str,
    /// What it means and what to do.
    pub explanation: &'static str,
}

const fn code(code: &'static str, title: &'static str, explanation: &'static str) -> Code {
    Code { code, title, explanation }
}

/// Every code of a problem. The codes of single faults in `errors` speak for themselves.
pub const CODES: &[Code] = &[
    code(
        "malformed_json",
        "The body is not JSON",
        "The body is empty, not UTF-8, or breaks JSON's syntax; detail says where.",
    ),
    code("nesting_too_deep", "The body is nested too deeply", "JSON may be nested 64 levels deep."),
    code(
        "validation_failed",
        "The request has invalid values",
        "errors names every one of them, with a JSON pointer into the body or the name of the query parameter.",
    ),
    code(
        "unauthorized",
        "No valid API key",
        "Send a key as Authorization: Bearer KEY, Authorization: ApiKey KEY, X-API-KEY: KEY or api-key: KEY.",
    ),
    code(
        "forbidden",
        "The key may not do this",
        "The key's scope is read, write or admin; this route needs more than the key has.",
    ),
    code(
        "account_suspended",
        "The account is suspended",
        "Whoever runs the server has suspended it: no key works on it, nothing is sent and nothing is made by itself. What customers were sent they can still see. Ask the operator; `net30 account resume` ends it.",
    ),
    code(
        "not_found",
        "There is no such thing",
        "The path or the id is wrong, or the object belongs to another account.",
    ),
    code(
        "method_not_allowed",
        "The route has no such method",
        "The header Allow names the methods that it has.",
    ),
    code(
        "precondition_failed",
        "The object was changed since",
        "If-Match does not name the object's revision. Get it again, look at what changed, and repeat the request with its ETag.",
    ),
    code(
        "secret_key_differs",
        "Stored credentials cannot be opened",
        "They were sealed with another secret key. Give the server the file secret.key of the data folder that they were entered with, or enter them again.",
    ),
    code(
        "idempotency_mismatch",
        "The Idempotency-Key was used with another request",
        "Make a fresh key for each request that differs from the one before.",
    ),
    code(
        "idempotency_under_way",
        "The first request is still under way",
        "The first request with this Idempotency-Key has not been answered yet. Try again after Retry-After seconds.",
    ),
    code(
        "payload_too_large",
        "The body is too large",
        "Send less at once; detail names the limit.",
    ),
    code("unsupported_media_type", "The body is not JSON", "Send Content-Type: application/json."),
    code(
        "request_timeout",
        "The body did not arrive in time",
        "The connection fell silent in the middle of the body.",
    ),
    code("rate_limited", "Too many requests", "Wait for Retry-After seconds."),
    code(
        "not_acceptable",
        "The client does not accept what there is",
        "The resource is there in one encoding only.",
    ),
    code(
        "contention",
        "Others are changing the same data",
        "Nothing was stored. Try again after Retry-After seconds.",
    ),
    code(
        "busy",
        "Too much of the same is waiting",
        "detail says what. Try again after Retry-After seconds, with less at once.",
    ),
    code(
        "unavailable",
        "The server is unavailable for now",
        "Nothing was stored. Try again after Retry-After seconds.",
    ),
    code(
        "disk_failed",
        "The disk failed",
        "The disk did not keep what was written. Nothing is written until the server is started again; reading goes on.",
    ),
    code(
        "internal",
        "Something broke on our side",
        "Nothing was stored. The server's log tells more about the request_id.",
    ),
    code(
        "invalid_transition",
        "The document's state does not allow it",
        "detail says which state it is in and what may be done instead.",
    ),
    code("has_payments", "The document has payments", "Refund or remove its payments first."),
    code("has_credit_notes", "The document has credit notes", "Void its credit notes first."),
    code(
        "locked",
        "Issued documents are final",
        "The account's lock is strict: void the document or make a credit note.",
    ),
    code(
        "owns_number",
        "The draft owns a number",
        "A draft that was unpublished keeps its number: publish it and void it.",
    ),
    code(
        "overpayment",
        "The payment is above the balance",
        "Pay at most the balance, or allow overpayment in the account's settings.",
    ),
    code(
        "bad_signature",
        "The signature is not believed",
        "What is told in Stripe's name must be signed with the signing secret in the account's settings.",
    ),
    code(
        "nothing_due",
        "Nothing is due",
        "The document is paid, or was credited: nobody owes anything on it.",
    ),
    code(
        "insufficient_credit",
        "The customer has less credit",
        "Credit is what a customer paid beyond what was due, in one currency; the customer's `credit` says how much is left.",
    ),
    code(
        "dated_after_today",
        "The document is dated after today",
        "Under the strict lock numbers and dates rise together, so that a document dated ahead would keep every later one from its series. Date it today, or issue it on its day.",
    ),
    code(
        "refund_above_payment",
        "The refund is above the payment",
        "Refund at most what is left of the payment.",
    ),
    code(
        "credit_above_invoice",
        "The credit note is above the invoice",
        "Credit at most what remains uncredited.",
    ),
    code("number_taken", "The number is already used", "Choose another number, or leave it out."),
    code(
        "not_chronological",
        "The issue date is before the last number's",
        "Under the strict lock, numbers are chronological: use a later date.",
    ),
    code("incomplete", "The document is not complete", "detail names what issuing needs."),
    code("duplicate", "A unique key is already used", "detail names the key and who uses it."),
    code(
        "smtp_not_configured",
        "No mail server is configured",
        "Set up SMTP in the account's settings, or mark the document as sent.",
    ),
    code(
        "nothing_to_cancel",
        "Nothing is left to be sent",
        "Every e-mail with the document was sent, was given up, or was taken back before.",
    ),
    code("too_many", "There are too many", "detail names the limit: remove some first."),
    code(
        "recurring_ended",
        "The recurring invoice has ended",
        "It has no further dates: change the schedule's end_date or count to go on.",
    ),
    code(
        "built_in",
        "It is built in",
        "Built-in templates cannot be changed; copy one and change the copy.",
    ),
    code(
        "lock_cannot_be_loosened",
        "The lock cannot be loosened",
        "Documents were issued under the strict lock.",
    ),
    code(
        "last_owner",
        "It is the last owner",
        "An account needs an owner who may sign in. Make somebody else an owner first.",
    ),
    code(
        "works_elsewhere",
        "They work elsewhere, too",
        "The person has a role in an account of another organisation on this server: what is theirs there is not for this account's owners to end. Keep them out of this account instead.",
    ),
    code(
        "webhook_disabled",
        "The webhook is disabled",
        "Nothing is delivered to it. Set enabled to true first; disabled_reason says why it is not.",
    ),
    code(
        "too_many_webhooks",
        "The account has too many webhooks",
        "Remove those that nobody needs; detail says how many there may be.",
    ),
];

/// The title of a code.
#[must_use]
pub fn title(code: &str) -> &'static str {
    CODES
        .iter()
        .find(|known| known.code == code)
        .map_or("The request was refused", |known| known.title)
}

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn every_refusal_of_the_domain_is_explained() {
        let text = include_str!("../../domain/src/refusal.rs");
        let arms = text.split_once("fn code(").expect("refusals have codes").1;
        let codes = arms.lines().map_while(|line| (line != "    }").then_some(line));
        let codes: Vec<&str> = codes.filter_map(|line| line.split('"').nth(1)).collect();
        assert!(codes.len() > 20, "{codes:?}");
        for code in codes {
            assert!(CODES.iter().any(|known| known.code == code), "{code} is not explained");
        }
    }
}
