-- Whom an account keeps out though they have a role there, and whom it has invited. Of an invitation's token only its
-- SHA-256 is kept.
alter table membership add column disabled_at @ts;

create table invitation (
    id @uuid primary key,
    account_id @uuid not null references account (id),
    email text not null,
    email_folded @key not null,
    role text not null,
    hash @blob not null,
    created_at @ts not null,
    expires_at @ts not null
) @strict;
create unique index invitation_hash_unique on invitation (hash);
create unique index invitation_address_unique on invitation (account_id, email_folded);
create index invitation_by_end on invitation (expires_at);
