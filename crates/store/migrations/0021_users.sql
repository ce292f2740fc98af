-- People, what each may do in which account, where they are signed in, and the links that work once. `user` is a word of
-- PostgreSQL's own.
create table person (
    id @uuid primary key,
    email text not null,
    email_folded @key not null,
    name text not null,
    password_hash text,
    language text,
    number_format text,
    theme text not null,
    shortcuts_off @small not null,
    created_at @ts not null,
    updated_at @ts not null,
    disabled_at @ts
) @strict;
create unique index person_email_unique on person (email_folded);

create table membership (
    person_id @uuid not null references person (id),
    account_id @uuid not null references account (id),
    role text not null,
    created_at @ts not null,
    primary key (person_id, account_id)
) @strict;
create index membership_by_account on membership (account_id);

-- Of tokens only their SHA-256 is kept.
create table session (
    id @uuid primary key,
    person_id @uuid not null references person (id),
    hash @blob not null,
    agent text not null,
    address text,
    created_at @ts not null,
    last_seen_at @ts not null,
    expires_at @ts not null,
    strong_until @ts not null
) @strict;
create unique index session_hash_unique on session (hash);
create index session_by_person on session (person_id, created_at);
create index session_by_end on session (expires_at);

create table one_time_link (
    hash @blob primary key,
    purpose text not null,
    organisation_id @uuid references organisation (id),
    account_id @uuid references account (id),
    person_id @uuid references person (id),
    created_at @ts not null,
    expires_at @ts not null,
    used_at @ts
) @strict;
create index one_time_link_by_person on one_time_link (person_id) where person_id is not null;
create index one_time_link_by_account on one_time_link (account_id) where account_id is not null;
create index one_time_link_by_end on one_time_link (expires_at);
