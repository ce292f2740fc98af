//! How a reply differs from the recorded one, line by line.

use std::fmt::Write as _;

/// So many lines around a difference are shown.
const AROUND: usize = 3;

/// The lines that differ, `-` recorded and `+` now, with a few around them.
pub(super) fn differences(recorded: &str, now: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (recorded.lines().collect(), now.lines().collect());
    let lines = aligned(&old, &new);
    let is_near = |at: usize| {
        let (from, to) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(lines.len()));
        lines[from..to].iter().any(|(sign, _)| *sign != ' ')
    };
    let mut told = String::new();
    let mut was_near = true;
    for (at, (sign, line)) in lines.iter().enumerate() {
        if is_near(at) {
            // A String takes every text.
            let _ = writeln!(told, "  {sign} {line}");
        } else if was_near {
            told.push_str("    …\n");
        }
        was_near = is_near(at);
    }
    told
}

/// Both texts as one, by their longest common subsequence.
fn aligned<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let (a, b) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    // longest[i][j]: of a[i..] and b[j..].
    let mut longest = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if a[i] == b[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let mut lines: Vec<(char, &str)> = old[..head].iter().map(|line| (' ', *line)).collect();
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            lines.push((' ', a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && longest[i + 1][j] >= longest[i][j + 1]) {
            lines.push(('-', a[i]));
            i += 1;
        } else {
            lines.push(('+', b[j]));
            j += 1;
        }
    }
    lines.extend(old[old.len() - tail..].iter().map(|line| (' ', *line)));
    lines
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn what_differs_is_shown_with_a_few_lines_around_it() {
        let recorded = "1\n2\n3\n4\n5\n6\n7\n8\n9";
        let now = "1\n2\n3\n4\n5\n6\nseven\n8\n9\n10";
        let told = differences(recorded, now);
        assert_eq!(told, "    …\n    4\n    5\n    6\n  - 7\n  + seven\n    8\n    9\n  + 10\n");
        assert_eq!(differences(recorded, recorded), "    …\n");
    }
}
