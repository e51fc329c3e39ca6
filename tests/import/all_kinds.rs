//! Compulsion, plans, requests, how working together goes, and narrative entries: stored with what
//! they refer to, corrected, read as they stood, exported.

use chrono::{DateTime, Utc};
use redthread::app::App;
use redthread::domain::ids::PatientId;
use redthread::domain::intake::Kind;
use redthread::domain::points::Points;
use redthread::domain::trajectory::{Measure, Trajectory};
use redthread::domain::vocabulary::{
    Authorship, DebriefOutcome, MeasureKind, NarrativeKind, PlanKind, RequestAnswer, RuptureStatus,
};
use redthread::store::{patients, trajectories};
use sea_orm::EntityTrait;

use super::{Folder, app, counts, csv, everything, total};
use crate::support::{TestDb, both};

/// One file of each kind, all of patient `a`, recorded on the day it happened.
const FILES: [(&str, &str); 9] = [
    (
        "legal_periods.csv",
        "id,patient_id,status,from,to,felt_forced,recorded_at\n\
         l1,a,no-3-3-in,2024-01-02T10:00,2024-01-20T10:00,true,2024-01-02T11:00\n",
    ),
    (
        "measures.csv",
        "id,patient_id,kind,from,to,unit_id,legal_basis,decided_by_id,known_person_present,\
         debrief_offered_at,debrief_outcome,recorded_at\n\
         m1,a,seclusion,2024-01-03T10:00,2024-01-08T10:00,ward,4-3,p1,false,,,2024-01-03T11:00\n",
    ),
    (
        "measure_visits.csv",
        "patient_id,measure_id,professional_id,at,recorded_at\n\
         a,m1,p2,2024-01-03T12:00,2024-01-03T13:00\n\
         a,m1,p1,2024-01-03T11:00,2024-01-03T13:00\n",
    ),
    (
        "plans.csv",
        "id,patient_id,kind,agreed_on,version,reviewed_on,text_patient,text_staff,unit_id,recorded_at\n\
         c1,a,crisis_plan,2024-02-01,1,2024-02-01,\"Call me,\nthen wait\",Check,clinic,2024-02-01\n",
    ),
    (
        "requests.csv",
        "id,patient_id,subject,text,asked_at,received_by_id,decider_id,due_on,recorded_at\n\
         q1,a,other_therapist,\"Someone I can talk with\",2024-03-01T10:00,p1,p2,2024-03-15,2024-03-01T11:00\n",
    ),
    (
        "alliance_scores.csv",
        "id,patient_id,professional_id,instrument,score,at,min,max,cut,recorded_at\n\
         s1,a,p1,srs,31.4,2024-03-02T10:00,0,40,36,2024-03-02T11:00\n",
    ),
    (
        "ruptures.csv",
        "id,patient_id,professional_id,type,noticed_on,noticed_by,status,recorded_at\n\
         r1,a,p1,withdrawal,2024-03-03,patient,open,2024-03-03\n",
    ),
    (
        "narrative.csv",
        "id,patient_id,kind,authorship,written_at,level,text,from,to,precision,recorded_at\n\
         n1,a,next_professional,patient_verbatim,2024-03-04T10:00,2,\"Ask, before you decide\",\
         2023-03-01,2023-05-31,season,2024-03-04T11:00\n",
    ),
    (
        "narrative_reads.csv",
        "patient_id,entry_id,professional_id,opened_at,recorded_at\n\
         a,n1,p1,2024-03-05T10:00,2024-03-05T11:00\n",
    ),
];

/// The same rows a day later: each ended, answered, closed or told. Visits have nothing to correct.
const CORRECTED: [(&str, &str, &str); 8] = [
    ("legal_periods.csv", "2024-01-20T10:00", "2024-01-18T10:00"),
    ("measures.csv", "false,,,", "false,2024-01-09T10:00,held,"),
    ("plans.csv", "1,2024-02-01,", "2,2024-02-03,"),
    ("requests.csv", "p1,p2,2024-03-15", "p1,p1,2024-03-20"),
    ("alliance_scores.csv", "31.4", "32.5"),
    ("ruptures.csv", "patient,open", "patient,repaired"),
    ("narrative.csv", "10:00,2,", "10:00,0,"),
    (
        "narrative_reads.csv",
        "opened_at,recorded_at",
        "opened_at,told_patient_at,recorded_at",
    ),
];

fn put_all(folder: &Folder) {
    folder.put_basics();
    for (name, content) in FILES {
        folder.put(name, content);
    }
}

async fn known(app: &App, db: &TestDb, at: Option<&str>) -> Trajectory {
    let patient = entity::patient::Entity::find().all(&db.read).await.unwrap();
    let patient = patient.iter().find(|row| row.source_value == "a").unwrap();
    let at: Option<DateTime<Utc>> = at.map(|at| at.parse().unwrap());
    let ids = [PatientId(patient.id)];
    let alone = trajectories::load(&app.db.read, &ids, at).await.unwrap();
    // A cohort is read by other statements than a patient alone.
    let ranges = patients::ranges(&app.db.read, 100).await.unwrap();
    let range = trajectories::load_range(&app.db.read, ranges[0], at).await;
    let range = range.unwrap();
    let among = range.iter().find(|t| t.patient.id == ids[0]).unwrap();
    assert_eq!(format!("{:?}", alone[0]), format!("{among:?}"));
    alone.into_iter().next().unwrap()
}

#[tokio::test]
async fn every_kind_is_stored_and_a_second_run_changes_nothing() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        put_all(&folder);
        let report = csv(&app, &folder.command()).await;
        assert_eq!(total(&report), [20, 0, 0, 0], "{:?}", report.faults);
        assert_eq!(counts(&report, Kind::MeasureVisit), [2, 0, 0, 0]);
        let stored = everything(&app).await;
        for (file, part) in [
            (
                "legal_periods.csv",
                "l1,a,no-3-3-in,2024-01-02T10:00:00+01:00,",
            ),
            ("measures.csv", "m1,a,seclusion,2024-01-03T10:00:00-05:00,"),
            ("measure_visits.csv", "a,m1,p1,2024-01-03T11:00:00+01:00,"),
            ("plans.csv", "\"Call me,\nthen wait\",Check"),
            (
                "requests.csv",
                "Someone I can talk with,2024-03-01T10:00:00+01:00,p1,p2,2024-03-15",
            ),
            ("alliance_scores.csv", "p1,srs,31.4,"),
            ("ruptures.csv", "withdrawal,2024-03-03,patient,open,"),
            (
                "narrative.csv",
                "2,\"Ask, before you decide\",,2023-03-01,2023-05-31,season,1,,",
            ),
            ("narrative_reads.csv", "a,n1,p1,2024-03-05T10:00:00+01:00,,"),
        ] {
            assert!(stored[file].contains(part), "{file}: {}", stored[file]);
        }
        assert_eq!(total(&csv(&app, &folder.command()).await), [0, 0, 20, 0]);
        assert_eq!(everything(&app).await, stored);
    })
    .await;
}

fn only(measures: &[Measure]) -> &Measure {
    assert_eq!(measures.len(), 1);
    &measures[0]
}

#[tokio::test]
async fn a_trajectory_tells_all_of_it_but_no_text_of_a_story_or_plan() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        put_all(&folder);
        csv(&app, &folder.command()).await;
        let known = known(&app, &db, None).await;
        let legal = &known.legal_periods[0];
        assert_eq!(
            (legal.status.as_str(), legal.felt_forced),
            ("no-3-3-in", Some(true))
        );
        let measure = only(&known.measures);
        assert_eq!(measure.kind, MeasureKind::Seclusion);
        assert_eq!(measure.known_person_present, Some(false));
        assert!(measure.unit.is_some() && measure.decided_by.is_some());
        assert!(measure.visits[0].at < measure.visits[1].at);
        assert_eq!(Some(measure.visits[0].professional), measure.decided_by);
        let plan = &known.plans[0];
        assert_eq!((plan.kind, plan.edition), (PlanKind::CrisisPlan, 1));
        assert_eq!(plan.reviewed_on, Some(plan.agreed_on));
        let request = &known.requests[0];
        assert_eq!(request.text, "Someone I can talk with");
        assert_eq!(request.received_by, measure.decided_by);
        assert_eq!((request.answer, request.answered_at), (None, None));
        let score = &known.alliance_scores[0];
        assert_eq!(score.score, Points::from_thousandths(31_400));
        assert_eq!(score.cut, Some(Points::from_thousandths(36_000)));
        assert_eq!(known.ruptures[0].status, RuptureStatus::Open);
        let entry = &known.narrative[0];
        assert_eq!(
            (entry.kind, entry.authorship, entry.level),
            (
                NarrativeKind::NextProfessional,
                Authorship::PatientVerbatim,
                2
            )
        );
        assert_eq!(Some(entry.reads[0].professional), measure.decided_by);
        let told = format!("{known:?}");
        assert!(!told.contains("Ask, before") && !told.contains("then wait"));
    })
    .await;
}

#[tokio::test]
async fn corrections_keep_what_was_and_the_past_is_read_as_it_stood() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        put_all(&folder);
        csv(&app, &folder.command()).await;
        let before = known(&app, &db, None).await;
        for ((name, content), (same, from, to)) in FILES
            .iter()
            .filter(|(name, _)| *name != "measure_visits.csv")
            .zip(CORRECTED)
        {
            assert_eq!(*name, same);
            let content = content.replace(from, to);
            let content = content.replace(
                "p1,2024-03-05T10:00,",
                "p1,2024-03-05T10:00,2024-03-06T10:00,",
            );
            folder.put(name, content);
        }
        let report = csv(&app, &folder.command()).await;
        assert_eq!(total(&report)[1..], [8, 12, 0], "{:?}", report.faults);
        let kept = entity::record_version::Entity::find().all(&db.read).await;
        assert_eq!(kept.unwrap().len(), 8);

        let now = known(&app, &db, None).await;
        let measure = only(&now.measures);
        assert_eq!(measure.debrief_outcome, Some(DebriefOutcome::Held));
        assert_eq!(measure.visits.len(), 2, "visits stay with their measure");
        assert_eq!((now.plans[0].edition, now.narrative[0].level), (2, 0));
        assert_eq!(now.requests[0].decider, now.requests[0].received_by);
        assert_eq!(now.ruptures[0].status, RuptureStatus::Repaired);
        assert!(now.narrative[0].reads[0].told_patient_at.is_some());
        assert!(now.legal_periods[0].to < before.legal_periods[0].to);
        assert!(now.alliance_scores[0].score > before.alliance_scores[0].score);

        // The corrections were recorded when they were imported, on 2 March 2026.
        let then = known(&app, &db, Some("2024-12-31T00:00:00Z")).await;
        assert_eq!(format!("{then:?}"), format!("{before:?}"));
        let early = known(&app, &db, Some("2024-03-04T12:00:00Z")).await;
        assert_eq!(early.narrative.len(), 1);
        assert!(
            early.narrative[0].reads.is_empty(),
            "nobody was known to have read it"
        );
        let earlier = known(&app, &db, Some("2024-01-03T10:30:00Z")).await;
        assert_eq!(earlier.legal_periods.len(), 1);
        assert!(earlier.measures.is_empty() && earlier.plans.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_answer_is_a_correction_of_the_request() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        put_all(&folder);
        csv(&app, &folder.command()).await;
        folder.put(
            "requests.csv",
            "id,patient_id,subject,text,asked_at,received_by_id,decider_id,due_on,answered_at,answer,reason\n\
             q1,a,other_therapist,\"Someone I can talk with\",2024-03-01T10:00,p1,p2,2024-03-15,\
             2024-03-20T10:00,partly,next year\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Request), [0, 1, 0, 0]);
        let now = known(&app, &db, None).await;
        assert_eq!(now.requests[0].answer, Some(RequestAnswer::Partly));
    })
    .await;
}

/// Rows that other records make wrong, the field that is blamed, and why.
const WRONG: [(&str, &str, &str); 15] = [
    (
        "legal_periods.csv",
        "id,patient_id,status,from\nx,nobody,s2,2024-01-01\n",
        "patient_id unknown_reference",
    ),
    (
        "legal_periods.csv",
        "id,patient_id,status,from\nl1,b,s2,2024-01-01\n",
        "id duplicate_id",
    ),
    (
        "legal_periods.csv",
        "id,patient_id,status,from\nx,b,s2,1989-01-01\n",
        "from before_birth",
    ),
    (
        "measures.csv",
        "id,patient_id,kind,from,unit_id\nx,a,search,2024-01-01,nowhere\n",
        "unit_id unknown_reference",
    ),
    (
        "measures.csv",
        "id,patient_id,kind,from,decided_by_id\nx,a,search,2024-01-01,who\n",
        "decided_by_id unknown_reference",
    ),
    (
        "measures.csv",
        "id,patient_id,kind,from\nx,b,search,2024-06-03\n",
        "from after_death",
    ),
    (
        "measure_visits.csv",
        "patient_id,measure_id,professional_id,at\na,m9,p1,2024-01-01\n",
        "measure_id unknown_reference",
    ),
    (
        "measure_visits.csv",
        "patient_id,measure_id,professional_id,at\nb,m1,p1,2024-01-04\n",
        "measure_id unknown_reference",
    ),
    (
        "measure_visits.csv",
        "patient_id,measure_id,professional_id,at\na,m1,who,2024-01-04\n",
        "professional_id unknown_reference",
    ),
    (
        "plans.csv",
        "id,patient_id,kind,agreed_on\nx,b,crisis_plan,1990-01-30\n",
        "agreed_on before_birth",
    ),
    (
        "requests.csv",
        "id,patient_id,subject,text,asked_at,decider_id\nx,a,access,t,2024-01-01,who\n",
        "decider_id unknown_reference",
    ),
    (
        "alliance_scores.csv",
        "id,patient_id,professional_id,instrument,score,at\nx,b,p1,srs,1,2024-06-02\n",
        "at after_death",
    ),
    (
        "ruptures.csv",
        "id,patient_id,professional_id,type,noticed_on\nx,b,p1,mixed,2024-06-02\n",
        "noticed_on after_death",
    ),
    (
        "narrative.csv",
        "id,patient_id,kind,authorship,written_at,level,text,author_id\nx,a,promise,told_to_staff,2024-01-01,0,t,who\n",
        "author_id unknown_reference",
    ),
    (
        "narrative_reads.csv",
        "patient_id,entry_id,professional_id,opened_at\na,n9,p1,2024-04-01\n",
        "entry_id unknown_reference",
    ),
];

#[tokio::test]
async fn what_does_not_fit_other_records_is_rejected_with_its_field() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        put_all(&folder);
        csv(&app, &folder.command()).await;
        let stored = everything(&app).await;
        for (name, content, told) in WRONG {
            let folder = Folder::new();
            folder.put(name, content);
            let report = csv(&app, &folder.command()).await;
            let rejects = Folder::rejects(&report);
            assert_eq!(rejects.len(), 1, "{content}");
            assert_eq!(
                format!("{} {}", rejects[0][3], rejects[0][4]),
                told,
                "{content}"
            );
        }
        assert_eq!(everything(&app).await, stored);
    })
    .await;
}

#[tokio::test]
async fn kin_may_write_after_a_death_and_a_story_may_be_read_after_it() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics().put(
            "narrative.csv",
            "id,patient_id,kind,authorship,written_at,level,text\n\
             k,b,ending,next_of_kin,2024-07-01T10:00,2,We were never told\n\
             p,b,ending,patient_verbatim,2024-07-01T10:00,2,No\n",
        );
        folder.put(
            "narrative_reads.csv",
            "patient_id,entry_id,professional_id,opened_at\nb,k,p1,2024-07-02T10:00\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::NarrativeEntry), [1, 0, 0, 1]);
        assert_eq!(counts(&report, Kind::NarrativeRead), [1, 0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn a_measure_and_its_visits_come_in_one_run_in_any_order_of_rows() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        let visit = "a,m2,p1,2024-01-03T12:00,\n";
        folder
            .put_basics()
            .put("measures.csv", "id,patient_id,kind,from\nm2,a,holding,2024-01-03\nm3,nobody,holding,2024-01-03\n")
            .put(
                "measure_visits.csv",
                format!("patient_id,measure_id,professional_id,at,recorded_at\n{visit}{visit}a,m3,p1,2024-01-03T12:00,\n"),
            );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Measure), [1, 0, 0, 1]);
        // Twice the same visit is one; a visit during a measure that was rejected is rejected.
        assert_eq!(counts(&report, Kind::MeasureVisit), [1, 0, 1, 1]);
    })
    .await;
}
