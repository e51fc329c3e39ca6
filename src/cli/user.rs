//! `redthread user`: accounts.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use secrecy::{ExposeSecret, SecretString};

use super::output::{FormatArg, Table};
use super::{CliError, Context, EXIT_CODES};
use crate::app::accounts::{self, Account, MailChange, MailChoice, NewAccount};
use crate::app::{App, AppError};
use crate::boot::{self, Purpose};
use crate::domain::account::LANGUAGES;
use crate::domain::trajectory::Directory;

/// Make, list and change the accounts that people sign in with
///
/// A password is never an argument, where others on the machine could read it: it is drawn and
/// printed once, or read from a file or from standard input.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an account; prints its username and, where one is drawn, its password
    #[command(after_help = format!(
        "Roles: care_coordinator@UNIT, ward_staff@UNIT, service_manager@UNIT, administrator, \
         privacy_officer. Care coordinators and ward staff need a professional.\n\n\
         Examples:\n  \
         redthread user add ola --role administrator\n  \
         redthread user add solveig --role care_coordinator@team-1 --role ward_staff@ward-a --professional P17\n  \
         redthread user add ola --role administrator --password-file - < password.txt\n\n{EXIT_CODES}"
    ))]
    Add(Add),
    /// List the accounts
    #[command(after_help = format!("Example:\n  redthread user list --format json\n\n{EXIT_CODES}"))]
    List(FormatArg),
    /// Change where an account is written to; what is not said stays
    #[command(after_help = format!(
        "Letters say how many flags wait, never whom they are about. Urgent ones come at once, at most \
         one an hour; the digest comes once a day.\n\n\
         Examples:\n  redthread user set solveig --email solveig@example.org --language nb\n  \
         redthread user set solveig --digest off\n  redthread user set solveig --no-email\n\n{EXIT_CODES}"
    ))]
    Set(Set),
    /// Close an account: its sessions and tokens end at once; what it did stays written down
    #[command(after_help = format!(
        "Examples:\n  redthread user disable solveig\n  redthread user disable solveig --undo\n\n{EXIT_CODES}"
    ))]
    Disable {
        /// Whose
        username: String,
        /// Open it again
        #[arg(long)]
        undo: bool,
    },
    /// Give an account another password: its sessions and tokens end at once
    #[command(after_help = format!(
        "Examples:\n  redthread user reset-password solveig\n  \
         redthread user reset-password solveig --password-file /run/secrets/solveig\n\n{EXIT_CODES}"
    ))]
    ResetPassword {
        /// Whose
        username: String,
        #[command(flatten)]
        password: PasswordArg,
    },
}

#[derive(Debug, clap::Args)]
struct Add {
    /// The name to sign in with: letters, digits and . _ - @; capitals make no difference
    username: String,
    /// A role, at a unit by its source's id; may be given more than once
    #[arg(long, value_name = "ROLE[@UNIT]", required = true)]
    role: Vec<String>,
    /// The professional whose account it is, by the source's id
    #[arg(long, value_name = "ID")]
    professional: Option<String>,
    /// Where it is written to
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The language it is written to in
    #[arg(long, value_name = "CODE", value_parser = LANGUAGES)]
    language: Option<String>,
    #[command(flatten)]
    password: PasswordArg,
}

#[derive(Debug, clap::Args)]
struct Set {
    /// Whose
    username: String,
    #[command(flatten)]
    change: Change,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
struct Change {
    /// Where it is written to
    #[arg(long, value_name = "ADDRESS", conflicts_with = "no_email")]
    email: Option<String>,
    /// Write to it no longer
    #[arg(long)]
    no_email: bool,
    /// The language it is written to in
    #[arg(long, value_name = "CODE", value_parser = LANGUAGES)]
    language: Option<String>,
    /// Whether the daily digest comes too
    #[arg(long, value_name = "WHETHER", value_parser = ["on", "off"])]
    digest: Option<String>,
    /// Whether word that something happened to its patients comes at once, with the digest or not at all
    #[arg(long, value_name = "WHEN", value_parser = ["at-once", "digest", "none"])]
    news: Option<String>,
}

/// Where the password comes from.
#[derive(Debug, clap::Args)]
struct PasswordArg {
    /// Read the password from the first line of this file, or of standard input for `-` [default:
    /// one is drawn and printed]
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be used, the account cannot be as asked, or the password cannot be read.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Answer).await?;
    match &args.action {
        Action::Add(args) => add(args, context, &app).await,
        Action::List(FormatArg { format }) => {
            let all = accounts::list(&app, &context.actor()).await?;
            let directory = app.directory().await?;
            Ok(table(&all, &directory).print(*format)?)
        }
        Action::Set(args) => set(args, context, &app).await,
        Action::Disable { username, undo } => {
            accounts::disable(&app, &context.actor(), username, *undo).await?;
            let now = if *undo { "open" } else { "disabled" };
            context.say(format_args!("{username} is {now}"));
            Ok(())
        }
        Action::ResetPassword { username, password } => {
            let (password, is_drawn) = password.read(username)?;
            accounts::reset_password(&app, &context.actor(), username, password.clone()).await?;
            print(username, &password, is_drawn)
        }
    }
}

async fn add(args: &Add, context: &Context, app: &App) -> Result<(), CliError> {
    let mut roles = Vec::with_capacity(args.role.len());
    for role in &args.role {
        roles.push(accounts::granted(app, role).await?);
    }
    let professional = match &args.professional {
        Some(id) => Some(accounts::professional(app, id).await?),
        None => None,
    };
    let (password, is_drawn) = args.password.read(&args.username)?;
    let new = NewAccount {
        username: args.username.clone(),
        password: password.clone(),
        professional,
        roles,
    };
    let mail = MailChoice {
        address: args.email.clone(),
        language: args.language.clone(),
        ..MailChoice::default()
    };
    accounts::create_with(app, &context.actor(), &new, &mail).await?;
    print(&args.username, &password, is_drawn)
}

async fn set(args: &Set, context: &Context, app: &App) -> Result<(), CliError> {
    let Change {
        email,
        no_email,
        language,
        digest,
        news,
    } = &args.change;
    let change = MailChange {
        address: match email {
            Some(address) => Some(Some(address.clone())),
            None => no_email.then_some(None),
        },
        language: language.clone(),
        is_digest_wanted: digest.as_deref().map(|digest| digest == "on"),
        news: news
            .as_deref()
            .and_then(|news| news.replace('-', "_").parse().ok()),
    };
    accounts::set_mail(app, &context.actor(), &args.username, &change).await?;
    context.say(format_args!("{} is changed", args.username));
    Ok(())
}

/// The password goes to standard output once, and only where nobody else knows it.
fn print(username: &str, password: &SecretString, is_drawn: bool) -> Result<(), CliError> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    if is_drawn {
        writeln!(out, "{username} {}", password.expose_secret())?;
    } else {
        writeln!(out, "{username}")?;
    }
    Ok(out.flush()?)
}

impl PasswordArg {
    /// The password of an account, and whether it was drawn.
    fn read(&self, username: &str) -> Result<(SecretString, bool), CliError> {
        let Some(path) = &self.password_file else {
            return Ok((accounts::draw_password(username)?, true));
        };
        let text: SecretString = if path == Path::new("-") {
            let mut text = String::new();
            // Enough for the longest password, and an end for whoever pipes something else.
            std::io::stdin()
                .take(4096)
                .read_to_string(&mut text)
                .map_err(|error| {
                    CliError::failed(format!("standard input cannot be read: {}", error.kind()))
                })?;
            text.into()
        } else {
            std::fs::read_to_string(path)
                .map_err(|error| AppError::unreadable(path, &error))?
                .into()
        };
        let line = text.expose_secret().lines().next().unwrap_or_default();
        Ok((line.to_owned().into(), false))
    }
}

fn table(all: &[Account], directory: &Directory) -> Table {
    let mut table = Table::new(&["username", "state", "professional", "roles", "mail"]);
    for account in all {
        let state = if account.is_disabled {
            "disabled"
        } else {
            "open"
        };
        let professional = account
            .professional
            .and_then(|id| directory.professionals.get(&id))
            .map(|professional| professional.source.value.clone());
        let roles = account.roles.iter().map(|granted| {
            let unit = granted.unit.and_then(|unit| directory.units.get(&unit));
            match unit {
                Some(unit) => format!("{}@{}", granted.role, unit.source.value),
                None => granted.role.to_string(),
            }
        });
        // Whether, not where: an address is its owner's.
        let mail = match &account.mail {
            mail if mail.address.is_none() => "none",
            mail if mail.is_digest_wanted => "digest",
            _ => "urgent",
        };
        table.push([
            account.username.as_str().into(),
            state.into(),
            professional.into(),
            roles.collect::<Vec<_>>().join(";").into(),
            mail.into(),
        ]);
    }
    table
}
