-- How issued documents look, frozen when they are issued: each look once, by the hash of all that it decides. The column
-- issue of invoice names it; what was issued before names none, and looks as its template does now.
create table look (
    hash @blob primary key,
    details @json not null,
    logo_png @blob
) @strict;
