//! A real server for each test, and a client that speaks only HTTP to it.

mod client;
mod database;
mod fixture;
mod mail;
mod python;
mod raw;
mod receiver;
mod server;

pub(crate) use client::{Api, Reply};
pub(crate) use database::{Backend, TestDatabase};
pub(crate) use fixture::{Draft, decimal, invoice, text};
pub(crate) use mail::{Certificate, Letter, SmtpServer};
pub(crate) use python::python;
pub(crate) use raw::raw;
pub(crate) use receiver::{Manners, Received, Receiver};
pub(crate) use server::{Server, binary};

/// Runs a test on a server of its own, and afterwards checks its books and its log.
pub(crate) async fn on(backend: Backend, test: impl AsyncFnOnce(&mut Server)) {
    let mut server = Server::start(backend).await;
    test(&mut server).await;
    server.finish().await;
}

/// Makes two tests of each function: `name::sqlite` and `name::postgres`.
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($server:ident) $body:block)*) => {$(
        $(#[$meta])*
        async fn $name($server: &mut $crate::support::Server) $body

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
