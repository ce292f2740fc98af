-- Attempts to pay online. Each has the Checkout Session that Stripe made for it, and ends once: live means that nobody
-- knows yet how. Amounts are in the document's minor unit, charged_units in Stripe's own.
create table checkout (
    id @uuid primary key,
    account_id @uuid not null references account (id),
    invoice_id @uuid not null references invoice (id),
    attempt @int not null,
    currency text not null,
    amount_minor @bigint not null,
    due_minor @bigint not null,
    charged_units @bigint not null,
    session_id @key,
    url text,
    outcome text,
    declined @key,
    payment_id @uuid,
    check_at @ts not null,
    created_at @ts not null,
    expires_at @ts not null,
    ended_at @ts,
    settled_at @ts
) @strict;
-- At most one live attempt a document: two sessions that are open at once could both be paid.
create unique index checkout_live_unique on checkout (invoice_id) where ended_at is null;
create unique index checkout_attempt_unique on checkout (invoice_id, attempt);
create unique index checkout_session_unique on checkout (session_id) where session_id is not null;
create index checkout_to_check on checkout (check_at, id) where ended_at is null;
create index checkout_by_account on checkout (account_id, id);
