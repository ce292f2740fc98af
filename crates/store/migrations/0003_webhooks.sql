-- Webhooks: whom an account tells what happens, and what each of them is told.

create table webhook (
    id @uuid primary key,
    account_id @uuid not null references account (id),
    url text not null,
    -- The words of the events it wants, and patterns of them.
    events @json not null,
    signature_style text not null,
    payload_style text not null,
    description text,
    is_hook @small not null,
    disabled_at @ts,
    disabled_reason text,
    failing_since @ts,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null,
    -- Sealed (app/src/vault.rs); the one before signs too until previous_until.
    secret @blob not null,
    previous_secret @blob,
    previous_until @ts,
    -- The history has been turned into deliveries up to here.
    txid @bigint not null,
    sequence @bigint not null,
    -- When its next delivery is due, and until when it belongs to the server that claimed it.
    next_at @ts,
    locked_until @ts,
    claims @bigint not null
) @strict;
create index webhook_by_creation on webhook (account_id, created_at, id);
create index webhook_enabled on webhook (id) where disabled_at is null;
create index webhook_due on webhook (next_at) where disabled_at is null and next_at is not null;

create table webhook_delivery (
    id @uuid primary key,
    webhook_id @uuid not null references webhook (id) on delete cascade,
    account_id @uuid not null,
    -- null for a test
    event_id @uuid,
    kind text not null,
    -- The bytes that are sent, at each attempt the same.
    payload @blob not null,
    status text not null,
    attempts @int not null,
    next_at @ts,
    response_status @int,
    response text,
    error text,
    duration_ms @int,
    created_at @ts not null,
    ended_at @ts
) @strict;
create unique index webhook_delivery_event_unique on webhook_delivery (webhook_id, event_id);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_at, id) where next_at is not null;
create index webhook_delivery_by_creation on webhook_delivery (webhook_id, created_at, id);
create index webhook_delivery_by_status on webhook_delivery (webhook_id, status, created_at, id);
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;
