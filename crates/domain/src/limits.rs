//! How long, and how many: the bounds of what clients write, for all who read it.
//!
//! The schemas of the APIs say the same figures (`max_length = …` takes nothing but a literal); a test holds readers and
//! schemas together, field by field. Bounds that a calculation rests on stand beside it: `tax::TAXES_MAX`,
//! `payment_terms::PAYMENT_DAYS_MAX`, `number::NUMBER_CHARS_MAX`, `money::DECIMALS_MAX`; those of work at a time (how many
//! lines a page of a list has, how many movements the PDF of a statement) beside the work: `net30_app::invoices`,
//! `net30_app::statements`.

// Texts that many things have.

/// Most characters of a name: of a company, a person, a product, a line, a template.
pub const NAME_CHARS_MAX: usize = 255;
/// Most characters of a text that may be HTML, and of notes.
pub const HTML_CHARS_MAX: usize = 10_000;
/// Most characters of a reference, or of an id that somebody else gave.
pub const REFERENCE_CHARS_MAX: usize = 255;
/// Most characters of the name of a tax, a discount, a charge, an amount after tax or an API key.
pub const LABEL_CHARS_MAX: usize = 100;
/// Most characters of the name of a scheme that an id is of.
pub const SCHEME_CHARS_MAX: usize = 10;
/// Most characters of the version of a scheme.
pub const VERSION_CHARS_MAX: usize = 50;
/// Most characters of a code of a list of the United Nations.
pub const LIST_CODE_CHARS_MAX: usize = 3;
/// Most characters of a link.
pub const LINK_CHARS_MAX: usize = 2000;
/// Most characters of what people say of a thing of theirs.
pub const DESCRIPTION_CHARS_MAX: usize = 255;
/// Most characters of what is searched for.
pub const SEARCH_CHARS_MAX: usize = 200;

// Invoices.

/// Most lines of a document.
pub const LINES_MAX: usize = 1000;
/// Most allowances, and most charges, of a document.
pub const ALLOWANCES_MAX: usize = 20;
/// Most amounts after tax.
pub const EXTRA_FIELDS_MAX: usize = 3;
/// Most documents that one follows.
pub const PRECEDING_MAX: usize = 20;
/// Most tags of a document.
pub const TAGS_MAX: usize = 10;
/// Most characters of a tag.
pub const TAG_CHARS_MAX: usize = 50;
/// Most characters of the last part of a document's link.
pub const SLUG_CHARS_MAX: usize = 50;
/// Most characters of what a document is called at its top.
pub const HEADER_CHARS_MAX: usize = 20;
/// Most characters of payment terms.
pub const PAYMENT_TERMS_CHARS_MAX: usize = 255;
/// Most characters of why a tax is not charged.
pub const EXEMPTION_REASON_CHARS_MAX: usize = 255;

// Lines and products.

/// Most characters of what a quantity counts.
pub const UNIT_CHARS_MAX: usize = 20;
/// Most characters of an article number.
pub const SKU_CHARS_MAX: usize = 100;
/// Most classifications of an item.
pub const CLASSIFICATIONS_MAX: usize = 10;

// Companies and people.

/// Most characters of the name of a person who signs in.
pub const PERSON_NAME_CHARS_MAX: usize = 100;
/// Most characters of a line of an address, of a city and of a region.
pub const ADDRESS_LINE_CHARS_MAX: usize = 255;
/// Most characters of a postal code.
pub const POSTAL_CODE_CHARS_MAX: usize = 50;
/// Most characters of an e-mail address (RFC 5321, 4.5.3.1.3).
pub const EMAIL_CHARS_MAX: usize = 254;
/// Most e-mail addresses of a list.
pub const EMAILS_MAX: usize = 20;
/// Most characters of a telephone number.
pub const PHONE_CHARS_MAX: usize = 50;
/// Most characters of a number that a tax office gave.
pub const TAX_ID_CHARS_MAX: usize = 50;
/// Most characters of a number in a register.
pub const LEGAL_ID_CHARS_MAX: usize = 255;
/// Most characters of an address on the web, as a company writes it.
pub const WEBSITE_CHARS_MAX: usize = 255;

// Ways to pay.

/// Most characters of an IBAN as it is written, and of an account number.
pub const ACCOUNT_NUMBER_CHARS_MAX: usize = 50;
/// Most characters of the code of a bank.
pub const BANK_CODE_CHARS_MAX: usize = 20;
/// Most characters of the text of a transfer.
pub const TRANSFER_TEXT_CHARS_MAX: usize = 140;
/// Most characters of a mandate's reference, and of a creditor's id (SEPA).
pub const SEPA_ID_CHARS_MAX: usize = 35;
/// Most figures that are kept of a card's number.
pub const CARD_FIGURES_MAX: usize = 6;
/// Fewest figures that are kept of a card's number.
pub const CARD_FIGURES_MIN: usize = 4;

// E-mails.

/// Most characters of an e-mail's subject.
pub const SUBJECT_CHARS_MAX: usize = 255;
/// Most characters of an e-mail's text.
pub const MESSAGE_CHARS_MAX: usize = 10_000;
/// Most addresses of one kind that an e-mail goes to.
pub const RECIPIENTS_MAX: usize = 20;
/// Most characters of a mail server's name, of a user and of a password.
pub const CREDENTIAL_CHARS_MAX: usize = 255;

// Settings.

/// Most characters of the name of a time zone.
pub const TIME_ZONE_CHARS_MAX: usize = 100;
/// Most characters of the pattern of a number.
pub const PATTERN_CHARS_MAX: usize = 60;
/// The greatest number that a series may go on with: twelve figures, as many as a pattern's width has.
pub const NEXT_NUMBER_MAX: i64 = 999_999_999_999;
/// Most characters of the top and of the foot of a template.
pub const MARGIN_CHARS_MAX: usize = 500;
/// Most characters of a heading that a template words itself.
pub const HEADING_CHARS_MAX: usize = 40;
/// Most characters of a template's Typst program.
pub const SOURCE_CHARS_MAX: usize = 50_000;
/// Most columns of a table of lines: each once.
pub const COLUMNS_MAX: usize = 9;
/// Most characters of a colour as it is written.
pub const COLOUR_CHARS_MAX: usize = 20;
/// Most characters of a logo in base64: 1 MiB of picture.
pub const LOGO_CHARS_MAX: usize = 1_400_000;
/// Most days that late fees wait.
pub const GRACE_DAYS_MAX: i64 = 365;

// Schedules.

/// Most units between two invoices.
pub const SCHEDULE_EVERY_MAX: i64 = 1000;
/// Most invoices of a schedule that ends by their count.
pub const SCHEDULE_COUNT_MAX: i64 = 100_000;

// Webhooks.

/// Most characters of a receiver's address that are read; how many it may have is said by whoever calls it.
pub const RECEIVER_CHARS_MAX: usize = 4000;
/// Most patterns of events.
pub const EVENT_PATTERNS_MAX: usize = 100;
/// Most characters of a pattern of events.
pub const EVENT_PATTERN_CHARS_MAX: usize = 100;
