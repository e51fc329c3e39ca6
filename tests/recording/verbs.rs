//! Each verb: what stands in the record afterwards, its flags in the same answer, its audit entry.

use redthread::app::evaluate::{self, Which};
use redthread::app::record;
use redthread::app::{Actor, NoProgress};
use redthread::domain::admission::admissions;
use redthread::domain::flags;
use redthread::domain::intake::Kind;
use redthread::domain::trajectory::Trajectory;
use redthread::domain::vocabulary::{
    ContactMode, ContactStatus, DecisionOutcome, EndReason, PeriodEndReason, RelationshipMode,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{World, import};
use crate::support::both;

async fn known(world: &World, patient: &str) -> Trajectory {
    let opened = record::open(
        &world.app.app,
        &Actor::System,
        world.patient(patient),
        "test",
    )
    .await;
    opened.unwrap().trajectory
}

/// Codes of the flags that live, as rules find them now.
async fn flags(world: &World, patient: &str) -> Vec<&'static str> {
    let opened = record::open(
        &world.app.app,
        &Actor::System,
        world.patient(patient),
        "test",
    )
    .await;
    let opened = opened.unwrap();
    let found = flags::judge(&opened.case()).flags;
    found.iter().map(|flag| flag.code).collect()
}

/// Codes of the flags that are stored as living.
async fn stored(world: &World, patient: &str) -> Vec<String> {
    let mut codes: Vec<String> = entity::flag::Entity::find()
        .filter(entity::flag::Column::PatientId.eq(world.id(patient)))
        .filter(entity::flag::Column::ClearedAt.is_null())
        .all(world.app.db.writer())
        .await
        .unwrap()
        .into_iter()
        .map(|flag| flag.code)
        .collect();
    codes.sort();
    codes
}

async fn evaluated(db: crate::support::TestDb) -> World {
    let world = World::new(db).await;
    evaluate::keep(&world.app.app, &Actor::System, Which::All, &NoProgress)
        .await
        .unwrap();
    world
}

/// What is stored of a patient's flags is what rules find.
async fn is_true(world: &World, patient: &str) {
    let mut found = flags(world, patient).await;
    found.sort_unstable();
    assert_eq!(stored(world, patient).await, found);
}

#[tokio::test]
async fn met_now_is_a_contact_of_whoever_taps() {
    both(async |db| {
        let world = evaluated(db).await;
        let command = world.command("in", "met", &[("unit", "{ward}")]);
        let recorded = world.record(&world.nurse, &command).await.unwrap();
        let made = recorded.first(Kind::Contact).unwrap();
        assert_eq!(made.version, 1);
        let known = known(&world, "in").await;
        let contact = known.contacts.iter().find(|one| one.id == made.id).unwrap();
        assert_eq!(contact.at, world.app.app.clock.now());
        assert_eq!(contact.status, ContactStatus::Attended);
        assert_eq!(contact.mode, Some(ContactMode::InPerson));
        assert_eq!(contact.main.map(|id| id.0), Some(world.id("nurse")));
        assert!(contact.patient_present);
        is_true(&world, "in").await;
        // Who did what, with the ids.
        let entry = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("contact.met"))
            .one(world.app.db.writer())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(entry.actor, "account:nina");
        assert_eq!(entry.subject, format!("contact/{}", made.id.0));
        assert_eq!(entry.detail["records"][0]["version"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_contact_is_booked_settled_and_corrected_and_each_version_is_kept() {
    both(async |db| {
        let world = evaluated(db).await;
        let attended = world.change("out", "attended", "next", &[("minutes", "45")]);
        let made = world.record(&world.therapist, &attended).await.unwrap();
        assert_eq!(made.first(Kind::Contact).unwrap().version, 2);
        let mut correct = world.change(
            "out",
            "contact-correct",
            "next",
            &[
                ("status", "no_show"),
                ("minutes", ""),
                ("reason", "It was somebody else"),
            ],
        );
        correct.looks.as_mut().unwrap().version = 2;
        let made = world.record(&world.therapist, &correct).await.unwrap();
        assert_eq!(made.first(Kind::Contact).unwrap().version, 3);
        let all = known(&world, "out").await;
        let contact = all
            .contacts
            .iter()
            .find(|one| one.source == "next")
            .unwrap();
        assert_eq!(
            (contact.status, contact.minutes),
            (ContactStatus::NoShow, None)
        );
        let versions = entity::record_version::Entity::find()
            .filter(entity::record_version::Column::RecordId.eq(world.id("next")))
            .order_by_asc(entity::record_version::Column::Version)
            .all(world.app.db.writer())
            .await
            .unwrap();
        let was: Vec<_> = versions
            .iter()
            .map(|version| {
                let status = version.payload["status"].as_str().unwrap().to_owned();
                (
                    version.version,
                    status,
                    version.reason.clone().unwrap(),
                    version.actor.clone(),
                )
            })
            .collect();
        assert_eq!(
            was,
            [
                (
                    1,
                    "planned".into(),
                    "contact.attended".into(),
                    "account:tore".into()
                ),
                (
                    2,
                    "attended".into(),
                    "It was somebody else".into(),
                    "account:tore".into()
                ),
            ]
        );
        let off = world.change("out", "cancelled", "later", &[]);
        world.record(&world.therapist, &off).await.unwrap();
        let book = world.command(
            "out",
            "book",
            &[
                ("unit", "{clinic}"),
                ("at", "2026-03-04T09:00"),
                ("mode", "video"),
            ],
        );
        let booked = world.record(&world.therapist, &book).await.unwrap();
        let all = known(&world, "out").await;
        let of = |id| all.contacts.iter().find(|one| one.id == id).unwrap();
        let booked = of(booked.first(Kind::Contact).unwrap().id);
        assert_eq!(booked.status, ContactStatus::Planned);
        assert_eq!(booked.main.map(|id| id.0), Some(world.id("therapist")));
        is_true(&world, "out").await;
    })
    .await;
}

#[tokio::test]
async fn a_relationship_begins_changes_and_ends_with_its_flags() {
    both(async |db| {
        let world = evaluated(db).await;
        let start = world.command(
            "in",
            "relationship",
            &[
                ("kind", "primary_nurse"),
                ("professional", "{nurse}"),
                ("unit", "{ward}"),
                ("agreed_interval_days", "7"),
            ],
        );
        world.record(&world.nurse, &start).await.unwrap();
        let plan = world.change(
            "in",
            "relationship-plan-end",
            "tie",
            &[("planned_end", "2026-03-30"), ("successor", "{other}")],
        );
        world.record(&world.therapist, &plan).await.unwrap();
        assert!(
            stored(&world, "in")
                .await
                .contains(&"upcoming_loss".to_owned())
        );
        let mut change = world.change(
            "in",
            "relationship-change",
            "tie",
            &[("deputy", "{other}"), ("mode", "maintenance")],
        );
        change.looks.as_mut().unwrap().version = 2;
        world.record(&world.therapist, &change).await.unwrap();
        let all = known(&world, "in").await;
        let tie = all
            .relationships
            .iter()
            .find(|one| one.source == "tie")
            .unwrap();
        assert_eq!(tie.mode, Some(RelationshipMode::Maintenance));
        assert_eq!(tie.deputy.map(|id| id.0), Some(world.id("other")));
        assert!(tie.important_to_patient, "what was not told of stays");
        let mut end = world.change(
            "in",
            "relationship-end",
            "tie",
            &[
                ("end_reason", "professional_left"),
                ("told_in_time", "false"),
                ("goodbye", "no"),
                ("joint_meeting", ""),
            ],
        );
        end.looks.as_mut().unwrap().version = 3;
        let ended = world.record(&world.therapist, &end).await.unwrap();
        assert!(ended.raised >= 1 && ended.cleared >= 1, "{ended:?}");
        let living = stored(&world, "in").await;
        assert!(living.contains(&"abrupt_ending".to_owned()), "{living:?}");
        assert!(!living.contains(&"upcoming_loss".to_owned()), "{living:?}");
        let all = known(&world, "in").await;
        let tie = all
            .relationships
            .iter()
            .find(|one| one.source == "tie")
            .unwrap();
        assert_eq!(tie.to, Some(world.app.app.clock.now()));
        assert_eq!(tie.end_reason, Some(EndReason::ProfessionalLeft));
        assert_eq!((tie.goodbye, tie.joint_meeting), (Some(false), None));
        // Written down wrongly: corrected, and the flag goes with it.
        let mut correct = world.change(
            "in",
            "relationship-correct",
            "tie",
            &[("to", ""), ("reason", "She stays")],
        );
        correct.looks.as_mut().unwrap().version = 4;
        // He has no part in her care now; somebody else puts it right.
        let corrected = world.record(&Actor::System, &correct).await.unwrap();
        assert!(corrected.cleared >= 1, "{corrected:?}");
        is_true(&world, "in").await;
    })
    .await;
}

#[tokio::test]
async fn important_is_what_the_patient_says_is() {
    both(async |db| {
        let world = evaluated(db).await;
        let mut mark = world.change(
            "out",
            "relationship-change",
            "tie2",
            &[("important_to_patient", "true")],
        );
        let refused = super::wrong(world.record(&world.therapist, &mark).await);
        assert_eq!(refused, ["patients_wish: patients_wish"]);
        mark.fields = mark.fields.with("patients_wish", "true");
        world.record(&world.therapist, &mark).await.unwrap();
        let all = known(&world, "out").await;
        assert!(all.relationships[0].important_to_patient);
    })
    .await;
}

#[tokio::test]
async fn a_stay_goes_from_ward_to_ward_on_leave_and_home() {
    both(async |db| {
        let world = evaluated(db).await;
        let leave = world.change("in", "leave", "stay", &[("at", "2026-03-01T10:00")]);
        world.record(&world.nurse, &leave).await.unwrap();
        let version = |command: &mut super::Command, version| {
            command.looks.as_mut().unwrap().version = version;
        };
        let mut back = world.change("in", "return", "stay", &[("at", "2026-03-01T18:00")]);
        version(&mut back, 2);
        world.record(&world.nurse, &back).await.unwrap();
        let mut room = world.change(
            "in",
            "stay",
            "stay",
            &[("room", "7 B"), ("planned_to", "2026-03-05T12:00")],
        );
        version(&mut room, 3);
        world.record(&world.nurse, &room).await.unwrap();
        let mut over = world.change("in", "transfer", "stay", &[("unit", "{south}")]);
        version(&mut over, 4);
        let moved = world.record(&world.nurse, &over).await.unwrap();
        let next = moved.first(Kind::TreatmentPeriod).unwrap();
        let all = known(&world, "in").await;
        let (old, new) = (&all.periods[0], &all.periods[1]);
        assert_eq!(
            (old.to, new.from),
            (Some(new.from), world.app.app.clock.now())
        );
        assert_eq!(new.unit.0, world.id("south"));
        assert_eq!(old.leave.len(), 1);
        let directory = world.app.app.directory().await.unwrap();
        let gap = chrono::TimeDelta::hours(24);
        assert_eq!(admissions(&all.periods, &directory, gap).len(), 1);

        // Nobody leaves without somebody who meets them, or the answer why not.
        let mut home = world.command("in", "discharge", &[("end_reason", "home")]);
        home.looks = Some(super::Looks {
            record: next.id,
            version: next.version,
        });
        let refused = super::wrong(world.record(&world.nurse, &home).await);
        assert_eq!(refused, ["contact_at: no_follow_up"]);
        home.fields = world.fields(&[
            ("end_reason", "home"),
            ("contact_at", "2026-03-04T10:00"),
            ("contact_unit", "{clinic}"),
            ("contact_main", "{therapist}"),
        ]);
        let left = world.record(&world.nurse, &home).await.unwrap();
        assert!(left.first(Kind::Contact).is_some(), "{left:?}");
        let all = known(&world, "in").await;
        let booked = all.contacts.last().unwrap();
        assert_eq!(booked.status, ContactStatus::Planned);
        let row = entity::treatment_period::Entity::find_by_id((world.id("in"), next.id.0))
            .one(world.app.db.writer())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            row.end_reason.as_deref(),
            Some(PeriodEndReason::Home.code())
        );
        is_true(&world, "in").await;
    })
    .await;
}

#[tokio::test]
async fn a_discharge_may_say_why_nobody_meets_the_patient() {
    both(async |db| {
        let world = evaluated(db).await;
        // Who met the patient on the ward a moment ago follows nobody up.
        let met = world.command("in", "met", &[("unit", "{ward}")]);
        world.record(&world.nurse, &met).await.unwrap();
        let early = [("end_reason", "home"), ("at", "2026-03-02T11:59")];
        let early = world.change("in", "discharge", "stay", &early);
        let told = super::wrong(world.record(&world.nurse, &early).await);
        assert_eq!(told, ["contact_at: no_follow_up"]);
        let home = world.change(
            "in",
            "discharge",
            "stay",
            &[
                ("end_reason", "own_wish"),
                ("follow_up", "declined_by_patient"),
                ("follow_up_reason", "Wants to be left alone this week"),
            ],
        );
        let left = world.record(&world.nurse, &home).await.unwrap();
        assert!(left.first(Kind::Decision).is_some(), "{left:?}");
        let all = known(&world, "in").await;
        assert_eq!(all.decisions[0].outcome, DecisionOutcome::DeclinedByPatient);
        is_true(&world, "in").await;
    })
    .await;
}

#[tokio::test]
async fn decisions_reviews_and_shifts_are_recorded() {
    both(async |db| {
        let world = evaluated(db).await;
        let before = stored(&world, "in").await;
        assert!(before.contains(&"no_crisis_plan".to_owned()), "{before:?}");
        let declined = world.command(
            "in",
            "decision",
            &[
                ("subject", "crisis_plan"),
                ("outcome", "declined_by_patient"),
            ],
        );
        let recorded = world.record(&world.nurse, &declined).await.unwrap();
        assert!(recorded.cleared >= 1, "{recorded:?}");
        let living = stored(&world, "in").await;
        assert!(!living.contains(&"no_crisis_plan".to_owned()), "{living:?}");
        let review = world.command("in", "review", &[]);
        world.record(&world.nurse, &review).await.unwrap();
        let shift = world.command("in", "shift", &[("unit", "{ward}")]);
        world.record(&world.nurse, &shift).await.unwrap();
        let next = world.command(
            "in",
            "shift",
            &[
                ("unit", "{ward}"),
                ("professional", "{other}"),
                ("to", "2026-03-02T22:00"),
            ],
        );
        world.record(&world.nurse, &next).await.unwrap();
        let all = known(&world, "in").await;
        assert_eq!(all.reviews.len(), 1);
        assert_eq!(all.shifts.len(), 2);
        let ended: Vec<_> = all.shifts.iter().filter(|one| one.to.is_some()).collect();
        assert_eq!(ended.len(), 2, "the first ends where the next begins");
        is_true(&world, "in").await;
    })
    .await;
}

#[tokio::test]
async fn an_import_leaves_what_was_recorded_here_as_it_is() {
    both(async |db| {
        let world = evaluated(db).await;
        let attended = world.change("out", "attended", "next", &[]);
        world.record(&world.therapist, &attended).await.unwrap();
        let met = world.command("in", "met", &[("unit", "{ward}")]);
        world.record(&world.nurse, &met).await.unwrap();
        let report = import(&world.app, &super::FILES).await;
        let said = format!("{report:?}");
        assert!(said.contains("left as it is here"), "{said}");
        let all = known(&world, "out").await;
        let contact = all
            .contacts
            .iter()
            .find(|one| one.source == "next")
            .unwrap();
        assert_eq!(contact.status, ContactStatus::Attended);
        // What is exported knows itself again.
        let files = exported(&world).await;
        let before = known(&world, "in").await.contacts.len();
        let names: Vec<(&str, &str)> = files
            .iter()
            .map(|(n, c)| (n.as_str(), c.as_str()))
            .collect();
        import(&world.app, &names).await;
        assert_eq!(known(&world, "in").await.contacts.len(), before);
        assert_eq!(exported(&world).await, files);
    })
    .await;
}

/// Everything, as CSV.
async fn exported(world: &World) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    redthread::app::export::csv(&world.app.app, &Actor::System, folder.path(), &NoProgress)
        .await
        .unwrap();
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}
