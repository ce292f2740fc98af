-- Money by the day that it came or went back: what reports of a period read.
create index payment_by_day on payment (account_id, paid_on, id);
create index refund_by_day on refund (account_id, refunded_on, id);
