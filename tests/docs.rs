//! The documentation says what the program does: tables, figures and links of `docs/` against the
//! code. What is checked elsewhere: configuration keys (`cli::settings`), the CSV format
//! (`csv::docs`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

mod rooms;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// Files below a folder with an ending, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found
}

/// What stands in single backticks, outside of fenced blocks.
fn quoted(page: &str) -> BTreeSet<&str> {
    page.split("```")
        .step_by(2)
        .flat_map(|text| text.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let mut pages = files(&root().join("docs"), "md");
    pages.extend(["README.md", "CHANGELOG.md"].map(|name| root().join(name)));
    let mut links = 0;
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        for rest in text.split("](").skip(1) {
            let link = rest.split(')').next().unwrap();
            let file = link.split('#').next().unwrap();
            if file.is_empty() || link.contains("://") {
                continue;
            }
            links += 1;
            let target = path.parent().unwrap().join(file);
            assert!(target.exists(), "{}: {link}", path.display());
        }
    }
    assert!(links > 20, "{links} links were read");
}

#[test]
fn every_operation_and_problem_of_the_api_is_listed() {
    let page = page("api.md");
    let document = serde_json::to_value(redthread::api::document()).unwrap();
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            operations.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let listed: BTreeSet<String> = quoted(&page)
        .into_iter()
        .filter(|text| {
            ["GET /", "POST /", "PATCH /", "DELETE /"]
                .iter()
                .any(|start| text.starts_with(start))
        })
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, operations);

    let problems: Vec<String> = redthread::http::problem::KINDS
        .iter()
        .map(|kind| {
            let again = if kind.is_retryable { "yes" } else { "" };
            let row = format!(
                "| `{}` | {} | {} | {again} |",
                kind.code,
                kind.status.as_u16(),
                kind.title
            );
            row.replace("  |", " |")
        })
        .collect();
    let (_, table) = page.split_once("## Problems").unwrap();
    let told: Vec<String> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.replace("  |", " |"))
        .collect();
    let sorted = |mut rows: Vec<String>| {
        rows.sort();
        rows
    };
    assert_eq!(sorted(told), sorted(problems));
}

#[test]
fn every_index_is_explained() {
    let page = page("api.md");
    let said = quoted(&page);
    let indices = redthread::domain::continuity::Indices::default();
    for (name, _) in indices.by_name() {
        assert!(said.contains(name), "{name}");
    }
}

/// Tables that a later migration drops.
const GONE: [&str; 1] = ["idempotency_key"];

#[test]
fn every_table_of_the_schema_is_described() {
    let page = page("schema.md");
    let mut tables = 0;
    for path in files(&root().join("migration/src"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        for rest in text.split("CREATE TABLE ").skip(1) {
            let table = rest.split_whitespace().next().unwrap();
            // Rows that wait while their table is made anew; gone when the migration is done.
            if table.ends_with("_kept") || GONE.contains(&table) {
                continue;
            }
            tables += 1;
            let is_named = page
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .any(|word| word == table);
            assert!(is_named, "{table}");
        }
    }
    assert!(tables > 20, "{tables} tables were read");
}

#[test]
fn the_figures_of_signing_in_are_those_in_force() {
    use redthread::app::sign_in::{browser, tokens};
    use redthread::domain::{account, lock_out};

    let page = page("sign-in.md");
    let says = |text: String| assert!(page.contains(&text), "{text}");
    says(format!(
        "**{} minutes** without use",
        browser::IDLE.num_minutes()
    ));
    says(format!(
        "**{} hours** in any case",
        browser::LONGEST.num_hours()
    ));
    says(format!("for **{} minutes**", tokens::ACCESS.num_minutes()));
    says(format!("within **{} hours**", tokens::REFRESH.num_hours()));
    says(format!("After **{} days**", tokens::LONGEST.num_days()));
    says(format!(
        "`iss` `{}`, `aud` `{}`",
        tokens::ISSUER,
        tokens::AUDIENCE
    ));
    says(format!(
        "{} to {} characters",
        account::PASSWORD_MIN,
        account::PASSWORD_MAX
    ));
    says(format!("`. _ - @`, at most {}", account::USERNAME_MAX));
    let last = lock_out::MINUTES.len() - 1;
    for (step, minutes) in lock_out::MINUTES.iter().enumerate() {
        let failures = lock_out::THRESHOLD + i32::try_from(step).unwrap();
        let more = if step == last { " and more" } else { "" };
        let unit = if *minutes == 1 { "minute" } else { "minutes" };
        says(format!("| {failures}{more} | {minutes} {unit} |"));
    }
    assert_eq!(lock_out::FORGET.num_hours(), 1, "the page says an hour");
}

/// Entries of the audit log are named by literals in the code; the page lists them all, and no
/// other.
#[test]
fn every_action_of_the_audit_log_is_listed() {
    let page = page("sign-in.md");
    let (_, table) = page.split_once("| action | when |").unwrap();
    let listed: BTreeSet<String> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| quoted(line.split(" | ").next().unwrap()))
        .map(str::to_owned)
        .collect();
    let mut written = BTreeSet::new();
    for room in ["app", "api", "web", "domain/recording"] {
        for path in files(&root().join("src").join(room), "rs") {
            // Invented people for tests of pages.
            if path.ends_with("web/samples.rs") || path.ends_with("patient/sample.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            // Whatever is for tests only comes last.
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let literals = code.split('"').filter(|text| is_action(text));
            written.extend(literals.map(str::to_owned));
        }
    }
    assert_eq!(listed, written);
}

/// Whether a text has the form of an action: a thing, a dot and a verb, or the sign-out.
fn is_action(text: &str) -> bool {
    const FILES: [&str; 8] = ["css", "csv", "html", "js", "json", "rs", "svg", "ftl"];
    if matches!(text, "sign_out" | "timeline.csv") {
        return true;
    }
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    text.split_once('.')
        .is_some_and(|(thing, verb)| is_word(thing) && is_word(verb) && !FILES.contains(&verb))
}
