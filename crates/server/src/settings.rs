//! Settings: flags over environment over net30.toml over defaults.

use crate::{
    cli::{Cli, Command, CommonOptions, LogFormat, ServeOptions},
    failure::{Failure, Result},
};
use net30_app::{Database, Outside, SecretKey, StoreConfig, mail::ServerMail, webhooks::Patience};
use net30_http::Metrics;
use serde::Deserialize;
use std::{
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// Name of the settings file.
const FILE_NAME: &str = "net30.toml";
/// Name of the database in the data folder.
const DATABASE_NAME: &str = "net30.db";

/// The settings of a run.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Where the data is.
    pub(crate) database: Database,
    /// What links begin with, if not with the address served.
    pub(crate) public_url: Option<String>,
    /// Where HTTP is served.
    pub(crate) listen: SocketAddr,
    /// Requests a second and key; 0 for no limit.
    pub(crate) rate_limit: Option<u32>,
    /// Requests at once beyond that.
    pub(crate) rate_burst: Option<u32>,
    /// Whether `X-Forwarded-For` is believed.
    pub(crate) trust_proxy: bool,
    /// How many seconds a body may be silent.
    pub(crate) body_idle_timeout: Option<u32>,
    /// How many seconds a body may take as a whole.
    pub(crate) body_timeout: Option<u32>,
    /// Most connections.
    pub(crate) connections: Option<u32>,
    /// Most connections of one address; 0 for no limit.
    pub(crate) connections_per_address: Option<u32>,
    /// Origins whose pages may call the APIs.
    pub(crate) cors_origins: Vec<String>,
    /// Who may read the metrics.
    pub(crate) metrics: Metrics,
    /// The key that seals credentials, if not the data folder's.
    pub(crate) secret_key: Option<String>,
    /// Whether outgoing calls may reach private addresses.
    pub(crate) allow_private_addresses: bool,
    /// How long a receiver of webhooks may take, in seconds.
    pub(crate) webhook_timeout: Option<u32>,
    /// How long is waited between attempts, in seconds.
    pub(crate) webhook_pauses: Option<Vec<u32>>,
    /// Where Stripe's API is, if not where Stripe has it.
    pub(crate) stripe_api_base: Option<String>,
    /// The mail server for the accounts that have none.
    pub(crate) smtp: Option<ServerMail>,
    /// How many seconds a mail server may take for one answer.
    pub(crate) smtp_timeout: Option<u32>,
    /// After how many seconds an e-mail is tried again for the first time.
    pub(crate) retry_first_seconds: Option<u32>,
    /// A folder with further fonts.
    pub(crate) fonts: Option<PathBuf>,
    /// What is logged, if not what the command says.
    pub(crate) log: Option<String>,
    /// How it is logged.
    pub(crate) log_format: LogFormat,
    /// Whether machines read the output.
    pub(crate) json: bool,
}

/// The settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    database_url: Option<String>,
    public_url: Option<String>,
    listen: Option<SocketAddr>,
    rate_limit: Option<u32>,
    rate_burst: Option<u32>,
    trust_proxy: Option<bool>,
    body_idle_timeout: Option<u32>,
    body_timeout: Option<u32>,
    connections: Option<u32>,
    connections_per_address: Option<u32>,
    cors_origins: Option<Vec<String>>,
    public_metrics: Option<bool>,
    metrics_token: Option<String>,
    secret_key: Option<String>,
    allow_private_addresses: Option<bool>,
    webhook_timeout: Option<u32>,
    webhook_pauses: Option<Vec<u32>>,
    stripe_api_base: Option<String>,
    smtp_url: Option<String>,
    smtp_from: Option<String>,
    smtp_timeout: Option<u32>,
    retry_first_seconds: Option<u32>,
    fonts: Option<PathBuf>,
    log: Option<String>,
    log_format: Option<LogFormat>,
}

impl Settings {
    /// Reads the settings of a command line.
    pub(crate) fn read(cli: &Cli) -> Result<Self> {
        let none = ServeOptions::default();
        let serve = if let Command::Serve(options) = &cli.command { options } else { &none };
        let listen = match &cli.command {
            Command::Health(options) => options.listen,
            _ => serve.listen,
        };
        let common = &cli.common;
        let file = file(common)?;
        let data = common.data.clone().or(file.data).unwrap_or_else(|| "net30-data".into());
        let database = match common.database_url.clone().or(file.database_url) {
            None => Database::Sqlite(data.join(DATABASE_NAME)),
            Some(url) => database(url)?,
        };
        let public_url = common.public_url.clone().or(file.public_url);
        let local = SocketAddr::from((Ipv4Addr::LOCALHOST, 3030));
        Ok(Self {
            database,
            data,
            public_url: public_url.as_deref().map(self::public_url).transpose()?,
            listen: listen.or(file.listen).unwrap_or(local),
            rate_limit: serve.rate_limit.or(file.rate_limit),
            rate_burst: serve.rate_burst.or(file.rate_burst),
            trust_proxy: serve.trust_proxy.or(file.trust_proxy).unwrap_or(false),
            body_idle_timeout: serve.body_idle_timeout.or(file.body_idle_timeout),
            body_timeout: serve.body_timeout.or(file.body_timeout),
            connections: serve.connections.or(file.connections),
            connections_per_address: serve.connections_per_address.or(file.connections_per_address),
            cors_origins: origins(serve.cors_origins.clone().or(file.cors_origins))?,
            metrics: metrics(
                serve.public_metrics.or(file.public_metrics).unwrap_or(false),
                serve.metrics_token.clone().or(file.metrics_token),
            ),
            secret_key: common.secret_key.clone().or(file.secret_key),
            allow_private_addresses: serve
                .allow_private_addresses
                .or(file.allow_private_addresses)
                .unwrap_or(false),
            webhook_timeout: serve.webhook_timeout.or(file.webhook_timeout),
            webhook_pauses: serve.webhook_pauses.clone().or(file.webhook_pauses),
            stripe_api_base: serve
                .stripe_api_base
                .clone()
                .or(file.stripe_api_base)
                .as_deref()
                .map(self::stripe_api_base)
                .transpose()?,
            smtp: smtp(
                serve.smtp_url.as_deref().or(file.smtp_url.as_deref()),
                serve.smtp_from.as_deref().or(file.smtp_from.as_deref()),
            )?,
            smtp_timeout: serve.smtp_timeout.or(file.smtp_timeout),
            retry_first_seconds: serve.retry_first_seconds.or(file.retry_first_seconds),
            fonts: common.fonts.clone().or(file.fonts),
            log: common.log.clone().or(file.log),
            log_format: common.log_format.or(file.log_format).unwrap_or_default(),
            json: common.json,
        })
    }

    /// How patiently receivers of webhooks are called.
    fn patience(&self) -> Patience {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        let usual = Patience::default();
        Patience {
            timeout: self.webhook_timeout.map_or(usual.timeout, seconds),
            pauses: match &self.webhook_pauses {
                Some(pauses) => pauses.iter().copied().map(seconds).collect(),
                None => usual.pauses,
            },
        }
    }

    /// What the app is told of the world outside.
    pub(crate) fn outside(&self, secret_key: SecretKey) -> Outside {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        let usual = Outside::of(secret_key);
        Outside {
            allow_private_addresses: self.allow_private_addresses,
            patience: self.patience(),
            fonts: self.fonts.clone(),
            program: net30_app::typesetter::this_program(),
            smtp: self.smtp.clone(),
            smtp_timeout: self.smtp_timeout.map_or(usual.smtp_timeout, seconds),
            retry_first: self.retry_first_seconds.map_or(usual.retry_first, seconds),
            stripe_api_base: self.stripe_api_base.clone().unwrap_or(usual.stripe_api_base),
            ..usual
        }
    }

    /// How the store is opened.
    pub(crate) fn store(&self) -> StoreConfig {
        StoreConfig::of(self.database.clone())
    }

    /// Where the data is, in words without a password.
    pub(crate) fn database_words(&self) -> String {
        match &self.database {
            Database::Sqlite(path) => format!("SQLite in {}", path.display()),
            Database::Postgres(url) => match url.rsplit_once('@') {
                Some((_, place)) => {
                    format!("PostgreSQL at {}", place.split('?').next().unwrap_or_default())
                }
                None => "PostgreSQL".to_owned(),
            },
        }
    }
}

fn file(common: &CommonOptions) -> Result<File> {
    if let Some(path) = &common.config {
        return read(path)?
            .ok_or_else(|| Failure::new(format!("there is no settings file {}", path.display())));
    }
    if let Some(file) = read(Path::new(FILE_NAME))? {
        return Ok(file);
    }
    let data = common.data.clone().unwrap_or_else(|| "net30-data".into());
    Ok(read(&data.join(FILE_NAME))?.unwrap_or_default())
}

fn read(path: &Path) -> Result<Option<File>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => {
            return Err(Failure::new(format!("{} cannot be read: {error}", path.display())));
        }
    };
    toml::from_str(&text).map(Some).map_err(|error| {
        Failure::new(format!("{} is wrong: {}", path.display(), error.to_string().trim_end()))
    })
}

fn metrics(public: bool, token: Option<String>) -> Metrics {
    match token.filter(|token| !token.is_empty()) {
        _ if public => Metrics::Everybody,
        Some(token) => Metrics::Token(token),
        None => Metrics::Nobody,
    }
}

/// Origins as browsers write them: a scheme, a host, perhaps a port, and nothing behind.
fn origins(origins: Option<Vec<String>>) -> Result<Vec<String>> {
    let origins = origins.unwrap_or_default();
    let is_good = |origin: &String| {
        origin == "*"
            || base(origin).is_some_and(|base| base == *origin && base.matches('/').count() == 2)
    };
    match origins.iter().find(|origin| !is_good(origin)) {
        None => Ok(origins),
        Some(bad) => Err(Failure::new(format!("{bad} is no origin"))
            .hint("it looks like https://app.example.com, without a slash at the end")),
    }
}

fn smtp(url: Option<&str>, from: Option<&str>) -> Result<Option<ServerMail>> {
    let Some(url) = url else { return Ok(None) };
    // The URL may hold a password: it is not repeated.
    let read = ServerMail::parse(url, from);
    read.map(Some).map_err(|fault| {
        Failure::new(fault)
            .hint("it looks like smtp://user:password@smtp.example.com:587?tls=required")
    })
}

fn database(url: String) -> Result<Database> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        Ok(Database::Postgres(url))
    } else {
        // The URL may hold a password: it is not repeated.
        Err(Failure::new("the database URL does not begin with postgres://")
            .hint("leave it out to keep the data in SQLite in the data folder"))
    }
}

fn stripe_api_base(url: &str) -> Result<String> {
    base(url).ok_or_else(|| {
        Failure::new(format!("the address {url} of Stripe's API is not one"))
            .hint("leave it out to reach Stripe itself")
    })
}

/// A URL to which paths are added, if it is one.
fn base(url: &str) -> Option<String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let is_good =
        !host.is_empty() && !host.starts_with('/') && !host.contains(['?', '#', ' ', '"', '<']);
    is_good.then(|| url.trim_end_matches('/').to_owned())
}

fn public_url(url: &str) -> Result<String> {
    if let Some(url) = base(url) {
        Ok(url)
    } else {
        Err(Failure::new(format!("the public URL {url} is not one"))
            .hint("it looks like https://billing.example.com"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Settings, public_url};
    use crate::cli::Cli;
    use clap::Parser;
    use net30_app::Database;

    fn settings(
        folder: &std::path::Path,
        arguments: &[&str],
        file: &str,
    ) -> super::Result<Settings> {
        let path = folder.join("settings.toml");
        std::fs::write(&path, file).unwrap();
        let config = ["net30", "--config", path.to_str().unwrap()];
        Settings::read(&Cli::try_parse_from(config.iter().chain(arguments)).unwrap())
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = "data = \"of-file\"\nlisten = \"127.0.0.1:4000\"\nrate_limit = 7\n";
        let read = settings(folder.path(), &["serve", "--rate-limit", "0"], file).unwrap();
        assert_eq!(read.listen.port(), 4000);
        assert_eq!(read.rate_limit, Some(0));
        assert_eq!(read.rate_burst, None);
        assert_eq!(read.database, Database::Sqlite("of-file/net30.db".into()));
        let read = settings(folder.path(), &["serve", "--data", "of-flag"], file).unwrap();
        assert_eq!(read.data.to_str(), Some("of-flag"));
    }

    #[test]
    fn a_misspelt_setting_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let failure = settings(folder.path(), &["migrate"], "lisen = \"x\"").unwrap_err();
        assert!(failure.to_string().contains("lisen"), "{failure}");
    }

    /// The reader of the page learns of every key, and of its variable.
    #[test]
    fn every_setting_stands_in_the_documentation() {
        let page = include_str!("../../../docs/operation.md");
        let known = toml::from_str::<super::File>("no_such_key = 1").unwrap_err().to_string();
        let (_, known) = known.split_once("expected one of").expect("the known keys are named");
        let keys: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        assert!(keys.len() > 15, "{known}");
        for key in keys {
            let variable = format!("NET30_{}", key.to_uppercase());
            assert!(page.contains(&format!("| `{key}` | `{variable}` |")), "{key}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let url = "postgres://net30:secret@db.example:5432/net30?sslmode=require";
        let read = settings(folder.path(), &["migrate", "--database-url", url], "").unwrap();
        assert_eq!(read.database_words(), "PostgreSQL at db.example:5432/net30");
        let failure =
            settings(folder.path(), &["migrate", "--database-url", "mysql://a:secret@b"], "")
                .unwrap_err();
        assert!(!failure.to_string().contains("secret"));
    }

    #[test]
    fn an_origin_is_what_browsers_send() {
        let read = |text: &str| super::origins(Some(vec![text.to_owned()]));
        for good in ["*", "https://a.example", "http://localhost:5173"] {
            assert_eq!(read(good).unwrap(), [good]);
        }
        for bad in ["a.example", "https://a.example/", "https://a.example/x", "null", ""] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn links_begin_with_a_url_that_is_one() {
        assert_eq!(public_url("https://a.example/").unwrap(), "https://a.example");
        for bad in ["a.example", "ftp://a", "https://", "https:///x", "https://a?b"] {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }
}
