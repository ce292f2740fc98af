-- What `net30 verify` holds the books against, beside the chain.

-- The sum of all that is added to the history and to the kept documents: src/history_sum.rs. In several buckets on
-- PostgreSQL, so that two who add at once do not wait for one another.
create table history_sum (
    account_id @uuid not null,
    bucket @small not null,
    entries @bigint not null,
    low @bigint not null,
    high @bigint not null,
    primary key (account_id, bucket)
) @clustered;

-- Hashes of what was in the books when they were first kept by a version that chains such hashes: src/anchored.rs.
create table anchored (
    account_id @uuid not null,
    object_id @uuid not null,
    sha256 @blob not null,
    primary key (account_id, object_id)
) @clustered;
