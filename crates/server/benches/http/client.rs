//! A client that costs little: one thread, kept connections, requests written beforehand.

use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// What was measured.
#[derive(Clone)]
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Figures {
    fn of(mut times: Vec<Duration>, whole: Duration) -> Self {
        times.sort_unstable();
        let at = |percent: usize| {
            let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
            times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
        };
        #[expect(clippy::cast_precision_loss, reason = "a count of requests is far below 2^52")]
        let count = times.len() as f64;
        Self { per_second: count / whole.as_secs_f64(), p50_ms: at(50), p99_ms: at(99) }
    }
}

/// Sends the same request over and over on so many connections.
pub(crate) async fn load(
    address: &str,
    connections: usize,
    duration: Duration,
    request: &[u8],
) -> Figures {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..connections {
        let (address, request) = (address.to_owned(), request.to_vec());
        tasks.spawn(async move {
            let mut connection = Connection::open(&address).await;
            let mut times = vec![];
            while begun.elapsed() < duration {
                let sent = Instant::now();
                connection.ask(&request).await;
                times.push(sent.elapsed());
            }
            times
        });
    }
    let times = tasks.join_all().await.concat();
    Figures::of(times, begun.elapsed())
}

/// Sends each request once, shared among so many connections.
pub(crate) async fn each_once(address: &str, connections: usize, requests: &[Vec<u8>]) -> Figures {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for part in 0..connections {
        let address = address.to_owned();
        let requests: Vec<Vec<u8>> =
            requests.iter().skip(part).step_by(connections).cloned().collect();
        tasks.spawn(async move {
            let mut connection = Connection::open(&address).await;
            let mut times = vec![];
            for request in &requests {
                let sent = Instant::now();
                connection.ask(request).await;
                times.push(sent.elapsed());
            }
            times
        });
    }
    let times = tasks.join_all().await.concat();
    Figures::of(times, begun.elapsed())
}

/// Sends one request on a connection of its own and returns the body.
pub(crate) async fn once(address: &str, request: &[u8]) -> Vec<u8> {
    Connection::open(address).await.ask(request).await.to_vec()
}

/// The id in a reply.
pub(crate) fn id_of(body: &[u8]) -> String {
    let reply: serde_json::Value = serde_json::from_slice(body).expect("a reply is JSON");
    reply["id"].as_str().expect("an invoice has an id").to_owned()
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server listens");
        stream.set_nodelay(true).expect("TCP has no delay to switch off");
        Self { stream, buffer: Vec::with_capacity(64 * 1024) }
    }

    /// Sends a request and reads its reply, which must be a success with a length.
    async fn ask(&mut self, request: &[u8]) -> &[u8] {
        self.stream.write_all(request).await.expect("the server reads");
        self.buffer.clear();
        let mut whole = None;
        while whole.is_none_or(|(_, end)| self.buffer.len() < end) {
            let read = self.stream.read_buf(&mut self.buffer).await.expect("the server answers");
            assert!(read > 0, "the server hung up: {}", String::from_utf8_lossy(&self.buffer));
            if whole.is_none() {
                whole = ends(&self.buffer);
            }
        }
        let (head, end) = whole.expect("the loop ends with a whole reply");
        assert!(
            self.buffer.starts_with(b"HTTP/1.1 2"),
            "{}",
            String::from_utf8_lossy(&self.buffer)
        );
        &self.buffer[head..end]
    }
}

/// Where the head and where the reply ends, once the head is there.
fn ends(buffer: &[u8]) -> Option<(usize, usize)> {
    let head = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&buffer[..head]).expect("a head is ASCII");
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") {
            value.trim().parse::<usize>().ok()
        } else {
            None
        }
    });
    Some((head, head + length.expect("these replies say how long they are")))
}
