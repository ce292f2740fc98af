-- What is delivered, and with whose credentials.

-- Jobs are claimed by kind, so that one kind never waits for another.
drop index outbox_pending;
create index outbox_pending on outbox (kind, run_at, id) where done_at is null and dead_at is null;
create index outbox_by_account on outbox (account_id, dead_at, id) where dead_at is not null;

-- Credentials of an account: sealed JSON (app/src/vault.rs), one row a service.
create table account_secret (
    account_id @uuid not null references account (id),
    service @key not null,
    sealed @blob not null,
    updated_at @ts not null,
    primary key (account_id, service)
) @strict;
