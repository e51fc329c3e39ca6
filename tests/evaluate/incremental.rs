//! Records that come in pieces, in any order and with corrections in between, leave the same flags
//! and summaries as all of them at once.

use std::path::Path;
use std::sync::{Arc, Mutex};

use redthread::app::evaluate::{Kept, Which};
use redthread::domain::time::local_date;

use super::{OSLO, Service, Snapshot, TOLD, at, cohort, stored};
use crate::import::Folder;
use crate::reports::facts::is_whole;
use crate::support::{both, on_sqlite};

const PATIENTS: u64 = 40;

/// A small generator of our own (xorshift64*, Vigna 2016), so that a failure repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % sides
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.roll(last + 1));
        }
    }
}

const OWNED: [&str; 14] = [
    "treatment_periods.csv",
    "contacts.csv",
    "relationships.csv",
    "shift_assignments.csv",
    "handovers.csv",
    "decisions.csv",
    "relational_reviews.csv",
    "legal_periods.csv",
    "measures.csv",
    "plans.csv",
    "requests.csv",
    "alliance_scores.csv",
    "ruptures.csv",
    "narrative.csv",
];

/// Parts of records above, which have to be there first.
const PARTS: [&str; 2] = ["measure_visits.csv", "narrative_reads.csv"];

/// Columns that a first, wrong version of a row leaves empty.
fn mistaken(file: &str) -> &'static [&'static str] {
    match file {
        "treatment_periods.csv" => &["to", "admission_kind"],
        "contacts.csv" => &["main_professional_id", "status"],
        "relationships.csv" => &["to", "end_reason", "planned_end", "agreed_interval_days"],
        "handovers.csv" => &["accepted_at", "state"],
        "measures.csv" => &["to", "debrief_offered_at", "debrief_outcome"],
        "plans.csv" => &["reviewed_on"],
        "requests.csv" => &["answered_at", "answer", "reason"],
        _ => &[],
    }
}

/// The rows of a file without when they were recorded: each is recorded when it comes.
fn rows(cohort: &Path, file: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_path(cohort.join(file)).unwrap();
    let header = reader.headers().unwrap().clone();
    let last = header.len() - 1;
    assert_eq!(&header[last], "recorded_at");
    let cut = |row: &csv::StringRecord| row.iter().take(last).collect();
    let rows = reader.records().map(|row| cut(&row.unwrap())).collect();
    (cut(&header), rows)
}

fn wrong(
    header: &csv::StringRecord,
    row: &csv::StringRecord,
    columns: &[&str],
) -> csv::StringRecord {
    let fields = header.iter().zip(row);
    fields
        .map(|(name, value)| if columns.contains(&name) { "" } else { value })
        .collect()
}

/// The same cohort in `parts` folders: rows in random order, every tenth wrong at first and right
/// in the last.
fn split(cohort: &Path, parts: usize, dice: &mut Dice) -> Vec<Folder> {
    let folders: Vec<Folder> = (0..parts).map(|_| Folder::new()).collect();
    for file in [
        "units.csv",
        "professionals.csv",
        "employments.csv",
        "patients.csv",
    ] {
        folders[0].put(file, std::fs::read(cohort.join(file)).unwrap());
    }
    for file in OWNED.into_iter().chain(PARTS) {
        let (header, rows) = rows(cohort, file);
        let mut split: Vec<Vec<csv::StringRecord>> = vec![Vec::new(); parts];
        for row in rows {
            let part = if PARTS.contains(&file) {
                parts - 1
            } else {
                dice.roll(parts)
            };
            if part < parts - 1 && !mistaken(file).is_empty() && dice.roll(10) == 0 {
                split[part].push(wrong(&header, &row, mistaken(file)));
                split[parts - 1].push(row);
            } else {
                split[part].push(row);
            }
        }
        for (folder, mut rows) in folders.iter().zip(split) {
            dice.shuffle(&mut rows);
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&header).unwrap();
            for row in rows {
                writer.write_record(&row).unwrap();
            }
            folder.put(file, writer.into_inner().unwrap());
        }
    }
    folders
}

async fn reference(cohort: std::path::PathBuf) -> Arc<Snapshot> {
    let slot = Arc::new(Mutex::new(None));
    let filled = Arc::clone(&slot);
    on_sqlite(move |db| {
        let (cohort, filled) = (cohort.clone(), Arc::clone(&filled));
        async move {
            let service = Service::new(&db, TOLD);
            service.import_folder(&cohort).await;
            let today = local_date(at(TOLD), OSLO);
            *filled.lock().unwrap() = Some(stored(&service.app, today).await);
        }
    })
    .await;
    let kept = slot.lock().unwrap().take().unwrap();
    Arc::new(kept)
}

#[tokio::test]
async fn in_pieces_or_at_once_the_same_is_stored() {
    let (_guard, cohort) = cohort(PATIENTS, 5, TOLD);
    let expected = reference(cohort.clone()).await;
    assert!(expected.flags.len() > 30);
    both(move |db| {
        let (cohort, expected) = (cohort.clone(), Arc::clone(&expected));
        async move {
            for seed in [7, 8] {
                // The second round finds everything there, corrects it and corrects it back.
                let mut dice = Dice(seed);
                let service = Service::new(&db, "2026-02-20T12:00");
                let folders = split(&cohort, 4, &mut dice);
                for folder in &folders {
                    service.import_folder(&folder.input()).await;
                    service.clock.advance(chrono::TimeDelta::hours(50));
                }
                service.move_to(at(TOLD));
                service.keep(Which::Due).await;
                // Those not due were evaluated earlier: their summaries' windows are older.
                let today = local_date(at(TOLD), OSLO);
                let before = stored(&service.app, today).await;
                assert_eq!(before.flags, expected.flags, "seed {seed}");
                let again = service.keep(Which::All).await;
                let nothing = Kept {
                    patients: PATIENTS,
                    ..Kept::default()
                };
                assert_eq!(again, nothing);
                assert_eq!(stored(&service.app, today).await, *expected);
                assert_eq!(service.keep(Which::Due).await, Kept::default());
                is_whole(&service.app).await;
            }
        }
    })
    .await;
}

/// An employment's planned end touches those whom that professional has a relationship with.
#[tokio::test]
async fn an_announced_end_of_employment_raises_and_clears_flags_of_the_patients_it_touches() {
    both(|db| async move {
        let service = Service::new(&db, TOLD);
        let patients: Vec<String> = (0..6).map(|n| format!("q{n},2024-01-01\n")).collect();
        let patients = patients.concat();
        let ties: Vec<String> = (0..3)
            .map(|n| format!("r{n},q{n},therapist,2024-01-01,p1,clinic,true\n"))
            .chain((3..5).map(|n| format!("r{n},q{n},therapist,2024-01-01,p2,clinic,true\n")))
            .collect();
        let ties = ties.concat();
        let employment = |end: &str| {
            format!("professional_id,unit_id,from,planned_end\np1,clinic,2020-01-01,{end}\n")
        };
        service
            .import(&[
                ("units.csv", super::UNITS),
                ("professionals.csv", super::PEOPLE),
                ("employments.csv", &employment("")),
                ("patients.csv", &format!("id,in_service_from\n{patients}")),
                (
                    "relationships.csv",
                    &format!(
                        "id,patient_id,kind,from,professional_id,unit_id,important_to_patient\n{ties}"
                    ),
                ),
            ])
            .await;
        let upcoming = async || {
            let kept = stored(&service.app, local_date(at(TOLD), OSLO)).await;
            let mut who: Vec<String> = kept
                .flags
                .into_iter()
                .filter(|((_, code, _), _)| code == "upcoming_loss")
                .map(|((patient, _, _), (severity, _))| format!("{patient} {severity}"))
                .collect();
            who.sort();
            who
        };
        assert!(upcoming().await.is_empty());
        let steps: [(&str, &[&str]); 4] = [
            ("2026-05-01", &["q0 info", "q1 info", "q2 info"]),
            ("2026-03-10", &["q0 urgent", "q1 urgent", "q2 urgent"]),
            ("2027-05-01", &[]),
            ("", &[]),
        ];
        for (end, expected) in steps {
            let report = service.import(&[("employments.csv", &employment(end))]).await;
            assert_eq!(report.evaluated, 3, "{end}");
            assert_eq!(upcoming().await, expected, "{end}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_setting_of_a_unit_re_evaluates_those_who_were_there() {
    both(|db| async move {
        let service = Service::new(&db, TOLD);
        service
            .import(&[
                ("units.csv", super::UNITS),
                ("professionals.csv", super::PEOPLE),
                (
                    "patients.csv",
                    "id,in_service_from\na,2024-01-01\nb,2024-01-01\n",
                ),
                (
                    "treatment_periods.csv",
                    "id,patient_id,unit_id,from,to\nt1,a,ward,2026-01-02T10:00,2026-02-20T10:00\n\
                     t2,b,dps,2026-01-02T10:00,2026-02-20T10:00\n",
                ),
            ])
            .await;
        let missed = "no_follow_up_7d";
        assert!(service.codes("a").await.contains(&missed));
        let report = service
            .import(&[("units.csv", "id,name,setting\nward,Ward,general_hospital\n")])
            .await;
        assert_eq!(report.evaluated, 1);
        let kept = stored(&service.app, local_date(at(TOLD), OSLO)).await;
        let who: Vec<&str> = kept
            .flags
            .keys()
            .filter(|(_, code, _)| code == missed)
            .map(|(patient, _, _)| patient.as_str())
            .collect();
        assert_eq!(who, ["b"]);
    })
    .await;
}
