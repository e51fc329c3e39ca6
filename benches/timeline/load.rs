//! A load generator: connections that ask one request after the other and measure each.
//!
//! HTTP/1.1 by hand over kept connections, so that the generator takes little of the machine that it
//! shares with what it measures.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A request: where to, what, and with which headers.
#[derive(Debug, Clone)]
pub struct Request {
    to: SocketAddr,
    bytes: Vec<u8>,
}

impl Request {
    /// A GET with more headers, each ended by `\r\n`.
    pub fn get(to: SocketAddr, path: &str, headers: &str) -> Self {
        let text = format!("GET {path} HTTP/1.1\r\nHost: {to}\r\n{headers}\r\n");
        let bytes = text.into_bytes();
        Self { to, bytes }
    }

    /// A POST of JSON.
    pub fn post(to: SocketAddr, path: &str, headers: &str, json: &str) -> Self {
        let text = format!(
            "POST {path} HTTP/1.1\r\nHost: {to}\r\n{headers}Content-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{json}",
            json.len()
        );
        let bytes = text.into_bytes();
        Self { to, bytes }
    }
}

/// An answer: the head as text, and the body.
#[derive(Debug, Clone)]
pub struct Answer {
    /// 100 to 599.
    pub status: u16,
    /// The header lines.
    pub head: String,
    /// As sent.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header of the answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// A kept connection.
struct Connection(BufReader<TcpStream>);

impl Connection {
    async fn open(to: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::with_capacity(64 * 1024, stream)))
    }

    async fn ask(&mut self, request: &Request) -> Result<Answer> {
        self.0.get_mut().write_all(&request.bytes).await?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            ensure!(
                self.0.read_line(&mut head).await? > 0,
                "the connection ended"
            );
        }
        let status = head.split(' ').nth(1).context("a status line")?.parse()?;
        let mut answer = Answer {
            status,
            head,
            body: Vec::new(),
        };
        if let Some(length) = answer.header("content-length") {
            answer.body = vec![0; length.parse()?];
            self.0.read_exact(&mut answer.body).await?;
        } else if answer.header("transfer-encoding") == Some("chunked") {
            self.chunks(&mut answer.body).await?;
        } else if status != 204 {
            bail!("an answer of unknown length");
        }
        Ok(answer)
    }

    async fn chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await?;
            let length = usize::from_str_radix(line.trim(), 16)?;
            let from = body.len();
            body.resize(from + length, 0);
            self.0.read_exact(&mut body[from..]).await?;
            self.0.read_line(&mut line).await?;
            if length == 0 {
                return Ok(());
            }
        }
    }
}

/// Asks once.
pub async fn once(request: &Request) -> Result<Answer> {
    Connection::open(request.to).await?.ask(request).await
}

/// What a run measured.
#[derive(Debug)]
pub struct Measured {
    /// The time of every request, ascending.
    times: Vec<Duration>,
    took: Duration,
}

impl Measured {
    /// The time that `share` (0 to 1) of the requests kept to.
    pub fn quantile(&self, share: f64) -> Duration {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a few million"
        )]
        let at = (self.times.len() as f64 * share) as usize;
        self.times[at.min(self.times.len() - 1)]
    }

    /// Requests per second of all connections together.
    pub fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a few million")]
        let requests = self.times.len() as f64;
        requests / self.took.as_secs_f64()
    }
}

/// Asks over `connections` for `lasting`, after a tenth of that to warm up.
pub async fn run(request: &Request, connections: usize, lasting: Duration) -> Result<Measured> {
    for_a_while(request, connections, lasting / 10).await?;
    let began = Instant::now();
    let mut times = for_a_while(request, connections, lasting).await?;
    let took = began.elapsed();
    times.sort_unstable();
    Ok(Measured { times, took })
}

async fn for_a_while(
    request: &Request,
    connections: usize,
    lasting: Duration,
) -> Result<Vec<Duration>> {
    let end = Instant::now() + lasting;
    let tasks: Vec<_> = (0..connections)
        .map(|_| tokio::spawn(ask_until(request.clone(), end)))
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(times)
}

async fn ask_until(request: Request, end: Instant) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(request.to).await?;
    let mut times = Vec::new();
    while Instant::now() < end || times.is_empty() {
        let began = Instant::now();
        let answer = connection.ask(&request).await?;
        times.push(began.elapsed());
        ensure!(
            answer.status == 200,
            "answered {}: {}",
            answer.status,
            answer.head
        );
    }
    Ok(times)
}
