//! How a document is tried until it fits. Most documents that may fit on one page do so with the usual space.

use serde::Serialize;
use typst_layout::PagedDocument;

/// How much of the usual space there is, in percent, in the order in which it is tried.
const SPACES: [u8; 3] = [100, 80, 62];

/// How typst is to try a document: the templates read it as `attempt.json`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Attempt {
    taken_for: TakenFor,
    /// How much of the usual space there is, in percent; of several, the first with which it fits.
    spaces: &'static [u8],
    /// Whether the text asks for the payment in a line, since a slip says where to pay to.
    terse: bool,
}

/// What a document is taken for before it is set.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum TakenFor {
    /// One page: what tells pages from each other (their figures, sums that are carried) is known before, so that typst sets
    /// it once. It was right if one page comes out.
    Page,
    /// More than one page, of which the lines with their sums are tried to be put on one.
    Crowded,
    /// Any number of pages.
    Pages,
}

/// Sets a document in as few pages as can be: `short` if so little is said that one may hold it, `slip` if a payment slip
/// takes a part of that.
pub(super) fn fitted<E>(
    short: bool,
    slip: bool,
    set: impl Fn(&Attempt) -> Result<PagedDocument, E>,
) -> Result<PagedDocument, E> {
    if !short {
        return set(&Attempt { taken_for: TakenFor::Pages, spaces: &SPACES[..1], terse: false });
    }
    for terse in [false, true] {
        if terse && !slip {
            break;
        }
        for spaces in SPACES.chunks(1) {
            let document = set(&Attempt { taken_for: TakenFor::Page, spaces, terse })?;
            match document.pages().len() {
                1 => return Ok(document),
                2 => {}
                // No space less makes one page of three.
                _ => return set(&CROWDED),
            }
        }
    }
    set(&CROWDED)
}

const CROWDED: Attempt = Attempt { taken_for: TakenFor::Crowded, spaces: &SPACES, terse: false };
