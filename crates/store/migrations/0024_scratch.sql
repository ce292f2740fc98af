-- What people have typed and not saved yet, just as they typed it: good or not, without history and without events. `tab`
-- tells apart what one person types of one thing in two windows.
create table scratch (
    person_id @uuid not null references person (id),
    account_id @uuid not null references account (id),
    subject @key not null,
    tab @key not null,
    form text not null,
    saved_at @ts not null,
    primary key (person_id, account_id, subject, tab)
) @strict;
create index scratch_by_account on scratch (account_id);
create index scratch_by_age on scratch (saved_at);
