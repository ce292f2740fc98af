//! `health`: asks the server of this machine whether it lives, for containers and others who have no `curl`.

use crate::{
    failure::{Failure, Result},
    settings::Settings,
};
use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// How long the server may take to connect, and again to answer.
const PATIENCE: Duration = Duration::from_secs(4);
/// The most that is read of an answer: its head, and `ok`.
const ANSWER_BYTES_MAX: u64 = 8 * 1024;

/// Asks, and fails if nobody answers that all is well.
pub(crate) fn run(settings: &Settings) -> Result<()> {
    let address = reachable(settings.listen);
    let answer = ask(address).map_err(|error| {
        Failure::new(format!("no answer of {address}: {error}"))
            .hint("give the address of the server by --listen, NET30_LISTEN or its settings file")
    })?;
    let first = answer.lines().next().unwrap_or_default();
    if first.starts_with("HTTP/1.1 200 ") {
        return Ok(());
    }
    Err(Failure::new(format!("{address} answers: {}", first.escape_debug())))
}

/// Where a server is reached that listens on every address.
fn reachable(mut listen: SocketAddr) -> SocketAddr {
    match listen.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => listen.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => listen.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    listen
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = vec![];
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
