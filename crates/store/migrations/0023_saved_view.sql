-- Named addresses of lists, each person's own in each account.
create table saved_view (
    id @uuid primary key,
    person_id @uuid not null references person (id),
    account_id @uuid not null references account (id),
    list text not null,
    name text not null,
    query text not null,
    created_at @ts not null
) @strict;
create index saved_view_by_person on saved_view (person_id, account_id, list, created_at);
create index saved_view_by_account on saved_view (account_id);
