//! Setting PDFs: on threads that may be busy for long, in fair shares, and the same for several only once.

use super::{broken, material::Material};
use crate::{
    App, Error, Result,
    fair::{FairShares, Full, Limits, Share},
    remembered::{Remembered, remembered},
};
use net30_documents::pdf::{Pages, PdfRenderer, RenderError};
use net30_domain::{
    document::Content,
    id::{AccountId, InvoiceId},
    weight,
};
use quick_cache::Weighter;
use std::{
    ops::RangeInclusive,
    sync::atomic::{AtomicU64, Ordering},
};

/// Most PDFs of all accounts that wait to be set.
const WAITING_MAX: usize = 512;
/// Most PDFs of one account that wait to be set.
const WAITING_EACH_MAX: usize = 32;
/// After how many seconds it is worth asking again when too many wait: the last of them is set by then, as a rule.
const AGAIN_AFTER_SECONDS: u64 = 10;
/// How many bytes of PDFs that may change are remembered, and of pictures of pages.
const RECENT_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// How many of them that is, about.
const RECENT_ITEMS: usize = 512;
/// What is larger is not remembered, so that it does not push out everything else.
const RECENT_EACH_BYTES_MAX: u64 = RECENT_BYTES_MAX / 8;

/// What is heavier than this is set with few others at a time: it takes some 90 MB, the heaviest about 400.
const LARGE_WEIGHT: usize = 100_000;
/// What a line of a table weighs besides its text.
const ROW_WEIGHT: usize = 200;

/// How much memory setting a PDF takes, as far as it can be told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// As nearly all do.
    Usual,
    /// So much that only few may be set at a time.
    Large,
}

impl Size {
    /// Of a document.
    pub(super) fn of(content: &Content) -> Self {
        Self::of_table(content.lines.len(), weight::of(content))
    }

    /// Of a table with so many rows, whose texts weigh so much.
    pub(crate) fn of_table(rows: usize, texts: usize) -> Self {
        if rows * ROW_WEIGHT + texts > LARGE_WEIGHT { Self::Large } else { Self::Usual }
    }
}

/// Something that several may want at once, and that is the same for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Wanted {
    /// A document as it was issued, by its edition.
    Edition(InvoiceId, i64),
    /// The PDF of whatever says just this, by the hash of all that it says.
    Saying([u8; 32]),
    /// Pictures of the pages of whatever says just this.
    Pictures([u8; 32]),
}

/// What setting PDFs needs, for the whole process.
pub(crate) struct Press {
    pub(crate) renderer: std::sync::OnceLock<PdfRenderer>,
    shares: FairShares<AccountId>,
    /// Those of the threads that may be busy with something large.
    large: FairShares<AccountId>,
    /// Those that draw what is being written: apart, so that whoever types holds up no document.
    previews: FairShares<AccountId>,
    /// Who sees to a PDF that others may want too: there is one share of each.
    wanted: FairShares<Wanted>,
    recent: Recent<Vec<u8>>,
    pictures: Recent<Drawn>,
    /// How many PDFs were set.
    count: AtomicU64,
}

impl Press {
    /// A press that keeps `cores` threads busy with one account, and one more when others come.
    pub(crate) fn new(cores: usize) -> Self {
        let shares = FairShares::new(Limits {
            shares: cores + 1,
            shares_each: cores,
            waiting: WAITING_MAX,
            waiting_each: WAITING_EACH_MAX,
        });
        // As few as can be, since it is memory that is scarce: a newcomer may have to wait for one of another's.
        let at_a_time = cores.div_ceil(4);
        let large = FairShares::new(Limits {
            shares: at_a_time,
            shares_each: at_a_time,
            waiting: WAITING_MAX,
            waiting_each: WAITING_EACH_MAX,
        });
        let previews = FairShares::new(Limits {
            shares: at_a_time,
            shares_each: at_a_time,
            waiting: WAITING_MAX,
            waiting_each: WAITING_EACH_MAX,
        });
        let wanted = FairShares::new(Limits {
            shares: usize::MAX,
            shares_each: 1,
            waiting: usize::MAX,
            waiting_each: WAITING_EACH_MAX,
        });
        Self {
            renderer: std::sync::OnceLock::new(),
            shares,
            large,
            previews,
            wanted,
            recent: remembered(RECENT_BYTES_MAX, RECENT_ITEMS, BySize),
            pictures: remembered(RECENT_BYTES_MAX, RECENT_ITEMS, BySize),
            count: AtomicU64::new(0),
        }
    }

    /// How many PDFs were set since the start.
    pub(crate) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}

/// Waits until nobody sees to the same PDF: whoever did may have left it where it is looked for next.
pub(super) async fn alone(app: &App, wanted: Wanted) -> Result<Share<Wanted>> {
    app.inner.press.wanted.wait(wanted).await.map_err(busy)
}

fn busy(_: Full) -> Error {
    Error::Busy { what: "PDFs of this account", seconds: AGAIN_AFTER_SECONDS }
}

/// An account's turn; dropped, it is the next one's.
pub(super) struct Turn {
    _share: Share<AccountId>,
    _large: Option<Share<AccountId>>,
}

/// An account's turn to have a PDF of some size set.
///
/// Nobody waits for one within a transaction: the type that holds one is not passed here, and [`super::ensure_kept`] has
/// the PDF made before the transaction is tried again.
pub(super) async fn turn(app: &App, account: AccountId, size: Size) -> Result<Turn> {
    let press = &app.inner.press;
    let large = match size {
        Size::Usual => None,
        // First: whoever waits for it holds up nobody's usual ones.
        Size::Large => Some(press.large.wait(account).await.map_err(busy)?),
    };
    let share = press.shares.wait(account).await.map_err(busy)?;
    Ok(Turn { _share: share, _large: large })
}

/// Sets a PDF, or draws pages, as soon as it is the account's turn.
pub(crate) async fn set<T: Send + 'static>(
    app: &App,
    account: AccountId,
    size: Size,
    render: impl FnOnce(&PdfRenderer) -> std::result::Result<T, RenderError> + Send + 'static,
) -> Result<T> {
    let turn = turn(app, account, size).await?;
    set_in(app, turn, render).await
}

/// Sets a PDF, the account's turn having come.
pub(super) async fn set_in<T: Send + 'static>(
    app: &App,
    turn: Turn,
    render: impl FnOnce(&PdfRenderer) -> std::result::Result<T, RenderError> + Send + 'static,
) -> Result<T> {
    let app = app.clone();
    let render = move || {
        // The thread goes on if the client gives up, and so does its share.
        let _turn = turn;
        app.inner.press.count.fetch_add(1, Ordering::Relaxed);
        render(app.renderer()).map_err(broken)
    };
    tokio::task::spawn_blocking(render).await.map_err(broken)?
}

/// Where a document waits for its turn.
#[derive(Clone, Copy, Debug)]
pub(super) enum Queue {
    /// With the documents that somebody is to have.
    Documents,
    /// With what is being written: it has threads of its own, and whoever gives up before its turn has nothing set.
    Previews,
}

impl Queue {
    /// The turn of a document.
    pub(super) async fn turn(self, app: &App, material: &Material) -> Result<Turn> {
        let account = material.invoice.account_id;
        match self {
            Self::Documents => turn(app, account, Size::of(&material.invoice.content)).await,
            Self::Previews => {
                let share = app.inner.press.previews.wait(account).await.map_err(busy)?;
                Ok(Turn { _share: share, _large: None })
            }
        }
    }
}

/// The PDF that says just this, if it was set a moment ago.
pub(super) fn recent(app: &App, print: &[u8; 32]) -> Option<Vec<u8>> {
    app.inner.press.recent.get(print)
}

/// Remembers a PDF by all that it says.
pub(super) fn remember(app: &App, print: [u8; 32], bytes: &[u8]) {
    keep(&app.inner.press.recent, print, bytes.to_vec());
}

/// Pictures of some pages that follow one another, and how many the document has.
#[derive(Clone)]
pub(super) struct Drawn {
    /// The number of the first page that is drawn.
    pub(super) from: usize,
    /// The pictures.
    pub(super) pages: Pages,
}

impl Drawn {
    /// The pictures of the pages that are wanted, if all that exist are here.
    pub(super) fn of(&self, wanted: &RangeInclusive<usize>) -> Option<Pages> {
        let (from, to) = (*wanted.start(), (*wanted.end()).min(self.pages.count));
        let svg = if (1..=to).contains(&from) {
            let first = from.checked_sub(self.from)?;
            self.pages.svg.get(first..=first + (to - from))?.to_vec()
        } else {
            vec![]
        };
        Some(Pages { count: self.pages.count, svg })
    }
}

/// The pictures of the pages of what says just this, if they were drawn a moment ago.
pub(super) fn recently_drawn(
    app: &App,
    print: &[u8; 32],
    wanted: &RangeInclusive<usize>,
) -> Option<Pages> {
    app.inner.press.pictures.get(print)?.of(wanted)
}

/// Remembers pictures by all that they say, in place of those of other pages of the same.
pub(super) fn remember_drawn(app: &App, print: [u8; 32], drawn: Drawn) {
    keep(&app.inner.press.pictures, print, drawn);
}

/// What was set by the hash of all that it says: another server has nothing to miss.
type Recent<T> = Remembered<[u8; 32], T, BySize>;

#[derive(Clone)]
struct BySize;

impl Weighter<[u8; 32], Vec<u8>> for BySize {
    fn weight(&self, _: &[u8; 32], bytes: &Vec<u8>) -> u64 {
        u64::try_from(bytes.len()).unwrap_or(u64::MAX)
    }
}

impl Weighter<[u8; 32], Drawn> for BySize {
    fn weight(&self, _: &[u8; 32], drawn: &Drawn) -> u64 {
        let bytes = drawn.pages.svg.iter().map(String::len).sum::<usize>();
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

fn keep<T: Clone>(recent: &Recent<T>, print: [u8; 32], set: T)
where
    BySize: Weighter<[u8; 32], T>,
{
    if BySize.weight(&print, &set) <= RECENT_EACH_BYTES_MAX {
        recent.insert(print, set);
    }
}

#[cfg(test)]
mod tests {
    use super::{
        BySize, Drawn, Pages, RECENT_BYTES_MAX, RECENT_EACH_BYTES_MAX, RECENT_ITEMS, keep,
        remembered,
    };

    #[test]
    fn pictures_that_are_here_are_not_drawn_again() {
        let svg = vec!["4".to_owned(), "5".to_owned()];
        let drawn = Drawn { from: 4, pages: Pages { count: 5, svg } };
        let found = |wanted| drawn.of(&wanted).map(|pages| (pages.count, pages.svg.join("")));
        assert_eq!(found(4..=5), Some((5, "45".to_owned())));
        assert_eq!(found(5..=9), Some((5, "5".to_owned())));
        assert_eq!(found(6..=9), Some((5, String::new())), "there are no more");
        assert_eq!(found(0..=0), Some((5, String::new())));
        assert_eq!(found(3..=4), None);
        assert_eq!(found(1..=1), None);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let recent = remembered(RECENT_BYTES_MAX, RECENT_ITEMS, BySize);
        let large = vec![7; usize::try_from(RECENT_EACH_BYTES_MAX).unwrap()];
        for print in 0..40 {
            keep(&recent, [print; 32], large.clone());
        }
        assert!((RECENT_EACH_BYTES_MAX..=RECENT_BYTES_MAX).contains(&recent.weight()));
        keep(&recent, [100; 32], vec![1]);
        keep(&recent, [100; 32], vec![2]);
        assert_eq!(recent.get(&[100; 32]), Some(vec![2]), "what is kept last counts");
        keep(&recent, [101; 32], [large, vec![7]].concat());
        assert_eq!(recent.get(&[101; 32]), None, "it would push out what is smaller");
    }
}
