//! How documents look today. A look that was read before is neither read nor hashed again, with a logo of up to a megabyte.
//!
//! It is found only under the stamp that its template bears in the database, so that it does not matter who changed it.

use crate::{
    App, Result,
    remembered::{Remembered, remembered},
};
use net30_domain::{
    account::Account,
    id::TemplateId,
    template::{Look, built_in},
};
use net30_store::{
    Connection,
    look::HashedLook,
    template::{self, Stamp},
};
use quick_cache::Weighter;
use std::sync::LazyLock;

/// How many bytes of looks are remembered.
const BYTES_MAX: u64 = 16 * 1024 * 1024;
/// What a look takes beside its logo and its program, about.
const ENTRY_BYTES: usize = 1024;

/// Looks of templates of all accounts.
pub(crate) struct Looks(Remembered<TemplateId, (Stamp, HashedLook), BySize>);

impl Looks {
    pub(crate) fn new() -> Self {
        Self(remembered(BYTES_MAX, 1024, BySize))
    }

    /// The look of a template that bears a stamp.
    fn get(&self, id: TemplateId, stamp: Stamp) -> Option<HashedLook> {
        self.0.get(&id).and_then(|(kept, look)| (kept == stamp).then_some(look))
    }
}

#[derive(Clone)]
struct BySize;

impl Weighter<TemplateId, (Stamp, HashedLook)> for BySize {
    fn weight(&self, _: &TemplateId, (_, hashed): &(Stamp, HashedLook)) -> u64 {
        let Look { logo, source, .. } = &**hashed.look();
        let logo = logo
            .as_ref()
            .map_or(0, |logo| logo.png.len() + logo.svg.as_ref().map_or(0, String::len));
        let source = source.as_ref().map_or(0, String::len);
        u64::try_from(logo + source + ENTRY_BYTES).unwrap_or(u64::MAX)
    }
}

/// The looks that every account has.
static BUILT_IN: LazyLock<Vec<(TemplateId, HashedLook)>> = LazyLock::new(|| {
    built_in().into_iter().map(|template| (template.id, HashedLook::of(template.look))).collect()
});
/// The look where no template is named.
static USUAL: LazyLock<HashedLook> = LazyLock::new(|| HashedLook::of(Look::default()));

/// How the documents of a template look.
pub(crate) async fn look_of(
    app: &App,
    query: &mut dyn Connection,
    account: &Account,
    template_id: Option<TemplateId>,
) -> Result<HashedLook> {
    let Some(id) = template_id else { return Ok(USUAL.clone()) };
    if let Some((_, look)) = BUILT_IN.iter().find(|(built_in, _)| *built_in == id) {
        return Ok(look.clone());
    }
    let Some(stamp) = template::stamp(query, account.id, id).await? else {
        return Ok(USUAL.clone());
    };
    let looks = &app.inner.looks;
    if let Some(look) = looks.get(id, stamp) {
        return Ok(look);
    }
    let Some(template) = template::load(query, account.id, id).await? else {
        return Ok(USUAL.clone());
    };
    let stamp = Stamp::of(&template);
    let look = HashedLook::of(template.look);
    looks.0.insert(id, (stamp, look.clone()));
    Ok(look)
}
