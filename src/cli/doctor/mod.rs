//! `redthread doctor`: is everything around the program as it should be?

mod checks;

use super::output::{FormatArg, Table};
use super::{CliError, Context, EXIT_CODES};

/// Check everything around the program, and say what to do where something is wrong
///
/// Changes nothing: a database file that does not exist yet is not created.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread doctor\n  redthread doctor --database postgres://db/redthread --format json\n\n\
     Each check ends in ok, warn or fail; one fail makes exit code 1.\n\n{EXIT_CODES}"
))]
pub struct Args {
    /// The form of the answer.
    #[command(flatten)]
    format: FormatArg,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ok,
    Warn,
    Fail,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// One check: what was found, and what to do about it.
#[derive(Debug)]
struct Finding {
    check: &'static str,
    state: State,
    found: String,
    advice: Option<String>,
}

impl Finding {
    fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self {
            check,
            state: State::Ok,
            found: found.into(),
            advice: None,
        }
    }

    fn warn(check: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            check,
            state: State::Warn,
            found: found.into(),
            advice: Some(advice.into()),
        }
    }

    fn fail(check: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            state: State::Fail,
            ..Self::warn(check, found, advice)
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When a check fails.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let findings = checks::all(&context.config).await;
    let mut table = Table::new(&["check", "state", "found", "what_to_do"]);
    for finding in &findings {
        table.push([
            finding.check.into(),
            finding.state.as_str().into(),
            finding.found.clone().into(),
            finding.advice.clone().into(),
        ]);
    }
    table.print(args.format.format)?;
    if findings.iter().any(|finding| finding.state == State::Fail) {
        return Err(CliError::Told);
    }
    Ok(())
}
