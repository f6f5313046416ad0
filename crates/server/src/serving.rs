//! The loop that takes connections: how many, how long each may take for what it sends, and how it ends.
//!
//! A connection that has sent no whole request yet, its body included, is given up when another one needs its place, so that no
//! number of half requests keeps others out.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::{Body as _, Bytes, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tower::ServiceExt as _;

/// How long a connection may take to send the head of a request, also while it is kept open for the next one.
const HEAD: Duration = Duration::from_secs(15);
/// How long requests under way may take to end once the server is told to stop.
const LAST: Duration = Duration::from_secs(8);
/// How long to wait when the system has no room for another connection.
const BREATH: Duration = Duration::from_millis(50);
/// The most connections at a time, if the system lets a program have so many.
const MOST: usize = 1_000;
/// How many open files are left for the database and documents.
const LEFT: usize = 100;

/// A connection that is open.
struct Open {
    number: usize,
    /// Whether a request that was sent whole is being answered.
    busy: Arc<AtomicBool>,
    end: AbortHandle,
}

/// The connections that are open, the oldest first.
#[derive(Clone, Default)]
struct Connections(Arc<Mutex<VecDeque<Open>>>);

impl Connections {
    fn with<T>(&self, look: impl FnOnce(&mut VecDeque<Open>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Gives up the oldest connection for which nothing is being answered. False: all are at work.
    fn give_up_one(&self) -> bool {
        self.with(|open| {
            let idle = open.iter().position(|one| !one.busy.load(Ordering::Relaxed));
            let found = idle.and_then(|at| open.remove(at));
            found.inspect(|one| one.end.abort()).is_some()
        })
    }
}

/// The body of a request, which says when it was sent whole.
struct Sent {
    body: Incoming,
    busy: Arc<AtomicBool>,
}

impl Sent {
    fn new(body: Incoming, busy: Arc<AtomicBool>) -> Self {
        busy.store(body.is_end_stream(), Ordering::Relaxed);
        Self { body, busy }
    }
}

impl hyper::body::Body for Sent {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if self.body.is_end_stream() || matches!(frame, Poll::Ready(None)) {
            self.busy.store(true, Ordering::Relaxed);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// How many connections there may be at a time: fewer where the system allows a program few open files.
fn most() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files =
        limits.lines().find_map(|line| line.strip_prefix("Max open files")?.split_whitespace().next()?.parse::<usize>().ok());
    files.map_or(MOST, |files| files.saturating_sub(LEFT).clamp(16, MOST))
}

/// Serves connections until `stop` is there; then requests under way may end within a few seconds, and the rest is cut off.
pub(crate) async fn serve(router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    serve_within(router, listener, stop, Limits { most: most(), head: HEAD, last: LAST }).await;
}

/// What connections are held to.
#[derive(Clone, Copy)]
struct Limits {
    most: usize,
    head: Duration,
    last: Duration,
}

async fn serve_within(router: Router, listener: TcpListener, stop: impl Future<Output = ()>, limits: Limits) {
    let most = limits.most;
    let (connections, graceful) = (Connections::default(), GracefulShutdown::new());
    let mut stop = pin!(stop);
    let mut number = 0usize;
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut stop => break,
        };
        let (stream, peer) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                connections.give_up_one();
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        if connections.with(|open| open.len()) >= most && !connections.give_up_one() {
            // All are at work: this one is closed, and the browser tries again.
            tracing::warn!(most, "too many connections at a time");
            continue;
        }
        let _ = stream.set_nodelay(true);
        number = number.wrapping_add(1);
        let busy = Arc::new(AtomicBool::new(false));
        let service = answer(router.clone(), peer, Arc::clone(&busy));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), service);
        let (watched, all) = (graceful.watch(connection), connections.clone());
        let this = number;
        // Registered before it can end, under the lock that its end needs.
        connections.with(|open| {
            let task = tokio::spawn(async move {
                // A browser that went away, or was too slow, is nothing to report.
                let _ = watched.await;
                all.with(|open| open.retain(|one| one.number != this));
            });
            open.push_back(Open { number, busy, end: task.abort_handle() });
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(limits.last) => tracing::warn!("some requests did not end in time and were cut off"),
    }
    connections.with(|open| open.iter().for_each(|one| one.end.abort()));
}

/// What answers the requests of one connection.
fn answer(
    router: Router,
    peer: SocketAddr,
    busy: Arc<AtomicBool>,
) -> impl hyper::service::Service<
    hyper::Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send + 'static,
> {
    hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let (router, busy) = (router.clone(), Arc::clone(&busy));
        async move {
            let mut request: Request = request.map(|body| Body::new(Sent::new(body, Arc::clone(&busy))));
            request.extensions_mut().insert(ConnectInfo(peer));
            let answered = router.oneshot(request).await;
            busy.store(false, Ordering::Relaxed);
            answered
        }
    })
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    async fn server(head: Duration) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let limits = Limits { most: 8, head, last: Duration::from_millis(10) };
        let router = Router::new().route("/", axum::routing::get(|| async { "here" }).post(|body: String| async { body }));
        let serving = tokio::spawn(serve_within(router, listener, async { drop(stopped.await) }, limits));
        (address, stop, serving)
    }

    /// A request whose body never ends.
    async fn slow(address: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nab").await.unwrap();
        stream
    }

    async fn half(address: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n").await.unwrap();
        stream
    }

    async fn whole(address: SocketAddr) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).await.unwrap();
        said
    }

    #[tokio::test]
    async fn half_requests_keep_nobody_out() {
        let (address, _stop, _serving) = server(HEAD).await;
        let mut held = Vec::new();
        for _ in 0..20 {
            held.push(half(address).await);
            held.push(slow(address).await);
        }
        for _ in 0..3 {
            assert!(whole(address).await.ends_with("here"));
        }
    }

    #[tokio::test]
    async fn a_head_that_never_ends_is_given_up() {
        let (address, _stop, _serving) = server(Duration::from_millis(10)).await;
        let mut stream = half(address).await;
        let mut said = Vec::new();
        stream.read_to_end(&mut said).await.unwrap();
    }

    #[tokio::test]
    async fn stopping_waits_for_nobody_who_never_ends() {
        let (address, stop, serving) = server(HEAD).await;
        let _held = [half(address).await, half(address).await];
        assert!(whole(address).await.ends_with("here"));
        stop.send(()).unwrap();
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
