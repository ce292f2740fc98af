//! How the native API reads requests: strictly, and how a merge patch becomes the replacement of the whole.

use super::patch::merge_fields;
use net30_app::{CatalogueFilter, Cursor, Paging, UseCase};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    ends::{self, DatePair},
    json::{Case, Reader, Unknown},
    problem::{Place, Problem, Result},
    query::Query,
    reply::Reply,
    turns::Tries,
};

use serde::Serialize;
use serde_json::Value;

/// Entries of a page if the client does not say.
const LIMIT_DEFAULT: i64 = 50;
/// Most entries of a page.
const LIMIT_MAX: i64 = 100;
/// Highest page: beyond it, an offset is no way to read a list.
const PAGE_MAX: i64 = 1_000_000_000;
/// Most characters of a search.
pub(crate) const SEARCH_CHARS_MAX: usize = 200;

/// Reads body and parameters.
///
/// # Errors
/// 400 and 422 with every fault.
pub(crate) fn read<T>(
    request: &mut WriteRequest,
    reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
) -> Result<T> {
    request.read(Case::Exact, Unknown::Refuse, reading)
}

/// As [`read`], of what a use case is to check too: all faults are told when it is done.
///
/// # Errors
/// 400, and 422 if the body is no object.
pub(crate) fn read_draft<T>(
    request: &mut WriteRequest,
    reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
) -> Result<T> {
    let body = request.json()?;
    read_draft_of(request, &body, reading)
}

/// As [`read_draft`], of a body that has been parsed before.
///
/// # Errors
/// 422 if it is no object.
pub(crate) fn read_draft_of<T>(
    request: &mut WriteRequest,
    body: &Value,
    reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
) -> Result<T> {
    request.read_draft(body, Case::Exact, Unknown::Refuse, reading)
}

/// As [`read_draft`], where the body may be left out.
///
/// # Errors
/// 400, and 422 if the body is no object.
pub(crate) fn read_optional_draft<T>(
    request: &mut WriteRequest,
    reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
) -> Result<T> {
    let body = request.json_or_empty()?;
    read_draft_of(request, &body, reading)
}

/// As [`read`], where the body may be left out.
///
/// # Errors
/// 400 and 422 with every fault.
pub(crate) fn read_optional<T>(
    request: &mut WriteRequest,
    reading: impl FnOnce(&Reader<'_>, &Query<'_>) -> T,
) -> Result<T> {
    request.read_optional(Case::Exact, Unknown::Refuse, reading)
}

/// Makes sure that a request which needs no body says nothing that would be passed over.
///
/// # Errors
/// 400 and 422 with every fault.
pub(crate) fn read_nothing(request: &mut WriteRequest) -> Result<()> {
    read_optional(request, |_, _| ())
}

/// Reads a parameter ahead of the body; its faults are told when the body is read.
pub(crate) fn peek(request: &WriteRequest, reading: impl FnOnce(&Query<'_>) -> bool) -> bool {
    request.query(Case::Exact, Unknown::Name, reading).unwrap_or(false)
}

/// Reads the parameters of a request that only looks.
///
/// # Errors
/// 422 with every fault.
pub(crate) fn query<T>(request: &ReadRequest, reading: impl FnOnce(&Query<'_>) -> T) -> Result<T> {
    request.query(Case::Exact, Unknown::Refuse, reading)
}

/// Reads which part of a list is wanted: `page` and `limit`, or `cursor` and `limit`.
pub(crate) fn paging(query: &Query<'_>) -> Paging {
    let limit = query.integer("limit", 1..=LIMIT_MAX).unwrap_or(LIMIT_DEFAULT);
    let page = query.integer("page", 1..=PAGE_MAX);
    let cursor = query.read("cursor", |text| {
        Cursor::parse(text).map_err(|error| ("bad_cursor", error.to_string()))
    });
    if query.has("page") && query.has("cursor") {
        query.fault("cursor", "conflict", "give either page or cursor");
    }
    match cursor {
        Some(cursor) => Paging::After { cursor, limit },
        None => Paging::Offset { offset: (page.unwrap_or(1) - 1) * limit, limit },
    }
}

/// Reads a search; a blank one is none.
pub(crate) fn search(query: &Query<'_>) -> Option<String> {
    query.text("search", SEARCH_CHARS_MAX).filter(|text| !text.trim().is_empty())
}

/// Reads which entries of a catalogue are wanted.
pub(crate) fn catalogue(query: &Query<'_>) -> (CatalogueFilter, Paging) {
    let archived = query.boolean("archived").unwrap_or(false);
    (CatalogueFilter { search: search(query), archived }, paging(query))
}

/// What ends, each after what begins it.
const ENDS: [DatePair; 3] = [
    DatePair { end: "/due_date", begin: "/issue_date", noun: "due date" },
    DatePair { end: "/service_end_date", begin: "/service_start_date", noun: "service end date" },
    DatePair { end: "/schedule/end_date", begin: "/schedule/start_date", noun: "end date" },
];

/// An object as a client would write it, with what reading its changes depends on.
pub(crate) struct Present<B, C> {
    /// The object as a client would write it.
    pub(crate) body: B,
    /// Its revision.
    pub(crate) revision: i64,
    /// What else the reader of the changes needs to know of it.
    pub(crate) context: C,
}

/// Changes an object by a merge patch (RFC 7396): writes it as a client would, merges, reads the whole again.
///
/// If somebody else changes the object between loading and saving, the patch is merged again, unless the client
/// insists on a revision of its own.
///
/// # Errors
/// Those of loading, reading and saving.
pub(crate) async fn patch<B, C, T, U, Loading>(
    http: &Http,
    request: &mut WriteRequest,
    load: impl Fn() -> Loading,
    reading: impl Fn(&Reader<'_>, &Query<'_>, &C) -> T,
    use_case: impl Fn(T) -> U,
    words: impl Fn(&U::Output) -> Reply + Sync,
) -> Result<Reply>
where
    B: Serialize,
    U: UseCase,
    Loading: Future<Output = net30_app::Result<Present<B, C>>>,
{
    let changes = request.json()?;
    let mut tries = Tries::of(request);
    loop {
        let present = load().await?;
        let mut merged = serde_json::to_value(&present.body).map_err(Problem::broken)?;
        merge_fields(&mut merged, &changes);
        let use_case = use_case(read_draft_of(request, &merged, |reader, query| {
            reading(reader, query, &present.context)
        })?);
        tries.expect(request, present.revision);
        match http.write(request, &use_case, str::to_owned, &words).await {
            Err(problem) if tries.was_overtaken(&problem) => tries.again(http).await?,
            outcome => {
                return outcome.map_err(|problem| {
                    ends::point_at_what_was_sent(
                        into_words_of(&merged, problem),
                        &changes,
                        &merged,
                        &ENDS,
                    )
                });
            }
        }
    }
}

/// Whether a patch says new payment terms and no days beside them: then those of the old terms go with them.
pub(crate) fn says_new_terms(changes: &Value) -> bool {
    changes.get("payment_terms").is_some() && changes.get("payment_days").is_none()
}

/// Turns pointers in the app's words into ones into the client's own body, where that may say a thing in several ways.
pub(crate) fn into_words_of(body: &Value, mut problem: Problem) -> Problem {
    for entry in &mut problem.errors {
        if let Place::Pointer(pointer) = &mut entry.place
            && let Some(own) = own_pointer(body, pointer)
        {
            *pointer = own;
        }
    }
    problem
}

fn own_pointer(body: &Value, pointer: &str) -> Option<String> {
    let given = |at: &str| body.pointer(at).is_some_and(|value| !value.is_null());
    if pointer == "/customer_id" {
        return (!given("/customer_id") && given("/customer/id"))
            .then(|| "/customer/id".to_owned());
    }
    let (line, rest) = pointer.split_once("/taxes/")?;
    if !line.starts_with("/items/") || given(&format!("{line}/taxes")) {
        return None;
    }
    let index = rest.split('/').next().unwrap_or(rest);
    if given(&format!("{line}/tax_ids")) {
        Some(format!("{line}/tax_ids/{index}"))
    } else {
        given(&format!("{line}/tax_id")).then(|| format!("{line}/tax_id"))
    }
}

#[cfg(test)]
mod tests {
    use super::own_pointer;
    use serde_json::json;

    #[test]
    fn a_pointer_leads_into_the_clients_own_body() {
        let body = json!({"customer": {"id": "x"}, "items": [
            {"tax_id": "x"}, {"tax_ids": ["x", "y"]}, {"taxes": [{"value": 1}]}, {},
        ]});
        for (pointer, own) in [
            ("/customer_id", Some("/customer/id")),
            ("/items/0/taxes/0", Some("/items/0/tax_id")),
            ("/items/1/taxes/1", Some("/items/1/tax_ids/1")),
            ("/items/2/taxes/0/value", None),
            ("/items/3/taxes/0", None),
            ("/taxes/0", None),
        ] {
            assert_eq!(own_pointer(&body, pointer).as_deref(), own, "{pointer}");
        }
    }
}
