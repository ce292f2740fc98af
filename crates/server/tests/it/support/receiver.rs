//! A receiver of webhooks, well-behaved or not.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
    time::{sleep, timeout},
};

/// How long something that must come is waited for on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);
/// Length of an answer that nobody should read to its end.
const FLOOD_BYTES: usize = 100 * 1024 * 1024;

/// What a receiver does with a request that it has read.
#[derive(Clone, Debug)]
pub(crate) enum Manners {
    /// Answers with a status and a header more.
    Answer(u16, &'static str),
    /// Says nothing and keeps the connection.
    Hang,
    /// Answers 200 and then a byte now and then.
    Drip,
    /// Answers 200 and 100 MB.
    Flood,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// A header's value.
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.optional_header(name).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers))
    }

    pub(crate) fn optional_header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

#[derive(Debug)]
struct Shared {
    manners: Mutex<Manners>,
    received: Mutex<Vec<Received>>,
    flooded_bytes: Mutex<usize>,
}

/// A receiver on a port of its own.
#[derive(Debug)]
pub(crate) struct Receiver {
    pub(crate) port: u16,
    shared: Arc<Shared>,
    task: AbortHandle,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Receiver {
    pub(crate) async fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            manners: Mutex::new(manners),
            received: Mutex::default(),
            flooded_bytes: Mutex::default(),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared))).abort_handle();
        Self { port, shared, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    /// Behaves otherwise from now on.
    pub(crate) fn set(&self, manners: Manners) {
        *self.shared.manners.lock().unwrap() = manners;
    }

    /// What has arrived so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// How much of a flood went out.
    pub(crate) fn flooded_bytes(&self) -> usize {
        *self.shared.flooded_bytes.lock().unwrap()
    }

    /// Waits until what has arrived is as wanted, and returns it.
    #[track_caller]
    pub(crate) fn until(
        &self,
        wanted: impl Fn(&[Received]) -> bool,
    ) -> impl Future<Output = Vec<Received>> {
        let place = std::panic::Location::caller();
        async move {
            let waiting = async {
                loop {
                    let received = self.received();
                    if wanted(&received) {
                        return received;
                    }
                    sleep(Duration::from_millis(10)).await;
                }
            };
            let Ok(received) = timeout(PATIENCE, waiting).await else {
                let paths: Vec<String> = self
                    .received()
                    .iter()
                    .map(|received| {
                        String::from_utf8_lossy(&received.body).chars().take(60).collect()
                    })
                    .collect();
                panic!("{place}: what was waited for did not arrive; this did: {paths:#?}");
            };
            received
        }
    }

    /// Waits until at least so many requests have arrived.
    #[track_caller]
    pub(crate) fn first(&self, count: usize) -> impl Future<Output = Vec<Received>> {
        self.until(move |received| received.len() >= count)
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, Arc::clone(&shared)));
    }
}

/// Serves a connection until either side has enough.
async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let mut unread = Vec::new();
    while let Some(received) = read(&mut stream, &mut unread).await {
        shared.received.lock().unwrap().push(received);
        let manners = shared.manners.lock().unwrap().clone();
        if !answer(&mut stream, manners, &shared).await {
            return;
        }
    }
}

/// Reads a request with its body.
async fn read(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<Received> {
    let end = loop {
        if let Some(end) = unread.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        fill(stream, unread).await?;
    };
    let head = String::from_utf8(unread.drain(..end).collect()).ok()?;
    let mut lines = head.split("\r\n");
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let header = |line: &str| {
        line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
    };
    let headers: Vec<(String, String)> = lines.filter_map(header).collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length?.1.parse().ok()?;
    while unread.len() < length {
        fill(stream, unread).await?;
    }
    Some(Received { path, headers, body: unread.drain(..length).collect() })
}

async fn fill(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<()> {
    match stream.read_buf(unread).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(()),
    }
}

/// Answers; whether the connection may be used again.
async fn answer(stream: &mut TcpStream, manners: Manners, shared: &Shared) -> bool {
    match manners {
        Manners::Answer(status, header) => {
            let header = if header.is_empty() { String::new() } else { format!("{header}\r\n") };
            let said = format!("HTTP/1.1 {status} X\r\n{header}content-length: 4\r\n\r\nsaid");
            stream.write_all(said.as_bytes()).await.is_ok()
        }
        Manners::Hang => {
            // Until the other side gives up.
            let _ = stream.read(&mut [0]).await;
            false
        }
        Manners::Drip => {
            let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n";
            let mut going = stream.write_all(head).await.is_ok();
            while going {
                sleep(Duration::from_millis(50)).await;
                going = stream.write_all(b".").await.is_ok();
            }
            false
        }
        Manners::Flood => {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {FLOOD_BYTES}\r\n\r\n");
            let mut going = stream.write_all(head.as_bytes()).await.is_ok();
            let chunk = vec![b'x'; 64 * 1024];
            let mut written = 0;
            while going && written < FLOOD_BYTES {
                going = stream.write_all(&chunk).await.is_ok();
                written += chunk.len();
            }
            *shared.flooded_bytes.lock().unwrap() = written;
            false
        }
    }
}
