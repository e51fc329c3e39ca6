//! The program `redthread`.

use std::process::ExitCode;

fn main() -> ExitCode {
    redthread::cli::main()
}
