//! The program `net30`: its command line, its settings, and what runs beside HTTP.

mod account;
mod backup;
mod books;
mod cli;
mod colour;
mod demo;
mod failure;
mod folder;
mod health;
mod import;
mod key;
mod manual;
mod migrate;
mod notify;
mod open_files;
mod openapi;
mod opening;
mod output;
mod progress;
mod render;
mod secret_key;
mod serve;
mod settings;
mod signals;
mod tracing_setup;
mod typeset;
mod user;
mod welcome;
mod worker;

use clap::Parser;
use cli::{Cli, Command};
use failure::Result;
use settings::Settings;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Command::Typeset(options) = &cli.command {
        // Nothing of what follows is its business: no settings, no log, no threads.
        return typeset::run(options, cli.common.fonts.as_deref());
    }
    // Fails only if a provider is installed already, and this is the first thing that is done.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match run(cli) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode> {
    let settings = Settings::read(&cli)?;
    let is_server = matches!(cli.command, Command::Serve(_));
    tracing_setup::start(&settings, if is_server { "info" } else { "warn" })?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(command(cli.command, &settings))
}

async fn command(command: Command, settings: &Settings) -> Result<ExitCode> {
    match command {
        Command::Serve(_) => serve::run(settings).await?,
        Command::Account { command } => account::run(settings, command).await?,
        Command::Key { command } => key::run(settings, command).await?,
        Command::User { command } => user::run(settings, command).await?,
        Command::Verify { account, anchor } => {
            return books::verify(settings, account, anchor.as_deref()).await;
        }
        Command::Backup { file } => backup::backup(settings, &file).await?,
        Command::Restore { file, force } => backup::restore(settings, &file, force).await?,
        Command::Demo(options) => demo::run(settings, options).await?,
        Command::Render(options) => render::run(settings, &options)?,
        // It was seen to before there were settings.
        Command::Typeset(_) => {}
        Command::Import(options) => import::run(settings, &options).await?,
        Command::Openapi => openapi::print(settings)?,
        Command::Migrate => migrate::run(settings).await?,
        Command::Health(_) => health::run(settings)?,
        Command::Completions { shell } => manual::completions(shell)?,
        Command::Manual { folder } => manual::pages(&folder)?,
    }
    Ok(ExitCode::SUCCESS)
}
