//! JSON merge patches (RFC 7396).

use serde_json::{Map, Value};

/// Merges `patch` into `target`: objects by key, `null` removes, everything else replaces.
pub(crate) fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

/// Merges `patch` into a whole object, where `null` is kept on the first level: there it means "none", and a field
/// that is left out would get its default.
pub(crate) fn merge_fields(target: &mut Value, patch: &Value) {
    let (Value::Object(target), Value::Object(patch)) = (target, patch) else { return };
    for (key, value) in patch {
        merge(target.entry(key.clone()).or_insert(Value::Null), value);
    }
}

#[cfg(test)]
mod tests {
    use super::{merge, merge_fields};
    use serde_json::{Value, json};

    fn check(target: &Value, patch: &Value, expected: &Value) {
        let mut merged = target.clone();
        merge(&mut merged, patch);
        assert_eq!(merged, *expected);
    }

    #[test]
    fn the_examples_of_the_rfc_hold() {
        check(&json!({"a": "b"}), &json!({"a": "c"}), &json!({"a": "c"}));
        check(&json!({"a": "b"}), &json!({"b": "c"}), &json!({"a": "b", "b": "c"}));
        check(&json!({"a": "b"}), &json!({"a": null}), &json!({}));
        check(&json!({"a": ["b"]}), &json!({"a": "c"}), &json!({"a": "c"}));
        check(
            &json!({"a": {"b": "c"}}),
            &json!({"a": {"b": "d", "c": null}}),
            &json!({"a": {"b": "d"}}),
        );
        check(&json!({"a": [{"b": "c"}]}), &json!({"a": [1]}), &json!({"a": [1]}));
        check(&json!(["a"]), &json!(["c", "d"]), &json!(["c", "d"]));
        check(&json!({"e": null}), &json!({"a": 1}), &json!({"e": null, "a": 1}));
        check(&json!({}), &json!({"a": {"bb": {"ccc": null}}}), &json!({"a": {"bb": {}}}));
    }

    #[test]
    fn null_on_the_first_level_says_none() {
        let mut target = json!({"notes": "x", "metadata": {"a": 1, "b": 2}});
        merge_fields(&mut target, &json!({"notes": null, "metadata": {"b": null}}));
        assert_eq!(target, json!({"notes": null, "metadata": {"a": 1}}));
    }
}
