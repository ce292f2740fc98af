//! The fake Stripe is what the official client takes for Stripe, and our signatures are its signatures.

use crate::support::{
    python,
    stripe::{self, KEY, SIGNING_SECRET, Stripe},
};
use serde_json::json;

const SCRIPT: &str = r#"
import json, sys, stripe

given = json.load(sys.stdin)
client = stripe.StripeClient(given["key"], base_addresses={"api": given["base"]}, max_network_retries=0)
sessions = client.v1.checkout.sessions
params = {
    "mode": "payment",
    "client_reference_id": "invoice-1",
    "line_items": [{"quantity": 2, "price_data": {"currency": "eur", "unit_amount": 1250, "product_data": {"name": "Invoice INV-7"}}}],
    "metadata": {"net30_invoice": "invoice-1"},
    "success_url": "https://a.example/i/x?paid={CHECKOUT_SESSION_ID}",
    "cancel_url": "https://a.example/i/x",
}
made = sessions.create(params, {"idempotency_key": "k1"})
assert made.id.startswith("cs_test_"), made.id
assert made.object == "checkout.session" and made.status == "open" and made.payment_status == "unpaid"
assert made.amount_total == 2500 and made.currency == "eur" and made.metadata["net30_invoice"] == "invoice-1"
assert made.url.startswith("http") and not made.livemode
assert made.last_response.headers["request-id"].startswith("req_")

again = sessions.create(params, {"idempotency_key": "k1"})
assert again.id == made.id
try:
    sessions.create({**params, "client_reference_id": "invoice-2"}, {"idempotency_key": "k1"})
    raise SystemExit("another content under the same key was taken")
except stripe.IdempotencyError:
    pass

assert sessions.retrieve(made.id).id == made.id
others = [sessions.create(params).id for _ in range(4)]
page = sessions.list({"limit": 2})
assert page.has_more and [session.id for session in page.data] == others[::-1][:2]
assert [session.id for session in page.auto_paging_iter()] == others[::-1] + [made.id]

gone = sessions.expire(others[0])
assert gone.status == "expired" and gone.url is None
for wrong, kind in [
    (lambda: sessions.expire(others[0]), stripe.InvalidRequestError),
    (lambda: sessions.retrieve("cs_test_unknown"), stripe.InvalidRequestError),
    (lambda: sessions.create({**params, "mode": "nonsense"}), stripe.InvalidRequestError),
    (lambda: sessions.create({**params, "expires_at": 1}), stripe.InvalidRequestError),
    (lambda: client.v1.charges.list(), stripe.PermissionError),
    (lambda: stripe.StripeClient("rk_test_nobody", base_addresses={"api": given["base"]}).v1.checkout.sessions.list(), stripe.AuthenticationError),
]:
    try:
        wrong()
        raise SystemExit(f"no {kind.__name__}")
    except kind as error:
        assert error.json_body["error"]["message"], error

event = stripe.Webhook.construct_event(given["event"], given["signature"], given["secret"])
assert event.type == "checkout.session.completed" and event.data.object.amount_total == 1000
try:
    stripe.Webhook.construct_event(given["event"] + " ", given["signature"], given["secret"])
    raise SystemExit("a changed event was believed")
except stripe.SignatureVerificationError:
    pass
print(stripe.WebhookSignature.generate_signature_header(given["event"], given["secret"], given["at"]))
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_client_takes_the_fake_for_stripe() {
    let fake = Stripe::start().await;
    let session = json!({"id": "cs_test_1", "object": "checkout.session", "amount_total": 1000});
    let (event, at) = (fake.event("checkout.session.completed", &session), stripe::now());
    let signature = stripe::signature(&event, SIGNING_SECRET, at);
    let given = json!({
        "base": fake.base(), "key": KEY, "secret": SIGNING_SECRET,
        "event": event, "signature": signature, "at": at,
    });
    let said = tokio::task::spawn_blocking(move || python(SCRIPT, &given.to_string())).await;
    assert_eq!(said.unwrap().trim(), signature);
}
