//! The logo of an account: that of the template which its documents have where nobody says otherwise.

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Result, UseCase, Work,
    accounts::{self, AccountDraft},
    documents, entry,
    templates::{Create, TemplateDraft},
};
use net30_documents::logo::read_logo;
use net30_domain::{
    id::TemplateId,
    key::Scope,
    template::{Layout, Logo, Look, Template, built_in},
};
use net30_store::template;

pub use net30_documents::logo::LogoError;

/// The logo that documents have where nobody says otherwise; none if they have none.
///
/// # Errors
/// Those of the database.
pub fn of_account<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Option<Logo>> {
    Box::pin(async move {
        let account = app.account(caller).await?;
        let mut reader = app.store().reader().await?;
        let look =
            documents::look_of(app, &mut reader, &account, account.defaults.template_id).await?;
        Ok(look.look().logo.clone())
    })
}

/// Reads a file as a logo, on a thread that may be busy for a while.
///
/// # Errors
/// [`Error::Broken`](crate::Error::Broken) if the thread broke; within, why it is no logo.
pub fn read(bytes: Vec<u8>) -> Boxed<'static, std::result::Result<Logo, LogoError>> {
    Box::pin(async move {
        let read = tokio::task::spawn_blocking(move || read_logo(&bytes)).await;
        read.map_err(|error| crate::Error::Broken(error.into()))
    })
}

/// Gives the account's documents a logo, or takes it away. If they have had a built-in template, a copy of it with the logo
/// takes its place.
pub struct SetLogo {
    /// The logo; none takes it away.
    pub logo: Option<Logo>,
}

impl UseCase for SetLogo {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        work.caller.needs(Scope::Admin)?;
        let account = work.account().await?;
        let id = account.defaults.template_id.unwrap_or_else(|| Layout::Classic.template_id());
        let own = template::load(&mut work.tx, account.id, id).await?;
        if let Some(own) = own {
            let look = Look { logo: self.logo.clone(), ..own.look };
            let draft = TemplateDraft { name: own.name, look };
            entry::Replace::<Template> { id, draft }.run(work).await?;
            return Ok(());
        }
        if self.logo.is_none() {
            return Ok(());
        }
        let look = Look { logo: self.logo.clone(), ..look_of_built_in(id) };
        let draft = TemplateDraft { name: account.seller.name.clone(), look };
        let made: Template = Create { draft }.run(work).await?;
        let mut draft = AccountDraft::as_it_is(&account);
        draft.defaults.template_id = Some(made.id);
        accounts::Update { draft }.run(work).await?;
        Ok(())
    }
}

fn look_of_built_in(id: TemplateId) -> Look {
    let found = built_in().into_iter().find(|template| template.id == id);
    found.map(|template| template.look).unwrap_or_default()
}
