-- Of what is delivered, these are the e-mails; webhooks have a table of their own, and goods are delivered to somebody.
alter table delivery rename to email_delivery;
alter table delivery_attachment rename to email_attachment;
drop index delivery_dedup_key_unique;
drop index delivery_by_creation;
drop index delivery_by_object;
create unique index email_delivery_dedup_key_unique on email_delivery (account_id, dedup_key);
create index email_delivery_by_creation on email_delivery (account_id, created_at, id);
create index email_delivery_by_object on email_delivery (object_id, created_at, id);
