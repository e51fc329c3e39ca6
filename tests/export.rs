//! Exporting: the same records give the same bytes, and importing an export gives the same records.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use redthread::app::NoProgress;
use redthread::app::export;
use redthread::app::generate::{Cohort, Parameters, to_folder};
use redthread::domain::intake::Kind;
use redthread::domain::time::parse_time;
use sea_orm::EntityTrait;

use crate::import::{Folder, actor, app, csv, everything, files_of, total};
use crate::support::{both, on_postgres, on_sqlite};

#[tokio::test]
async fn an_export_imported_and_exported_again_is_the_same_bytes_on_either_engine() {
    on_sqlite(async |first| {
        let folder = Folder::new();
        let zone = chrono_tz::Europe::Oslo;
        let cohort = Cohort::new(Parameters {
            patients: 60,
            seed: 3,
            as_of: parse_time("2026-03-02T12:00", zone).unwrap(),
            zone,
        });
        to_folder(&cohort, &folder.input(), |_| {}).unwrap();
        let report = csv(&app(&first), &folder.command()).await;
        assert_eq!(total(&report)[1..], [0, 0, 0], "{:?}", report.faults);
        let exported = everything(&app(&first)).await;
        let generated = files_of(&folder.input());
        assert_eq!(
            exported.keys().collect::<Vec<_>>(),
            generated.keys().collect::<Vec<_>>()
        );
        for (name, content) in &generated {
            let sorted = |text: &str| {
                let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            // Nothing of a well-formed source is lost on the way.
            assert_eq!(
                sorted(content).len(),
                sorted(&exported[name]).len(),
                "{name}"
            );
        }
        round_trips(&exported).await;
    })
    .await;
}

#[tokio::test]
async fn every_odd_value_survives() {
    on_sqlite(async |first| {
        let folder = Folder::new();
        folder
            .put(
                "units.csv",
                "id,name,setting,parent_id,time_zone,beds\n\
                 z,\"Å, \"\"the\"\" ward\nbelow\",acute_ward,,Asia/Kolkata,0\n\
                 a;b,= formula,home,z,,\n",
            )
            .put("professionals.csv", "id,name,profession\np|1,🙂,peer_worker\n\" p;2 \",B,other\n")
            .put(
                "employments.csv",
                "professional_id,unit_id,from,to,planned_end,is_locum,caseload_limit\n\
                 p|1,a;b,2020-02-29,2021-01-01,2020-12-01,true,7\n",
            )
            .put(
                "patients.csv",
                "id,identifiers,family_name,given_name,birth_date,sex,language,in_service_from,in_service_to,deceased_at,recorded_at\n\
                 007,urn:oid:1.2|9;ehr|x,\"O'Neil, \"\"Bo\"\"\",Łucja,1915-01-01,other,nb-NO,2020-01-01,2024-01-01,2024-01-01T23:59:59.999999+01:00,2024-01-02T00:00:00.000001Z\n\
                 7,,,,,,,,,,\n",
            )
            .put(
                "contacts.csv",
                "id,patient_id,unit_id,at,minutes,mode,status,main_professional_id,other_professional_ids,patient_present,purpose\n\
                 1,007,z,2023-10-29T02:30+01:00,0,message,no_show,p|1,,false,network_meeting\n\
                 2,007,a;b,2023-10-29T02:30,,,,,,,\n",
            )
            .put(
                "treatment_periods.csv",
                "id,patient_id,unit_id,from,to,admission_kind,planned_from,planned_to,room,end_reason,leave\n\
                 1,007,z,2023-01-01T00:00,2023-02-01,patient_controlled,2023-01-01,2023-03-01,\"  4\",own_wish,2023-01-05/2023-01-06;2023-01-07/2023-01-08\n",
            )
            .put(
                "relationships.csv",
                "id,patient_id,kind,from,professional_id,person_name,unit_id,to,planned_end,end_reason,told_in_time,goodbye,joint_meeting,successor_known,successor_id,agreed_interval_days,important_to_patient,mode,is_temporary_cover,deputy_id\n\
                 r1,007,therapist,2022-01-01,p|1,,z,2023-01-01,2022-12-01,mismatch_agreed,true,false,,true,p|1,14,true,on_call,true,p|1\n\
                 r2,007,next_of_kin,2022-01-01,,Mor,,,,,,,,,,,,,,\n",
            )
            .put(
                "shift_assignments.csv",
                "id,patient_id,professional_id,unit_id,from,to\ns,007,p|1,z,2023-01-01T07:00,2023-01-01T15:00\n",
            )
            .put(
                "handovers.csv",
                "id,patient_id,type,offered_at,from_professional_id,to_unit_id,grade,severity,summary,goodbye,accepted_at,accepted_by_id,state\n\
                 h,007,shift,2023-01-01T15:00,p|1,z,warm,watch,\"line one\nline, two\",\"\"\"bye\"\"\",2023-01-01T15:10,p|1,done\n",
            )
            .put(
                "decisions.csv",
                "id,patient_id,subject,outcome,decided_at,reason\nd,007,follow_up,not_offered,2023-01-01,because;\n",
            )
            .put(
                "relational_reviews.csv",
                "id,patient_id,held_at,professional_id\nv,007,2023-05-01,p|1\n",
            );
        put_odd_voices(&folder);
        let report = csv(&app(&first), &folder.command()).await;
        assert_eq!(total(&report)[1..], [0, 0, 0], "{:?}", report.faults);
        let exported = everything(&app(&first)).await;
        for (file, part) in [
            ("units.csv", "\"Å, \"\"the\"\" ward\nbelow\""),
            ("handovers.csv", "\"line one\nline, two\""),
            ("patients.csv", "2024-01-02T01:00:00.000001+01:00"),
            ("patients.csv", "2024-01-01T23:59:59.999999+01:00"),
        ] {
            assert!(exported[file].contains(part), "{file}: {}", exported[file]);
        }
        // Bytewise: 007 before 7.
        assert!(exported["patients.csv"].find("\n007,") < exported["patients.csv"].find("\n7,"));
        round_trips(&exported).await;
    })
    .await;
}

/// Compulsion and what the patient said, with values that are hard to write.
fn put_odd_voices(folder: &Folder) {
    folder
        .put(
            "legal_periods.csv",
            "id,patient_id,status,from,to,felt_forced\nl,007,\"s5(2), \"\"4\"\"\",2023-01-01,2023-01-01,false\n",
        )
        .put(
            "measures.csv",
            "id,patient_id,kind,from,to,unit_id,legal_basis,decided_by_id,known_person_present,debrief_offered_at,debrief_outcome\n\
             m;1|x,007,contact_limits,2023-01-01T10:00,2023-01-02,z,\" § 4-5\n\",p|1,true,2023-01-01,declined\n\
             m,007,search,2023-01-01,,,,,,,\n",
        )
        .put(
            "measure_visits.csv",
            "patient_id,measure_id,professional_id,at\n\
             007,m;1|x,\" p;2 \",2023-10-29T02:30:00.000001+01:00\n007,m;1|x,p|1,2023-10-29T02:30\n",
        )
        .put(
            "plans.csv",
            "id,patient_id,kind,agreed_on,version,reviewed_on,review_by,valid_to,text_patient,text_staff,max_nights,quarantine_days,unit_id\n\
             c,007,patient_controlled_admission_agreement,2023-01-01,7,2023-01-01,2023-06-01,2023-12-31,\"=me\",\"a\nb\",5,0,z\n",
        )
        .put(
            "requests.csv",
            "id,patient_id,subject,text,asked_at,received_by_id,decider_id,due_on,answered_at,answer,reason\n\
             q,007,second opinion,\"\"\"why?\"\"\",2023-01-01,p|1,p|1,2023-01-01,2023-01-01,partly,so\n",
        )
        .put(
            "alliance_scores.csv",
            "id,patient_id,professional_id,instrument,score,at,min,max,cut\ns,007,p|1,\"S, R\",-0.50,2023-01-01,-1,0.125,0\n",
        )
        .put(
            "ruptures.csv",
            "id,patient_id,professional_id,type,noticed_on,noticed_by,status,closed_on\nr,007,p|1,institutional,2023-01-01,third,agreed_to_differ,2023-02-01\n",
        )
        .put(
            "narrative.csv",
            "id,patient_id,kind,authorship,written_at,level,text,author_id,from,to,precision,version,withdrawn_at\n\
             n,007,turning_point,co_written,2023-01-01,4,\"  🙂\n\",p|1,2010-01-01,2010-12-31,year,3,2023-02-01\n",
        )
        .put(
            "narrative_reads.csv",
            "patient_id,entry_id,professional_id,opened_at,told_patient_at\n007,n,p|1,2023-01-02,2023-01-03\n",
        );
}

#[tokio::test]
async fn with_several_systems_every_id_tells_its_own_and_the_round_trip_holds() {
    both(async |db| {
        let app = app(&db);
        for source in ["b", "a-b", "a"] {
            let folder = Folder::new();
            folder.put_basics().put(
                "contacts.csv",
                "id,patient_id,unit_id,at,main_professional_id,other_professional_ids\n\
                 k,a,clinic,2024-03-01,p1,p2\n",
            );
            folder
                .put(
                    "measures.csv",
                    "id,patient_id,kind,from\nm,a,search,2024-03-01\n",
                )
                .put(
                    "measure_visits.csv",
                    "patient_id,measure_id,professional_id,at\na,m,p1,2024-03-01\n",
                );
            folder.put(
                "patients.csv",
                format!("id,identifiers\na,{source}-x|1\nb,\n"),
            );
            let mut command = folder.command();
            source.clone_into(&mut command.source);
            assert_eq!(total(&csv(&app, &command).await), [12, 0, 0, 0]);
        }
        let exported = everything(&app).await;
        let ids: Vec<_> = exported["patients.csv"]
            .lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap())
            .collect();
        assert_eq!(ids, ["a-b|a", "a-b|b", "a|a", "a|b", "b|a", "b|b"]);
        assert!(exported["contacts.csv"].contains("b|k,b|a,b|clinic,"));
        assert!(exported["measure_visits.csv"].contains("b|a,b|m,b|p1,2024-03-01T"));
        round_trips(&exported).await;
    })
    .await;
}

#[tokio::test]
async fn an_export_is_audited_and_its_folder_is_its_owners() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics();
        csv(&app, &folder.command()).await;
        let out = folder.path("new").join("out");
        let report = export::csv(&app, &actor(), &out, &NoProgress)
            .await
            .unwrap();
        assert!(report.records.contains(&(Kind::Patient, 3)));
        let mode = std::fs::metadata(&out).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        let mut actions: Vec<_> = entity::audit_entry::Entity::find()
            .all(&db.read)
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.action)
            .filter(|action| action.starts_with("export"))
            .collect();
        actions.sort();
        assert_eq!(actions, ["export.finish", "export.start"]);
        // A folder that cannot be made is told, with its name.
        std::fs::write(folder.path("file"), "").unwrap();
        let error = export::csv(&app, &actor(), &folder.path("file"), &NoProgress).await;
        assert_eq!(error.unwrap_err().code(), "unwritable");
    })
    .await;
}

/// Imports an export into an empty database of each engine and exports it again.
async fn round_trips(exported: &std::collections::BTreeMap<String, String>) {
    let again = |db: crate::support::TestDb| {
        let exported = exported.clone();
        async move {
            let folder = Folder::new();
            for (name, content) in &exported {
                folder.put(name, content);
            }
            let report = csv(&app(&db), &folder.command()).await;
            assert_eq!(total(&report)[1..], [0, 0, 0], "{:?}", report.faults);
            let now = everything(&app(&db)).await;
            for (name, content) in &exported {
                assert_eq!(now[name], *content, "{name}");
            }
        }
    };
    Box::pin(on_sqlite(again)).await;
    Box::pin(on_postgres(again)).await;
}

/// What evaluation says of each patient at a moment after everything, without ids and dates.
async fn shapes(app: &redthread::app::App) -> Vec<String> {
    let question = redthread::app::evaluate::Question {
        as_of: Some(parse_time("2031-01-01T12:00", chrono_tz::Europe::Oslo).unwrap()),
        ..Default::default()
    };
    let mut shapes = Vec::new();
    redthread::app::evaluate::ask(app, &actor(), question, &NoProgress, |answer| {
        let nights: Vec<_> = answer
            .admissions
            .iter()
            .map(|a| (a.to.is_some(), a.kind))
            .collect();
        shapes.push(format!("{:?} {nights:?}", answer.indices));
        Ok(())
    })
    .await
    .unwrap();
    shapes.sort();
    shapes
}

#[tokio::test]
async fn a_deidentified_export_tells_the_same_paths_and_nobodys_name() {
    both(async |db| {
        let zone = chrono_tz::Europe::Oslo;
        let cohort = Cohort::new(Parameters {
            patients: 40,
            seed: 5,
            as_of: parse_time("2026-03-02T12:00", zone).unwrap(),
            zone,
        });
        let folder = Folder::new();
        to_folder(&cohort, &folder.input(), |_| {}).unwrap();
        let first = app(&db);
        csv(&first, &folder.command()).await;
        let shared = folder.path("shared");
        export::csv_deidentified(&first, &actor(), &shared, &NoProgress)
            .await
            .unwrap();
        let files = files_of(&shared);
        let text: String = files.values().cloned().collect();
        for record in cohort.directory().chain(cohort.patients().flatten()) {
            for told in identifying(&record) {
                assert!(!text.contains(&told), "a name, id or text is left");
            }
        }
        // Another export cannot be joined with this one.
        let again = folder.path("again");
        export::csv_deidentified(&first, &actor(), &again, &NoProgress)
            .await
            .unwrap();
        assert_ne!(files, files_of(&again));

        let (original, files) = (Arc::new(shapes(&first).await), Arc::new(files));
        on_sqlite(move |second| {
            let (original, files) = (original.clone(), files.clone());
            async move {
                let second = app(&second);
                let folder = Folder::new();
                for (name, content) in files.iter() {
                    folder.put(name, content);
                }
                let report = csv(&second, &folder.command()).await;
                assert_eq!(total(&report)[1..], [0, 0, 0], "{:?}", report.faults);
                let odd: Vec<_> = shapes(&second)
                    .await
                    .into_iter()
                    .zip(original.iter().cloned())
                    .filter(|(after, before)| after != before)
                    .collect();
                assert_eq!(odd, []);
            }
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn deidentified_words_are_gone_codes_stay_and_what_belongs_together_does() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics();
        put_odd_voices(&folder);
        for file in [
            "legal_periods",
            "measures",
            "measure_visits",
            "plans",
            "requests",
        ]
        .into_iter()
        .chain([
            "alliance_scores",
            "ruptures",
            "narrative",
            "narrative_reads",
        ]) {
            let path = folder.input().join(format!("{file}.csv"));
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text
                .replace("007", "a")
                .replace("p|1", "p1")
                .replace("\" p;2 \"", "p2");
            std::fs::write(
                path,
                text.replace(",z,", ",ward,").replace(",z\n", ",ward\n"),
            )
            .unwrap();
        }
        let report = csv(&app, &folder.command()).await;
        assert_eq!(total(&report)[1..], [0, 0, 0], "{:?}", report.faults);
        let out = folder.path("shared");
        export::csv_deidentified(&app, &actor(), &out, &NoProgress)
            .await
            .unwrap();
        let files = files_of(&out);
        let text: String = files.values().cloned().collect();
        for word in [
            "§",
            "=me",
            "a\nb",
            "why?",
            "second opinion",
            "S, R",
            "🙂",
            "s5(2), ",
            "so\n",
        ] {
            assert!(!text.contains(word), "{word}");
        }
        for code in [
            "contact_limits",
            "patient_controlled_admission_agreement",
            ",partly,",
            "-0.5",
        ] {
            assert!(text.contains(code), "{code}");
        }
        // What belongs together still does, and nothing of it is refused.
        crate::support::on_sqlite(|second| {
            let files = files.clone();
            async move {
                let folder = Folder::new();
                for (name, content) in &files {
                    folder.put(name, content);
                }
                let report = csv(&crate::import::app(&second), &folder.command()).await;
                assert_eq!(total(&report)[1..], [0, 0, 0], "{:?}", report.faults);
                assert_eq!(report.kind(Kind::MeasureVisit).created, 2);
                assert_eq!(report.kind(Kind::NarrativeRead).created, 1);
            }
        })
        .await;
    })
    .await;
}

/// Names, ids and texts of a record that are long enough to be told from chance.
fn identifying(record: &redthread::domain::intake::Record) -> Vec<String> {
    use redthread::domain::intake::Record;
    let told = match record {
        Record::Unit(r) => vec![r.id.clone(), r.name.clone()],
        Record::Professional(r) => vec![r.id.clone(), r.name.clone()],
        Record::Patient(r) => [Some(r.id.clone()), r.family_name.clone()]
            .into_iter()
            .flatten()
            .collect(),
        Record::Contact(r) => vec![r.id.clone()],
        Record::Handover(r) => r.texts.summary.iter().cloned().collect(),
        Record::Decision(r) => r.reason.iter().cloned().collect(),
        Record::Measure(r) => vec![r.id.clone()],
        Record::Plan(r) => [&r.text_patient, &r.text_staff]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
        Record::Request(r) => std::iter::once(&r.text).chain(&r.reason).cloned().collect(),
        Record::NarrativeEntry(r) => vec![r.id.clone(), r.text.clone()],
        _ => Vec::new(),
    };
    told.into_iter().filter(|text| text.len() > 3).collect()
}
