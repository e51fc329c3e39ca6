//! Asks for timelines over HTTP, against a hand-written handler that reads the same rows.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench timeline -- [PATIENTS] [SECONDS]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first), or one that it
//! filled before. PATIENTS defaults to 1 000; 100 000 is the long run of `docs/performance.md`. Each
//! answer is asked for SECONDS (default 3) over 1, 8 and 64 connections. The service, the handler and
//! the load share this process and the machine.

mod baseline;
#[path = "../http.rs"]
mod http;
mod load;
mod program;
mod record;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use axum::Router;
use redthread::domain::audit::Key;
use redthread::http::{Server, router};
use redthread::store::{Db, Options};
use serde_json::Value;

use load::{Measured, Request};
use record::Reader;

const CONNECTIONS: [usize; 3] = [1, 8, 64];

#[tokio::main]
async fn main() -> Result<()> {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let patients = numbers.first().copied().unwrap_or(1_000);
    let lasting = Duration::from_secs(numbers.get(1).copied().unwrap_or(3));
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    record::fill(&url, patients).await?;
    let db = Db::connect(
        &url,
        &Options {
            audit_key: Some(Key::new(&[7; 32])),
            ..Options::default()
        },
    )
    .await?;
    let app = record::app(db);
    let reader = Reader::sign_in(&app).await?;
    let service = serve(router(Server::new(app)))?;

    sizes(service, &reader).await?;
    let timeline = reader.timeline(service);
    let answer: Value = serde_json::from_slice(&asked(&timeline).await?)?;
    let pool = baseline::pool(&url, Options::default().connections).await?;
    let by_hand = serve(baseline::routes(pool, record::HEAVY_500, answer))?;

    println!("connections  what                        p50 ms   p99 ms   requests/s");
    for connections in CONNECTIONS {
        let mut rates = Vec::new();
        for (what, request) in [
            ("timeline, API", reader.timeline(service)),
            ("timeline, page", reader.page(service, "1y")),
            ("rows and JSON by hand", Request::get(by_hand, "/rows", "")),
            ("audit entry by hand", Request::get(by_hand, "/audit", "")),
            ("nothing", Request::get(by_hand, "/nothing", "")),
        ] {
            let measured = load::run(&request, connections, lasting).await?;
            line(connections, what, &measured);
            rates.push(measured.rate());
        }
        let [api, page, rows, audit, nothing] = rates[..] else {
            continue;
        };
        println!(
            "{connections:>11}  API / by hand {:.2}, page / by hand {:.2}; the audit entry is {:.0} % of the \
             API's time",
            api / rows,
            page / rows,
            100.0 * (1.0 / audit - 1.0 / nothing).max(0.0) * api
        );
    }
    println!("connections  what                        p50 ms   p99 ms   requests/s");
    for connections in [1, 8] {
        for (what, request) in [
            ("caseload, page", reader.caseload(service)),
            (
                "search by name",
                reader.search(service, r#"{"name":"berg"}"#),
            ),
            (
                "search by identifier",
                reader.search(service, r#"{"identifier":"00000000300"}"#),
            ),
        ] {
            let measured = load::run(&request, connections, lasting).await?;
            line(connections, what, &measured);
        }
    }
    program::report(&url)
}

/// Serves on loopback, in threads of its own: what is measured must not wait for who measures.
fn serve(routes: Router) -> Result<SocketAddr> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || -> Result<()> {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                Ok(axum::serve(listener, routes).await?)
            })
    });
    Ok(address)
}

async fn asked(request: &Request) -> Result<Vec<u8>> {
    let answer = load::once(request).await?;
    ensure!(
        answer.status == 200,
        "answered {}: {}",
        answer.status,
        String::from_utf8_lossy(&answer.body)
    );
    Ok(answer.body)
}

/// How large pages are, as sent without compression.
async fn sizes(service: SocketAddr, reader: &Reader) -> Result<()> {
    for (patient, contacts) in [(record::HEAVY_500, 500), (record::HEAVY_20000, 20_000)] {
        for window in ["1y", "5y", "all"] {
            let page = asked(&reader.page_of(service, patient, window)).await;
            let page =
                page.with_context(|| format!("the page of {contacts} contacts, {window}"))?;
            println!(
                "page of a patient with {contacts} contacts, window {window}: {} KB",
                page.len().div_ceil(1000)
            );
        }
    }
    Ok(())
}

fn line(connections: usize, what: &str, measured: &Measured) {
    println!(
        "{connections:>11}  {what:<24} {:>9.2} {:>8.2} {:>12.0}",
        milliseconds(measured.quantile(0.5)),
        milliseconds(measured.quantile(0.99)),
        measured.rate()
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
