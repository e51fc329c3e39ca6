//! The shipped mappings over data that others wrote, where it is present. Every count is held
//! against one taken from the source files by other means.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use redthread::domain::intake::{Kind, Reason, Record, ZoneBook};
use redthread::domain::vocabulary::{AdmissionKind, ContactMode, ContactStatus, Setting};
use redthread::interop::csv::{Mapping, plan};

use super::{OSLO, drain, shared};

/// The records of a folder, and its rejections counted by kind, reason and field.
#[derive(Default)]
struct Outcome {
    records: Vec<Record>,
    rejected: BTreeMap<(Kind, Reason, Option<String>), usize>,
}

impl Outcome {
    fn of(folder: &Path, mapping: &str) -> Self {
        Self::under(folder, &Mapping::load(mapping).unwrap())
    }

    fn under(folder: &Path, mapping: &Mapping) -> Self {
        let plan = plan(&[folder.to_owned()], Some(mapping)).unwrap();
        assert!(
            plan.jobs.len() >= mapping.rules.len(),
            "a rule found no file"
        );
        let mut outcome = Self::default();
        for job in &plan.jobs {
            let mut reader = job.open().unwrap();
            for row in drain(&mut reader, &ZoneBook::new(OSLO)) {
                match row.outcome {
                    Ok(record) => outcome.records.push(record),
                    Err(rejection) => {
                        let key = (job.kind, rejection.reason, rejection.field);
                        *outcome.rejected.entry(key).or_default() += 1;
                    }
                }
            }
        }
        outcome
    }

    fn count(&self, is: impl Fn(&Record) -> bool) -> usize {
        self.records.iter().filter(|record| is(record)).count()
    }

    fn of_kind(&self, kind: Kind) -> usize {
        self.count(|record| record.kind() == kind)
    }

    /// Stays whose unit has a setting.
    fn stays(&self, wanted: Setting) -> usize {
        let units: HashSet<&str> = self
            .records
            .iter()
            .filter_map(|record| match record {
                Record::Unit(unit) if unit.setting == wanted => Some(unit.id.as_str()),
                _ => None,
            })
            .collect();
        self.count(|record| match record {
            Record::TreatmentPeriod(period) => units.contains(period.unit_id.as_str()),
            _ => false,
        })
    }
}

/// The rows of a source file by column name, read by the csv crate.
fn source(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn rows_with(rows: &[BTreeMap<String, String>], column: &str, values: &[&str]) -> usize {
    rows.iter()
        .filter(|row| values.contains(&row[column].as_str()))
        .count()
}

fn distinct(rows: &[BTreeMap<String, String>], columns: &[&str]) -> usize {
    let keys: HashSet<Vec<&str>> = rows
        .iter()
        .map(|row| columns.iter().map(|column| row[*column].as_str()).collect())
        .collect();
    keys.len()
}

#[test]
fn synthea_csv() {
    let Some(folder) = shared("synthea_csv") else {
        return;
    };
    let outcome = Outcome::of(&folder, "synthea_csv");
    assert_eq!(outcome.rejected, BTreeMap::new());
    let encounters = source(&folder.join("encounters.csv"));
    let class = |values: &[&str]| rows_with(&encounters, "ENCOUNTERCLASS", values);

    let seen = [
        "ambulatory",
        "outpatient",
        "urgentcare",
        "wellness",
        "virtual",
    ];
    let contacts = class(&seen) + class(&["emergency"]);
    assert_eq!(outcome.of_kind(Kind::Contact), contacts);
    assert_eq!(
        outcome.stays(Setting::GeneralHospital),
        class(&["inpatient"])
    );
    assert_eq!(
        outcome.stays(Setting::MunicipalHousing),
        class(&["hospice", "snf"])
    );
    assert_eq!(
        outcome.of_kind(Kind::TreatmentPeriod) + contacts,
        encounters.len()
    );
    assert_eq!(outcome.of_kind(Kind::Relationship), class(&["inpatient"]));
    let video = outcome.count(|record| {
        matches!(record, Record::Contact(contact) if contact.mode == Some(ContactMode::Video))
    });
    assert_eq!(video, class(&["virtual"]));
    assert_eq!(
        outcome.of_kind(Kind::Patient),
        source(&folder.join("patients.csv")).len()
    );
    assert_eq!(
        outcome.of_kind(Kind::Professional),
        source(&folder.join("providers.csv")).len()
    );
    let units: HashSet<(&str, &str)> = encounters
        .iter()
        .map(|row| {
            let class = row["ENCOUNTERCLASS"].as_str();
            let group = if seen.contains(&class) {
                "outpatient"
            } else {
                class
            };
            (row["ORGANIZATION"].as_str(), group)
        })
        .collect();
    assert_eq!(outcome.of_kind(Kind::Unit), units.len());
}

#[test]
fn mimic_iv() {
    let Some(folder) = shared("mimic_iv_demo") else {
        return;
    };
    let outcome = Outcome::of(&folder, "mimic_iv");
    assert_eq!(outcome.rejected, BTreeMap::new());
    let transfers = source(&folder.join("hosp/transfers.csv"));
    let admissions = source(&folder.join("hosp/admissions.csv"));
    let patients = source(&folder.join("hosp/patients.csv"));

    let ward = rows_with(&transfers, "eventtype", &["admit", "transfer"]);
    let emergency = rows_with(&transfers, "eventtype", &["ED"]);
    assert_eq!(outcome.of_kind(Kind::TreatmentPeriod), ward + emergency);
    assert_eq!(outcome.stays(Setting::EmergencyRoom), emergency);
    assert_eq!(
        outcome.stays(Setting::AcuteWard),
        rows_with(&transfers, "careunit", &["Psychiatry"])
    );
    let planned: HashSet<&str> = admissions
        .iter()
        .filter(|row| {
            ["ELECTIVE", "SURGICAL SAME DAY ADMISSION"].contains(&row["admission_type"].as_str())
        })
        .map(|row| row["hadm_id"].as_str())
        .collect();
    let planned_rows = transfers
        .iter()
        .filter(|row| ["admit", "transfer"].contains(&row["eventtype"].as_str()))
        .filter(|row| planned.contains(row["hadm_id"].as_str()))
        .count();
    let of_kind = |wanted: Option<AdmissionKind>| {
        outcome.count(|record| {
            matches!(record, Record::TreatmentPeriod(period) if period.admission_kind == wanted)
        })
    };
    assert_eq!(of_kind(Some(AdmissionKind::Planned)), planned_rows);
    assert_eq!(of_kind(Some(AdmissionKind::Unplanned)), ward - planned_rows);
    assert_eq!(of_kind(None), emergency);

    assert_eq!(outcome.of_kind(Kind::Patient), patients.len());
    let dead = outcome.count(
        |record| matches!(record, Record::Patient(patient) if patient.deceased_at.is_some()),
    );
    assert_eq!(dead, patients.len() - rows_with(&patients, "dod", &[""]));
    assert_eq!(
        outcome.of_kind(Kind::Professional),
        distinct(&admissions, &["admit_provider_id"])
    );
    assert_eq!(outcome.of_kind(Kind::Relationship), admissions.len());
    assert_eq!(
        outcome.of_kind(Kind::Unit),
        distinct(&transfers, &["careunit"]) - 1
    );
}

#[test]
fn mimic_iv_without_observation_stays() {
    let Some(folder) = shared("mimic_iv_demo") else {
        return;
    };
    let text = include_str!("../../src/interop/csv/mappings/mimic_iv.toml");
    let without = text.replace("  # { column", "  { column");
    assert_ne!(without, text);
    let outcome = Outcome::under(&folder, &Mapping::parse("without", &without).unwrap());
    let observed: HashSet<String> = source(&folder.join("hosp/admissions.csv"))
        .into_iter()
        .filter(|row| row["admission_type"].contains("OBSERVATION"))
        .map(|row| row["hadm_id"].clone())
        .collect();
    let transfers = source(&folder.join("hosp/transfers.csv"));
    let wards = transfers.iter().filter(|row| {
        ["admit", "transfer"].contains(&row["eventtype"].as_str())
            && !observed.contains(&row["hadm_id"])
    });
    let emergency = rows_with(&transfers, "eventtype", &["ED"]);
    assert_eq!(
        outcome.of_kind(Kind::TreatmentPeriod),
        wards.count() + emergency
    );
}

#[test]
fn mimic_iii() {
    let Some(folder) = shared("mimic_iii_demo") else {
        return;
    };
    let outcome = Outcome::of(&folder, "mimic_iii");
    let transfers = source(&folder.join("transfers.csv"));
    let charts = source(&folder.join("chartevents_contacts_full.csv"));
    let stays = source(&folder.join("icustays.csv"));

    let ward = rows_with(&transfers, "eventtype", &["admit", "transfer"]);
    assert_eq!(outcome.of_kind(Kind::TreatmentPeriod), ward);
    assert_eq!(outcome.stays(Setting::GeneralHospital), ward);
    assert_eq!(
        outcome.of_kind(Kind::Patient),
        source(&folder.join("patients.csv")).len()
    );
    assert_eq!(
        outcome.of_kind(Kind::Professional),
        source(&folder.join("caregivers.csv")).len()
    );

    // Charted outside any known intensive care stay: at no ward, so rejected.
    let known: HashSet<&str> = stays.iter().map(|row| row["icustay_id"].as_str()).collect();
    let (placed, lost): (Vec<_>, Vec<_>) = charts
        .into_iter()
        .map(|mut row| {
            let day = row["charttime"][..10].to_owned();
            row.insert("day".to_owned(), day);
            row
        })
        .partition(|row| known.contains(row["icustay_id"].as_str()));
    let days = distinct(
        &placed,
        &["subject_id", "hadm_id", "icustay_id", "cgid", "day"],
    );
    assert_eq!(outcome.of_kind(Kind::Contact), days);
    let rejected: usize = outcome.rejected.values().sum();
    assert_eq!(rejected, lost.len());
    assert!(
        outcome
            .rejected
            .keys()
            .all(|key| (key.0, key.1) == (Kind::Contact, Reason::Missing))
    );
}

#[test]
fn bhsim() {
    let Some(folder) = shared("bhsim") else {
        return;
    };
    let outcome = Outcome::of(&folder, "bhsim");
    assert_eq!(outcome.rejected, BTreeMap::new());
    for (kind, file) in [
        (Kind::Unit, "programs.csv"),
        (Kind::Professional, "employees.csv"),
        (Kind::Employment, "employee_programs.csv"),
        (Kind::Patient, "individuals.csv"),
        (Kind::TreatmentPeriod, "individual_programs.csv"),
        (Kind::Contact, "visits.csv"),
    ] {
        assert_eq!(
            outcome.of_kind(kind),
            source(&folder.join(file)).len(),
            "{file}"
        );
    }
    let visits = source(&folder.join("visits.csv"));
    for (status, words) in [
        (ContactStatus::Attended, vec!["COMPLETED"]),
        (ContactStatus::NoShow, vec!["NO_SHOW"]),
        (ContactStatus::Cancelled, vec!["CANCELED", "RESCHEDULED"]),
        (ContactStatus::Planned, vec!["SCHEDULED"]),
    ] {
        let read = outcome
            .count(|record| matches!(record, Record::Contact(contact) if contact.status == status));
        assert_eq!(read, rows_with(&visits, "visit_status", &words), "{status}");
    }
}
