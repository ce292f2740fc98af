-- Since when an account is suspended: its keys are refused and nothing is done for it in the background.
alter table account add column suspended_at @ts;
