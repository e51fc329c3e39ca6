//! What benches ask with: HTTP/1.1 by hand over kept connections, so that asking takes little of the machine
//! that it shares with what it measures; and the times that it took.

use std::net::SocketAddr;
use std::time::Duration;

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

/// A connection that is kept: opened by what is asked first.
#[derive(Default)]
pub struct Connection(Option<BufReader<TcpStream>>);

impl Connection {
    /// Asks, and waits for the whole answer.
    pub async fn ask(&mut self, request: &Request) -> Result<Answer> {
        if self.0.is_none() {
            let stream = TcpStream::connect(request.to).await?;
            stream.set_nodelay(true)?;
            self.0 = Some(BufReader::with_capacity(64 * 1024, stream));
        }
        let stream = self.0.as_mut().context("it was just opened")?;
        stream.get_mut().write_all(&request.bytes).await?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            ensure!(
                stream.read_line(&mut head).await? > 0,
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
            stream.read_exact(&mut answer.body).await?;
        } else if answer.header("transfer-encoding") == Some("chunked") {
            chunks(stream, &mut answer.body).await?;
        } else if status != 204 {
            bail!("an answer of unknown length");
        }
        Ok(answer)
    }
}

async fn chunks(stream: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> Result<()> {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let length = usize::from_str_radix(line.trim(), 16)?;
        let from = body.len();
        body.resize(from + length, 0);
        stream.read_exact(&mut body[from..]).await?;
        stream.read_line(&mut line).await?;
        if length == 0 {
            return Ok(());
        }
    }
}

/// What a run measured.
#[derive(Debug)]
pub struct Measured {
    /// The time of every request, ascending.
    times: Vec<Duration>,
    took: Duration,
}

impl Measured {
    /// Requests of a while.
    pub fn new(mut times: Vec<Duration>, took: Duration) -> Self {
        times.sort_unstable();
        Self { times, took }
    }

    /// The time that `share` (0 to 1) of the requests kept to.
    pub fn quantile(&self, share: f64) -> Duration {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a few million"
        )]
        let at = (self.times.len() as f64 * share) as usize;
        let last = self.times.len().saturating_sub(1);
        self.times.get(at.min(last)).copied().unwrap_or_default()
    }

    /// Requests per second of all connections together.
    pub fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a few million")]
        let requests = self.times.len() as f64;
        requests / self.took.as_secs_f64()
    }
}
