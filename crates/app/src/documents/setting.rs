//! Setting PDFs: on threads that may be busy for long, in fair shares, and drafts only once.

use super::{broken, material::Material};
use crate::{
    App, Error, Result,
    fair::{FairShares, Limits, Share},
    fonts,
};
use net30_documents::pdf::{PdfRenderer, RenderError};
use net30_domain::id::AccountId;
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
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

/// What setting PDFs needs, for the whole process.
pub(crate) struct Press {
    renderer: std::sync::OnceLock<PdfRenderer>,
    shares: FairShares<AccountId>,
    recent: Mutex<Recent>,
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
        Self { renderer: std::sync::OnceLock::new(), shares, recent: Mutex::default() }
    }
}

/// An account's turn to have a PDF set.
///
/// Nobody waits for one within a transaction: the type that holds one is not passed here, and [`super::ensure_kept`] has
/// the PDF made before the transaction is tried again.
pub(super) async fn turn(app: &App, account: AccountId) -> Result<Share<AccountId>> {
    let shares = &app.inner.press.shares;
    shares
        .wait(account)
        .await
        .map_err(|_| Error::Busy { what: "PDFs of this account", seconds: AGAIN_AFTER_SECONDS })
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
    let turn = turn(app, account).await?;
    // Whoever waited may find that the one before it wanted the same.
    if let Some(bytes) = recent().get(&print) {
        return Ok(bytes);
    }
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
