//! How a command fails: an exit code and one sentence.

use std::io;
use std::process::ExitCode;

use super::output;
use crate::app::AppError;
use crate::config::ConfigError;

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command line cannot be understood: exit code 2.
    #[error("{0}")]
    Usage(String),
    /// The configuration cannot be used: exit code 1, or 2 where a flag is at fault.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The use case could not finish: exit code 1.
    #[error(transparent)]
    App(#[from] AppError),
    /// Something around the use case went wrong: exit code 1.
    #[error("{0}")]
    Failed(String),
    /// The reason has been printed already, as part of the answer: exit code 1.
    #[error("")]
    Told,
    /// Whoever read our answer has stopped reading: no fault, exit code 0.
    #[error("")]
    NobodyReads,
}

impl CliError {
    /// A command line that cannot be understood.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::Usage(sentence.into())
    }

    /// Something around the use case went wrong.
    pub fn failed(sentence: impl Into<String>) -> Self {
        Self::Failed(sentence.into())
    }

    /// The exit code, as documented in `--help`.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::NobodyReads => 0,
            Self::Usage(_) | Self::App(AppError::InvalidInput { .. } | AppError::Policy(_)) => 2,
            Self::Config(error) if error.is_usage() => 2,
            Self::Config(_) | Self::App(_) | Self::Failed(_) | Self::Told => 1,
        })
    }

    /// Prints the sentence to standard error. Causes are left out: those of a database hold values.
    pub(super) fn report(&self) {
        match self {
            Self::Told | Self::NobodyReads => {}
            Self::App(error) => {
                output::to_stderr(format_args!("error: {error} [{}]", error.code()));
            }
            Self::Usage(_) => {
                output::to_stderr(format_args!("error: {self}\n\nFor more, try '--help'."));
            }
            _ => output::to_stderr(format_args!("error: {self}")),
        }
    }
}

/// For answers on standard output only: files have an error that names them.
impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::NobodyReads
        } else {
            Self::Failed(format!("the answer cannot be written: {}", error.kind()))
        }
    }
}
