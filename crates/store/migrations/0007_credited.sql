-- An invoice that credit notes cover is credited (position 4), and no longer paid (3); its class has the position from
-- the third bit on (invoice/class.rs). Nothing is due on a credit note itself.
update invoice set position = 4, class = class + 4,
    paid_at = case when paid_minor > 0 then paid_at else null end
    where document = 0 and stage = 1 and position = 3 and credited_minor > 0 and credited_minor >= payable_minor;

-- A credit note without a total was taken for paid; others that had a due date of none stay where they are.
update invoice set due_minor = 0, paid_at = null where document = 1;
update invoice set class = class + 4 * (case when sent_at is null then 5 else 6 end),
    position = case when sent_at is null then 8 else 9 end
    where document = 1 and stage = 1 and position = 3;

delete from tally;
insert into tally (account_id, class, bucket, documents)
    select account_id, class, 0, count(*) from invoice group by account_id, class;

-- Who removes a tax or a product and who writes it into a document at the same moment wait for one another. SQLite has one
-- writer. What was written before is left as it is.
--@postgres alter table tax_use add constraint tax_use_tax foreign key (tax_id) references tax (id) not valid;
--@postgres alter table line add constraint line_product foreign key (product_id) references product (id) not valid;
