//! How the native API reads requests: strictly, and how a merge patch becomes the replacement of the whole.

use super::patch::merge_fields;
use futures_util::future::BoxFuture;
use net30_app::{CatalogueFilter, Error, Paging};
use net30_domain::limits::SEARCH_CHARS_MAX;
use net30_http::{
    Http,
    call::{Answering, ReadRequest, WriteRequest},
    ends::{self, DatePair},
    json::{Case, Reader, Unknown},
    paging::Limits,
    problem::{Place, Problem, Result},
    query::Query,
    reply::Reply,
    turns::Tries,
};
use serde::Serialize;
use serde_json::Value;

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
    Limits::USUAL.numbered_or_after(query)
}

/// Reads a search; a blank one is none.
pub(crate) fn search(query: &Query<'_>) -> Option<String> {
    query.text("search", SEARCH_CHARS_MAX).filter(|text| !text.trim().is_empty())
}

/// Reads which entries of a catalogue are wanted.
pub(crate) fn catalogue(query: &Query<'_>) -> CatalogueFilter {
    let archived = query.boolean("archived").unwrap_or(false);
    CatalogueFilter { search: search(query), archived }
}

/// What ends, each after what begins it.
const ENDS: [DatePair; 3] = [
    DatePair { end: "/due_date", begin: "/issue_date", noun: "due date" },
    DatePair { end: "/service_end_date", begin: "/service_start_date", noun: "service end date" },
    DatePair { end: "/schedule/end_date", begin: "/schedule/start_date", noun: "end date" },
];

/// What makes a use case of an object with the changes of a patch.
type Replacing<'a> =
    Box<dyn FnOnce(&Reader<'_>, &Query<'_>) -> Box<dyn Answering + 'a> + Send + 'a>;

/// An object as a client would write it, and what is done with it when the changes of a patch are in.
pub(crate) struct Present<'a> {
    body: Value,
    revision: i64,
    replacing: Replacing<'a>,
}

impl<'a> Present<'a> {
    /// An object as a client would write it, at a revision; `replacing` reads what the patch makes of it.
    pub(crate) fn of(
        body: &impl Serialize,
        revision: i64,
        replacing: impl FnOnce(&Reader<'_>, &Query<'_>) -> Box<dyn Answering + 'a> + Send + 'a,
    ) -> net30_app::Result<Self> {
        let body = serde_json::to_value(body).map_err(|error| Error::Broken(error.into()))?;
        Ok(Self { body, revision, replacing: Box::new(replacing) })
    }

    /// The same without a field, which the changes say in another way.
    pub(crate) fn without(mut self, field: &str) -> Self {
        if let Value::Object(body) = &mut self.body {
            body.remove(field);
        }
        self
    }
}

/// An object under way.
pub(crate) type Loading<'a> = BoxFuture<'a, net30_app::Result<Present<'a>>>;

/// Changes an object by a merge patch (RFC 7396): writes it as a client would, merges, reads the whole again.
///
/// If somebody else changes the object between loading and saving, the patch is merged again, unless the client
/// insists on a revision of its own.
///
/// # Errors
/// Those of loading, reading and saving.
pub(crate) fn patch<'a>(
    http: &'a Http,
    request: &'a mut WriteRequest,
    load: &'a (dyn Fn() -> Loading<'a> + Sync),
) -> BoxFuture<'a, Result<Reply>> {
    Box::pin(async move {
        let changes = request.json()?;
        let mut tries = Tries::of(request);
        loop {
            let Present { body: mut merged, revision, replacing } = load().await?;
            merge_fields(&mut merged, &changes);
            let mut use_case = read_draft_of(request, &merged, replacing)?;
            tries.expect(request, revision);
            match http.answer(request, &mut *use_case, str::to_owned).await {
                Err(problem) if tries.was_overtaken(&problem) => tries.again(http).await?,
                outcome => {
                    return outcome.map_err(|problem| {
                        let problem = into_words_of(&merged, problem);
                        ends::point_at_what_was_sent(problem, &changes, &merged, &ENDS)
                    });
                }
            }
        }
    })
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
