-- The secret of the documents' own links: one row, made by the first start.
create table link_secret (
    id @small primary key,
    secret @blob not null
) @strict;
