//! Every route of the router, and what each must have. A route without a row fails, and so does a row that is not true.

use crate::support::{Api, Backend, Server, text};
use reqwest::Method;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

/// Method, path; the scope that a key needs (`open` and `link`: none), the largest body, whether an id in the path must be
/// the account's own, whether it is done once under an `Idempotency-Key`, and whether the OpenAPI document has it.
const TABLE: &str = "
GET    /                                                           open  -    -   -    page
GET    /api/v1/openapi.json                                        open  -    -   -    page
GET    /docs                                                       open  -    -   -    page
GET    /docs/assets/docs.js                                        open  -    -   -    page
GET    /docs/assets/page.css                                       open  -    -   -    page
GET    /docs/assets/scalar-1.46.4.js                               open  -    -   -    page
GET    /docs/assets/styles.js                                      open  -    -   -    page
GET    /docs/errors                                                open  -    -   -    page
GET    /healthz                                                    open  -    -   -    page
GET    /i/{link}                                                   link  -    -   -    page
GET    /i/{link}/receipts/{payment}                                link  -    -   -    page
POST   /i/{link}/pay                                               link  1k   -   -    page
GET    /i/{link}/pdf                                               link  -    -   -    page
GET    /i/{link}/xml                                               link  -    -   -    page
POST   /mcp                                                        read  1M   -   -    page
GET    /metrics                                                    open  -    -   -    page
GET    /readyz                                                     open  -    -   -    page
POST   /stripe/{account}/{hook}                                    link  256k -   -    page
GET    /app                                                        open  -    -   -    page
GET    /app/{account}                                              open  -    -   -    page
GET    /app/{account}/invoices                                     open  -    -   -    page
GET    /app/{account}/invoices/{id}                                open  -    -   -    page
GET    /app/{account}/invoices/{id}/pages/{page}                   open  -    -   -    page
GET    /app/{account}/invoices/{id}/pdf                            open  -    -   -    page
GET    /app/{account}/search                                       open  -    -   -    page
POST   /reset                                                      open  16k  -   -    page
POST   /app/{account}/today/remind/{id}                            open  1M   -   -    page
POST   /app/{account}/today/retry/{id}                             open  1M   -   -    page
POST   /app/{account}/today/seen/{id}                              open  1M   -   -    page
POST   /app/{account}/today/webhook/{id}                           open  1M   -   -    page
GET    /app/{account}/settings                                     open  -    -   -    page
GET    /app/{account}/settings/company                             open  -    -   -    page
POST   /app/{account}/settings/company                             open  1M   -   -    page
GET    /app/{account}/settings/company/logo                        open  -    -   -    page
POST   /app/{account}/settings/company/logo                        open  2M   -   -    page
POST   /app/{account}/settings/company/logo/remove                 open  1M   -   -    page
GET    /app/{account}/settings/documents                           open  -    -   -    page
POST   /app/{account}/settings/documents                           open  1M   -   -    page
POST   /app/{account}/settings/documents/lock                      open  1M   -   -    page
GET    /app/{account}/settings/documents/numbers                   open  -    -   -    page
GET    /app/{account}/settings/documents/looks/{id}                open  -    -   -    page
GET    /app/{account}/settings/taxes                               open  -    -   -    page
POST   /app/{account}/settings/taxes/usual                         open  1M   -   -    page
GET    /app/{account}/settings/taxes/new                           open  -    -   -    page
POST   /app/{account}/settings/taxes/new                           open  1M   -   -    page
GET    /app/{account}/settings/taxes/{id}                          open  -    -   -    page
POST   /app/{account}/settings/taxes/{id}                          open  1M   -   -    page
POST   /app/{account}/settings/taxes/{id}/delete                   open  1M   -   -    page
GET    /app/{account}/settings/mail                                open  -    -   -    page
POST   /app/{account}/settings/mail                                open  1M   -   -    page
POST   /app/{account}/settings/mail/test                           open  1M   -   -    page
POST   /app/{account}/settings/mail/remove                         open  1M   -   -    page
GET    /app/{account}/settings/mail/texts/{kind}                   open  -    -   -    page
POST   /app/{account}/settings/mail/texts/{kind}                   open  1M   -   -    page
POST   /app/{account}/settings/mail/texts/{kind}/remove            open  1M   -   -    page
GET    /app/{account}/settings/payments                            open  -    -   -    page
POST   /app/{account}/settings/payments                            open  1M   -   -    page
POST   /app/{account}/settings/payments/stripe                     open  1M   -   -    page
POST   /app/{account}/settings/payments/stripe/remove              open  1M   -   -    page
GET    /app/{account}/settings/people                              open  -    -   -    page
POST   /app/{account}/settings/people                              open  1M   -   -    page
POST   /app/{account}/settings/people/invitations/{id}/withdraw    open  1M   -   -    page
GET    /app/{account}/settings/people/{id}                         open  -    -   -    page
POST   /app/{account}/settings/people/{id}                         open  1M   -   -    page
GET    /app/{account}/settings/keys                                open  -    -   -    page
POST   /app/{account}/settings/keys                                open  1M   -   -    page
GET    /app/{account}/settings/keys/{id}                           open  -    -   -    page
POST   /app/{account}/settings/keys/{id}                           open  1M   -   -    page
GET    /app/{account}/products                                    open  -   -   -    page
GET    /app/{account}/products/new                                open  -   -   -    page
POST   /app/{account}/products/new                                open  1M  -   -    page
GET    /app/{account}/products/{id}                               open  -   -   -    page
POST   /app/{account}/products/{id}                               open  1M  -   -    page
POST   /app/{account}/products/{id}/archive                       open  1M  -   -    page
GET    /app/{account}/customers                                   open  -   -   -    page
GET    /app/{account}/customers/new                               open  -   -   -    page
GET    /app/{account}/customers/options                           open  -   -   -    page
GET    /app/{account}/customers/{id}                              open  -   -   -    page
GET    /app/{account}/customers/{id}/archive                      open  -   -   -    page
GET    /app/{account}/customers/{id}/edit                         open  -   -   -    page
GET    /app/{account}/customers/{id}/statement                    open  -   -   -    page
GET    /app/{account}/customers/{id}/statement/send               open  -   -   -    page
GET    /app/{account}/invoices/new                                open  -   -   -    page
GET    /app/{account}/invoices/trash                              open  -   -   -    page
GET    /app/{account}/invoices/csv                                open  -   -   -    page
GET    /app/{account}/invoices/{id}/credit                        open  -   -   -    page
GET    /app/{account}/invoices/{id}/delete                        open  -   -   -    page
GET    /app/{account}/invoices/{id}/edit                          open  -   -   -    page
GET    /app/{account}/invoices/{id}/erase                         open  -   -   -    page
GET    /app/{account}/invoices/{id}/hide                          open  -   -   -    page
GET    /app/{account}/invoices/{id}/issue                         open  -   -   -    page
GET    /app/{account}/invoices/{id}/pay                           open  -   -   -    page
GET    /app/{account}/invoices/{id}/pay/understood                open  -   -   -    page
GET    /app/{account}/invoices/{id}/payments/{payment}/remove     open  -   -   -    page
GET    /app/{account}/invoices/{id}/refund/{payment}              open  -   -   -    page
GET    /app/{account}/invoices/{id}/remind                        open  -   -   -    page
GET    /app/{account}/invoices/{id}/send                          open  -   -   -    page
GET    /app/{account}/invoices/{id}/unpublish                     open  -   -   -    page
GET    /app/{account}/invoices/{id}/void                          open  -   -   -    page
GET    /app/{account}/invoices/{id}/xml                           open  -   -   -    page
GET    /app/{account}/products/options                            open  -   -   -    page
POST   /app/{account}/customers/new                               open  1M  -   -    page
POST   /app/{account}/customers/{id}/archive                      open  1M  -   -    page
POST   /app/{account}/customers/{id}/edit                         open  1M  -   -    page
POST   /app/{account}/customers/{id}/statement/send               open  1M  -   -    page
POST   /app/{account}/invoices/bulk                               open  1M  -   -    page
POST   /app/{account}/invoices/bulk/run                           open  1M  -   -    page
POST   /app/{account}/invoices/check                              open  1M  -   -    page
POST   /app/{account}/invoices/new                                open  1M  -   -    page
POST   /app/{account}/invoices/pages                              open  1M  -   -    page
POST   /app/{account}/invoices/preview                            open  1M  -   -    page
POST   /app/{account}/invoices/trash/empty                        open  1M  -   -    page
POST   /app/{account}/invoices/views                              open  1M  -   -    page
POST   /app/{account}/invoices/views/{view}/remove                open  1M  -   -    page
POST   /app/{account}/invoices/{id}/credit                        open  1M  -   -    page
POST   /app/{account}/invoices/{id}/credit/total                  open  1M  -   -    page
POST   /app/{account}/invoices/{id}/delete                        open  1M  -   -    page
POST   /app/{account}/invoices/{id}/duplicate                     open  1M  -   -    page
POST   /app/{account}/invoices/{id}/edit                          open  1M  -   -    page
POST   /app/{account}/invoices/{id}/erase                         open  1M  -   -    page
POST   /app/{account}/invoices/{id}/hide                          open  1M  -   -    page
POST   /app/{account}/invoices/{id}/issue                         open  1M  -   -    page
POST   /app/{account}/invoices/{id}/mark-sent                     open  1M  -   -    page
POST   /app/{account}/invoices/{id}/pay                           open  1M  -   -    page
POST   /app/{account}/invoices/{id}/payments/{payment}/remove     open  1M  -   -    page
POST   /app/{account}/invoices/{id}/refund/{payment}              open  1M  -   -    page
POST   /app/{account}/invoices/{id}/remind                        open  1M  -   -    page
POST   /app/{account}/invoices/{id}/restore                       open  1M  -   -    page
POST   /app/{account}/invoices/{id}/send                          open  1M  -   -    page
POST   /app/{account}/invoices/{id}/send/cancel                   open  1M  -   -    page
POST   /app/{account}/invoices/{id}/unpublish                     open  1M  -   -    page
POST   /app/{account}/invoices/{id}/void                          open  1M  -   -    page
POST   /app/{account}/scratch/{subject}/discard                   open  1M  -   -    page
PUT    /app/{account}/scratch/{subject}                           open  1M  -   -    page
GET    /app/{account}/{*rest}                                      open  -    -   -    page
GET    /assets/{hash}/{file}                                       open  -    -   -    page
GET    /me                                                         open  -    -   -    page
POST   /me                                                         open  16k  -   -    page
GET    /me/security                                                open  -    -   -    page
POST   /me/security/confirm                                        open  16k  -   -    page
POST   /me/security/password                                       open  16k  -   -    page
POST   /me/security/sessions/end-others                            open  16k  -   -    page
POST   /me/security/sessions/{id}/end                              open  16k  -   -    page
GET    /reset                                                      open  -    -   -    page
GET    /reset/{token}                                              open  -    -   -    page
POST   /reset/{token}                                              open  16k  -   -    page
GET    /sign-in                                                    open  -    -   -    page
POST   /sign-in                                                    open  16k  -   -    page
POST   /sign-out                                                   open  16k  -   -    page
GET    /welcome/{token}                                            open  -    -   -    page
POST   /welcome/{token}                                            open  16k  -   -    page
GET    /welcome/{token}/sample                                     open  -    -   -    page
GET    /api/invoices                                               read  -    -   -    api
POST   /api/invoices                                               write 1M   -   once api
GET    /api/invoices/{id}                                          read  -    own -    api
DELETE /api/invoices/{id}                                          write 1M   own once api
POST   /api/invoices/{id}/cancelled                                write 1M   own once api
POST   /api/invoices/{id}/final                                    write 1M   own once api
POST   /api/invoices/{id}/paid                                     write 1M   own once api
GET    /api/v1/accounts                                            read  -    -   -    api
POST   /api/v1/accounts                                            admin 1M   -   once api
GET    /api/v1/api-keys                                            admin -    -   -    api
POST   /api/v1/api-keys                                            admin 1M   -   once api
DELETE /api/v1/api-keys/{id}                                       admin 1M   own once api
POST   /api/v1/customer/create                                     write 1M   -   once api
GET    /api/v1/customer/{customer_uuid}                            read  -    own -    api
GET    /api/v1/customers                                           read  -    -   -    api
POST   /api/v1/customers                                           write 1M   -   once api
GET    /api/v1/customers/{id}                                      read  -    own -    api
PUT    /api/v1/customers/{id}                                      write 1M   own once api
PATCH  /api/v1/customers/{id}                                      write 1M   own once api
DELETE /api/v1/customers/{id}                                      write 1M   own once api
GET    /api/v1/customers/{id}/statement                            read  -    own -    api
GET    /api/v1/customers/{id}/statement/pdf                        read  -    own -    api
POST   /api/v1/customers/{id}/statement/send                       write 1M   own once api
GET    /api/v1/email-deliveries                                    read  -    -   -    api
GET    /api/v1/email-templates                                     read  -    -   -    api
GET    /api/v1/email-templates/{kind}                              read  -    -   -    api
PUT    /api/v1/email-templates/{kind}                              write 1M   -   once api
DELETE /api/v1/email-templates/{kind}                              write 1M   -   once api
POST   /api/v1/email-templates/{kind}/preview                      write 1M   -   once api
GET    /api/v1/events                                              read  -    -   -    api
POST   /api/v1/hooks/subscribe                                     write 1M   -   once api
DELETE /api/v1/hooks/{id}                                          write 1M   own once api
GET    /api/v1/invoice/                                            read  -    -   -    api
POST   /api/v1/invoice/create                                      write 1M   -   once api
GET    /api/v1/invoice/{invoice_uuid}                              read  -    own -    api
GET    /api/v1/invoices                                            read  -    -   -    api
POST   /api/v1/invoices                                            write 1M   -   once api
POST   /api/v1/invoices/batch                                      write 1M   -   once api
GET    /api/v1/invoices/export/csv                                 read  -    -   -    api
POST   /api/v1/invoices/import                                     write 20M  -   once api
GET    /api/v1/invoices/next-number                                read  -    -   -    api
POST   /api/v1/invoices/preview                                    read  1M   -   once api
POST   /api/v1/invoices/trash/batch                                write 1M   -   once api
GET    /api/v1/invoices/trash/list                                 read  -    -   -    api
GET    /api/v1/invoices/{id}                                       read  -    own -    api
PUT    /api/v1/invoices/{id}                                       write 1M   own once api
PATCH  /api/v1/invoices/{id}                                       write 1M   own once api
DELETE /api/v1/invoices/{id}                                       write 1M   own once api
POST   /api/v1/invoices/{id}/credit-note                           write 1M   own once api
GET    /api/v1/invoices/{id}/deliveries                            read  -    own -    api
POST   /api/v1/invoices/{id}/duplicate                             write 1M   own once api
GET    /api/v1/invoices/{id}/events                                read  -    own -    api
GET    /api/v1/invoices/{id}/html                                  read  -    own -    api
GET    /api/v1/invoices/{id}/late-fees                             read  -    own -    api
POST   /api/v1/invoices/{id}/mark-paid                             write 1M   own once api
POST   /api/v1/invoices/{id}/mark-sent                             write 1M   own once api
GET    /api/v1/invoices/{id}/payments                              read  -    own -    api
POST   /api/v1/invoices/{id}/payments                              write 1M   own once api
DELETE /api/v1/invoices/{id}/payments/{payment_id}                 write 1M   own once api
GET    /api/v1/invoices/{id}/payments/{payment_id}/receipt         read  -    own -    api
POST   /api/v1/invoices/{id}/payments/{payment_id}/refunds         write 1M   own once api
GET    /api/v1/invoices/{id}/pdf                                   read  -    own -    api
POST   /api/v1/invoices/{id}/publish                               write 1M   own once api
POST   /api/v1/invoices/{id}/remind                                write 1M   own once api
GET    /api/v1/invoices/{id}/reminders                             read  -    own -    api
POST   /api/v1/invoices/{id}/reminders/pause                       write 1M   own once api
POST   /api/v1/invoices/{id}/reminders/resume                      write 1M   own once api
POST   /api/v1/invoices/{id}/send                                  write 1M   own once api
DELETE /api/v1/invoices/{id}/send                                  write 1M   own once api
POST   /api/v1/invoices/{id}/unpublish                             write 1M   own once api
POST   /api/v1/invoices/{id}/validate                              read  1M   own once api
POST   /api/v1/invoices/{id}/void                                  write 1M   own once api
GET    /api/v1/invoices/{id}/xml                                   read  -    own -    api
GET    /api/v1/jobs                                                read  -    -   -    api
POST   /api/v1/jobs/{id}/retry                                     write 1M   own once api
GET    /api/v1/payment/invoice_payment                             read  -    -   -    api
POST   /api/v1/payment/invoice_payment/create                      write 1M   -   once api
GET    /api/v1/payment/invoice_payment/{payment_uuid}              read  -    own -    api
POST   /api/v1/payment/invoice_payment/{payment_uuid}/cancel       write 1M   own once api
GET    /api/v1/products                                            read  -    -   -    api
POST   /api/v1/products                                            write 1M   -   once api
GET    /api/v1/products/{id}                                       read  -    own -    api
PUT    /api/v1/products/{id}                                       write 1M   own once api
PATCH  /api/v1/products/{id}                                       write 1M   own once api
DELETE /api/v1/products/{id}                                       write 1M   own once api
GET    /api/v1/recurring-invoices                                  read  -    -   -    api
POST   /api/v1/recurring-invoices                                  write 1M   -   once api
GET    /api/v1/recurring-invoices/{id}                             read  -    own -    api
PUT    /api/v1/recurring-invoices/{id}                             write 1M   own once api
PATCH  /api/v1/recurring-invoices/{id}                             write 1M   own once api
DELETE /api/v1/recurring-invoices/{id}                             write 1M   own once api
POST   /api/v1/recurring-invoices/{id}/generate-now                write 1M   own once api
GET    /api/v1/recurring-invoices/{id}/invoices                    read  -    own -    api
POST   /api/v1/recurring-invoices/{id}/pause                       write 1M   own once api
POST   /api/v1/recurring-invoices/{id}/resume                      write 1M   own once api
GET    /api/v1/reminder-rules                                      read  -    -   -    api
POST   /api/v1/reminder-rules                                      write 1M   -   once api
GET    /api/v1/reminder-rules/{id}                                 read  -    own -    api
PUT    /api/v1/reminder-rules/{id}                                 write 1M   own once api
PATCH  /api/v1/reminder-rules/{id}                                 write 1M   own once api
DELETE /api/v1/reminder-rules/{id}                                 write 1M   own once api
GET    /api/v1/reports/aging                                       read  -    -   -    api
GET    /api/v1/reports/revenue                                     read  -    -   -    api
GET    /api/v1/reports/summary                                     read  -    -   -    api
GET    /api/v1/reports/tax                                         read  -    -   -    api
GET    /api/v1/search                                              read  -    -   -    api
GET    /api/v1/settings                                            read  -    -   -    api
PUT    /api/v1/settings                                            admin 1M   -   once api
PATCH  /api/v1/settings                                            admin 1M   -   once api
GET    /api/v1/settings/email                                      read  -    -   -    api
PUT    /api/v1/settings/email                                      admin 1M   -   once api
DELETE /api/v1/settings/email                                      admin 1M   -   once api
POST   /api/v1/settings/email/test                                 admin 1M   -   once api
GET    /api/v1/settings/late-fees                                  read  -    -   -    api
PUT    /api/v1/settings/late-fees                                  admin 1M   -   once api
PATCH  /api/v1/settings/late-fees                                  admin 1M   -   once api
GET    /api/v1/settings/stripe                                     read  -    -   -    api
PUT    /api/v1/settings/stripe                                     admin 1M   -   once api
DELETE /api/v1/settings/stripe                                     admin 1M   -   once api
GET    /api/v1/taxes                                               read  -    -   -    api
POST   /api/v1/taxes                                               write 1M   -   once api
GET    /api/v1/taxes/{id}                                          read  -    own -    api
PUT    /api/v1/taxes/{id}                                          write 1M   own once api
PATCH  /api/v1/taxes/{id}                                          write 1M   own once api
DELETE /api/v1/taxes/{id}                                          write 1M   own once api
GET    /api/v1/templates                                           read  -    -   -    api
POST   /api/v1/templates                                           write 2M   -   once api
GET    /api/v1/templates/{id}                                      read  -    own -    api
PUT    /api/v1/templates/{id}                                      write 2M   own once api
PATCH  /api/v1/templates/{id}                                      write 2M   own once api
DELETE /api/v1/templates/{id}                                      write 2M   own once api
POST   /api/v1/templates/{id}/copy                                 write 1M   own once api
GET    /api/v1/users                                               write -    -   -    api
GET    /api/v1/users/{id}                                          write -    own -    api
PATCH  /api/v1/users/{id}                                          admin 1M   own once api
DELETE /api/v1/users/{id}                                          admin 1M   own once api
POST   /api/v1/users/{id}/end-sessions                             admin 1M   own once api
GET    /api/v1/invitations                                         write -    -   -    api
POST   /api/v1/invitations                                         admin 1M   -   once api
DELETE /api/v1/invitations/{id}                                    admin 1M   own once api
GET    /api/v1/templates/{id}/preview.pdf                          read  -    own -    api
GET    /api/v1/templates/{id}/preview.svg                          read  -    own -    api
GET    /api/v1/webhooks                                            read  -    -   -    api
POST   /api/v1/webhooks                                            write 1M   -   once api
GET    /api/v1/webhooks/{id}                                       read  -    own -    api
PUT    /api/v1/webhooks/{id}                                       write 1M   own once api
PATCH  /api/v1/webhooks/{id}                                       write 1M   own once api
DELETE /api/v1/webhooks/{id}                                       write 1M   own once api
GET    /api/v1/webhooks/{id}/deliveries                            read  -    own -    api
GET    /api/v1/webhooks/{id}/deliveries/{delivery_id}              read  -    own -    api
POST   /api/v1/webhooks/{id}/deliveries/{delivery_id}/retry        write 1M   own once api
POST   /api/v1/webhooks/{id}/rotate-secret                         write 1M   own once api
POST   /api/v1/webhooks/{id}/test                                  write 1M   own once api
GET    /v1/customers                                               read  -    -   -    api
POST   /v1/customers                                               write 1M   -   once api
GET    /v1/customers/{id}                                          read  -    own -    api
PUT    /v1/customers/{id}                                          write 1M   own once api
PATCH  /v1/customers/{id}                                          write 1M   own once api
DELETE /v1/customers/{id}                                          write 1M   own once api
GET    /v1/invoices                                                read  -    -   -    api
POST   /v1/invoices                                                write 1M   -   once api
GET    /v1/invoices/{id}                                           read  -    own -    api
PUT    /v1/invoices/{id}                                           write 1M   own once api
PATCH  /v1/invoices/{id}                                           write 1M   own once api
DELETE /v1/invoices/{id}                                           write 1M   own once api
GET    /v1/invoices/{id}/payments                                  read  -    own -    api
POST   /v1/invoices/{id}/payments                                  write 1M   own once api
POST   /v1/invoices/{id}/send                                      write 1M   own once api
GET    /v1/items                                                   read  -    -   -    api
POST   /v1/items                                                   write 1M   -   once api
GET    /v1/items/{id}                                              read  -    own -    api
PUT    /v1/items/{id}                                              write 1M   own once api
PATCH  /v1/items/{id}                                              write 1M   own once api
DELETE /v1/items/{id}                                              write 1M   own once api
GET    /v1/payments/{id}                                           read  -    own -    api
DELETE /v1/payments/{id}                                           write 1M   own once api
GET    /v1/payments/{id}/refunds                                   read  -    own -    api
POST   /v1/payments/{id}/refunds                                   write 1M   own once api
";

/// How long a body may be silent and may take in these tests, as the server is told.
const LIMITS: [&str; 4] = ["--body-idle-timeout", "1", "--body-timeout", "3"];

#[derive(Clone, Copy, Debug)]
struct Row {
    method: &'static str,
    path: &'static str,
    scope: &'static str,
    body_bytes_max: Option<usize>,
    names_own: bool,
    once: bool,
    described: bool,
}

impl Row {
    fn read(line: &'static str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [method, path, scope, body, own, once, described] = words[..] else {
            panic!("{line} has not seven columns")
        };
        let body_bytes_max = match body {
            "-" => None,
            "1k" => Some(1 << 10),
            "16k" => Some(16 << 10),
            "256k" => Some(256 << 10),
            "1M" => Some(1 << 20),
            "2M" => Some(2 << 20),
            "20M" => Some(20 << 20),
            other => panic!("{other} is no size"),
        };
        Self {
            method,
            path,
            scope,
            body_bytes_max,
            names_own: own == "own",
            once: once == "once",
            described: described == "api",
        }
    }

    /// The path with ids that nothing has.
    fn filled(&self) -> String {
        let step = |step: &'static str| match step {
            "{link}" => "0aZ",
            "{kind}" => "invoice",
            id if id.starts_with('{') => "0198f6a0-0000-7000-8000-000000000001",
            word => word,
        };
        self.path.split('/').map(step).collect::<Vec<_>>().join("/")
    }

    fn head(&self, key: Option<&str>, length: usize) -> String {
        let key = key.map(|key| format!("authorization: Bearer {key}\r\n")).unwrap_or_default();
        format!(
            "{} {} HTTP/1.1\r\nhost: x\r\n{key}content-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n",
            self.method,
            self.filled()
        )
    }

    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

fn rows() -> Vec<Row> {
    TABLE.lines().filter(|line| !line.trim().is_empty()).map(Row::read).collect()
}

/// Sends bytes, and then one more now and then, until the server hangs up; what it said, and how long that took.
async fn drip(base: &str, head: &str, every: Option<Duration>) -> (String, Duration) {
    let address = base.strip_prefix("http://").expect("the base is a URL");
    let begun = Instant::now();
    let (mut reading, mut writing) = TcpStream::connect(address).await.unwrap().into_split();
    let _ = writing.write_all(head.as_bytes()).await;
    let dripping = tokio::spawn(async move {
        while let Some(every) = every {
            sleep(every).await;
            if writing.write_all(b" ").await.is_err() {
                break;
            }
        }
        // Held open until the server hangs up.
        sleep(Duration::from_mins(5)).await;
        drop(writing);
    });
    let mut said = Vec::new();
    let read = timeout(Duration::from_mins(1), reading.read_to_end(&mut said)).await;
    dripping.abort();
    assert!(read.is_ok(), "still open after {:?}: {head}", begun.elapsed());
    (String::from_utf8_lossy(&said).into_owned(), begun.elapsed())
}

fn status(said: &str) -> u16 {
    said.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0)
}

async fn keys(server: &Server) -> BTreeMap<&'static str, String> {
    let mut keys = BTreeMap::from([("admin", server.key.clone())]);
    for scope in ["read", "write"] {
        let made = server.post("/api-keys", &json!({"scope": scope})).await.json(201);
        keys.insert(scope, text(&made["secret"]).to_owned());
    }
    keys
}

#[test]
fn every_route_has_a_row() {
    let known: BTreeSet<String> = rows().iter().map(Row::name).collect();
    let there: BTreeSet<String> = net30_api::routes::all()
        .into_iter()
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    let missing: Vec<_> = there.difference(&known).collect();
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(missing.is_empty(), "say in the table of this test what these must have: {missing:#?}");
    assert!(gone.is_empty(), "these are no routes: {gone:#?}");
}

#[test]
fn a_route_is_made_only_where_the_table_sees_it() {
    fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for room in ["http", "native", "guests", "web", "mcp", "api"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(room).join("src");
        files(&folder, &mut found);
    }
    for path in found {
        let is_exempt = ["api/src/routes.rs", "listen.rs"].iter().any(|name| path.ends_with(name));
        let code = std::fs::read_to_string(&path).unwrap();
        let has =
            [".route(\"", ".route_service(", ".nest_service("].iter().any(|way| code.contains(way));
        assert!(is_exempt || !has, "{} makes a route that no table has", path.display());
    }
}

#[tokio::test]
async fn the_openapi_document_has_the_routes_of_the_apis() {
    let server = Server::start(Backend::Sqlite).await;
    let document = server.get("/openapi.json").await.json(200);
    for row in rows() {
        let operation = &document["paths"][row.path][row.method.to_lowercase()];
        assert_eq!(operation.is_object(), row.described, "{}", row.name());
        if !row.described {
            continue;
        }
        let names_key = operation["parameters"].to_string().contains("IdempotencyKey");
        assert_eq!(names_key, row.once, "{}", row.name());
        let has_own = operation["responses"].get("404").is_some() && row.path.contains('{');
        assert!(!row.names_own || has_own, "{}", row.name());
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_looked_at_before_a_body_is_read_or_a_reply_repeated() {
    let server = Server::start_with(Backend::Sqlite, &LIMITS).await;
    let keys = keys(&server).await;
    let (base, keys) = (server.base(), &keys);
    // The body never comes, so a status that is not 408 was decided without it.
    let refused = async |row: Row, key: Option<&str>, expected: u16| {
        let length = if row.body_bytes_max.is_some() { 5 } else { 0 };
        let (said, _) = drip(base, &row.head(key, length), None).await;
        assert_eq!(status(&said), expected, "{}: {said}", row.name());
    };
    let check = async |row: Row| {
        let lower = match row.scope {
            "open" | "link" => return,
            "admin" => Some("write"),
            "write" => Some("read"),
            _ => None,
        };
        refused(row, None, 401).await;
        refused(row, Some("net30_wrong"), 401).await;
        if let Some(lower) = lower {
            refused(row, Some(&keys[lower]), 403).await;
        }
    };
    let all = rows();
    futures_util::future::join_all(all.iter().map(|row| async { check(*row).await })).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_is_silent_or_drips_is_cut_on_every_route() {
    let server = Server::start_with(Backend::Sqlite, &LIMITS).await;
    let silent = async |row: Row| {
        let (said, took) = drip(server.base(), &row.head(Some(&server.key), 100), None).await;
        let reads = row.body_bytes_max.is_some();
        assert!(!reads || status(&said) == 408 || row.scope == "link", "{}: {said}", row.name());
        assert!(took < Duration::from_secs(20), "{} took {took:?}", row.name());
    };
    let slow = async |row: Row| {
        let pace = Some(Duration::from_millis(400));
        let (_, took) = drip(server.base(), &row.head(Some(&server.key), 1000), pace).await;
        assert!(took < Duration::from_secs(20), "{} took {took:?}", row.name());
    };
    let all = rows();
    futures_util::future::join_all(all.iter().map(|row| async {
        tokio::join!(silent(*row), slow(*row));
    }))
    .await;
    // Without a key nobody waits longer.
    let base = server.base();
    let open = all.iter().map(|row| async move { drip(base, &row.head(None, 100), None).await });
    for (_, took) in futures_util::future::join_all(open).await {
        assert!(took < Duration::from_secs(20), "{took:?}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_above_the_limit_of_its_route_is_refused() {
    let server = Server::start_with(Backend::Sqlite, &LIMITS).await;
    let (base, key) = (server.base(), server.key.as_str());
    let above = async |row: Row| {
        let Some(bytes_max) = row.body_bytes_max else { return };
        let (said, _) = drip(base, &row.head(Some(key), bytes_max + 1), None).await;
        assert_eq!(status(&said), 413, "{}: {said}", row.name());
    };
    let all = rows();
    futures_util::future::join_all(all.iter().map(|row| async { above(*row).await })).await;
    let mut tried = BTreeSet::new();
    for row in all {
        let Some(bytes_max) = row.body_bytes_max.filter(|size| tried.insert(*size)) else {
            continue;
        };
        let whole = row.head(Some(key), bytes_max) + &" ".repeat(bytes_max);
        let (said, _) = drip(base, &whole, None).await;
        assert!(![0, 408, 413].contains(&status(&said)), "{}: {said}", row.name());
    }
    server.finish().await;
}

#[tokio::test]
async fn every_write_reads_its_idempotency_key() {
    let server = Server::start(Backend::Sqlite).await;
    let odd: Api = server.at("").with("idempotency-key", &"k".repeat(300));
    for row in rows().into_iter().filter(|row| row.once) {
        let method = Method::from_bytes(row.method.as_bytes()).unwrap();
        let reply = odd.send(method, &row.filled(), Some(&json!({}))).await;
        assert_eq!(reply.faults(), ["Idempotency-Key"], "{reply}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_takes_only_its_share_of_the_connections() {
    let limits = ["--connections", "40", "--connections-per-address", "8"];
    let server = Server::start_with(Backend::Sqlite, &limits).await;
    let address = server.base().strip_prefix("http://").unwrap().to_owned();
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(TcpStream::connect(&address).await.unwrap());
    }
    let mut one_more = TcpStream::connect(&address).await.unwrap();
    let mut said = Vec::new();
    let read = timeout(Duration::from_secs(10), one_more.read_to_end(&mut said)).await;
    assert!(read.is_ok() && said.is_empty(), "the ninth was let in");
    drop(held);
    crate::support::eventually("a seat is free again", async || {
        server.try_send(Method::GET, "/invoices", None, "").await.is_ok().then_some(())
    })
    .await;
    server.finish().await;
}
