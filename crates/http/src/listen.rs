//! Takes connections: time limits for heads, idleness and stalled answers, limits of their number in all and for an
//! address, and a stop that finishes what was begun.
//!
//! hyper's own timer arms and disarms for every request and does not tell an idle connection from a slow head, so
//! each connection is looked at twice a second instead.

use crate::seats::Seats;
use axum::{Router, body::Body, http::Request};
use hyper::{
    body::Incoming,
    rt::{Read, ReadBufCursor, Write},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{Instant, MissedTickBehavior, interval, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::Service;

/// How often a connection is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long to wait before accepting again when the process has no file descriptors left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Most bytes of the head of a request.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// Marks that no head is being read.
const NO_HEAD: u32 = u32::MAX;

/// The address of the other end, as an extension of each request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The limits of connections.
#[derive(Clone, Debug)]
pub struct ListenConfig {
    /// How long the head of a request may take from its first byte on.
    pub head_timeout: Duration,
    /// How long a connection may be idle between requests, or an answer not be taken.
    pub idle_timeout: Duration,
    /// How long requests under way may take after the stop.
    pub stop_timeout: Duration,
    /// Most connections at a time; more wait to be accepted.
    pub connections_max: usize,
    /// Most of them from one address; more are closed at once. 0 is no limit, for who is behind a proxy.
    pub connections_per_address_max: usize,
}

impl Default for ListenConfig {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
            stop_timeout: Duration::from_secs(30),
            connections_max: 10_000,
            connections_per_address_max: 2_500,
        }
    }
}

/// Serves until `shutdown` is cancelled; then accepts no more, finishes what was accepted, and returns.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    config: ListenConfig,
    shutdown: CancellationToken,
) {
    let seats = Arc::new(Semaphore::new(config.connections_max));
    let shares = Seats::new(config.connections_per_address_max);
    let connections = TaskTracker::new();
    let abort = CancellationToken::new();
    let mut stop = pin!(shutdown.cancelled());
    loop {
        let accepting = async {
            let seat = Arc::clone(&seats).acquire_owned().await.ok()?;
            Some((accept(&listener).await, seat))
        };
        let ((stream, peer), seat) = tokio::select! {
            () = &mut stop => break,
            accepted = accepting => match accepted {
                Some(accepted) => accepted,
                None => break,
            },
        };
        let Some(share) = shares.take(peer.ip()) else {
            metrics::counter!("net30_http_connections_refused_total").increment(1);
            tracing::debug!(%peer, "an address has too many connections");
            continue;
        };
        let (router, config) = (router.clone(), config.clone());
        let (shutdown, abort) = (shutdown.clone(), abort.clone());
        connections.spawn(async move {
            let gauge = metrics::gauge!("net30_http_connections");
            gauge.increment(1);
            converse(stream, peer, router, &config, &shutdown, &abort).await;
            gauge.decrement(1);
            drop((seat, share));
        });
    }
    drop(listener);
    connections.close();
    if timeout(config.stop_timeout, connections.wait()).await.is_err() {
        let left = connections.len();
        tracing::warn!(left, "requests were still under way at the end of the time to stop");
        abort.cancel();
        // Aborted connections notice it at their next look.
        let _ = timeout(LOOK_EVERY * 2, connections.wait()).await;
    }
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Answers the requests of one connection.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    config: &ListenConfig,
    shutdown: &CancellationToken,
    abort: &CancellationToken,
) {
    // Answers are written whole: waiting to fill packets would only delay them.
    let _ = stream.set_nodelay(true);
    let progress = Arc::new(Progress::new());
    let watched = Watched { io: TokioIo::new(stream), progress: Arc::clone(&progress) };
    let service = service_fn(|mut request: Request<Incoming>| {
        progress.begin_request();
        request.extensions_mut().insert(Peer(peer));
        let answer = router.clone().call(request.map(Body::new));
        let progress = Arc::clone(&progress);
        async move {
            let answer = answer.await;
            progress.end_request();
            answer
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(HEAD_BYTES_MAX);
    let mut connection = pin!(builder.serve_connection(watched, service));
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_stopping = false;
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "connection ended early");
                }
                return;
            }
            _ = look.tick() => {}
        }
        if abort.is_cancelled() || progress.is_overdue(config) {
            return;
        }
        if !is_stopping && shutdown.is_cancelled() {
            is_stopping = true;
            connection.as_mut().graceful_shutdown();
        }
    }
}

/// How far a connection is. Its times are milliseconds since it began.
struct Progress {
    began: Instant,
    in_request: AtomicBool,
    head_since_ms: AtomicU32,
    active_at_ms: AtomicU32,
}

impl Progress {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            in_request: AtomicBool::new(false),
            head_since_ms: AtomicU32::new(NO_HEAD),
            active_at_ms: AtomicU32::new(0),
        }
    }

    fn now_ms(&self) -> u32 {
        u32::try_from(self.began.elapsed().as_millis()).unwrap_or(NO_HEAD - 1)
    }

    fn begin_request(&self) {
        self.in_request.store(true, Relaxed);
        self.head_since_ms.store(NO_HEAD, Relaxed);
    }

    fn end_request(&self) {
        self.active_at_ms.store(self.now_ms(), Relaxed);
        self.in_request.store(false, Relaxed);
    }

    fn has_read(&self) {
        if self.in_request.load(Relaxed) {
            return;
        }
        let now_ms = self.now_ms();
        self.active_at_ms.store(now_ms, Relaxed);
        if self.head_since_ms.load(Relaxed) == NO_HEAD {
            self.head_since_ms.store(now_ms, Relaxed);
        }
    }

    fn has_written(&self) {
        self.active_at_ms.store(self.now_ms(), Relaxed);
    }

    /// Whether the client has let the connection wait for too long. While a request is being worked on, the body's
    /// own time limits hold.
    fn is_overdue(&self, config: &ListenConfig) -> bool {
        if self.in_request.load(Relaxed) {
            return false;
        }
        let now_ms = self.now_ms();
        let since = |then_ms: u32| Duration::from_millis(now_ms.saturating_sub(then_ms).into());
        let head_since_ms = self.head_since_ms.load(Relaxed);
        (head_since_ms != NO_HEAD && since(head_since_ms) > config.head_timeout)
            || since(self.active_at_ms.load(Relaxed)) > config.idle_timeout
    }
}

/// A stream that notes when something moves.
struct Watched {
    io: TokioIo<TcpStream>,
    progress: Arc<Progress>,
}

impl Read for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_read(context, buffer);
        if polled.is_ready() {
            self.progress.has_read();
        }
        polled
    }
}

impl Write for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write(context, bytes);
        if polled.is_ready() {
            self.progress.has_written();
        }
        polled
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write_vectored(context, slices);
        if polled.is_ready() {
            self.progress.has_written();
        }
        polled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    struct Running {
        address: SocketAddr,
        shutdown: CancellationToken,
        task: tokio::task::JoinHandle<()>,
    }

    async fn start(config: ListenConfig) -> Running {
        let slow = || async {
            sleep(Duration::from_millis(300)).await;
            "slow"
        };
        let router = Router::new()
            .route("/", get(|| async { "hello" }))
            .route("/slow", get(slow))
            .route("/echo", post(|body: String| async { body }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(serve(listener, router, config, shutdown.clone()));
        Running { address, shutdown, task }
    }

    async fn send(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    async fn rest_of(mut stream: TcpStream) -> String {
        let mut text = String::new();
        // A reset ends the text as an end does.
        let _ = stream.read_to_string(&mut text).await;
        text
    }

    #[tokio::test]
    async fn a_request_under_way_is_finished_when_the_server_stops() {
        let running = start(ListenConfig::default()).await;
        let stream = send(running.address, "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
        sleep(Duration::from_millis(50)).await;
        running.shutdown.cancel();
        assert!(rest_of(stream).await.ends_with("slow"));
        running.task.await.unwrap();
        assert!(TcpStream::connect(running.address).await.is_err());
    }

    #[tokio::test]
    async fn an_idle_connection_does_not_hold_up_the_stop() {
        let running = start(ListenConfig::default()).await;
        let stream = send(running.address, "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        sleep(Duration::from_millis(50)).await;
        running.shutdown.cancel();
        timeout(Duration::from_secs(5), running.task).await.unwrap().unwrap();
        assert!(rest_of(stream).await.ends_with("hello"));
    }

    #[tokio::test]
    async fn a_head_that_does_not_end_is_cut_and_an_idle_connection_closed() {
        let config = ListenConfig {
            head_timeout: Duration::from_millis(100),
            idle_timeout: Duration::from_millis(900),
            ..ListenConfig::default()
        };
        let running = start(config).await;
        let slow = send(running.address, "GET / HTTP/1.1\r\nhost:").await;
        let idle = send(running.address, "").await;
        let kept = send(running.address, "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        let began = Instant::now();
        assert_eq!(timeout(Duration::from_secs(5), rest_of(slow)).await.unwrap(), "");
        assert!(began.elapsed() < Duration::from_millis(900), "{:?}", began.elapsed());
        assert_eq!(timeout(Duration::from_secs(5), rest_of(idle)).await.unwrap(), "");
        let kept = timeout(Duration::from_secs(5), rest_of(kept)).await.unwrap();
        assert!(kept.ends_with("hello"));
        assert!(began.elapsed() >= Duration::from_millis(900), "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn requests_follow_each_other_on_one_connection() {
        let running = start(ListenConfig::default()).await;
        let get = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
        let echo =
            "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\nconnection: close\r\n\r\nback";
        let stream = send(running.address, &format!("{get}{get}{echo}")).await;
        let text = rest_of(stream).await;
        assert_eq!(text.matches("HTTP/1.1 200").count(), 3);
        assert!(text.ends_with("back"));
    }

    #[tokio::test]
    async fn an_address_that_has_its_share_is_hung_up_on() {
        let config = ListenConfig { connections_per_address_max: 1, ..ListenConfig::default() };
        let running = start(config).await;
        let close = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
        let first = send(running.address, "").await;
        sleep(Duration::from_millis(50)).await;
        let second = TcpStream::connect(running.address).await.unwrap();
        assert_eq!(timeout(Duration::from_secs(5), rest_of(second)).await.unwrap(), "");
        drop(first);
        // The seat is free as soon as the server has seen the end.
        sleep(Duration::from_millis(100)).await;
        let third = send(running.address, close).await;
        assert!(timeout(Duration::from_secs(5), rest_of(third)).await.unwrap().ends_with("hello"));
    }

    #[tokio::test]
    async fn more_connections_than_allowed_wait() {
        let config = ListenConfig { connections_max: 1, ..ListenConfig::default() };
        let running = start(config).await;
        let close = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
        let first = send(running.address, "").await;
        sleep(Duration::from_millis(50)).await;
        let mut second = send(running.address, close).await;
        let mut byte = [0];
        assert!(timeout(Duration::from_millis(100), second.read(&mut byte)).await.is_err());
        drop(first);
        assert!(timeout(Duration::from_secs(5), rest_of(second)).await.unwrap().ends_with("hello"));
    }
}
