-- E-mails are called so here too, where they were called letters.
update outbox set kind = 'email', dedup_key = 'email' || substr(dedup_key, 7) where kind = 'letter';
alter table delivery rename column letter to email;
-- The name of a field is followed by a colon; in a text its quotes would stand behind backslashes.
--@sqlite update account set details = replace(details, '"receipt_letters":', '"receipt_emails":');
--@postgres update account set details = details - 'receipt_letters' || jsonb_build_object('receipt_emails', details -> 'receipt_letters') where jsonb_exists(details, 'receipt_letters');
