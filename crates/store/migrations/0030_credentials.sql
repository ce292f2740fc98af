-- When an account's credentials for a service were last changed: what is told of them with the account is read anew then.
alter table account add column credentials_at @ts;
