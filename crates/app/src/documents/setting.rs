//! Setting PDFs: on threads that may be busy for long, in fair shares, and the same for several only once.

use super::{broken, material::Material};
use crate::{
    App, Error, Result,
    fair::{FairShares, Full, Limits, Share},
    fonts,
};
use net30_documents::pdf::{PdfRenderer, RenderError};
use net30_domain::id::{AccountId, InvoiceId};
use std::{
    collections::VecDeque,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Most PDFs of all accounts that wait to be set.
const WAITING_MAX: usize = 512;
/// Most PDFs of one account that wait to be set.
const WAITING_EACH_MAX: usize = 32;
/// After how many seconds it is worth asking again when too many wait: the last of them is set by then, as a rule.
const AGAIN_AFTER_SECONDS: u64 = 10;
/// How many bytes of PDFs that may change are remembered.
const RECENT_BYTES_MAX: usize = 32 * 1024 * 1024;
/// What is larger is not remembered, so that it does not push out everything else.
const RECENT_EACH_BYTES_MAX: usize = RECENT_BYTES_MAX / 8;

/// Something that several may want at once, and that is the same for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Wanted {
    /// A document as it was issued, by its edition.
    Edition(InvoiceId, i64),
    /// Whatever says just this, by the hash of all that it says.
    Saying([u8; 32]),
}

/// What setting PDFs needs, for the whole process.
pub(crate) struct Press {
    renderer: std::sync::OnceLock<PdfRenderer>,
    shares: FairShares<AccountId>,
    /// Who sees to a PDF that others may want too: there is one share of each.
    wanted: FairShares<Wanted>,
    recent: Mutex<Recent>,
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
        let wanted = FairShares::new(Limits {
            shares: usize::MAX,
            shares_each: 1,
            waiting: usize::MAX,
            waiting_each: WAITING_EACH_MAX,
        });
        Self {
            renderer: std::sync::OnceLock::new(),
            shares,
            wanted,
            recent: Mutex::default(),
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

/// An account's turn to have a PDF set.
///
/// Nobody waits for one within a transaction: the type that holds one is not passed here, and [`super::ensure_kept`] has
/// the PDF made before the transaction is tried again.
pub(super) async fn turn(app: &App, account: AccountId) -> Result<Share<AccountId>> {
    app.inner.press.shares.wait(account).await.map_err(busy)
}

/// Sets a PDF as soon as it is the account's turn.
pub(crate) async fn set(
    app: &App,
    account: AccountId,
    render: impl FnOnce(&PdfRenderer) -> std::result::Result<Vec<u8>, RenderError> + Send + 'static,
) -> Result<Vec<u8>> {
    let turn = turn(app, account).await?;
    set_in(app, turn, render).await
}

/// Sets a PDF, the account's turn having come.
pub(super) async fn set_in(
    app: &App,
    turn: Share<AccountId>,
    render: impl FnOnce(&PdfRenderer) -> std::result::Result<Vec<u8>, RenderError> + Send + 'static,
) -> Result<Vec<u8>> {
    let app = app.clone();
    let render = move || {
        // The thread goes on if the client gives up, and so does its share.
        let _turn = turn;
        app.inner.press.count.fetch_add(1, Ordering::Relaxed);
        let fonts = || fonts::renderer(app.inner.outside.fonts.as_deref());
        render(app.inner.press.renderer.get_or_init(fonts)).map_err(broken)
    };
    tokio::task::spawn_blocking(render).await.map_err(broken)?
}

/// Sets a document that may still change, unless the very same was set a moment ago.
pub(super) async fn set_or_remember(
    app: &App,
    account: AccountId,
    material: Material,
) -> Result<Vec<u8>> {
    let print = material.fingerprint()?;
    let recent = || app.inner.press.recent.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = recent().get(&print) {
        return Ok(bytes);
    }
    let _alone = alone(app, Wanted::Saying(print)).await?;
    // Whoever waited finds what the one before it has set.
    if let Some(bytes) = recent().get(&print) {
        return Ok(bytes);
    }
    let turn = turn(app, account).await?;
    let bytes = set_in(app, turn, move |renderer| material.rendered(renderer)).await?;
    recent().keep(print, &bytes);
    Ok(bytes)
}

/// PDFs by the hash of all that they say, those that were asked for last at the end. As they say all that they are kept
/// by, another server has nothing to miss.
#[derive(Default)]
struct Recent {
    kept: VecDeque<([u8; 32], Vec<u8>)>,
    size_bytes: usize,
}

impl Recent {
    fn get(&mut self, print: &[u8; 32]) -> Option<Vec<u8>> {
        let at = self.kept.iter().position(|(kept, _)| kept == print)?;
        let found = self.kept.remove(at)?;
        let bytes = found.1.clone();
        self.kept.push_back(found);
        Some(bytes)
    }

    fn keep(&mut self, print: [u8; 32], bytes: &[u8]) {
        if bytes.len() > RECENT_EACH_BYTES_MAX || self.get(&print).is_some() {
            return;
        }
        self.size_bytes += bytes.len();
        self.kept.push_back((print, bytes.to_vec()));
        while self.size_bytes > RECENT_BYTES_MAX
            && let Some((_, oldest)) = self.kept.pop_front()
        {
            self.size_bytes -= oldest.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RECENT_BYTES_MAX, RECENT_EACH_BYTES_MAX, Recent};

    #[test]
    fn what_was_asked_for_last_is_remembered_longest() {
        let mut recent = Recent::default();
        let large = vec![7; RECENT_EACH_BYTES_MAX];
        for print in 0..8 {
            recent.keep([print; 32], &large);
        }
        assert_eq!(recent.size_bytes, RECENT_BYTES_MAX);
        assert!(recent.get(&[0; 32]).is_some());
        recent.keep([8; 32], &[1]);
        assert!(recent.get(&[1; 32]).is_none());
        assert!(recent.get(&[0; 32]).is_some());
        assert_eq!(recent.get(&[8; 32]).unwrap(), [1]);
        recent.keep([9; 32], &vec![0; RECENT_EACH_BYTES_MAX + 1]);
        assert!(recent.get(&[9; 32]).is_none());
    }
}
