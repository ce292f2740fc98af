//! Wording an e-mail: which text, in which language, in whose colours.

use crate::{App, Result, documents, links::public_link, shown::Shown};
use net30_documents::mail::{Mail, MailDocument, MailInput, Occasion, mail};
use net30_domain::{
    account::Account, customer::Party, email_delivery::MailText, id::AccountId, text::Language,
};
use net30_store::{Connection, email_delivery::Fact, email_template};

/// What an e-mail is to be worded of.
pub(super) struct Draft<'a> {
    pub(super) account: &'a Account,
    pub(super) occasion: Occasion,
    pub(super) language: Language,
    /// Subject and message of its own; the account's or the catalogue's where there is none.
    pub(super) subject: Option<&'a str>,
    pub(super) message: Option<&'a str>,
    pub(super) customer: Option<&'a Party>,
    pub(super) about: Option<&'a Shown>,
    pub(super) facts: &'a [Fact],
    pub(super) files: &'a [String],
}

impl Draft<'_> {
    /// Words it.
    pub(super) async fn worded(&self, app: &App, query: &mut dyn Connection) -> Result<Mail> {
        let template = match self.occasion {
            Occasion::Text(text) => own_text(query, self.account.id, text, self.language).await?,
            Occasion::Notice | Occasion::Test | Occasion::Invitation | Occasion::Password => None,
        };
        let invoice = self.about.map(|shown| &shown.invoice);
        let template_id = invoice
            .and_then(|invoice| invoice.content.template_id)
            .or(self.account.defaults.template_id);
        let look = documents::look_of(app, query, self.account, template_id).await?;
        let link = invoice.and_then(|invoice| {
            let issue = invoice.stage.issue()?;
            let slug = invoice.content.presentation.slug.as_deref();
            Some(public_link(app.public_url(), slug, &issue.share_token))
        });
        let facts: Vec<(String, String)> =
            self.facts.iter().map(|fact| (fact.label.clone(), fact.value.clone())).collect();
        let own = template.as_ref();
        Ok(mail(&MailInput {
            occasion: self.occasion,
            language: self.language,
            subject: self.subject.or(own.map(|own| own.subject.as_str())),
            message: self.message.or(own.map(|own| own.message.as_str())),
            seller: &self.account.seller,
            customer: self.customer,
            document: invoice.map(|invoice| MailDocument { invoice, link: link.as_deref() }),
            facts: &facts,
            link: None,
            files: self.files,
            look: look.look(),
        }))
    }
}

/// The account's own text: that of the language, else that for all.
pub(super) async fn own_text(
    query: &mut dyn Connection,
    account: AccountId,
    text: MailText,
    language: Language,
) -> Result<Option<email_template::EmailTemplate>> {
    match email_template::load(query, account, text, Some(language)).await? {
        Some(own) => Ok(Some(own)),
        None => Ok(email_template::load(query, account, text, None).await?),
    }
}
