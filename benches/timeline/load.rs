//! A load generator: connections that ask one request after the other and measure each.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::http::{Answer, Connection};
pub use super::http::{Measured, Request};

/// Asks once.
pub async fn once(request: &Request) -> Result<Answer> {
    Connection::default().ask(request).await
}

/// Asks over `connections` for `lasting`, after a tenth of that to warm up.
pub async fn run(request: &Request, connections: usize, lasting: Duration) -> Result<Measured> {
    for_a_while(request, connections, lasting / 10).await?;
    let began = Instant::now();
    let times = for_a_while(request, connections, lasting).await?;
    Ok(Measured::new(times, began.elapsed()))
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
    let mut connection = Connection::default();
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
