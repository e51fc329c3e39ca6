//! Configuration: precedence, refusals, redaction.

use super::*;

fn check(dir: &Path) -> Command {
    let mut command = redthread(dir);
    command.args(["config", "check", "--format", "csv"]);
    command
}

/// Value and source of a key, from `config check --format csv`.
fn row(output: &Output, key: &str) -> (String, String) {
    assert_eq!(code(output), 0, "{}", text(&output.stderr));
    let mut reader = ::csv::Reader::from_reader(&*output.stdout);
    let row = reader
        .records()
        .map(Result::unwrap)
        .find(|row| &row[0] == key);
    let row = row.unwrap_or_else(|| panic!("{key} is shown"));
    (row[1].to_owned(), row[2].to_owned())
}

#[test]
fn without_anything_set_the_defaults_are_in_force() {
    let dir = folder();
    let output = check(dir.path()).output().unwrap();
    let (url, source) = row(&output, "database.url");
    let here = dir.path().canonicalize().unwrap();
    assert_eq!(url, format!("sqlite://{}/redthread.db", here.display()));
    assert_eq!(source, "default");
    assert_eq!(row(&output, "service.time_zone").0, "Europe/Oslo");
    for key in redthread::config::keys() {
        row(&output, key.name);
    }
}

#[test]
fn default_gives_way_to_file_to_environment_to_flag() {
    let dir = folder();
    write(
        &dir.path().join("redthread.toml"),
        "[service]\ntime_zone = 'Europe/London'\n[database]\nmax_connections = 3\nurl = 'sqlite://file.db'\n",
    );
    let from_file = check(dir.path()).output().unwrap();
    assert_eq!(row(&from_file, "database.max_connections").0, "3");
    assert_eq!(row(&from_file, "service.time_zone").0, "Europe/London");
    assert!(row(&from_file, "database.url").0.ends_with("file.db"));

    let mut command = check(dir.path());
    command
        .env("REDTHREAD_SERVICE__TIME_ZONE", "Europe/Paris")
        .env("REDTHREAD_DATABASE_URL", "sqlite://environment.db");
    let from_environment = command.output().unwrap();
    assert_eq!(
        row(&from_environment, "service.time_zone"),
        (
            "Europe/Paris".into(),
            "environment REDTHREAD_SERVICE__TIME_ZONE".into()
        )
    );
    assert!(
        row(&from_environment, "database.url")
            .0
            .ends_with("environment.db")
    );
    assert_eq!(row(&from_environment, "database.max_connections").0, "3");

    let from_flag = command
        .args(["--database", "sqlite://flag.db"])
        .output()
        .unwrap();
    let (url, source) = row(&from_flag, "database.url");
    assert!(url.ends_with("flag.db"));
    assert_eq!(source, "flag --database");
}

#[test]
fn the_file_is_found_in_the_data_directory_or_by_name() {
    let dir = folder();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    write(&data.join("redthread.toml"), "[log]\nformat = 'json'\n");
    write(&dir.path().join("other.toml"), "[log]\nfilter = 'error'\n");

    let found = check(dir.path())
        .arg("--data-dir")
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(row(&found, "log.format").0, "json");
    assert!(row(&found, "database.url").0.ends_with("data/redthread.db"));

    let named = check(dir.path())
        .env("REDTHREAD_DATA_DIR", &data)
        .env("REDTHREAD_CONFIG", "other.toml")
        .output()
        .unwrap();
    assert_eq!(row(&named, "log.filter").0, "error");
    assert_eq!(row(&named, "log.format").0, "text");
}

#[test]
fn unknown_keys_are_refused_by_name_and_all_at_once() {
    let dir = folder();
    write(
        &dir.path().join("redthread.toml"),
        "colour = 'red'\n[service]\ntimezone = 'Europe/Oslo'\n[databas]\nurl = 'x'\n",
    );
    let output = check(dir.path())
        .env("REDTHREAD_LOG__COLOUR", "never")
        .output()
        .unwrap();
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty());
    let said = text(&output.stderr);
    for name in [
        "colour",
        "service.timezone",
        "databas.url",
        "log.colour",
        "REDTHREAD_LOG__COLOUR",
    ] {
        assert!(said.contains(name), "{name} in {said}");
    }
    assert!(
        said.contains("service.time_zone"),
        "what is known is named: {said}"
    );
}

#[test]
fn unusable_values_are_refused_with_what_would_do() {
    let dir = folder();
    for (name, value, expected) in [
        ("REDTHREAD_SERVICE__TIME_ZONE", "Oslo", "Europe/Oslo"),
        ("REDTHREAD_DATABASE__MAX_CONNECTIONS", "0", "1 to 1000"),
        (
            "REDTHREAD_DATABASE__BUSY_TIMEOUT_S",
            "soon",
            "whole seconds",
        ),
        (
            "REDTHREAD_DATABASE_URL",
            "mysql://u:hush@h/d",
            "postgres://",
        ),
        ("REDTHREAD_DATABASE_URL", "sqlite::memory:", "in memory"),
        ("REDTHREAD_HTTP__LISTEN", "8080", "127.0.0.1:8080"),
        ("REDTHREAD_LOG__FORMAT", "xml", "text or json"),
        ("REDTHREAD_DATABASE_URL_FILE", "nowhere", "can be read"),
        ("REDTHREAD_CONFIG", "nowhere.toml", "can be read"),
    ] {
        let output = check(dir.path()).env(name, value).output().unwrap();
        assert_eq!(code(&output), 1, "{name}");
        let said = text(&output.stderr);
        assert!(said.contains(expected), "{name}: {said}");
        assert!(!said.contains("hush"), "{said}");
    }
    let flag = check(dir.path())
        .args(["--database", "nonsense"])
        .output()
        .unwrap();
    assert_eq!(code(&flag), 2, "a wrong flag is a usage error");
}

fn mail(values: &[(&str, &str)]) -> Output {
    let dir = folder();
    let mut command = check(dir.path());
    for (name, value) in values {
        command.env(format!("REDTHREAD_MAIL__{name}"), value);
    }
    command.output().unwrap()
}

#[test]
fn a_mail_server_is_taken_as_a_whole_or_not_at_all() {
    let host = ("SMTP_HOST", "mail.example.org");
    for (values, says) in [
        (
            &[("SMTP_HOST", "mail.example.org:25")][..],
            "mail.smtp_port",
        ),
        (&[("SMTP_HOST", "mail example")], "without a port"),
        (&[host, ("SMTP_TLS", "none")], "on this machine only"),
        (
            &[("SMTP_HOST", "10.0.0.1"), ("SMTP_TLS", "none")],
            "on this machine only",
        ),
        (&[("SMTP_TLS", "yes")], "starttls, implicit or none"),
        (&[("SMTP_PORT", "0")], "1 to 65535"),
        (
            &[host, ("SMTP_USERNAME", "red")],
            "the password of mail.smtp_username",
        ),
        (
            &[host, ("SMTP_PASSWORD", "hush")],
            "the user of mail.smtp_password",
        ),
        (&[("FROM", "Red Thread")], "redthread@example.org"),
        (&[("FROM", "a@b\r\nBcc: c@d")], "redthread@example.org"),
    ] {
        let output = mail(values);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 1, "{values:?}: {said}");
        assert!(said.contains(says), "{values:?}: {said}");
        assert!(!said.contains("hush"), "{said}");
    }
    let login = [("SMTP_USERNAME", "red"), ("SMTP_PASSWORD", "hush")];
    let from = ("FROM", "Red Thread <red@example.org>");
    let output = mail(&[&[host, from][..], &login].concat());
    assert_eq!(row(&output, "mail.from").0, from.1);
    assert_eq!(row(&output, "mail.smtp_password").0, "***");
    assert!(!text(&output.stdout).contains("hush"));
    for host in ["localhost", "127.0.0.1", "::1"] {
        let output = mail(&[("SMTP_HOST", host), ("SMTP_TLS", "none")]);
        assert_eq!(row(&output, "mail.smtp_tls").0, "none", "{host}");
    }
    let dir = folder();
    for hour in ["24", "-1", "7:30"] {
        let output = check(dir.path())
            .env("REDTHREAD_DIGEST__HOUR", hour)
            .output()
            .unwrap();
        assert_eq!(code(&output), 1, "{hour}");
        assert!(text(&output.stderr).contains("0 to 23"));
    }
    // The password may come from a file.
    write(&dir.path().join("secret"), "hush\n");
    let output = check(dir.path())
        .env("REDTHREAD_MAIL__SMTP_USERNAME", "red")
        .env("REDTHREAD_MAIL__SMTP_PASSWORD_FILE", "secret")
        .output()
        .unwrap();
    assert_eq!(row(&output, "mail.smtp_password").0, "***");
}

#[test]
fn there_is_e_mail_when_server_and_sender_are_known() {
    let load = |values: &[(&str, &str)]| {
        let values = values.iter().map(|(name, value)| {
            let name = format!("REDTHREAD_MAIL__{name}");
            (name, std::ffi::OsString::from(value))
        });
        let environment: Environment = values.collect();
        Config::load(&Flags::default(), &environment).unwrap().mail
    };
    let (host, from) = (
        ("SMTP_HOST", "mail.example.org"),
        ("FROM", "red@example.org"),
    );
    assert!(load(&[]).smtp.is_none());
    assert!(load(&[host]).smtp.is_none() && load(&[from]).smtp.is_none());
    for (tls, port) in [("starttls", 587), ("implicit", 465)] {
        let mail = load(&[host, from, ("SMTP_TLS", tls)]);
        assert_eq!(mail.smtp.unwrap().port, port, "{tls}");
    }
    let local = [("SMTP_HOST", "localhost"), from, ("SMTP_TLS", "none")];
    assert_eq!(load(&local).smtp.unwrap().port, 25);
    let chosen = load(&[host, from, ("SMTP_PORT", "2525")]);
    assert_eq!((chosen.smtp.unwrap().port, chosen.digest_hour), (2525, 7));
}

/// The documentation lists every key with its default and meaning, in the program's own words.
#[test]
fn the_documented_keys_are_the_declared_ones() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md");
    let page = std::fs::read_to_string(page).unwrap();
    let documented: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    let declared: Vec<String> = redthread::config::keys()
        .map(|key| format!("| `{}` | `{}` | {} |", key.name, key.default, key.about))
        .collect();
    assert_eq!(documented, declared);
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let dir = folder();
    let output = check(dir.path())
        .env("REDTHREAD_DATABASE_URL", "")
        .output()
        .unwrap();
    assert_eq!(row(&output, "database.url").1, "default");
}

#[test]
fn a_broken_file_is_refused_without_quoting_it() {
    let dir = folder();
    write(
        &dir.path().join("redthread.toml"),
        "[database]\nurl = 'postgres://u:hush@h/d\n",
    );
    let output = check(dir.path()).output().unwrap();
    assert_eq!(code(&output), 1);
    let said = text(&output.stderr);
    assert!(said.contains("line 2"), "{said}");
    assert!(!said.contains("hush"), "{said}");
}

#[test]
fn secrets_are_never_shown_whichever_way_they_come() {
    let dir = folder();
    write(
        &dir.path().join("secret"),
        "postgres://ward:hush@db:5432/redthread\n",
    );
    write(
        &dir.path().join("by_file.toml"),
        "[database]\nurl_file = 'secret'\n",
    );
    let url = "postgres://ward:hush@db:5432/redthread";
    let ways = [
        (vec!["--database", url], None),
        (vec![], Some(("REDTHREAD_DATABASE_URL", url))),
        (vec![], Some(("REDTHREAD_DATABASE_URL_FILE", "secret"))),
        (vec!["--config", "by_file.toml"], None),
    ];
    for (arguments, variable) in &ways {
        for format in ["table", "json", "csv"] {
            let output = redthread(dir.path())
                .args(["config", "check", "--format", format])
                .args(arguments)
                .envs(*variable)
                .output()
                .unwrap();
            let said = text(&output.stdout) + text(&output.stderr).as_str();
            assert_eq!(code(&output), 0, "{said}");
            assert!(
                said.contains("postgres://ward:***@db:5432/redthread"),
                "{said}"
            );
            assert!(!said.contains("hush"), "{said}");
        }
    }
    let config = Config::load(
        &Flags {
            database: Some(url.into()),
            ..Flags::default()
        },
        &Environment::default(),
    );
    assert!(
        !format!("{:?}", config.unwrap()).contains("hush"),
        "Debug of the configuration"
    );
}

#[test]
fn a_secret_given_twice_in_one_place_is_refused() {
    let dir = folder();
    write(&dir.path().join("secret"), "postgres://db/redthread");
    let output = check(dir.path())
        .env("REDTHREAD_DATABASE_URL_FILE", "secret")
        .env("REDTHREAD_DATABASE_URL", "postgres://db/other")
        .output()
        .unwrap();
    assert_eq!(code(&output), 1);
    assert!(text(&output.stderr).contains("given once"));
}
