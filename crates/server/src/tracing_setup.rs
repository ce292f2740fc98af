//! The log: to standard error, as text or JSON.

use crate::{
    cli::LogFormat,
    colour,
    failure::{Failure, Result},
    settings::Settings,
};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts logging what the settings ask for, or else `default`.
pub(crate) fn start(settings: &Settings, default: &str) -> Result<()> {
    let filter = settings.log.as_deref().unwrap_or(default);
    let filter = EnvFilter::try_new(filter).map_err(|error| {
        Failure::new(format!("the log filter {filter} is wrong: {error}"))
            .hint("use error, warn, info, debug, or a filter such as info,net30_http=debug")
    })?;
    let registry = tracing_subscriber::registry().with(filter);
    match settings.log_format {
        LogFormat::Text => {
            let colours = colour::shown_on(&std::io::stderr());
            registry.with(fmt::layer().with_writer(std::io::stderr).with_ansi(colours)).init();
        }
        LogFormat::Json => {
            let layer = fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
            registry.with(layer).init();
        }
    }
    Ok(())
}
