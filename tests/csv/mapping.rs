//! Mapping files: what a rule can say, and what is wrong with one.

use std::fs;
use std::path::PathBuf;

use redthread::domain::intake::{Kind, Reason, Record, ZoneBook};
use redthread::interop::csv::{Counts, FileError, Mapping, MappingError, Row, Why, plan, shipped};

use super::{OSLO, drain};

const STAYS: &str = "Stay,Person,Ward,Start,Stop,Type,Extra,Extra\n\
    1,p1,A,31.12.2025 10:00,02.01.2026 09:30,EL,x,x\n\
    2,p1,B,02.01.2026 09:30,,EM,y,y\n\
    3,p2,A,05.01.2026 08:00,06.01.2026 08:00,??,z,z\n\
    4,,A,05.01.2026 08:00,,EM,z,z\n\
    5,p3,C,2026-01-05,,EM,z,z\n\
    6,p3,day,05.01.2026 08:00,,EM,z,\n";

const WARDS: &str = "CODE,Title\nA,First ward\nA,Other name\nB,\n";

const RULES: &str = r#"
description = "An example."
[[rule]]
table = "units"
source = "stays.csv"
distinct = true
where = [{ column = "Ward", not_equals = "day" }, { column = "ward.Title", empty = false }]
join.ward = { source = "wards.csv", key = "Code", on = "Ward", not_empty = "Title" }
[rule.columns]
id = { template = "{Ward}#ward" }
name = "ward.Title"
setting = { constant = "acute_ward" }

[[rule]]
table = "treatment_periods"
source = "stays.csv"
where = [{ column = "Ward", not_in = ["day"] }]
[rule.columns]
id = "Stay"
patient_id = "Person"
unit_id = { template = "{Ward}#ward" }
from = { column = "Start", time_format = "%d.%m.%Y %H:%M" }
to = { column = "Stop", time_format = "%d.%m.%Y %H:%M" }
admission_kind = { column = "Type", values = { EL = "planned", EM = "unplanned" } }
"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Runs a mapping over a folder: rows and left-out rows per job.
fn run(rules: &str, files: &[(&str, &str)]) -> Vec<(Kind, Vec<Row>, Counts)> {
    let folder = folder(files);
    let mapping = Mapping::parse("test", rules).unwrap();
    let plan = plan(&[folder.path().to_owned()], Some(&mapping)).unwrap();
    plan.jobs
        .iter()
        .map(|job| {
            let mut reader = job.open().unwrap();
            let rows = drain(&mut reader, &ZoneBook::new(OSLO));
            (job.kind, rows, reader.left_out())
        })
        .collect()
}

#[test]
fn one_file_feeds_several_tables() {
    let jobs = run(RULES, &[("stays.csv", STAYS), ("WARDS.CSV", WARDS)]);
    assert_eq!(jobs.len(), 2);
    let (kind, rows, counts) = &jobs[0];
    assert_eq!((*kind, rows.len()), (Kind::Unit, 1));
    let Ok(Record::Unit(unit)) = &rows[0].outcome else {
        panic!("{:?}", rows[0].outcome);
    };
    assert_eq!(
        (unit.id.as_str(), unit.name.as_str()),
        ("A#ward", "First ward")
    );
    // Wards B and C have no title, `day` is left out, and A comes three times.
    assert_eq!(
        *counts,
        Counts {
            filtered: 3,
            repeated: 2
        }
    );

    let (kind, rows, counts) = &jobs[1];
    assert_eq!(*kind, Kind::TreatmentPeriod);
    assert_eq!(
        *counts,
        Counts {
            filtered: 1,
            repeated: 0
        }
    );
    let told: Vec<_> = rows
        .iter()
        .map(|row| match &row.outcome {
            Ok(Record::TreatmentPeriod(period)) => {
                Ok((period.from.to_rfc3339(), period.to.is_some()))
            }
            Ok(_) => panic!("another kind"),
            Err(rejection) => Err((
                row.number,
                rejection.reason,
                rejection.field.clone().unwrap(),
            )),
        })
        .collect();
    let expected = [
        Ok(("2025-12-31T09:00:00+00:00".to_owned(), true)),
        Ok(("2026-01-02T08:30:00+00:00".to_owned(), false)),
        Err((4, Reason::UnknownCode, "admission_kind".to_owned())),
        Err((5, Reason::Missing, "patient_id".to_owned())),
        Err((6, Reason::BadTime, "from".to_owned())),
    ];
    assert_eq!(told, expected);
    let messages: Vec<String> = rows
        .iter()
        .filter_map(|row| row.outcome.as_ref().err())
        .map(|rejection| rejection.message.clone())
        .collect();
    assert!(messages[0].contains("accepted: EL, EM") && messages[0].contains("mapped from Type"));
    assert!(
        messages[1].contains("mapped from Person"),
        "{}",
        messages[1]
    );
    assert!(messages[2].contains("%d.%m.%Y %H:%M"), "{}", messages[2]);
    assert_eq!(
        rows[2].content,
        "3,p2,A,05.01.2026 08:00,06.01.2026 08:00,??,z,z"
    );
}

#[test]
fn values_from_constants_choices_dates_and_minutes() {
    let rules = r#"
[[rule]]
table = "contacts"
source = "visits.csv"
distinct = true
where = [{ column = "kind", in = ["a", "b"] }]
[rule.columns]
id = { template = "{who}@{begin:date}" }
patient_id = { first_of = ["nick", "who"] }
unit_id = { constant = "u" }
at = "begin"
minutes = { minutes_between = ["begin", "end"] }
status = { column = "kind", values = { a = "no_show" }, default = "attended" }
mode = { column = "how", values = { "" = "phone", v = "video" } }
[[rule]]
table = "patients"
source = "visits.csv"
[rule.columns]
id = "who"
birth_date = { column = "born", date_format = "%m/%d/%Y %H:%M:%S" }
"#;
    let visits = "kind,who,nick,begin,end,how,born\n\
        a,p,,2026-01-05T10:00Z,2026-01-05T10:45Z,,1/2/1980 00:00:00\n\
        b,p,n,2026-01-05T12:00Z,,v,12/31/1980 00:00:00\n\
        b,q,n,2026-01-06T12:00Z,2026-01-06T11:00Z,v,31/12/1980 00:00:00\n\
        b,r,n,2026-01-06T12:00Z,2026-01-06T13:00Z,,\n\
        c,s,n,2026-01-06T12:00Z,,v,\n";
    let jobs = run(rules, &[("visits.csv", visits)]);
    let births: Vec<Result<String, Reason>> = jobs[0]
        .1
        .iter()
        .map(|row| match &row.outcome {
            Ok(Record::Patient(patient)) => Ok(patient
                .birth_date
                .map(|date| date.to_string())
                .unwrap_or_default()),
            Ok(_) => panic!("another kind"),
            Err(rejection) => Err(rejection.reason),
        })
        .collect();
    let expected = [
        Ok("1980-01-02".to_owned()),
        Ok("1980-12-31".to_owned()),
        Err(Reason::BadTime),
        Ok(String::new()),
        Ok(String::new()),
    ];
    assert_eq!(births, expected);

    let (_, rows, counts) = &jobs[1];
    assert_eq!(
        *counts,
        Counts {
            filtered: 1,
            repeated: 1
        }
    );
    assert_eq!(
        rows[1].outcome.as_ref().unwrap_err().reason,
        Reason::EndBeforeStart
    );
    let told: Vec<String> = rows
        .iter()
        .filter_map(|row| row.outcome.as_ref().ok())
        .map(|record| match record {
            Record::Contact(c) => format!(
                "{} {} {} {:?} {} {:?}",
                c.id, c.patient_id, c.unit_id, c.minutes, c.status, c.mode
            ),
            _ => panic!("another kind"),
        })
        .collect();
    let expected = [
        "p@2026-01-05 p u Some(45) no_show Some(Phone)",
        "r@2026-01-06 n u Some(60) attended Some(Phone)",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_mapping_that_cannot_work_says_where() {
    let rule =
        |inside: &str| format!("[[rule]]\ntable = \"professionals\"\nsource = \"s.csv\"\n{inside}");
    let columns =
        "[rule.columns]\nid = \"a\"\nname = \"b\"\nprofession = { constant = \"nurse\" }\n";
    let table: [(String, usize, &str); 15] = [
        (
            "[[rule]]\ntable = \"wards\"\nsource = \"s\"\n[rule.columns]\n".into(),
            2,
            "accepted: units",
        ),
        (
            "[[rule]]\ntable = \"plans\"\nsource = \"s\"\n[rule.columns]\n".into(),
            2,
            "plans needs a value for id",
        ),
        (
            rule("[rule.columns]\nid = \"a\"\n"),
            2,
            "needs a value for name",
        ),
        (
            rule(&format!("{columns}title = \"x\"\n")),
            8,
            "accepted: id, name, profession",
        ),
        (
            rule(&format!("{columns}name = \"again\"\n")),
            8,
            "duplicate key",
        ),
        (rule("[rule.columns]\nid = { }\n"), 5, "one origin"),
        (
            rule("[rule.columns]\nid = { column = \"a\", constant = \"b\" }\n"),
            5,
            "one origin",
        ),
        (
            rule("[rule.columns]\nid = { column = \"a\", default = \"b\" }\n"),
            5,
            "goes with values",
        ),
        (
            rule("[rule.columns]\nid = { colum = \"a\" }\n"),
            5,
            "unknown field `colum`",
        ),
        (
            rule("[rule.columns]\nid = { template = \"{a\" }\n"),
            5,
            "not a template",
        ),
        (
            rule("[rule.columns]\nid = { column = \"a\", time_format = \"%!\" }\n"),
            5,
            "not a format",
        ),
        (
            rule(&format!("where = [\n{{ column = \"a\" }}]\n{columns}")),
            5,
            "one test",
        ),
        (
            rule(&format!(
                "join.x = {{ source = \"x\", key = \"k\" }}\n{columns}"
            )),
            4,
            "not used",
        ),
        (
            rule(&format!(
                "join.x = {{ source = \"x\", key = \"k\", on = \"x.k\" }}\n{columns}"
            )),
            4,
            "own source",
        ),
        (rule("distinkt = true\n"), 4, "unknown field `distinkt`"),
    ];
    for (text, line, part) in &table {
        let error = Mapping::parse("m.toml", text).unwrap_err().to_string();
        assert!(error.starts_with("mapping m.toml"), "{error}");
        assert!(
            error.contains(&format!("line {line}")),
            "line {line}: {error}"
        );
        assert!(error.contains(part), "{part}: {error}");
    }
    let error = Mapping::parse("m.toml", "[[rule]\n").unwrap_err();
    assert!(matches!(error, MappingError::NotAMapping { .. }), "{error}");
    let error = Mapping::load("no_such_mapping").unwrap_err().to_string();
    assert!(
        error.contains("synthea_csv, mimic_iv, mimic_iii, bhsim"),
        "{error}"
    );
}

#[test]
fn source_files_that_lack_what_a_rule_needs() {
    let mapping = Mapping::parse("test", RULES).unwrap();
    let open = |at: usize, files: &[(&str, &str)]| -> FileError {
        let folder = folder(files);
        let plan = plan(&[folder.path().to_owned()], Some(&mapping)).unwrap();
        match plan.jobs[at].open() {
            Ok(_) => panic!("accepted"),
            Err(fault) => fault,
        }
    };
    let no_column = open(
        1,
        &[
            ("stays.csv", "Stay,Person,Start,Stop,Type\n"),
            ("wards.csv", WARDS),
        ],
    );
    assert!(
        no_column.to_string().contains("column Ward is missing"),
        "{no_column}"
    );
    let no_file = open(0, &[("stays.csv", STAYS)]);
    assert!(matches!(no_file, FileError::Unreadable { .. }), "{no_file}");
    let no_key = open(0, &[("stays.csv", STAYS), ("wards.csv", "Title\nA\n")]);
    assert!(
        no_key.to_string().contains("column Code is missing"),
        "{no_key}"
    );
    let swapped = open(
        0,
        &[("stays.csv", "17,Kari Nordmann\n"), ("wards.csv", WARDS)],
    );
    assert!(!swapped.to_string().contains("Nordmann"), "{swapped}");
}

#[test]
fn a_mapped_folder_is_searched_deeply_and_the_rest_is_told() {
    let folder = folder(&[("notes.csv", ""), ("units.csv", "")]);
    let deep = folder.path().join("hosp");
    fs::create_dir(&deep).unwrap();
    fs::write(deep.join("stays.csv"), STAYS).unwrap();
    fs::write(deep.join("wards.csv"), WARDS).unwrap();
    let mapping = Mapping::parse("test", RULES).unwrap();
    let found = plan(&[folder.path().to_owned()], Some(&mapping)).unwrap();
    assert_eq!(found.jobs.len(), 2);
    // The looked-up file is not told as left out; the others are.
    assert_eq!(found.left_out.len(), 2);
    assert!(found.left_out.iter().all(|left| left.why == Why::NotMapped));
    let lone = plan(&[PathBuf::from("units.csv")], Some(&mapping)).unwrap_err();
    assert!(lone.to_string().contains("stays.csv"), "{lone}");
}

#[test]
fn shipped_mappings_are_valid_by_either_name() {
    for name in shipped() {
        assert!(!Mapping::load(name).unwrap().rules.is_empty());
        assert!(Mapping::load(&format!("{name}.toml")).is_ok());
    }
}
