//! `redthread health`: asks a running service whether it is ready. For containers, which have no
//! other program to ask with.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::{CliError, Context, EXIT_CODES};

const PATIENCE: Duration = Duration::from_secs(5);

/// Ask the running service whether it is ready
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread health\n  redthread health --listen 127.0.0.1:9000\n\n{EXIT_CODES}"
))]
pub struct Args {
    /// The address and port that the service listens on [default: http.listen]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the service does not answer in five seconds, or answers that it is not ready.
pub fn run(context: &Context) -> Result<(), CliError> {
    let address = reachable(context.config.http.listen);
    let status = ask(address)
        .map_err(|error| CliError::failed(format!("no answer from {address}: {}", error.kind())))?;
    if status.starts_with("HTTP/1.1 200") {
        context.say("ready");
        Ok(())
    } else {
        Err(CliError::failed("the service answers, but is not ready"))
    }
}

/// An address that listens everywhere is reached at home.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let home = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(home, listen.port())
}

/// The beginning of the answer to `GET /readyz`, enough for its status.
fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(64).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
