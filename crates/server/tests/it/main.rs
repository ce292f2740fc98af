//! The program from outside: HTTP and the command line, on SQLite and on PostgreSQL.

#![expect(
    clippy::too_many_lines,
    reason = "a test tells a story from its beginning to its end, and rustfmt gives each word a line"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "a body written as json!({…}) is given away without a sign before it"
)]

mod accounts;
mod architecture;
mod background;
mod bad_input;
mod bank_details;
mod below;
mod browsers;
mod cash_basis;
mod catalogue;
mod checkout;
mod checkout_browser;
mod checkout_client;
mod checkout_settings;
mod checkout_settle;
mod checkout_trouble;
mod command_line;
mod copies;
mod crash;
mod credit_balance;
mod credit_notes;
mod customers;
mod dates;
mod disk;
mod document_copies;
mod document_links;
mod document_pdfs;
mod documents;
mod dry_run;
mod export;
mod fairness;
mod faults;
mod filters;
mod first_start;
mod four_apis;
mod hidden;
mod history;
mod idempotency;
mod invoiless;
mod justinvoice;
mod justpaid;
mod languages;
mod late_fees;
mod lifecycle;
mod locks;
mod long_lists;
mod mail;
mod mail_crash;
mod mail_letters;
mod mail_servers;
mod money_rules;
mod numbers;
mod openapi;
mod operations;
mod pages;
mod paging;
mod payment_terms;
mod payments;
mod postgres_tls;
mod print_view;
mod protocol;
mod public_page;
mod races;
mod readiness;
mod readme;
mod recorded;
mod recurring;
mod reminders;
mod repeats;
mod replies;
mod reports;
mod revisions;
mod routes;
mod schedules;
mod search;
mod spellings;
mod statements;
mod stored;
mod support;
mod suspended;
mod tampering;
mod texts;
mod trash;
mod upgrades;
mod vectors;
mod walk;
mod warnings;
mod webhook_crash;
mod webhook_deliveries;
mod webhooks;
