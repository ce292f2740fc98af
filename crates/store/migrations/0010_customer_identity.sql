-- By what a customer of a document is told from others: SHA-256 of mailbox and name, or of name and address (domain,
-- Party::identity). Filled in by customer.rs.
alter table customer add column identity @blob;
create index customer_by_identity on customer (account_id, identity) where identity is not null;
