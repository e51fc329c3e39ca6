//! A service at work: wards that read and write at the same time, with the audit log and without it.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench handovers \
//!     --features bench-without-audit -- [PATIENTS] [SECONDS] [ROUNDS]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first) with a generated cohort.
//! 64 connections to the whole service over loopback, each as one nurse of a ward: of ten requests three are
//! patients' pages, two timelines, two the list of handovers, two the ward's board, and one writes: a step of
//! a handover (begun, offered, accepted by the next nurse) or every fourth time a contact. Then the same
//! connections do handovers and nothing else. Rounds with and without the log take turns. Without the feature,
//! which nothing that is shipped is built with, there is always a log, and only that is measured.
//!
//! The service and the load share this process and the machine; the worker does not run beside.

#[path = "../http.rs"]
mod http;
mod nurse;
mod ward;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use axum::Router;
use redthread::app::App;
use redthread::domain::audit::Key;
use redthread::http::{Server, router};
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options};

use http::Measured;
use nurse::{Kind, Nurse, Work};

const CONNECTIONS: usize = 64;

/// What a round came to.
struct Round {
    reads: f64,
    accepted: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let patients: u64 = numbers.next().unwrap_or(200);
    let lasting = Duration::from_secs(numbers.next().unwrap_or(3));
    let rounds: u64 = numbers.next().unwrap_or(1);
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    let logged = app(&url, true).await?;
    ward::fill(&logged, patients).await?;
    let nurses = ward::nurses(&logged, CONNECTIONS).await?;
    let mut services = vec![(true, serve(router(Server::new(logged)))?)];
    if cfg!(feature = "bench-without-audit") {
        services.push((false, serve(router(Server::new(app(&url, false).await?)))?));
    }
    println!("round  log      what              requests/s   p50 ms   p99 ms");
    let mut with = Vec::new();
    let mut without = Vec::new();
    for round in 1..=rounds {
        for (has_log, service) in &services {
            let measured = measure(&nurses, *service, lasting, (round, *has_log)).await?;
            if *has_log { &mut with } else { &mut without }.push(measured);
        }
    }
    for (what, of) in [
        ("reads", (|round: &Round| round.reads) as fn(&Round) -> f64),
        ("handovers accepted", |round| round.accepted),
    ] {
        let (with, without) = (median(&with, of), median(&without, of));
        println!(
            "{what}: {with:.0} a second with the log; {without:.0} without; share {:.2}",
            with / without
        );
    }
    Ok(())
}

fn median(rounds: &[Round], of: fn(&Round) -> f64) -> f64 {
    let mut all: Vec<f64> = rounds.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

async fn app(url: &str, has_log: bool) -> Result<App> {
    let options = Options {
        audit_key: has_log.then(|| Key::new(&[7; 32])),
        ..Options::default()
    };
    let db = Db::connect(url, &options).await?;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    Ok(App::new(db, clock, ids, chrono_tz::Europe::Oslo))
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

async fn measure(
    nurses: &[Nurse],
    service: SocketAddr,
    lasting: Duration,
    (round, has_log): (u64, bool),
) -> Result<Round> {
    // Statements are prepared, pages are read.
    at_work(nurses, service, Work::Mixed, lasting / 5).await?;
    let mixed = at_work(nurses, service, Work::Mixed, lasting).await?;
    let only = at_work(nurses, service, Work::Handovers, lasting).await?;
    let log = if has_log { "with" } else { "without" };
    let line = |what: &str, measured: &Measured| {
        println!(
            "{round:>5}  {log:<7}  {what:<16} {:>11.1} {:>8.1} {:>8.1}",
            measured.rate(),
            milliseconds(measured.quantile(0.5)),
            milliseconds(measured.quantile(0.99)),
        );
    };
    let reads = mixed.of(Kind::is_read);
    line("reads", &reads);
    for kind in Kind::READS {
        line(kind.name(), &mixed.of(|one| one == kind));
    }
    line("writes", &mixed.of(|kind| !kind.is_read()));
    for kind in Kind::WRITES {
        line(kind.name(), &mixed.of(|one| one == kind));
    }
    let accepted = only.of(|kind| kind == Kind::Accept);
    line("handovers only", &only.of(|_| true));
    line("  accepted", &accepted);
    Ok(Round {
        reads: reads.rate(),
        accepted: accepted.rate(),
    })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What everybody did, and how long it took.
struct Done {
    requests: Vec<(Kind, Duration)>,
    took: Duration,
}

impl Done {
    fn of(&self, which: impl Fn(Kind) -> bool) -> Measured {
        let times = self.requests.iter().filter(|(kind, _)| which(*kind));
        Measured::new(times.map(|(_, time)| *time).collect(), self.took)
    }
}

async fn at_work(
    nurses: &[Nurse],
    service: SocketAddr,
    work: Work,
    lasting: Duration,
) -> Result<Done> {
    let began = Instant::now();
    let end = began + lasting;
    let tasks: Vec<_> = nurses
        .iter()
        .map(|nurse| tokio::spawn(nurse.clone().works(service, work, end)))
        .collect();
    let mut requests = Vec::new();
    for task in tasks {
        requests.extend(task.await??);
    }
    Ok(Done {
        requests,
        took: began.elapsed(),
    })
}
