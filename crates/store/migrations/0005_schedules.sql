-- What comes round: recurring invoices, reminders, late fees.

alter table invoice add column recurring_id @uuid;
alter table invoice add column reminders_paused @small not null default 0;
create index invoice_by_recurring on invoice (recurring_id, issue_date, id) where recurring_id is not null;

-- next_at is null unless the recurring invoice is active: the index has only what may come due.
create table recurring (
    id @uuid primary key,
    account_id @uuid not null,
    customer_id @uuid not null references customer (id),
    name text,
    search text not null,
    status @small not null,
    details @json not null,
    next_index @bigint,
    next_on @date,
    next_at @ts,
    runs @bigint not null,
    done_through @date,
    last_run_on @date,
    last_run_at @ts,
    failures @int not null,
    last_error text,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index recurring_due on recurring (next_at, id) where next_at is not null;
create index recurring_by_creation on recurring (account_id, created_at, id);
create index recurring_by_customer on recurring (customer_id);

-- A date of a recurring invoice has one row, and so at most one invoice, whatever is run twice. These rows outlive the
-- recurring invoice.
create table recurring_run (
    recurring_id @uuid not null,
    occurrence @date not null,
    account_id @uuid not null,
    invoice_id @uuid not null,
    made_at @ts not null,
    primary key (recurring_id, occurrence)
) @clustered;

create table reminder_rule (
    id @uuid primary key,
    account_id @uuid not null references account (id),
    days @int not null,
    enabled @small not null,
    details @json not null,
    next_on @date,
    next_at @ts,
    last_error text,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index reminder_rule_due on reminder_rule (next_at, id) where next_at is not null;
create index reminder_rule_by_account on reminder_rule (account_id, days, id);

-- An invoice is reminded of at most once by each rule.
create table reminder (
    invoice_id @uuid not null,
    rule_id @uuid not null,
    account_id @uuid not null,
    days @int not null,
    day @date not null,
    outcome text not null,
    at @ts not null,
    primary key (invoice_id, rule_id)
) @clustered;

create table late_fee_terms (
    account_id @uuid primary key references account (id),
    details @json not null,
    next_on @date,
    next_at @ts,
    last_error text,
    revision @bigint not null,
    updated_at @ts not null
) @strict;
create index late_fee_terms_due on late_fee_terms (next_at, account_id) where next_at is not null;

-- A period of an invoice has one row, and so at most one fee. next_on is when the next period is looked at.
create table late_fee (
    invoice_id @uuid not null,
    period @int not null,
    account_id @uuid not null,
    day @date not null,
    amount_minor @bigint not null,
    fee_invoice_id @uuid,
    next_on @date,
    charged_at @ts not null,
    primary key (invoice_id, period)
) @clustered;
create index late_fee_next on late_fee (account_id, next_on, invoice_id) where next_on is not null;
create index late_fee_by_fee_invoice on late_fee (fee_invoice_id) where fee_invoice_id is not null;
