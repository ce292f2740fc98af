-- Money that came and fits no document waits for somebody to see to it.
alter table checkout add column seen_to_at @ts;
create index checkout_unmatched on checkout (account_id, settled_at) where outcome = 'unmatched' and seen_to_at is null;
