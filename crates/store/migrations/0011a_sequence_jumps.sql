-- Where a series was told to go on by the account, and which numbers it left out: from first_skipped, below next.
create table sequence_jump (
    account_id @uuid not null,
    document @small not null,
    series @key not null,
    first_skipped @bigint not null,
    next @bigint not null,
    primary key (account_id, document, series, first_skipped)
) @clustered;
