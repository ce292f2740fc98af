-- The words that begin with @ are types and clauses that the two databases spell differently: db/migrate.rs.
-- A line that begins with --@sqlite or --@postgres is a statement for that one alone.

create table organisation (
    id @uuid primary key,
    name text not null,
    created_at @ts not null
) @strict;

create table account (
    id @uuid primary key,
    organisation_id @uuid not null references organisation (id),
    name text not null,
    details @json not null,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index account_by_organisation on account (organisation_id, created_at, id);

create table api_key (
    id @uuid primary key,
    organisation_id @uuid not null references organisation (id),
    account_id @uuid not null references account (id),
    label text,
    scope text not null,
    prefix text not null,
    hash @blob not null,
    created_at @ts not null,
    last_used_at @ts,
    revoked_at @ts
) @strict;
create unique index api_key_hash_unique on api_key (hash);
create index api_key_by_organisation on api_key (organisation_id, created_at, id);
create index api_key_by_account on api_key (account_id);

create table customer (
    id @uuid primary key,
    account_id @uuid not null,
    name text not null,
    email @key,
    external_id @key,
    archived @small not null,
    search text not null,
    metadata text,
    details @json not null,
    archived_at @ts,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index customer_by_creation on customer (account_id, archived, created_at, id);
create index customer_by_email on customer (account_id, email) where email is not null;
create unique index customer_external_id_unique on customer (account_id, external_id) where external_id is not null;

create table product (
    id @uuid primary key,
    account_id @uuid not null,
    name text not null,
    sku text,
    unit_price text not null,
    currency text,
    archived @small not null,
    search text not null,
    metadata text,
    details @json not null,
    archived_at @ts,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index product_by_creation on product (account_id, archived, created_at, id);

create table tax (
    id @uuid primary key,
    account_id @uuid not null,
    name text not null,
    archived @small not null,
    search text not null,
    details @json not null,
    archived_at @ts,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index tax_by_creation on tax (account_id, archived, created_at, id);

-- Taxes that a document or a product has ever named: these are archived, not removed.
create table tax_use (
    tax_id @uuid not null,
    primary key (tax_id)
) @clustered;

create table template (
    id @uuid primary key,
    account_id @uuid not null,
    name text not null,
    archived @small not null,
    search text not null,
    details @json not null,
    logo_png @blob,
    archived_at @ts,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index template_by_creation on template (account_id, archived, created_at, id);

-- Invoices and credit notes. Amounts are in the currency's minor unit. class says currency, type, position and
-- deletion in one number (invoice/class.rs), so that one index for each sort serves every such filter.
create table invoice (
    id @uuid primary key,
    account_id @uuid not null,
    class @int not null,
    document @small not null,
    stage @small not null,
    position @small not null,
    customer_id @uuid not null references customer (id),
    currency text not null,
    issue_date @date not null,
    due_date @date,
    due_sort @date not null,
    number @key,
    number_sort @key not null,
    net_minor @bigint not null,
    tax_minor @bigint not null,
    payable_minor @bigint not null,
    paid_minor @bigint not null,
    refunded_minor @bigint not null,
    credited_minor @bigint not null,
    due_minor @bigint not null,
    total_sort @bigint not null,
    template_id @uuid,
    credits_id @uuid,
    external_source @key,
    external_source_id @key,
    share_token @key,
    content @json not null,
    totals @json not null,
    issue @json,
    credited_lines @json,
    metadata text,
    issued_at @ts,
    sent_at @ts,
    voided_at @ts,
    payment_failed_at @ts,
    viewed_at @ts,
    paid_at @ts,
    scheduled_send_at @ts,
    deleted_at @ts,
    revision @bigint not null,
    created_at @ts not null,
    updated_at @ts not null
) @strict;
create index invoice_by_issue_date on invoice (account_id, class, issue_date, id);
create index invoice_by_due_date on invoice (account_id, class, due_sort, id);
create index invoice_by_total on invoice (account_id, class, total_sort, id);
create index invoice_by_number on invoice (account_id, class, number_sort, id);
create index invoice_by_creation on invoice (account_id, class, created_at, id);
-- With the class, so that a customer's documents are counted without reading them.
create index invoice_by_customer on invoice (customer_id, issue_date, id, class);
create unique index invoice_number_unique on invoice (account_id, number) where number is not null;
create unique index invoice_external_unique on invoice (account_id, external_source_id, external_source) where external_source_id is not null;
create unique index invoice_share_token_unique on invoice (share_token) where share_token is not null;
create index invoice_by_credited on invoice (credits_id) where credits_id is not null;
create index invoice_by_template on invoice (template_id) where template_id is not null;

create table line (
    invoice_id @uuid not null references invoice (id),
    position @int not null,
    id @uuid not null,
    product_id @uuid,
    name text,
    quantity text not null,
    unit_price text not null,
    gross_minor @bigint not null,
    discount_minor @bigint not null,
    net_minor @bigint not null,
    tax_minor @bigint not null,
    total_minor @bigint not null,
    details @json not null,
    primary key (invoice_id, position)
) @clustered;
create index line_by_product on line (product_id) where product_id is not null;

create table payment (
    id @uuid primary key,
    account_id @uuid not null,
    invoice_id @uuid not null references invoice (id),
    amount_minor @bigint not null,
    method text not null,
    reference text,
    notes text,
    paid_on @date not null,
    created_at @ts not null,
    reversed_at @ts
) @strict;
create index payment_by_invoice on payment (invoice_id, created_at, id);
create index payment_by_creation on payment (account_id, created_at, id);

create table refund (
    id @uuid primary key,
    account_id @uuid not null,
    payment_id @uuid not null references payment (id),
    amount_minor @bigint not null,
    reason text not null,
    notes text,
    refunded_on @date not null,
    created_at @ts not null
) @strict;
create index refund_by_payment on refund (payment_id, created_at, id);

-- How many documents of each class there are. On PostgreSQL in several buckets, so that two who make documents at
-- once do not wait for one another.
create table tally (
    account_id @uuid not null,
    class @int not null,
    bucket @small not null,
    documents @bigint not null,
    primary key (account_id, class, bucket)
) @clustered;

create table tag (
    id @uuid primary key,
    account_id @uuid not null,
    folded @key not null
) @strict;
create unique index tag_folded_unique on tag (account_id, folded);

create table invoice_tag (
    invoice_id @uuid not null references invoice (id),
    tag_id @uuid not null references tag (id),
    primary key (invoice_id, tag_id)
) @clustered;
create index invoice_tag_by_tag on invoice_tag (tag_id, invoice_id);

-- Folded texts in which parts of words are searched. kind: db/search.rs.
create table search_text (
    row @serial,
    account_id @uuid not null,
    kind @small not null,
    object_id @uuid not null,
    text @key not null
) @strict;
create unique index search_text_object_unique on search_text (object_id, kind);
create index search_text_by_kind on search_text (account_id, kind, row);
create index search_text_by_number on search_text (account_id, text) where kind = 4;
--@sqlite create virtual table search_index using fts5 (text, content = 'search_text', content_rowid = 'row', tokenize = 'trigram');
--@postgres create extension if not exists pg_trgm;
--@postgres create index search_index on search_text using gin (text gin_trgm_ops);

create table sequence (
    account_id @uuid not null,
    document @small not null,
    series @key not null,
    next @bigint not null,
    last_issue_date @date,
    primary key (account_id, document, series)
) @clustered;

create table event (
    sequence @serial,
    id @uuid not null,
    account_id @uuid not null,
    txid @txid,
    at @ts not null,
    actor text not null,
    kind text not null,
    object_id @uuid not null,
    data text not null,
    book_sequence @bigint,
    book_previous @blob,
    book_hash @blob
) @strict;
create index event_by_commit on event (account_id, txid, sequence);
create index event_by_object on event (object_id, sequence);
create unique index event_book_sequence_unique on event (account_id, book_sequence) where book_sequence is not null;

create table chain (
    account_id @uuid primary key,
    sequence @bigint not null,
    hash @blob not null
) @strict;

create table idempotency (
    account_id @uuid not null,
    key @key not null,
    fingerprint @blob not null,
    status @int not null,
    headers @json not null,
    body @blob not null,
    created_at @ts not null,
    primary key (account_id, key)
) @strict;
create index idempotency_by_creation on idempotency (created_at);

create table outbox (
    id @uuid primary key,
    account_id @uuid not null,
    kind text not null,
    dedup_key @key not null,
    payload text not null,
    run_at @ts not null,
    attempts @int not null,
    locked_until @ts,
    last_error text,
    done_at @ts,
    dead_at @ts
) @strict;
create unique index outbox_dedup_key_unique on outbox (dedup_key);
create index outbox_pending on outbox (run_at, id) where done_at is null and dead_at is null;

create table rendered (
    invoice_id @uuid not null references invoice (id),
    revision @bigint not null,
    format text not null,
    sha256 @blob not null,
    bytes @blob not null,
    primary key (invoice_id, revision, format)
) @strict;
