//! API keys: made, with a secret that is shown once; listed; revoked.

use super::{
    super::{
        Answer,
        fields::Choice,
        form::Shape,
        page,
        shell::{Frame, Writing},
        start, sudo,
        texts::Texts,
        visit::Visit,
    },
    Sheet, Tab, Unsaved, frame, path,
    people::secret,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Call, Error, What,
    keys::{self, Revoke},
};
use net30_domain::{
    id::KeyId,
    key::{ApiKey, Scope},
};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::Value;

/// A key, as the list shows it.
struct Row {
    href: String,
    label: String,
    prefix: String,
    scope: String,
    made: String,
    used: String,
    is_revoked: bool,
}

#[derive(Template)]
#[template(path = "app/settings_keys.html")]
struct KeysPage {
    p: Frame,
    s: Sheet,
    keys: Vec<Row>,
    scopes: Vec<Choice>,
    /// The secret of a key that was made just now, and a line for a shell that works with it.
    fresh: Option<(String, String)>,
    curl: String,
}

#[derive(Template)]
#[template(path = "app/settings_key.html")]
struct KeyPage {
    p: Frame,
    s: Sheet,
    action: String,
    key: Row,
}

pub(crate) fn list(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let sheet = Sheet::of(visit, Tab::Keys, Value::Null)?;
        page::shown(&keys(visit, sheet, None).await?)
    })
}

/// The keys of this account; those that work before those that no longer do, the newest first.
async fn of_account(visit: &Visit) -> Result<Vec<ApiKey>> {
    let caller = visit.caller()?;
    let mut all = keys::list(visit.app(), &caller).await?;
    all.retain(|key| key.account_id == caller.account_id);
    all.sort_by_key(|key| (key.revoked_at.is_some(), std::cmp::Reverse(key.created_at)));
    Ok(all)
}

fn scope(t: Texts, scope: Scope) -> String {
    match scope {
        Scope::Read => t.scope_read(),
        Scope::Write => t.scope_write(),
        Scope::Admin => t.scope_admin(),
    }
}

fn row(visit: &Visit, s: &Sheet, key: &ApiKey) -> Result<Row> {
    let (t, writing) = (visit.texts(), Writing::of(visit, visit.user()?));
    Ok(Row {
        href: format!("{}/{}", s.own, key.id),
        label: key.label.clone().unwrap_or_else(|| t.keys_nameless()),
        prefix: format!("{}…", key.prefix),
        scope: scope(t, key.scope),
        made: t.keys_made(&writing.moment(key.created_at)),
        used: match (key.revoked_at, key.last_used_at) {
            (Some(moment), _) => t.keys_revoked(&writing.moment(moment)),
            (None, Some(moment)) => t.keys_used(&writing.moment(moment)),
            (None, None) => t.keys_unused(),
        },
        is_revoked: key.revoked_at.is_some(),
    })
}

async fn keys(visit: &Visit, s: Sheet, fresh: Option<(String, String)>) -> Result<KeysPage> {
    let t = visit.texts();
    let mut rows = vec![];
    for key in of_account(visit).await? {
        rows.push(row(visit, &s, &key)?);
    }
    let chosen = Scope::parse(&s.value("/scope")).unwrap_or(Scope::Write);
    let scopes = Scope::ALL.map(|known| Choice {
        value: known.word().to_owned(),
        text: scope(t, known),
        is_chosen: known == chosen,
    });
    Ok(KeysPage {
        p: frame(visit, t.settings_keys()),
        keys: rows,
        scopes: scopes.into(),
        fresh,
        curl: start::example(visit.app().public_url()),
        s,
    })
}

pub(crate) fn create(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let t = visit.texts();
        let written = visit.form.written(&Shape::default());
        let create = match written.read_whole(forms::key) {
            Ok(create) => create,
            Err(faults) => return again(visit, Unsaved::of(&written, t, &faults)).await,
        };
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, Unsaved::at(sudo::FIELD, words)).await;
        }
        // On this account, whatever the form says.
        let create = keys::Create { account_id: None, ..create };
        let (_, text) = visit.app().run(&Call::of(visit.caller()?), &create).await?;
        let url = visit.app().public_url();
        let curl = format!("curl -s '{url}/api/v1/invoices' -H 'X-API-KEY: {text}'");
        let sheet = Sheet { is_strong: true, ..Sheet::of(visit, Tab::Keys, Value::Null)? };
        Ok(secret(page::shown(&keys(visit, sheet, Some((text, curl))).await?)?))
    })
}

async fn again(visit: &Visit, unsaved: Unsaved) -> Result<Response> {
    let sheet = unsaved.shown(Sheet::of(visit, Tab::Keys, Value::Null)?, &visit.form);
    let page = keys(visit, sheet, None).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn known(visit: &Visit) -> Result<ApiKey> {
    let unknown = || Error::NotFound(What::Key);
    let id: KeyId = visit.parameter("id").parse().map_err(|_| unknown())?;
    let all = of_account(visit).await?;
    Ok(all.into_iter().find(|key| key.id == id).ok_or_else(unknown)?)
}

fn key_page(visit: &Visit, s: Sheet, known: &ApiKey) -> Result<KeyPage> {
    let key = row(visit, &s, known)?;
    let title = visit.texts().keys_titled(&key.label);
    Ok(KeyPage { p: frame(visit, title), action: key.href.clone(), key, s })
}

/// Names a key and what revoking it means, before it is done.
pub(crate) fn ask(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let known = known(visit).await?;
        let sheet = Sheet::of(visit, Tab::Keys, Value::Null)?;
        page::shown(&key_page(visit, sheet, &known)?)
    })
}

pub(crate) fn revoke(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let known = known(visit).await?;
        if let Some(words) = sudo::proven(visit).await? {
            let sheet = Sheet::of(visit, Tab::Keys, Value::Null)?;
            let sheet = Unsaved::at(sudo::FIELD, words).shown(sheet, &visit.form);
            let page = key_page(visit, sheet, &known)?;
            return page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        visit.app().run(&Call::of(visit.caller()?), &Revoke { id: known.id }).await?;
        Ok(page::see(visit, &path(visit, "keys?said=removed")?))
    })
}
