//! `docs/csv.md` says what the program does.

use std::fs;

use redthread::domain::intake::{Record, ZoneBook};
use redthread::domain::vocabulary as words;
use redthread::interop::csv::{FolderWriter, Mapping, TABLES, plan};

use super::{OSLO, drain};

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/csv.md");
    fs::read_to_string(path).unwrap()
}

#[test]
fn every_file_column_and_code_is_described() {
    let page = page();
    for table in &TABLES {
        let (_, section) = page
            .split_once(&format!("### {}\n", table.file_name))
            .unwrap();
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| {
                if column.required {
                    format!("**{}**", column.name)
                } else {
                    column.name.to_owned()
                }
            })
            .collect();
        let line = format!("Columns: {}.", columns.join(", "));
        let section = section.split("\n### ").next().unwrap();
        assert!(section.lines().any(|found| found == line), "{line}");
    }
    for codes in [
        words::Setting::CODES,
        words::Profession::CODES,
        words::Sex::CODES,
        words::AdmissionKind::CODES,
        words::PeriodEndReason::CODES,
        words::ContactMode::CODES,
        words::ContactStatus::CODES,
        words::ContactPurpose::CODES,
        words::RelationshipKind::CODES,
        words::EndReason::CODES,
        words::RelationshipMode::CODES,
        words::HandoverType::CODES,
        words::HandoverGrade::CODES,
        words::HandoverSeverity::CODES,
        words::HandoverState::CODES,
        words::DecisionSubject::CODES,
        words::DecisionOutcome::CODES,
        words::MeasureKind::CODES,
        words::DebriefOutcome::CODES,
        words::PlanKind::CODES,
        words::RequestAnswer::CODES,
        words::RuptureType::CODES,
        words::NoticedBy::CODES,
        words::RuptureStatus::CODES,
        words::NarrativeKind::CODES,
        words::Authorship::CODES,
        words::Precision::CODES,
    ] {
        assert!(page.contains(&codes.join(", ")), "{codes:?}");
    }
}

/// The text of the fenced blocks of a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    page.split("```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_example_of_a_mapping_works() {
    let page = page();
    let folder = tempfile::tempdir().unwrap();
    let sources = blocks(&page, "csv");
    fs::write(folder.path().join("stays.csv"), &sources[0]).unwrap();
    fs::write(folder.path().join("wards.csv"), &sources[1]).unwrap();
    let mapping = Mapping::parse("docs", &blocks(&page, "toml")[0]).unwrap();
    let plan = plan(&[folder.path().to_owned()], Some(&mapping)).unwrap();
    let zones = ZoneBook::new(OSLO);
    let records: Vec<Record> = plan
        .jobs
        .iter()
        .flat_map(|job| drain(&mut job.open().unwrap(), &zones))
        .map(|row| row.outcome.unwrap())
        .collect();
    let out = tempfile::tempdir().unwrap();
    let mut writer = FolderWriter::create(out.path()).unwrap();
    for record in &records {
        writer.write(record, OSLO).unwrap();
    }
    let counts: Vec<u64> = writer
        .finish()
        .unwrap()
        .iter()
        .map(|(_, count)| *count)
        .collect();
    assert_eq!(counts[..5], [1, 0, 0, 2, 2]);
    assert_eq!(counts[5..].iter().sum::<u64>(), 0);
    let periods = fs::read_to_string(out.path().join("treatment_periods.csv")).unwrap();
    let first = periods.lines().nth(1).unwrap().replace(":00+01:00", "");
    assert!(page.contains(&format!("`{first}`")), "{first}");
}
