//! Requests that no client library would send.

use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Sends bytes as they are and returns all that comes until the server hangs up; `None` if it does not within `limit`.
pub(crate) async fn raw(base: &str, bytes: &[u8], limit: Duration) -> Option<String> {
    let address = base.strip_prefix("http://").expect("the base is a URL");
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may hang up before it has taken everything.
    let _ = stream.write_all(bytes).await;
    let mut reply = Vec::new();
    let _ = timeout(limit, stream.read_to_end(&mut reply)).await.ok()?;
    Some(String::from_utf8_lossy(&reply).into_owned())
}
