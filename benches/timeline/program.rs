//! The binary by itself: how soon it answers, and how much memory it idles with.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const SETTLED: Duration = Duration::from_secs(2);

/// Prints the figures of `serve` on the filled database and on a new one, and of `demo`.
pub fn report(url: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = format!("sqlite://{}", folder.path().join("redthread.db").display());
    for (what, arguments) in [
        ("serve, PostgreSQL", ["serve", "--database", url]),
        ("serve, new SQLite file", ["serve", "--database", &file]),
        (
            "serve, existing SQLite file",
            ["serve", "--database", &file],
        ),
        ("demo", ["demo", "--patients", "60"]),
    ] {
        let (took, memory) = start(&arguments)?;
        println!(
            "{what}: answers after {:.0} ms, idles with {memory} MB resident",
            took.as_secs_f64() * 1000.0
        );
    }
    Ok(())
}

fn start(arguments: &[&str]) -> Result<(Duration, u64)> {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_redthread"))
        .args(arguments)
        // The one that the bench fills its database with.
        .env("REDTHREAD_AUDIT__KEY", "07".repeat(32))
        .args(["--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let measured = measure(&mut child, began);
    child.kill()?;
    child.wait()?;
    measured
}

fn measure(child: &mut Child, began: Instant) -> Result<(Duration, u64)> {
    let mut said = BufReader::new(child.stderr.take().context("its standard error")?);
    let mut line = String::new();
    while !line.contains("listening on http://") {
        line.clear();
        if said.read_line(&mut line)? == 0 {
            bail!("it ended before it listened");
        }
    }
    let took = began.elapsed();
    // Whatever else it says must not make it wait.
    std::thread::spawn(move || std::io::copy(&mut said.by_ref(), &mut std::io::sink()));
    std::thread::sleep(SETTLED);
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let resident = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next())
        .context("the resident memory")?;
    Ok((took, resident.parse::<u64>()? / 1024))
}
