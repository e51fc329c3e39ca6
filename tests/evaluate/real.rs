//! Real data that nobody here wrote: counts only, never a row or an id of a patient.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;
use redthread::app::NoProgress;
use redthread::app::evaluate::Question;
use redthread::app::import;
use redthread::domain::time::{self, Instant};
use redthread::domain::trajectory::{Directory, Trajectory};
use redthread::domain::vocabulary::SettingClass;
use redthread::store::{directory, patients, trajectories};

use super::{OSLO, Service, TOLD, at};
use crate::import::actor;
use crate::support::{both, shared_data};

const FOLDERS: [(&str, &str); 7] = [
    ("mimic_iv_demo", "mimic_iv"),
    ("mimic_iii_demo", "mimic_iii"),
    ("synthea_csv", "synthea_csv"),
    ("bhsim", "bhsim"),
    ("synthea_bulk_10", "fhir"),
    ("synthea_careteam_bundles", "fhir"),
    ("synthea_hiv_bundles", "fhir"),
];

async fn take_in(service: &Service, data: &Path, name: &str, mapping: &str) {
    let mut command = service.folder.command();
    command.paths = vec![data.join(name)];
    name.clone_into(&mut command.source);
    let (app, actor) = (&service.app, actor());
    if mapping == "fhir" {
        import::fhir(app, &actor, &command, &NoProgress)
            .await
            .unwrap();
    } else {
        command.mapping = Some(mapping.to_owned());
        import::csv(app, &actor, &command, &NoProgress)
            .await
            .unwrap();
    }
}

/// Everyone's records by source id.
async fn everyone(service: &Service) -> (Directory, BTreeMap<String, Trajectory>) {
    let read = &service.app.db.read;
    let all = patients::all(read).await.unwrap();
    let ids: Vec<_> = all.iter().map(|p| p.id).collect();
    let loaded = trajectories::load(read, &ids, None).await.unwrap();
    let by_id = all.into_iter().map(|p| p.source.value).zip(loaded);
    (
        directory::load(read, OSLO, None).await.unwrap(),
        by_id.collect(),
    )
}

#[tokio::test]
async fn every_folder_is_evaluated_as_of_its_end() {
    let Some(data) = shared_data() else { return };
    for (name, mapping) in FOLDERS {
        let data = data.clone();
        both(move |db| {
            let data = data.clone();
            async move {
                let service = Service::new(&db, TOLD);
                take_in(&service, &data, name, mapping).await;
                let (directory, known) = everyone(&service).await;
                let zone = directory.service_zone;
                let instants = known.values().flat_map(|life| life.instants(zone));
                let end = instants.max().unwrap();
                let question = Question {
                    as_of: Some(end + TimeDelta::days(1)),
                    ..Question::default()
                };
                let answers = service.ask(question).await;
                assert_eq!(answers.len(), known.len(), "{name}");
                let (mut admissions, mut stays, mut contacts, mut flags) = (0, 0, 0, 0);
                for answer in &answers {
                    let trajectory = &known[&answer.patient];
                    let beds = trajectory
                        .periods
                        .iter()
                        .filter(|p| directory.class(p.unit) == SettingClass::Inpatient)
                        .count();
                    assert!(answer.admissions.len() <= beds, "{name}");
                    assert_eq!(answer.admissions.is_empty(), beds == 0, "{name}");
                    let met = trajectory.contacts.len() as u64;
                    assert!(answer.providers <= answer.contacts && answer.contacts <= met);
                    assert!(answer.admissions.iter().all(|a| a.nights >= 0));
                    admissions += answer.admissions.len();
                    stays += beds;
                    contacts += answer.contacts;
                    flags += answer.flags.len();
                }
                let patients = answers.len();
                println!(
                    "{name}: {patients} patients, {stays} ward stays in {admissions} admissions, \
                     {contacts} contacts in sequences, {flags} flags"
                );
            }
        })
        .await;
    }
}

/// One patient's row of the expected figures.
struct Expected {
    admissions: usize,
    most_in_365_days: usize,
    longest_days: f64,
}

fn expected(file: &Path, folder: &str) -> BTreeMap<String, Expected> {
    let mut rows = BTreeMap::new();
    for row in csv::Reader::from_path(file).unwrap().records() {
        let row = row.unwrap();
        let id = match row[0].split_once('|') {
            Some((source, id)) if source == folder => id,
            Some(_) => continue,
            None => &row[0],
        };
        let figures = Expected {
            admissions: row[1].parse().unwrap(),
            most_in_365_days: row[2].parse().unwrap(),
            longest_days: row[3].parse().unwrap(),
        };
        rows.insert(id.to_owned(), figures);
    }
    rows
}

/// Most starts within any 365 days, before any merging: the README's "gt4" counts.
fn most_in_365_days(starts: &[Instant]) -> usize {
    let within = |from: &Instant| {
        let inside = starts.iter().filter(|to| {
            let apart = **to - *from;
            apart >= TimeDelta::zero() && apart < TimeDelta::days(365)
        });
        inside.count()
    };
    starts.iter().map(within).max().unwrap_or(0)
}

/// FHIR folders, and how many inpatient encounters are rejected there: one refers to an organisation
/// that its bundle does not hold.
const FHIR: [(&str, usize); 3] = [
    ("synthea_bulk_10", 0),
    ("synthea_careteam_bundles", 1),
    ("synthea_hiv_bundles", 0),
];

/// Every FHIR inpatient encounter is a treatment period of its own: figures must agree exactly.
#[tokio::test]
async fn inpatient_encounters_agree_with_the_independent_script() {
    let Some(data) = shared_data() else { return };
    for (folder, rejected) in FHIR {
        let expected = expected(&data.join("expected/flags_fhir_IMP.csv"), folder);
        let data = data.clone();
        let expected = std::sync::Arc::new(expected);
        both(move |db| {
            let (data, expected) = (data.clone(), std::sync::Arc::clone(&expected));
            async move {
                let service = Service::new(&db, TOLD);
                take_in(&service, &data, folder, "fhir").await;
                let (directory, known) = everyone(&service).await;
                let (mut compared, mut missing) = (0, 0);
                for (id, trajectory) in &known {
                    let stays: Vec<_> = trajectory
                        .periods
                        .iter()
                        .filter(|p| directory.class(p.unit) == SettingClass::Inpatient)
                        .collect();
                    let Some(expected) = expected.get(id) else {
                        assert!(stays.is_empty(), "{folder}");
                        continue;
                    };
                    compared += 1;
                    if stays.len() < expected.admissions {
                        missing += expected.admissions - stays.len();
                        continue;
                    }
                    let starts: Vec<Instant> = stays.iter().map(|p| p.from).collect();
                    let lengths = stays.iter().filter_map(|p| Some(p.to? - p.from));
                    #[expect(clippy::cast_precision_loss, reason = "seconds of a stay")]
                    let longest = lengths
                        .max()
                        .map_or(0.0, |l| l.num_seconds() as f64 / 86_400.0);
                    assert_eq!(stays.len(), expected.admissions, "{folder}");
                    assert_eq!(
                        most_in_365_days(&starts),
                        expected.most_in_365_days,
                        "{folder}"
                    );
                    assert!(
                        (longest - expected.longest_days).abs() < TOLERANCE,
                        "{folder}"
                    );
                }
                assert_eq!(compared, expected.len(), "{folder}");
                assert_eq!(missing, rejected, "{folder}");
                println!("{folder}: {compared} patients with inpatient encounters agree");
            }
        })
        .await;
    }
}

/// What `evaluate` says of one patient at the end of what is known: admissions, the most that start
/// within 365 days, and the nights of the longest.
async fn admissions(service: &Service, id: &str) -> (usize, usize, i64) {
    let question = Question {
        patient: Some(id.to_owned()),
        as_of: Some(at("2300-01-01")),
        ..Question::default()
    };
    let answer = service.ask(question).await.remove(0);
    let start = |text: &str| time::parse_time(text, OSLO).unwrap();
    let starts: Vec<Instant> = answer.admissions.iter().map(|a| start(&a.from)).collect();
    let longest = answer.admissions.iter().map(|a| a.nights).max();
    (
        starts.len(),
        most_in_365_days(&starts),
        longest.unwrap_or(0),
    )
}

/// The script counts hospital admissions by number, from admission to discharge; Red Thread merges
/// ward rows at most 24 hours apart and counts nights from the first ward row, which leaves out the
/// time before a bed was found (in MIMIC-IV up to three days in the emergency department). So there
/// are fewer admissions where a patient was moved between two, never more, and nights differ from
/// elapsed days by that and by one or two (a discharge is often entered late), or by more where two
/// were merged.
#[tokio::test]
async fn hospital_admissions_agree_with_the_independent_script() {
    let Some(data) = shared_data() else { return };
    let sets = [
        ("mimic_iv_demo", "mimic_iv", "flags_mimic_iv_all_hadm.csv"),
        ("mimic_iii_demo", "mimic_iii", "flags_mimic_iii.csv"),
    ];
    for (folder, mapping, file) in sets {
        let data = data.clone();
        both(move |db| {
            let data = data.clone();
            async move {
                let expected = expected(&data.join("expected").join(file), folder);
                let service = Service::new(&db, TOLD);
                take_in(&service, &data, folder, mapping).await;
                let (_, known) = everyone(&service).await;
                assert_eq!(known.len(), expected.len(), "{folder}");
                let (mut merged, mut many, mut long) = ([0, 0], [0, 0], [0, 0]);
                for id in known.keys() {
                    let expected = &expected[id];
                    let (count, most, nights) = admissions(&service, id).await;
                    assert!(count <= expected.admissions, "{folder}");
                    assert!(most <= expected.most_in_365_days, "{folder}");
                    #[expect(clippy::cast_precision_loss, reason = "nights of a stay")]
                    let longer = nights as f64 - expected.longest_days;
                    assert!(longer > -1.0 - IN_EMERGENCY_ROOM - TOLERANCE, "{folder}");
                    if count == expected.admissions {
                        assert_eq!(most, expected.most_in_365_days, "{folder}");
                        assert!(longer < 2.0 + TOLERANCE, "{folder}");
                    } else {
                        merged[0] += 1;
                        merged[1] += expected.admissions - count;
                    }
                    many[0] += usize::from(most > 4);
                    many[1] += usize::from(expected.most_in_365_days > 4);
                    long[0] += usize::from(nights > 28);
                    long[1] += usize::from(expected.longest_days > 28.0);
                }
                println!(
                    "{folder}: {} patients, {} of whom have {} fewer admissions after merging; \
                     more than four within 365 days {many:?}, more than 28 days {long:?} \
                     (here, there)",
                    known.len(),
                    merged[0],
                    merged[1],
                );
                assert!(merged[0] <= 1);
                assert_eq!(many[0], many[1], "{folder}");
                // One of 29.7 days, the first of them in the emergency department: 28 nights.
                assert!(long[0] <= long[1] && long[1] - long[0] <= 1, "{folder}");
            }
        })
        .await;
    }
}

/// Elapsed days in the expected figures are rounded to two decimals.
const TOLERANCE: f64 = 0.011;

/// Days in the emergency department before the first ward row, at most.
const IN_EMERGENCY_ROOM: f64 = 3.0;
