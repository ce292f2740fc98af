-- What is delivered, and with whose credentials.

-- Jobs are claimed by kind, so that one kind never waits for another.
drop index outbox_pending;
create index outbox_pending on outbox (kind, run_at, id) where done_at is null and dead_at is null;
create index outbox_waiting_by_account on outbox (account_id, id) where done_at is null and dead_at is null;
create index outbox_dead_by_account on outbox (account_id, id) where dead_at is not null;
create index outbox_done on outbox (kind, done_at) where done_at is not null;
-- Attempts that no longer count, since somebody had the job tried anew.
alter table outbox add column attempts_forgiven @int not null default 0;

-- Credentials of an account: sealed JSON (app/src/vault.rs), one row a service.
create table account_secret (
    account_id @uuid not null references account (id),
    service @key not null,
    sealed @blob not null,
    updated_at @ts not null,
    primary key (account_id, service)
) @strict;

-- Letters, sent and to be sent. A row is never removed: by its key a letter is sent once, however often it is asked for.
create table delivery (
    id @uuid primary key,
    account_id @uuid not null references account (id),
    kind text not null,
    object_id @uuid not null,
    dedup_key @key not null,
    message_id text not null,
    status @key not null,
    letter @json not null,
    subject text,
    attempts @int not null,
    last_error text,
    run_at @ts not null,
    sent_at @ts,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create unique index delivery_dedup_key_unique on delivery (account_id, dedup_key);
create index delivery_by_creation on delivery (account_id, created_at, id);
create index delivery_by_object on delivery (object_id, created_at, id);

-- What goes with a letter and cannot be made again when it is sent.
create table delivery_attachment (
    delivery_id @uuid not null references delivery (id),
    position @int not null,
    name text not null,
    media_type text not null,
    bytes @blob not null,
    primary key (delivery_id, position)
) @strict;

-- The account's own texts of letters; an empty language is for all that have no text of their own.
create table email_template (
    account_id @uuid not null references account (id),
    kind @key not null,
    language @key not null,
    subject text not null,
    message text not null,
    updated_at @ts not null,
    primary key (account_id, kind, language)
) @strict;

-- What became of the last letter with a document.
alter table invoice add column last_delivery @json;
