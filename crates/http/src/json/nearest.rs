//! Which known name an unknown one was meant to be.

/// Most characters of a name that is compared: none of ours is longer.
const CHARS_MAX: usize = 40;
/// Fewest characters of a name that another may contain or begin with.
const PART_CHARS_MIN: usize = 4;

/// The known name that is nearest to `given`, if one is near: the same but for case and separators, a slip of the keys
/// away, or a part of it (`price` for `unit_price`). None if two are equally near.
pub fn nearest<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if given.chars().count() > CHARS_MAX {
        return None;
    }
    let squashed = squash(given);
    let mut best: Option<(usize, &str)> = None;
    let mut is_tied = false;
    for name in known {
        let Some(distance) = distance(given, &squashed, name) else { continue };
        match best {
            Some((_, found)) if found == name => {}
            Some((least, _)) if least < distance => {}
            Some((least, _)) if least == distance => is_tied = true,
            _ => {
                best = Some((distance, name));
                is_tied = false;
            }
        }
    }
    best.filter(|_| !is_tied).map(|(_, name)| name)
}

/// How far a name is from a known one; `None` if it is too far to be meant.
fn distance(given: &str, squashed: &[char], name: &str) -> Option<usize> {
    let known = squash(name);
    let slips = slips(squashed, &known);
    let slips_max = match known.len().min(squashed.len()) {
        0..PART_CHARS_MIN => 0,
        PART_CHARS_MIN..8 => 1,
        _ => 2,
    };
    if slips <= slips_max {
        return Some(slips);
    }
    let (shorter, longer) = if given.len() < name.len() { (given, name) } else { (name, given) };
    let is_part = shorter.len() >= PART_CHARS_MIN
        && (longer.starts_with(shorter) || longer.split('_').any(|part| part == shorter));
    // Behind every slip of the keys.
    is_part.then_some(PART_CHARS_MIN)
}

/// The letters and digits of a name in lower case.
fn squash(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many characters have to be put in, left out, changed or swapped with their neighbour (optimal string alignment).
fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, left) in a.iter().enumerate() {
        let mut current = vec![row + 1; b.len() + 1];
        for (column, right) in b.iter().enumerate() {
            let change = above[column] + usize::from(left != right);
            let mut least = change.min(above[column + 1] + 1).min(current[column] + 1);
            let is_swapped =
                row > 0 && column > 0 && *left == b[column - 1] && a[row - 1] == *right;
            if is_swapped {
                least = least.min(before[column - 1] + 1);
            }
            current[column + 1] = least;
        }
        before = std::mem::replace(&mut above, current);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_name_that_is_nearly_right_is_known() {
        let known = [
            "unit_price",
            "quantity",
            "name",
            "description",
            "due_date",
            "issue_date",
            "lang",
            "tax_id",
            "tax_ids",
            "notes",
            "terms",
            "payment_terms",
        ];
        for (given, meant) in [
            ("unitPrice", Some("unit_price")),
            ("unit-price", Some("unit_price")),
            ("price", Some("unit_price")),
            ("quanitty", Some("quantity")),
            ("descripton", Some("description")),
            ("language", Some("lang")),
            ("dueDate", Some("due_date")),
            ("dude_date", Some("due_date")),
            ("taxid", Some("tax_id")),
            ("note", Some("notes")),
            ("term", Some("terms")),
            ("date", None),
            ("x", None),
            ("", None),
            ("colour", None),
            ("names_of_all_the_people_who_were_there_then", None),
        ] {
            assert_eq!(nearest(given, known), meant, "{given}");
        }
    }
}
