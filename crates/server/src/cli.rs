//! The command line as a stranger reads it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use net30_domain::{
    id::{AccountId, KeyId, OrganisationId},
    key::Scope,
    money::Currency,
    text::{Country, Email},
    user::Role,
};
use std::{net::SocketAddr, path::PathBuf};

/// Makes, delivers and keeps invoices: one program, four APIs.
///
/// Begin with `net30 serve`: it makes its data folder, an account and an API key, and says what to do next.
#[derive(Debug, Parser)]
#[command(name = "net30", version, max_term_width = 100, propagate_version = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: CommonOptions,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands. A flag wins over its environment variable, that over net30.toml.
#[derive(Args, Debug)]
#[command(next_help_heading = "Common options")]
pub(crate) struct CommonOptions {
    /// Folder that holds the database; made if it is missing [default: ./net30-data]
    #[arg(long, value_name = "DIR", env = "NET30_DATA", global = true)]
    pub(crate) data: Option<PathBuf>,
    #[arg(
        long,
        value_name = "URL",
        env = "NET30_DATABASE_URL",
        hide_env_values = true,
        global = true,
        help = "PostgreSQL in place of SQLite in the data folder: postgres://user:password@host/name"
    )]
    pub(crate) database_url: Option<String>,
    #[arg(
        long,
        value_name = "URL",
        env = "NET30_PUBLIC_URL",
        global = true,
        help = "What links in documents begin with: https://billing.example.com [default: the address served]"
    )]
    pub(crate) public_url: Option<String>,
    #[arg(
        long,
        value_name = "BASE64",
        env = "NET30_SECRET_KEY",
        hide_env_values = true,
        global = true,
        help = "Key that seals credentials in the database: 32 bytes in base64, the same on all servers of a database [default: the file secret.key in the data folder]"
    )]
    pub(crate) secret_key: Option<String>,
    /// Settings file [default: net30.toml in the current folder, else in the data folder]
    #[arg(long, value_name = "FILE", env = "NET30_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
    #[arg(
        long,
        value_name = "FILTER",
        env = "NET30_LOG",
        global = true,
        help = "What is logged to standard error: error, warn, info, debug or a filter such as net30_http=debug [default: info]"
    )]
    pub(crate) log: Option<String>,
    /// Folder with fonts (TTF, OTF, TTC) for scripts beyond Latin, Greek and Cyrillic, before the system's own
    #[arg(long, value_name = "FOLDER", env = "NET30_FONTS", global = true)]
    pub(crate) fonts: Option<PathBuf>,
    /// How it is logged [default: text]
    #[arg(long, value_name = "FORMAT", env = "NET30_LOG_FORMAT", global = true)]
    pub(crate) log_format: Option<LogFormat>,
    /// Print one JSON object for machines
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve HTTP until it is told to stop (SIGTERM or Ctrl-C, which finish what was begun)
    Serve(ServeOptions),
    /// Accounts: the companies that issue invoices
    Account {
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// API keys
    Key {
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// People who sign in to the pages
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Compute the books again: history chain, documents, payments, numbering, totals; exit status 1 if something is wrong
    Verify {
        /// Only this account
        #[arg(long, value_name = "ID")]
        account: Option<AccountId>,
        /// Also hold the books against the ends of their chains as FILE has them, and keep the present ones there; it is
        /// made if it is missing. Keep it elsewhere than the database
        #[arg(long, value_name = "FILE")]
        anchor: Option<PathBuf>,
    },
    /// Write a consistent copy of the database into FILE, also while the server runs
    Backup {
        /// Where the copy goes; a former copy is replaced once the new one is whole
        file: PathBuf,
    },
    /// Fill the database from a copy that `backup` wrote, while no server runs
    Restore {
        /// The copy
        file: PathBuf,
        /// Replace a database that has accounts
        #[arg(long)]
        force: bool,
    },
    /// Make an account with sample data to look around in: a year of invoices, customers, payments, in two languages
    Demo(DemoOptions),
    /// Make a document of an invoice in JSON, without a server or a database
    Render(RenderOptions),
    /// Set one document by a template's own program, which this program starts for it
    #[command(hide = true)]
    Typeset(TypesetOptions),
    /// Make a draft of an electronic invoice: UBL, CII, or a PDF that carries one (Factur-X)
    Import(ImportOptions),
    /// Print the OpenAPI 3.1 document
    Openapi,
    /// Bring the database up to date; `serve` does it too
    Migrate,
    /// Ask the server of this machine whether it lives; exit status 1 if it does not
    Health(HealthOptions),
    /// Print the script by which a shell completes what you type: net30 completions bash
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write a page for `man` of each command into FOLDER, for those who make packages
    #[command(hide = true)]
    Manual {
        /// Where the pages go; made if it is missing
        folder: PathBuf,
    },
}

#[derive(Args, Debug)]
pub(crate) struct HealthOptions {
    /// Address and port that the server listens on [default: 127.0.0.1:3030]
    #[arg(long, value_name = "ADDRESS", env = "NET30_LISTEN")]
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Args, Debug, Default)]
pub(crate) struct ServeOptions {
    /// Address and port; port 0 takes a free one [default: 127.0.0.1:3030]
    #[arg(long, value_name = "ADDRESS", env = "NET30_LISTEN")]
    pub(crate) listen: Option<SocketAddr>,
    /// Requests a second that one API key may make; 0 for no limit [default: 20000]
    #[arg(long, value_name = "NUMBER", env = "NET30_RATE_LIMIT")]
    pub(crate) rate_limit: Option<u32>,
    /// Requests that one API key may make at once beyond that [default: 40000]
    #[arg(long, value_name = "NUMBER", env = "NET30_RATE_BURST")]
    pub(crate) rate_burst: Option<u32>,
    /// Take the client's address from X-Forwarded-For; only behind a proxy that sets it
    #[arg(long, env = "NET30_TRUST_PROXY", num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    pub(crate) trust_proxy: Option<bool>,
    /// How long the body of a request may be silent [default: 30]
    #[arg(long, value_name = "SECONDS", env = "NET30_BODY_IDLE_TIMEOUT", value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub(crate) body_idle_timeout: Option<u32>,
    /// How long the body of a request may take as a whole [default: 300]
    #[arg(long, value_name = "SECONDS", env = "NET30_BODY_TIMEOUT", value_parser = clap::value_parser!(u32).range(1..=86400))]
    pub(crate) body_timeout: Option<u32>,
    /// Most connections at a time [default: 10000, or what the limit of open files leaves]
    #[arg(long, value_name = "NUMBER", env = "NET30_CONNECTIONS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) connections: Option<u32>,
    /// Most connections of one address at a time; 0 for no limit [default: a quarter of all; no limit with --trust-proxy]
    #[arg(long, value_name = "NUMBER", env = "NET30_CONNECTIONS_PER_ADDRESS")]
    pub(crate) connections_per_address: Option<u32>,
    #[arg(
        long,
        value_name = "ORIGIN",
        env = "NET30_CORS_ORIGINS",
        value_delimiter = ',',
        help = "Origins whose pages may call the APIs from a browser, such as https://app.example.com; * for every one [default: none]"
    )]
    pub(crate) cors_origins: Option<Vec<String>>,
    /// Show /metrics to everybody who reaches the server; they tell of all accounts together
    #[arg(long, env = "NET30_PUBLIC_METRICS", num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    pub(crate) public_metrics: Option<bool>,
    #[arg(
        long,
        value_name = "TOKEN",
        env = "NET30_METRICS_TOKEN",
        hide_env_values = true,
        help = "Show /metrics to who sends Authorization: Bearer TOKEN [default: to nobody]"
    )]
    pub(crate) metrics_token: Option<String>,
    /// Let webhooks and mail reach private and local addresses, such as receivers in your own network
    #[arg(long, env = "NET30_ALLOW_PRIVATE_ADDRESSES", num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    pub(crate) allow_private_addresses: Option<bool>,
    #[arg(
        long,
        value_name = "URL",
        env = "NET30_SMTP_URL",
        hide_env_values = true,
        help = "Mail server for the accounts that have none: smtp://user:password@host:port or smtps://…, with ?tls=required, opportunistic or none"
    )]
    pub(crate) smtp_url: Option<String>,
    /// Address that e-mails through this mail server come from [default: its user, if that is an address, else the company's]
    #[arg(long, value_name = "ADDRESS", env = "NET30_SMTP_FROM")]
    pub(crate) smtp_from: Option<String>,
    /// How long a mail server may take for one answer [default: 30]
    #[arg(long, value_name = "SECONDS", env = "NET30_SMTP_TIMEOUT", value_parser = clap::value_parser!(u32).range(1..=300))]
    pub(crate) smtp_timeout: Option<u32>,
    /// After how long an e-mail that a mail server did not take is tried again for the first time; later ever more slowly [default: 60]
    #[arg(long, value_name = "SECONDS", env = "NET30_RETRY_FIRST_SECONDS")]
    pub(crate) retry_first_seconds: Option<u32>,
    /// How long a receiver of webhooks may take to answer [default: 15]
    #[arg(long, value_name = "SECONDS", env = "NET30_WEBHOOK_TIMEOUT", value_parser = clap::value_parser!(u32).range(1..=300))]
    pub(crate) webhook_timeout: Option<u32>,
    /// Seconds between the attempts to tell a webhook something [default: over three days]
    #[arg(long, value_name = "SECONDS", env = "NET30_WEBHOOK_PAUSES", value_delimiter = ',')]
    pub(crate) webhook_pauses: Option<Vec<u32>>,
    #[arg(
        long,
        value_name = "URL",
        env = "NET30_STRIPE_API_BASE",
        hide = true,
        help = "Where Stripe's API is, for tests [default: https://api.stripe.com]"
    )]
    pub(crate) stripe_api_base: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Make an account with a first API key, which is shown once
    Create(AccountOptions),
    /// List the accounts
    List,
    /// Suspend an account: its keys are refused, nothing is sent or made by itself, and nothing can be paid online;
    /// customers still see what they were sent
    Suspend {
        /// The account's id, as `account list` shows it
        id: AccountId,
    },
    /// End an account's suspension; what it left waiting goes on
    Resume {
        /// The account's id, as `account list` shows it
        id: AccountId,
    },
}

#[derive(Args, Debug)]
pub(crate) struct AccountOptions {
    /// The company's name, as invoices show it
    pub(crate) name: String,
    /// Currency of its invoices (ISO 4217)
    #[arg(long, default_value = "USD", value_parser = currency)]
    pub(crate) currency: Currency,
    /// Country that it is in (ISO 3166-1)
    #[arg(long, default_value = "US", value_parser = country)]
    pub(crate) country: Country,
    /// Organisation to add it to [default: a new one]
    #[arg(long, value_name = "ID")]
    pub(crate) organisation: Option<OrganisationId>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make an API key, which is shown once
    Create(KeyOptions),
    /// List the API keys, without their secrets
    List,
    /// Stop an API key from working, at once and for good
    Revoke {
        /// The key's id, as `key list` shows it
        id: KeyId,
    },
}

#[derive(Args, Debug)]
pub(crate) struct KeyOptions {
    /// Account that it works on
    #[arg(long, value_name = "ID")]
    pub(crate) account: AccountId,
    /// What you call it
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
    /// What it may do: read, write (read and change) or admin (settings and keys too)
    #[arg(long, default_value = "write", value_parser = scope)]
    pub(crate) scope: Scope,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Give somebody a role in an account; who is new gets a link that is shown once, on which they set a password
    Create(UserOptions),
    /// Make a link on which somebody sets a new password; it works once, for 24 hours
    Link {
        /// Their e-mail address
        #[arg(value_name = "EMAIL", value_parser = email)]
        email: Email,
    },
    /// List people and what they may do where
    List,
    /// Keep somebody from signing in, and sign them out everywhere
    Disable {
        /// Their e-mail address
        #[arg(value_name = "EMAIL", value_parser = email)]
        email: Email,
    },
    /// Let somebody in again who was disabled
    Enable {
        /// Their e-mail address
        #[arg(value_name = "EMAIL", value_parser = email)]
        email: Email,
    },
}

#[derive(Args, Debug)]
pub(crate) struct UserOptions {
    /// Their e-mail address, with which they sign in
    #[arg(value_name = "EMAIL", value_parser = email)]
    pub(crate) email: Email,
    /// What others call them
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) name: String,
    /// What they may do: viewer (look), accountant (keep the books) or owner (everything)
    #[arg(long, default_value = "owner", value_parser = role)]
    pub(crate) role: Role,
    /// Account in which they may do it; may be given several times [default: the only one there is]
    #[arg(long, value_name = "ID")]
    pub(crate) account: Vec<AccountId>,
}

#[derive(Args, Debug)]
pub(crate) struct DemoOptions {
    /// Whose e-mail address is to be its owner's
    #[arg(value_name = "EMAIL", default_value = "demo@example.com", value_parser = email)]
    pub(crate) email: Email,
}

#[derive(Args, Debug)]
pub(crate) struct RenderOptions {
    /// The invoice as the API takes or gives it, and beside it, if wanted, `company` (as in settings) and `template`; - for
    /// standard input
    pub(crate) invoice: PathBuf,
    /// Who issues it, where the invoice does not say: what GET /api/v1/settings replies, or its `company` alone
    #[arg(long, value_name = "FILE")]
    pub(crate) company: Option<PathBuf>,
    /// Where the document goes; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// What it is to be [default: by the ending of FILE, else pdf]
    #[arg(long)]
    pub(crate) format: Option<Format>,
    /// How it looks, in place of the invoice's own `template`: as GET /api/v1/templates/{id} replies it, or a Typst program
    /// alone (.typ)
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// Make it again whenever one of the files changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
}

#[derive(Args, Debug)]
pub(crate) struct TypesetOptions {
    /// Most memory that it takes
    #[arg(long, value_name = "MIB")]
    pub(crate) memory_mib: u32,
    /// Most time of a processor that it takes
    #[arg(long, value_name = "SECONDS")]
    pub(crate) cpu_seconds: u32,
}

/// What a document can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// PDF/A-3b.
    Pdf,
    /// One self-contained page.
    Html,
    /// An electronic invoice by EN 16931 in UBL.
    Ubl,
    /// An electronic invoice by EN 16931 in CII.
    Cii,
    /// Peppol BIS Billing 3.0.
    Peppol,
    /// What German authorities ask for, in UBL.
    Xrechnung,
}

#[derive(Args, Debug)]
pub(crate) struct ImportOptions {
    /// The file; - for standard input
    pub(crate) file: PathBuf,
    /// Account that is to have the draft [default: the only one]
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<AccountId>,
}

fn currency(text: &str) -> Result<Currency, String> {
    Currency::parse(text).ok_or_else(|| "not a currency of ISO 4217, such as USD or EUR".to_owned())
}

fn country(text: &str) -> Result<Country, String> {
    Country::parse(text).map_err(|error| error.to_string())
}

fn email(text: &str) -> Result<Email, String> {
    Email::parse(text).map_err(|error| error.to_string())
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "one of viewer, accountant, owner".to_owned())
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::parse(text).ok_or_else(|| "one of read, write, admin".to_owned())
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }
}
