//! `redthread report saved`: the reports that are kept, and one as it was made.

use serde_json::json;
use uuid::Uuid;

use super::output::{FormatArg, Table};
use super::report::period_table;
use super::{CliError, Context};
use crate::app::report::saved::{self, Listed};
use crate::boot::{self, Purpose};
use crate::domain::ids::SavedReportId;
use crate::domain::report::Period;

/// Which of them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id of a report that is kept
    #[arg(requires = "period")]
    pub id: Option<Uuid>,
    /// The period over which it was made
    pub period: Option<Period>,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

/// Runs the command.
///
/// # Errors
/// When there is no such report or the database fails.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Work).await?;
    let actor = context.actor();
    let Some((id, period)) = args.id.zip(args.period) else {
        let listed = saved::list(&app, &actor).await?;
        table(&listed).print(args.format.format)?;
        return Ok(());
    };
    let shown = saved::show(&app, &actor, SavedReportId(id), period).await?;
    period_table(&shown.answer).print(args.format.format)?;
    context.say(format_args!("the period is {period}"));
    Ok(())
}

/// One row for each that was made; a definition of which none was made has one without a period.
fn table(listed: &[Listed]) -> Table {
    let mut table = Table::new(&["id", "report", "unit", "span", "period"]);
    for one in listed {
        let saved = &one.saved;
        let periods = one.made.iter().map(|made| Some(made.period.to_string()));
        let none = one.made.is_empty().then_some(None);
        for period in periods.chain(none) {
            table.push([
                json!(saved.id.0.to_string()),
                json!(saved.book.code()),
                json!(one.name),
                json!(saved.span.code()),
                json!(period),
            ]);
        }
    }
    table
}
