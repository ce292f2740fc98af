-- What failed in the background and waits to be tried again: one row a task and object, so that whatever fails waits
-- alone, and ever longer. No row, no failure.
create table setback (
    task @key not null,
    object_id @uuid not null,
    account_id @uuid not null,
    failures @int not null,
    error text not null,
    again_at @ts not null,
    updated_at @ts not null,
    primary key (task, object_id)
) @clustered;
create index setback_due on setback (task, again_at, account_id);
create index setback_by_account on setback (account_id, task, again_at);

-- One row that is written to see whether anything can be.
create table heartbeat (
    id @small primary key,
    at @ts not null
) @strict;

-- Letters are taken account by account, so that one account's thousand wait for its own place only.
create index outbox_by_account on outbox (kind, account_id, run_at, id) where done_at is null and dead_at is null;
