//! What each API may do to a document in each stage, under each lock: `spec` is the lifecycle, held cell by cell.

use crate::support::{Api, Draft, Reply, Server, both, text};
use serde_json::{Value, json};

/// The stages, in the order of the tables' columns.
const STAGES: [&str; 11] = [
    "draft",
    "trashed",
    "returned",
    "issued",
    "sent",
    "part-paid",
    "paid",
    "refunded",
    "credited",
    "void",
    "hidden",
];

/// The status of the reply to each operation. `returned` is a draft that was unpublished and keeps its number.
const FLEXIBLE: &str = "
                        draft trashed returned issued sent part-paid paid refunded credited void hidden
native edit             200   409     200      409    409  409       409  409      409      409  409
native publish          200   409     200      409    409  409       409  409      409      409  409
native unpublish        409   409     409      200    200  409       409  409      409      409  409
native mark-sent        200   409     200      200    200  200       200  200      200      409  409
native mark-paid        200   409     200      200    200  200       200  200      200      409  409
native pay              409   409     409      201    201  201       409  201      409      409  409
native refund           404   404     404      404    404  201       201  409      404      404  404
native reverse          404   404     404      404    404  204       204  409      404      404  404
native void             409   409     409      200    200  409       409  200      409      409  409
native credit-note      409   409     409      201    201  201       201  201      409      409  409
native duplicate        201   201     201      201    201  201       201  201      201      201  201
native delete           204   204     204      409    409  409       409  409      409      409  409
native restore          no    yes     no       no     no   no        no   no       no       no   yes
native erase            no    yes     no       no     no   no        no   no       no       no   no
justinvoice final       200   404     200      200    200  200       200  200      200      409  404
justinvoice paid        200   404     200      200    200  200       200  200      200      409  404
justinvoice cancelled   409   404     409      200    200  409       409  200      409      409  404
justinvoice delete      204   404     204      204    204  409       409  204      409      204  404
invoiless notes         200   404     200      409    409  409       409  409      409      409  404
invoiless Draft         200   404     200      200    200  409       409  409      409      409  404
invoiless Pending       200   404     200      200    409  409       409  409      409      409  404
invoiless Unpaid        200   404     200      200    200  200       409  409      409      409  404
invoiless Paid          200   404     200      200    200  200       200  200      409      409  404
invoiless Canceled      200   404     200      200    200  409       409  200      200      200  404
invoiless Refunded      200   404     200      200    200  200       200  200      409      409  404
invoiless Partial       422   404     422      422    422  200       422  422      422      422  404
invoiless delete        204   404     204      204    204  409       409  204      409      204  404
justpaid pay            409   409     409      201    201  201       409  201      409      409  404
";

/// Under the strict lock issued is final: only what nobody has seen yet may still be voided.
const STRICT: &str = "
                        issued sent part-paid credited
native edit             409    409  409       409
native unpublish        409    409  409       409
native void             200    409  409       409
native pay              201    201  201       409
native credit-note      201    201  201       409
native delete           409    409  409       409
justinvoice cancelled   200    409  409       409
justinvoice delete      204    409  409       409
invoiless notes         409    409  409       409
invoiless Draft         409    409  409       409
invoiless Canceled      200    409  409       200
invoiless delete        204    409  409       409
";

/// A new document in a stage.
async fn document(api: &Api, stage: &str) -> Value {
    let guest = api.at("");
    let made =
        if matches!(stage, "draft" | "trashed") { api.draft().await } else { api.issued().await };
    let id = text(&made["id"]).to_owned();
    let act = async |action: &str| api.act(&format!("/invoices/{id}/{action}")).await.expect(200);
    let pay = async |amount: Value| {
        api.post(&format!("/invoices/{id}/payments"), &json!({"amount": amount})).await.json(201)
    };
    match stage {
        "trashed" => drop(api.delete(&format!("/invoices/{id}")).await.expect(204)),
        "returned" => drop(act("unpublish").await),
        "sent" => drop(act("mark-sent").await),
        "part-paid" => drop(pay(json!(10)).await),
        "paid" => drop(act("mark-paid").await),
        "refunded" => {
            let payment = pay(json!(10)).await;
            let path = format!("/invoices/{id}/payments/{}/refunds", text(&payment["id"]));
            api.post(&path, &json!({})).await.expect(201);
        }
        "credited" => drop(api.act(&format!("/invoices/{id}/credit-note")).await.expect(201)),
        "void" => drop(act("void").await),
        "hidden" => drop(guest.delete(&format!("/v1/invoices/{id}")).await.expect(204)),
        _ => {}
    }
    api.read(&id).await
}

async fn operate(api: &Api, operation: &str, document: &Value) -> Reply {
    let guest = api.at("");
    let id = text(&document["id"]);
    let native = |action: &str| format!("/invoices/{id}/{action}");
    let payment = document["payments"][0]["id"].as_str();
    let payment = payment.unwrap_or("00000000-0000-7000-8000-000000000000");
    let (who, what) = operation.split_once(' ').expect("an API and what it does");
    match (who, what) {
        ("native", "edit") => {
            api.patch(&format!("/invoices/{id}"), &json!({"notes": "other"})).await
        }
        ("native", "pay") => api.post(&native("payments"), &json!({"amount": 1})).await,
        ("native", "refund") => api.act(&native(&format!("payments/{payment}/refunds"))).await,
        ("native", "reverse") => api.delete(&native(&format!("payments/{payment}"))).await,
        ("native", "delete") => api.delete(&format!("/invoices/{id}")).await,
        ("native", "restore") => trash(api, "restore", id).await,
        ("native", "erase") => trash(api, "delete", id).await,
        ("native", action) => api.act(&native(action)).await,
        ("justinvoice", "delete") => guest.delete(&format!("/api/invoices/{id}")).await,
        ("justinvoice", action) => guest.act(&format!("/api/invoices/{id}/{action}")).await,
        ("invoiless", "delete") => guest.delete(&format!("/v1/invoices/{id}")).await,
        ("invoiless", "notes") => {
            guest.patch(&format!("/v1/invoices/{id}"), &json!({"notes": "other"})).await
        }
        ("invoiless", status) => {
            guest.patch(&format!("/v1/invoices/{id}"), &json!({"status": status})).await
        }
        _ => {
            let body = json!({"invoice": id, "amount": 1});
            api.post("/payment/invoice_payment/create", &body).await
        }
    }
}

async fn trash(api: &Api, action: &str, id: &str) -> Reply {
    api.post("/invoices/trash/batch", &json!({"action": action, "ids": [id]})).await
}

/// Goes through every cell of a table.
async fn hold(server: &Server, table: &str) {
    let mut rows = table.lines().filter(|row| !row.trim().is_empty());
    let stages: Vec<&str> = rows.next().unwrap().split_whitespace().collect();
    let mut wrong = vec![];
    for row in rows {
        let (operation, cells) = row.split_at(24);
        for (stage, expected) in stages.iter().zip(cells.split_whitespace()) {
            assert!(STAGES.contains(stage), "{stage}");
            let document = document(server, stage).await;
            let reply = operate(server, operation.trim(), &document).await;
            let answered = match reply.status {
                200 if reply.body()["succeeded"].is_array() => {
                    let done = !reply.body()["succeeded"].as_array().unwrap().is_empty();
                    (if done { "yes" } else { "no" }).to_owned()
                }
                status => status.to_string(),
            };
            if answered != *expected {
                wrong.push(format!("{} of {stage}: {answered}, not {expected}", operation.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn each_operation_does_in_each_stage_what_the_lifecycle_says(server: &mut Server) {
    hold(server, FLEXIBLE).await;
}

async fn under_the_strict_lock_each_operation_does_what_the_lifecycle_says(server: &mut Server) {
    server.patch("/settings", &json!({"lock": "strict"})).await.expect(200);
    hold(server, STRICT).await;
}

both! {
    each_operation_does_in_each_stage_what_the_lifecycle_says,
    under_the_strict_lock_each_operation_does_what_the_lifecycle_says,
}
