//! The checks, from the inside out: configuration, machine, database.

mod audit;

use std::path::Path;
use std::process::Command;

use chrono::{DateTime, Datelike, Utc};

use super::{Finding, State};
use crate::app::{self, AppError};
use crate::boot::{self, Purpose};
use crate::config::{Config, Origin};
use crate::runtime::{Clock, SystemClock};
use crate::store::outbox::Standing;
use crate::store::{Db, Engine};

/// Years in which this version can be in use: a clock outside of them was never set.
const SANE_YEARS: std::ops::Range<i32> = 2026..2100;
/// Governments change clocks with little notice; data older than this is likely to be wrong
/// somewhere.
const OLDEST_ZONE_DATA_YEARS: i32 = 3;
const MIB: u64 = 1024;
const LITTLE_SPACE_KIB: u64 = 1024 * MIB;
const NO_SPACE_KIB: u64 = 64 * MIB;

/// Every check, in the order in which a person would look.
pub(super) async fn all(config: &Config) -> Vec<Finding> {
    let now = SystemClock.now();
    let mut findings = vec![configuration(config), data_dir(&config.data_dir)];
    findings.extend(disk_space(&config.data_dir));
    findings.push(clock(now));
    findings.push(zone_data(config, now));
    findings.extend(database(config).await);
    findings
}

fn configuration(config: &Config) -> Finding {
    let is_set = |entry: &&crate::config::Entry| entry.origin != Origin::Default;
    let set = config.entries.iter().filter(is_set).count();
    let found = format!(
        "{set} of {} values are set, the others are defaults",
        config.entries.len()
    );
    Finding::ok("configuration", found)
}

fn data_dir(dir: &Path) -> Finding {
    const CHECK: &str = "data directory";
    let shown = std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf());
    let shown = shown.display();
    if !dir.exists() {
        let advice = "nothing: the first command that needs it creates it";
        return Finding::warn(CHECK, format!("{shown} does not exist yet"), advice);
    }
    match tempfile::NamedTempFile::new_in(dir) {
        Ok(_) => Finding::ok(CHECK, format!("{shown} can be written")),
        Err(error) => Finding::fail(
            CHECK,
            format!("{shown} cannot be written: {}", error.kind()),
            "give this user the right to write there, or choose another with --data-dir",
        ),
    }
}

/// Asks `df`, because the standard library cannot tell; without an answer there is no finding.
fn disk_space(dir: &Path) -> Option<Finding> {
    const CHECK: &str = "disk space";
    let output = Command::new("df")
        .arg("-Pk")
        .arg("--")
        .arg(dir)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let free_kib: u64 = text
        .lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse()
        .ok()?;
    let found = format!("{} MiB are free in the data directory", free_kib / MIB);
    let advice = "make room before the next import";
    Some(match free_kib {
        0..NO_SPACE_KIB => Finding::fail(CHECK, found, advice),
        NO_SPACE_KIB..LITTLE_SPACE_KIB => Finding::warn(CHECK, found, advice),
        _ => Finding::ok(CHECK, found),
    })
}

fn clock(now: DateTime<Utc>) -> Finding {
    const CHECK: &str = "clock";
    let found = format!("{} UTC", now.format("%Y-%m-%d %H:%M"));
    if SANE_YEARS.contains(&now.year()) {
        Finding::ok(CHECK, found)
    } else {
        let advice = "set the machine's clock: every record would be stamped with this time";
        Finding::fail(CHECK, found, advice)
    }
}

fn zone_data(config: &Config, now: DateTime<Utc>) -> Finding {
    const CHECK: &str = "time zone data";
    let version = chrono_tz::IANA_TZDB_VERSION;
    let zone = config.service.time_zone.name();
    let found = format!("version {version} is built in; the service is in {zone}");
    let year = version.get(..4).and_then(|year| year.parse::<i32>().ok());
    if year.is_some_and(|year| now.year() - year <= OLDEST_ZONE_DATA_YEARS) {
        Finding::ok(CHECK, found)
    } else {
        Finding::warn(
            CHECK,
            found,
            "update Red Thread: local times may be an hour off",
        )
    }
}

async fn database(config: &Config) -> Vec<Finding> {
    const CHECK: &str = "database";
    let url = &config.database.url;
    if url.file().is_some_and(|file| !file.exists()) {
        let advice = "nothing: the first command that needs it creates it";
        return vec![Finding::warn(
            CHECK,
            format!("{url} does not exist yet"),
            advice,
        )];
    }
    let db = match boot::database(config, Purpose::Answer).await {
        Ok(db) => db,
        Err(error) => {
            return vec![Finding::fail(
                CHECK,
                error.to_string(),
                advice_for(url.file()),
            )];
        }
    };
    let found = match crate::store::version(&db).await {
        Ok(version) => Finding::ok(CHECK, format!("{version} answers at {url}")),
        Err(error) => Finding::fail(CHECK, error.to_string(), advice_for(url.file())),
    };
    let schema = schema(&db).await;
    let is_current = schema.state == State::Ok;
    let mut findings = vec![found, schema];
    if is_current {
        findings.push(mail(&db, config.mail.smtp.is_some()).await);
        findings.push(flags(&db, config).await);
        findings.push(audit::log(&db, config).await);
    }
    // What could not be closed properly ends with the process.
    let _ = db.close().await;
    findings
}

fn advice_for(file: Option<&Path>) -> &'static str {
    match file {
        Some(_) => {
            "see that the file can be read and written by this user and is a Red Thread database"
        }
        None => "see that the server runs, that the URL is right and that this user may connect",
    }
}

/// Letters that nobody got: what was given up stays in the outbox until somebody has looked.
async fn mail(db: &Db, is_on: bool) -> Finding {
    const CHECK: &str = "e-mail";
    let standing = match crate::store::outbox::standing(&db.read).await {
        Ok(standing) => standing,
        Err(error) => return Finding::fail(CHECK, error.to_string(), "see the line above"),
    };
    let Standing {
        waiting,
        failing,
        given_up,
    } = standing;
    let found =
        format!("{waiting} wait, {failing} of them tried in vain; {given_up} were given up");
    match (is_on, waiting, failing + given_up) {
        (true, _, 0) => Finding::ok(CHECK, found),
        (true, _, _) => Finding::warn(
            CHECK,
            found,
            "see the column `fault` of the table `outbox` and what docs/mail.md says of it",
        ),
        (false, 0, _) => Finding::ok(CHECK, "off: mail.smtp_host and mail.from are not both set"),
        (false, _, _) => Finding::warn(
            CHECK,
            format!("off, and {found}"),
            "set mail.smtp_host and mail.from, or they stay where they are",
        ),
    }
}

/// Days after which a check of flags that is made each night has been missed.
const MISSED_DAYS: i64 = 2;

/// Whether stored flags were as found when they were last checked.
async fn flags(db: &Db, config: &Config) -> Finding {
    const CHECK: &str = "stored flags";
    let last = match crate::store::flag_checks::last(&db.read).await {
        Ok(last) => last,
        Err(error) => return Finding::fail(CHECK, error.to_string(), "see the line above"),
    };
    let Some(last) = last else {
        return if config.worker.is_enabled {
            Finding::ok(CHECK, "never checked yet; `serve` does it at 04:30")
        } else {
            let advice = "set worker.is_enabled, or run `redthread evaluate --check` now and then";
            Finding::warn(CHECK, "never checked", advice)
        };
    };
    let day = last.due_on;
    let found = format!(
        "{} flags of {} patients were otherwise than stored in the check of {day}",
        last.differences, last.patients
    );
    let age = SystemClock.now() - last.finished_at;
    if last.differences > 0 {
        let advice = "report it, with what the log says of it: this is a defect. The patients were evaluated again";
        Finding::warn(CHECK, found, advice)
    } else if age.num_days() > MISSED_DAYS {
        let advice =
            "see that a service with worker.is_enabled runs, and what its log says of the check";
        Finding::warn(CHECK, format!("not checked since {day}"), advice)
    } else {
        Finding::ok(CHECK, found)
    }
}

async fn schema(db: &Db) -> Finding {
    const CHECK: &str = "schema";
    let migrations = match app::migrations(db).await {
        Ok(migrations) => migrations,
        Err(error @ AppError::SchemaNewer) => {
            return Finding::fail(CHECK, error.to_string(), "update Red Thread");
        }
        Err(error) => return Finding::fail(CHECK, error.to_string(), "see the line above"),
    };
    let pending = migrations.iter().filter(|one| !one.is_applied).count();
    let found = format!("{pending} of {} migrations are pending", migrations.len());
    match (pending, db.engine()) {
        (0, _) => Finding::ok(
            CHECK,
            format!("up to date, {} migrations", migrations.len()),
        ),
        (_, Engine::Sqlite) => {
            Finding::warn(CHECK, found, "nothing: the next command applies them")
        }
        (_, Engine::Postgres) => Finding::fail(CHECK, found, "run `redthread migrate up`"),
    }
}
