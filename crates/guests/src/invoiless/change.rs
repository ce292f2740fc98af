//! Replacing and changing an object, of which this API cannot say everything.
//!
//! The object is written as this API says it. A field of the body that says just the same leaves what it stands for as
//! it is, so that an object that is read and sent back stays what it was, to the last detail that only other APIs know.

use net30_app::UseCase;
use net30_http::{
    Http,
    call::WriteRequest,
    ends::{self, DatePair},
    json::{Case, Reader, Unknown},
    problem::{Problem, Result},
    reply::Reply,
    turns::Tries,
};
use serde::Serialize;
use serde_json::Value;

/// What ends, each after what begins it.
const ENDS: [DatePair; 1] = [DatePair { end: "/dueDate", begin: "/date", noun: "due date" }];
/// A field that may be given as a text or as an object: one takes the place of the other.
const CUSTOMER: &str = "customer";

/// An object as it is, with its JSON in this API.
#[derive(Clone, Copy)]
pub(super) struct Present<'a, T> {
    /// The object.
    pub(super) object: &'a T,
    json: &'a Value,
    /// What the client itself says.
    said: &'a Value,
}

impl<'a, T> Present<'a, T> {
    /// The object, if the body says of this field just what the object says.
    pub(super) fn keeps(&self, reader: &Reader<'_>, key: &'static str) -> Option<&'a T> {
        let said = reader.item(key);
        (said.value().is_some() && said.value() == self.json.get(key)).then_some(self.object)
    }

    /// Whether the client itself says a field, which may also be left as it is.
    pub(super) fn says(&self, key: &str) -> bool {
        self.said.get(key).is_some()
    }

    /// Of the object, what a reader needs of it.
    pub(super) fn of<P>(&self, part: impl FnOnce(&'a T) -> &'a P) -> Present<'a, P> {
        Present { object: part(self.object), json: self.json, said: self.said }
    }

    /// A part of the object, with the JSON that stands at `index` of the array `key`.
    pub(super) fn part<P>(&self, key: &str, index: usize, object: &'a P) -> Option<Present<'a, P>> {
        Some(Present { object, json: self.json.get(key)?.get(index)?, said: self.said })
    }
}

/// What is kept of the object if the field is unchanged, else what is read of it.
pub(super) fn kept_or<T, V>(
    present: Option<&Present<'_, T>>,
    reader: &Reader<'_>,
    key: &'static str,
    kept: impl FnOnce(&T) -> V,
    read: impl FnOnce() -> V,
) -> V {
    match present.and_then(|present| present.keeps(reader, key)) {
        Some(object) => kept(object),
        None => read(),
    }
}

/// Whether what a body leaves out gets its default, or stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// PUT.
    GetsDefault,
    /// PATCH.
    Stays,
}

/// Changes an object by a body that takes its place, or a part of its place.
///
/// If somebody else changes the object between loading and saving, the body is read again, unless the client insists
/// on a revision of its own.
///
/// # Errors
/// Those of loading, reading and saving.
#[expect(clippy::too_many_arguments, reason = "what is loaded, read, done and answered, each once")]
pub(super) async fn change<T, B, D, U, Loading>(
    http: &Http,
    request: &mut WriteRequest,
    left_out: LeftOut,
    load: impl Fn() -> Loading,
    words: impl Fn(&T) -> (B, i64),
    reading: impl Fn(&Reader<'_>, &Present<'_, T>) -> D,
    use_case: impl Fn(D) -> U,
    rename: fn(&str) -> String,
    reply: impl Fn(&U::Output) -> Reply + Sync,
) -> Result<Reply>
where
    B: Serialize,
    U: UseCase,
    Loading: Future<Output = net30_app::Result<T>>,
{
    let body = request.json()?;
    let mut tries = Tries::of(request);
    loop {
        let object = load().await?;
        let (wire, revision) = words(&object);
        let json = serde_json::to_value(&wire).map_err(Problem::broken)?;
        let present = Present { object: &object, json: &json, said: &body };
        let whole = match left_out {
            LeftOut::GetsDefault => body.clone(),
            LeftOut::Stays => merged(&json, &body),
        };
        let case = Case::Exact;
        let draft = request
            .read_draft(&whole, case, Unknown::Name, |reader, _| reading(reader, &present))?;
        tries.expect(request, revision);
        match http.write(request, &use_case(draft), rename, &reply).await {
            Err(problem) if tries.was_overtaken(&problem) => tries.again(http).await?,
            outcome => {
                let point = |problem| ends::point_at_what_was_sent(problem, &body, &whole, &ENDS);
                return outcome.map_err(point);
            }
        }
    }
}

/// The object with what the patch says: `null` stays, since it clears; objects are merged by key.
fn merged(json: &Value, patch: &Value) -> Value {
    let mut whole = json.clone();
    let (Value::Object(target), Value::Object(patch)) = (&mut whole, patch) else {
        return patch.clone();
    };
    for (key, value) in patch {
        match (target.get_mut(key), value) {
            (Some(Value::Object(known)), Value::Object(said)) if key != CUSTOMER => {
                known.extend(said.iter().map(|(key, value)| (key.clone(), value.clone())));
            }
            _ => {
                target.insert(key.clone(), value.clone());
            }
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::merged;
    use serde_json::json;

    #[test]
    fn a_patch_replaces_clears_and_merges() {
        let json = json!({
            "slug": "a", "notes": "b", "tags": ["x"], "discount": {"type": "Flat", "value": 1},
            "customer": {"id": "1", "billTo": {"company": "A"}},
        });
        let patch = json!({
            "notes": null, "tags": ["y", "z"], "discount": {"value": 2}, "header": "h",
            "customer": {"internalId": "2"},
        });
        let whole = json!({
            "slug": "a", "notes": null, "tags": ["y", "z"],
            "discount": {"type": "Flat", "value": 2}, "customer": {"internalId": "2"}, "header": "h",
        });
        assert_eq!(merged(&json, &patch), whole);
    }
}
