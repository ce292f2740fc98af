-- What of a payment pays another invoice of the same customer: it was more than was due. A use that was taken back stays on
-- record.
create table credit_use (
    id @uuid primary key,
    account_id @uuid not null,
    from_payment_id @uuid not null references payment (id),
    to_payment_id @uuid not null references payment (id),
    amount_minor @bigint not null,
    applied_on @date not null,
    created_at @ts not null,
    released_at @ts
) @strict;
create index credit_use_by_source on credit_use (from_payment_id, created_at, id);
create index credit_use_by_target on credit_use (to_payment_id, id);
create index credit_use_by_day on credit_use (account_id, applied_on, id);
create index invoice_in_credit on invoice (customer_id, issue_date, id) where due_minor < 0 and stage = 1;
