//! A real server for each test, and a client that speaks only HTTP to it.

mod client;
mod clock;
mod cluster;
mod database;
mod fixture;
mod mail;
pub(crate) mod preload;
mod python;
mod raw;
mod receiver;
mod schema;
mod server;
pub(crate) mod shop;
pub(crate) mod stripe;
mod visitor;

pub(crate) use client::{Api, Reply};
pub(crate) use clock::{Clock, eventually};
pub(crate) use cluster::Cluster;
pub(crate) use database::{Backend, TestDatabase};
pub(crate) use fixture::{Draft, decimal, in_a_line, invoice, text};
pub(crate) use mail::{Certificate, Letter, SmtpServer};
pub(crate) use python::python;
pub(crate) use raw::raw;
pub(crate) use receiver::{Manners, Received, Receiver};
pub(crate) use schema::{breaches, misfits};
pub(crate) use server::{Server, binary, first_key, said};
pub(crate) use visitor::{PASSWORD, Seen, Visitor, first_link, path_of};

/// Runs a test on a server of its own, and afterwards checks its books and its log.
pub(crate) async fn on(backend: Backend, test: impl AsyncFnOnce(&mut Server)) {
    let mut server = Server::start(backend).await;
    test(&mut server).await;
    server.finish().await;
}

/// Makes two tests of each function: `name::sqlite` and `name::postgres`. The functions stand outside, where editors and
/// rustfmt see them; one that is not named here is not used, which the compiler says.
macro_rules! both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::support::on($crate::support::Backend::Sqlite, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::support::on($crate::support::Backend::Postgres, super::$name).await;
            }
        }
    )*};
}
pub(crate) use both;

/// Runs a test on a server that goes by a clock, and afterwards checks its books and its log.
pub(crate) async fn on_clock(
    backend: Backend,
    moment: &str,
    test: impl AsyncFnOnce(&mut Server, &Clock),
) {
    let clock = Clock::at(moment);
    let mut server = clock.server(backend, &[]).await;
    test(&mut server, &clock).await;
    server.finish().await;
}

/// As [`both!`], on a server whose clock stands at a moment until the test sets it.
macro_rules! both_at {
    ($($name:ident = $moment:literal),* $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::support::on_clock($crate::support::Backend::Sqlite, $moment, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::support::on_clock($crate::support::Backend::Postgres, $moment, super::$name).await;
            }
        }
    )*};
}
pub(crate) use both_at;
