//! Electronic invoices: an invoice as XML, what keeps it from being one, and files that become drafts.

use super::{
    single::view,
    wire_einvoices::{
        self as wire, Difference, FormatFault, FormatVerdict, ImportReport, Imported, Verdicts,
    },
};
use crate::{PREFIX, TAG, request, wire::File};
use axum::extract::State;
use net30_app::{
    What,
    einvoices::{self, Broken, Import, Judgement, Left, Profile, StatedSum},
};
use net30_domain::id::InvoiceId;
use net30_http::{
    Http,
    call::{ReadRequest, Upload, WriteRequest},
    document::{self, Disposition},
    number::Number,
    problem::Result,
    reply::Reply,
};

/// The formats by the words for them.
fn profiles() -> [(&'static str, Profile); Profile::ALL.len()] {
    Profile::ALL.map(|profile| (profile.word(), profile))
}

/// Get the XML
///
/// The electronic invoice of an issued invoice or credit note, the same each time. It says what the document said when it
/// was issued. A draft has none, and neither has what the format cannot say: 422, with the rule as `code` of each fault.
#[utoipa::path(
    get, path = "/invoices/{id}/xml", operation_id = "get_invoice_xml", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("profile" = Option<String>, Query, description = "`en16931-ubl`, `en16931-cii`, `peppol`, `xrechnung-ubl`, `xrechnung-cii`, or `factur-x`, which the PDF carries. If left out, what the settings promise (`einvoice.profile`), else `en16931-ubl`.", example = "xrechnung-ubl"),
        ("download" = Option<bool>, Query, description = "To be saved rather than shown."),
    ),
    responses((
        status = 200, description = "The electronic invoice.", body = inline(File), content_type = "application/xml",
        headers(
            ("Content-Disposition" = String, description = "What to call the file."),
            ("ETag" = String, description = "SHA-256 of the bytes."),
        ),
    )),
)]
pub(super) async fn xml(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let (profile, download) = request::query(&request, |query| {
        (query.choice("profile", &profiles()), query.boolean("download").unwrap_or(false))
    })?;
    let xml = einvoices::xml(http.app(), &request.caller, id, profile).await?;
    Ok(document::xml(xml, Disposition::of(download)))
}

/// Validate an invoice
///
/// Tells for every format of electronic invoices what keeps an invoice from being one, a draft or issued: each fault with
/// its rule, and a pointer into the invoice (`/items/0/unit`), its customer (`/customer/...`) or the settings
/// (`/settings/company/...`). Nothing is stored.
#[utoipa::path(
    post, path = "/invoices/{id}/validate", operation_id = "validate_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "Each format with its faults.", body = Verdicts)),
)]
pub(super) async fn validate(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::read_nothing(&mut request)?;
    let judged = einvoices::judge(http.app(), &request.call.caller, id).await?;
    Ok(Reply::ok(&Verdicts {
        promised: judged.promised.word(),
        profiles: judged.profiles.into_iter().map(verdict).collect(),
    }))
}

fn verdict(judgement: Judgement) -> FormatVerdict {
    let fault = |fault: einvoices::Fault| FormatFault {
        pointer: fault.pointer,
        rule: fault.rule,
        message: fault.message,
    };
    FormatVerdict {
        profile: judgement.profile.word(),
        valid: judgement.faults.is_empty(),
        faults: judgement.faults.into_iter().map(fault).collect(),
    }
}

/// Import an electronic invoice
///
/// Makes a draft of a file: UBL or CII, or a PDF that carries one (Factur-X, `ZUGFeRD`). Send the file itself as the body. The
/// customer is found as `POST /invoices` finds one that is spelt out, else made. `report` says what was left, which rules the
/// file breaks, and whether it adds up. A credit note is refused: credit its invoice instead.
#[utoipa::path(
    post, path = "/invoices/import", operation_id = "import_invoice", tag = TAG,
    request_body(
        content((inline(File) = "application/xml"), (inline(File) = "application/pdf")),
        description = "The file, 20 MB at most. What it is, it says itself: the media type does not matter.",
    ),
    responses((
        status = 201, description = "The draft, and what became of the file.", body = Imported,
        headers(("Location" = String, description = "Where the draft is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn import(State(http): State<Http>, Upload(request): Upload) -> Result<Reply> {
    request.query(net30_http::json::Case::Exact, net30_http::json::Unknown::Refuse, |_| ())?;
    let caller = &request.call.caller;
    let file = einvoices::read(http.app(), caller, request.body.to_vec()).await?;
    let words = |imported: &einvoices::Imported| {
        let shown = &imported.shown;
        let location = format!("{PREFIX}/invoices/{}", shown.invoice.id);
        let body =
            Imported { invoice: view(&http, shown, false), report: report(&imported.report) };
        Reply::created(&body, &location).etag_of(shown)
    };
    http.write(&request, &Import { file }, str::to_owned, words).await
}

/// What became of a file, as JSON.
pub(crate) fn report(report: &einvoices::ImportReport) -> ImportReport {
    let file = &report.file;
    ImportReport {
        syntax: file.syntax.clone(),
        embedded_file: file.embedded.clone(),
        specification_id: file.specification_id.clone(),
        profile: file.profile,
        valid: file.is_valid(),
        adds_up: file.adds_up(),
        broken_rules: file.broken.iter().map(broken).collect(),
        wrong_sums: file.wrong_sums.iter().map(difference).collect(),
        differences: report.differences.iter().map(difference).collect(),
        left: file.left.iter().map(left).collect(),
    }
}

fn broken(broken: &Broken) -> wire::BrokenRule {
    wire::BrokenRule {
        rule: broken.rule.clone(),
        term: broken.term.clone(),
        message: broken.message.clone(),
        fatal: broken.is_fatal,
    }
}

fn difference(sum: &StatedSum) -> Difference {
    Difference {
        term: sum.term.clone(),
        stated: Number(sum.stated),
        calculated: Number(sum.calculated),
    }
}

fn left(left: &Left) -> wire::LeftOut {
    wire::LeftOut {
        path: left.path.clone(),
        value: left.value.clone(),
        reason: left.reason.clone(),
    }
}
