//! E-mails: what is to be sent by e-mail, what was, and what became of it.

use crate::{
    Boxed, Connection, Page, Paging, Query, Result, Slice, Total, Tx,
    db::{At, FromRow, Param, Row, args, statements},
    kept::{json, kept_struct},
    paging::{COUNT_MAX, NewestFirst},
};
use net30_domain::{
    Timestamp,
    email_delivery::{EmailDeliveryStatus, EmailKind},
    id::{AccountId, EmailDeliveryId, PaymentId},
    text::{Email, Language},
};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, kind, object_id, dedup_key, message_id, status, email, subject, attempts, last_error, \
        run_at, sent_at, created_at, updated_at"
    };
}

statements! {
    INSERT = concat!(
        "insert into email_delivery (", columns!(), ") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        on conflict (account_id, dedup_key) do nothing"
    );
    INSERT_ATTACHMENT = "insert into email_attachment (delivery_id, position, name, media_type, bytes)
        values (?1, ?2, ?3, ?4, ?5)";
    ATTACHMENTS = "select name, media_type, bytes from email_attachment where delivery_id = ?1 order by position";
    LOAD = concat!("select ", columns!(), " from email_delivery where account_id = ?1 and id = ?2");
    WAITING = concat!(
        "select ", columns!(), " from email_delivery where object_id = ?2 and account_id = ?1 and status = 'waiting'
        order by created_at, id"
    );
    // ?3 is what it was: an e-mail that was withdrawn meanwhile is not touched unless it was sent all the same.
    SETTLE = "update email_delivery set status = ?4, subject = ?5, attempts = ?6, last_error = ?7, sent_at = ?8, updated_at = ?9
        where account_id = ?1 and id = ?2 and status = ?3";
    LIST = concat!(
        "select ", columns!(), " from email_delivery @by(email_delivery_by_creation)
        where account_id = ?1 and (created_at, id) < (?2, ?3) and (?6 = '' or status = ?6)
        order by created_at desc, id desc limit ?4 offset ?5"
    );
    COUNT = "select count(*) from (select 1 from email_delivery @by(email_delivery_by_creation)
        where account_id = ?1 and (?2 = '' or status = ?2) limit ?3) counted";
    LIST_OF_OBJECT = concat!(
        "select ", columns!(), " from email_delivery @by(email_delivery_by_object)
        where object_id = ?7 and account_id = ?1 and (created_at, id) < (?2, ?3) and (?6 = '' or status = ?6)
        order by created_at desc, id desc limit ?4 offset ?5"
    );
    COUNT_OF_OBJECT = "select count(*) from (select 1 from email_delivery @by(email_delivery_by_object)
        where object_id = ?4 and account_id = ?1 and (?2 = '' or status = ?2) limit ?3) counted";
}

/// A line of facts that an e-mail shows: what, and how much or when, both in the e-mail's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub label: String,
    /// How much, when, or which.
    pub value: String,
}
kept_struct! { Fact as FactRecord { label: String, value: String } }

/// What an e-mail is to say, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// To whom.
    pub to: Vec<Email>,
    /// Copies.
    pub cc: Vec<Email>,
    /// Copies that the others do not see.
    pub bcc: Vec<Email>,
    /// A subject of its own, with placeholders.
    pub subject: Option<String>,
    /// A text of its own, with placeholders.
    pub message: Option<String>,
    /// The language, if no document decides it.
    pub language: Option<Language>,
    /// Facts that it shows, if no document gives them.
    pub facts: Vec<Fact>,
    /// Whether the document's PDF goes with it; with a receipt, the receipt's.
    pub attach_pdf: bool,
    /// The payment that it is a receipt for.
    pub payment_id: Option<PaymentId>,
}
kept_struct! { Content as ContentRecord {
    to: Vec<Email>, cc: Vec<Email>, bcc: Vec<Email>, subject: Option<String>, message: Option<String>,
    language: Option<Language>, facts: Vec<Fact>, attach_pdf: bool, payment_id: Option<PaymentId>,
} }

/// A file that goes with an e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, with its ending.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl FromRow for Attachment {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { name: row.take()?, media_type: row.take()?, bytes: row.take()? })
    }
}

/// An e-mail and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailDelivery {
    /// Its id.
    pub id: EmailDeliveryId,
    /// Whose e-mail it is.
    pub account_id: AccountId,
    /// What it is for.
    pub kind: EmailKind,
    /// What it is about: an invoice, a customer, ….
    pub object_id: Uuid,
    /// Two e-mails of an account with the same key are one.
    pub dedup_key: String,
    /// The `Message-ID`, the same however often it is sent.
    pub message_id: String,
    /// What became of it.
    pub status: EmailDeliveryStatus,
    /// What it is to say, and to whom.
    pub content: Content,
    /// The subject that it had when it was last sent or tried.
    pub subject: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// Not to be sent before this moment.
    pub run_at: Timestamp,
    /// When a mail server took it.
    pub sent_at: Option<Timestamp>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl FromRow for EmailDelivery {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: EmailDeliveryId(row.take()?),
            account_id: AccountId(row.take()?),
            kind: row.read(EmailKind::parse)?,
            object_id: row.take()?,
            dedup_key: row.take()?,
            message_id: row.take()?,
            status: row.read(EmailDeliveryStatus::parse)?,
            content: row.kept()?,
            subject: row.take()?,
            attempts: row.take()?,
            last_error: row.take()?,
            run_at: row.take::<At>()?.0,
            sent_at: row.moment()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

/// Adds an e-mail with what goes with it; false if the account has one with its key, sent or not.
pub fn insert<'a>(
    tx: &'a mut Tx,
    email: &'a EmailDelivery,
    attachments: &'a [Attachment],
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![
            email.id.0,
            email.account_id.0,
            email.kind.word(),
            email.object_id,
            email.dedup_key,
            email.message_id,
            email.status.word(),
            json(&email.content),
            email.subject,
            email.attempts,
            email.last_error,
            At(email.run_at),
            email.sent_at.map(At),
            At(email.created_at),
            At(email.updated_at)
        ];
        if tx.execute(&INSERT, values).await? == 0 {
            return Ok(false);
        }
        for (attachment, position) in attachments.iter().zip(0_i32..) {
            let values = args![
                email.id.0,
                position,
                attachment.name,
                attachment.media_type,
                attachment.bytes
            ];
            tx.execute(&INSERT_ATTACHMENT, values).await?;
        }
        Ok(true)
    })
}

/// The files that go with an e-mail.
pub fn attachments(q: &mut dyn Connection, id: EmailDeliveryId) -> Boxed<'_, Vec<Attachment>> {
    Box::pin(async move { q.rows(&ATTACHMENTS, args![id.0]).await })
}

/// The e-mail with an id.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    id: EmailDeliveryId,
) -> Boxed<'_, Option<EmailDelivery>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, id.0]).await })
}

/// The e-mails about an object that are still to be sent, oldest first.
pub fn waiting(
    q: &mut dyn Connection,
    account: AccountId,
    object_id: Uuid,
) -> Boxed<'_, Vec<EmailDelivery>> {
    Box::pin(async move { q.rows(&WAITING, args![account.0, object_id]).await })
}

/// Notes what became of an e-mail; false if its status is no longer the one `before`.
pub fn settle<'a>(
    tx: &'a mut Tx,
    email: &'a EmailDelivery,
    before: EmailDeliveryStatus,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![
            email.account_id.0,
            email.id.0,
            before.word(),
            email.status.word(),
            email.subject,
            email.attempts,
            email.last_error,
            email.sent_at.map(At),
            At(email.updated_at)
        ];
        Ok(tx.execute(&SETTLE, values).await? == 1)
    })
}

/// Which e-mails are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmailDeliveryFilter {
    /// Those about this object.
    pub object_id: Option<Uuid>,
    /// Those of which this became.
    pub status: Option<EmailDeliveryStatus>,
}

/// The account's e-mails, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not of this list.
pub fn list<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    filter: EmailDeliveryFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<EmailDelivery>> {
    Box::pin(async move {
        let NewestFirst { before, id_before, offset } = NewestFirst::of(paging)?;
        let one_more = paging.one_more();
        let status = filter.status.map_or("", EmailDeliveryStatus::word);
        let most = COUNT_MAX + 1;
        let mut values: Vec<&dyn Param> =
            vec![&account.0, &before, &id_before, &one_more, &offset, &status];
        let (items, (count,)): (Vec<EmailDelivery>, (i64,)) = match &filter.object_id {
            None => {
                let items = q.rows(&LIST, &values).await?;
                (items, q.one(&COUNT, args![account.0, status, most]).await?)
            }
            Some(object_id) => {
                values.push(object_id);
                let items = q.rows(&LIST_OF_OBJECT, &values).await?;
                (items, q.one(&COUNT_OF_OBJECT, args![account.0, status, most, *object_id]).await?)
            }
        };
        let cursor = |last: &EmailDelivery| NewestFirst::after(last.created_at, last.id.0);
        Ok(Slice::cut(items, paging, cursor).counted(Total::of(count)))
    })
}
