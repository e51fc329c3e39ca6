//! What a patient's page and list of contacts say, and how large they get.

use axum::http::StatusCode;
use chrono::TimeDelta;
use redthread::domain::flags::rules::RULES;
use redthread::domain::vocabulary::Role;
use sea_orm::EntityTrait as _;

use super::{World, address, ago, now};
use crate::store::fixtures::{contact, handover, id, insert, patient, period, relationship};
use crate::support::{both, on_sqlite};

/// A patient with a therapist whom the patient marked as important and who left without a goodbye,
/// an admission that lasts, and a handover that nobody read.
async fn hedda(world: &World) {
    let db = &world.db;
    let mut row = patient(801, "p801");
    row.given_name = Some("Hedda".to_owned());
    row.family_name = Some("Moen".to_owned());
    row.birth_date = chrono::NaiveDate::from_ymd_opt(2003, 3, 3);
    insert(db, row).await;
    insert(db, relationship(801, 1801, 11, 1)).await;
    let mut tveit = relationship(801, 1802, 12, 1);
    "therapist".clone_into(&mut tveit.kind);
    tveit.from_at = ago(400);
    tveit.to_at = Some(ago(31));
    tveit.end_reason = Some("professional_left".to_owned());
    tveit.goodbye = Some(false);
    tveit.told_in_time = Some(true);
    tveit.important_to_patient = true;
    tveit.unit_id = Some(id(2));
    insert(db, tveit).await;
    for n in 0..3 {
        let mut met = contact(801, 2801 + n, 2, 0);
        met.at = ago(100 + 14 * i64::try_from(n).unwrap());
        met.main_professional_id = Some(id(12));
        met.mode = Some("in_person".to_owned());
        insert(db, met).await;
    }
    let mut clinic = period(801, 3801, 2, 0);
    clinic.from_at = ago(50);
    insert(db, clinic).await;
    let mut ward = period(801, 3802, 1, 0);
    ward.from_at = ago(9);
    insert(db, ward).await;
    let mut unread = handover(801, 4801, 0);
    unread.offered_at = ago(40);
    unread.from_professional_id = Some(id(12));
    unread.to_professional_id = Some(id(11));
    insert(db, unread).await;
}

#[tokio::test]
async fn a_patients_page_says_who_where_and_what_needs_somebody() {
    both(|db| async move {
        let world = World::new(db).await;
        hedda(&world).await;
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        let page = browser.get(&address(801)).await;
        page.says(&[
            "Hedda Moen",
            "22 years. With Unit 2 since 11 January 2026. Admitted to Unit 1 since 21 February 2026, 9 nights.",
            "Born 3 March 2003. Id p801.",
            "Named contact Professional 11",
            "Knows the patient best Professional 12 (ended)",
            "Crisis plan not recorded",
            "3 contacts in the last year, too few to calculate",
            "A relationship ended without a goodbye",
            "The relationship with Professional 12 ended on 30 January 2026 (the professional left).",
            "The patient marked this relationship as important.",
            "A handover lies unread",
            "Important to the patient",
            "The professional left. Without a goodbye",
            "Done: told in time. Not done: goodbye. Not recorded: joint meeting and successor known by name.",
            "21 Feb 2026 To lasts Nights 9 Planned or not not recorded Wards Unit 1",
        ]);
        for rule in &RULES {
            page.keeps_silent(&[rule.code]);
        }
        let bokmal = world.sign_in(Role::WardStaff, Some(11), None).await.in_bokmal();
        bokmal.get(&address(801)).await.says(&[
            "22 år. Hos Unit 2 siden 11. januar 2026. Innlagt på Unit 1 siden 21. februar 2026, 9 døgn.",
            "En relasjon tok slutt uten avskjed",
            "Kjenner pasienten best",
        ]);
    })
    .await;
}

#[tokio::test]
async fn a_flag_is_shown_on_the_timeline_by_its_key_and_a_gone_one_says_so() {
    both(|db| async move {
        let world = World::new(db).await;
        hedda(&world).await;
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        let page = browser.get(&address(801)).await;
        let key = format!("5-{}", id(1802).simple());
        assert!(page.body.contains(&format!("?flag={key}#timeline")));
        let shown = browser.get(&format!("{}?flag={key}", address(801))).await;
        shown.says(&["Shown on the timeline."]);
        page.keeps_silent(&["class=\"tint"]);
        assert!(shown.body.contains("class=\"tint"), "{}", shown.body);
        let gone = browser.get(&format!("{}?flag=5-00", address(801))).await;
        gone.says(&["no longer holds"]);
    })
    .await;
}

#[tokio::test]
async fn contacts_are_listed_by_relationship_month_and_person() {
    both(|db| async move {
        let world = World::new(db).await;
        hedda(&world).await;
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        let list = format!("{}/contacts", address(801));
        browser.get(&list).await.says(&[
            "3 contacts, bookings and missed ones included.",
            "In person",
        ]);
        let (tie, who, other) = (id(1802), id(12), id(11));
        for (query, said) in [
            (
                format!("relationship={tie}"),
                "Contacts with Professional 12 as therapist",
            ),
            (format!("person={who}"), "3 contacts"),
            (format!("person={other}"), "0 contacts"),
            (format!("relationship={tie}&month=2025-11"), "2 contacts"),
            ("month=2024-01".to_owned(), "No contact is recorded here."),
            ("from=2025-10-01&to=2025-10-31".to_owned(), "One contact"),
        ] {
            browser.get(&format!("{list}?{query}")).await.says(&[said]);
        }
        for (query, status) in [
            ("month=2025-13", StatusCode::BAD_REQUEST),
            ("relationship=x", StatusCode::BAD_REQUEST),
            ("after=x", StatusCode::BAD_REQUEST),
            (&format!("relationship={}", id(9)), StatusCode::NOT_FOUND),
        ] {
            assert_eq!(
                browser.get(&format!("{list}?{query}")).await.status,
                status,
                "{query}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn patients_of_whom_little_or_nothing_is_recorded_have_a_page_that_says_so() {
    both(|db| async move {
        let world = World::new(db).await;
        let browser = world
            .sign_in(Role::CareCoordinator, Some(11), Some(1))
            .await;
        // Nothing but what opens the page: a relationship.
        insert(&world.db, patient(811, "p811")).await;
        insert(&world.db, relationship(811, 1811, 11, 1)).await;
        browser.get(&address(811)).await.says(&[
            "No name recorded",
            "Date of birth not recorded. Id p811.",
            "No place of treatment is recorded.",
            "No contact in the last year: nothing to calculate",
            "No admission is recorded.",
            "Contacts none",
        ]);
        // One stay, open since 1962.
        insert(&world.db, patient(812, "p812")).await;
        let mut stay = period(812, 1812, 1, 0);
        stay.from_at = "1962-05-17T10:00:00Z".parse().unwrap();
        insert(&world.db, stay).await;
        browser.get(&address(812)).await.says(&[
            "Admitted to Unit 1 since 17 May 1962",
            "17 May 1962 To lasts",
        ]);
        // Somebody who died.
        let mut died = patient(813, "p813");
        died.birth_date = chrono::NaiveDate::from_ymd_opt(1950, 1, 1);
        died.deceased_at = Some(ago(20));
        insert(&world.db, died).await;
        insert(&world.db, relationship(813, 1813, 11, 1)).await;
        browser
            .get(&address(813))
            .await
            .says(&["76 years. Died on 10 February 2026.", "No flags"]);
        browser
            .get("/")
            .await
            .says(&["No name recorded", "Died on 10 February 2026."]);

        for unknown in [
            address(999),
            "/patients/x".to_owned(),
            "/patients/%F0%9F".to_owned(),
        ] {
            let page = browser.get(&unknown).await;
            assert!(page.status.is_client_error(), "{unknown}: {}", page.status);
        }
        assert_eq!(
            browser.get(&address(999)).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn a_patient_whose_only_tie_is_taken_away_is_out_of_reach() {
    on_sqlite(|db| async move {
        let world = World::new(db).await;
        insert(&world.db, patient(821, "p821")).await;
        // Within reach by a relationship that has just begun; then it is taken away again.
        insert(&world.db, relationship(821, 1821, 11, 1)).await;
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        browser.get(&address(821)).await.says(&["Relationships"]);
        entity::relationship::Entity::delete_by_id((id(821), id(1821)))
            .exec(world.db.writer())
            .await
            .unwrap();
        assert_eq!(
            browser.get(&address(821)).await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

async fn with_contacts(world: &World, n: u128, contacts: u32) {
    insert(&world.db, patient(n, &format!("p{n}"))).await;
    let mut tie = relationship(n, n + 1000, 11, 1);
    tie.from_at = ago(5 * 365);
    insert(&world.db, tie).await;
    let minutes = 5 * 365 * 24 * 60 / i64::from(contacts);
    let rows: Vec<entity::contact::ActiveModel> = (0..contacts)
        .map(|place| {
            let mut row = contact(n, 1_000_000 + u128::from(place), 2, 0);
            row.at = now() - TimeDelta::minutes(minutes * i64::from(place) + 1);
            row.main_professional_id = Some(id(11 + u128::from(place % 5 == 0)));
            row.into()
        })
        .collect();
    for chunk in rows.chunks(500) {
        entity::contact::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(world.db.writer())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn pages_stay_small_however_many_contacts_there_are() {
    on_sqlite(|db| async move {
        let world = World::new(db).await;
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        for (n, contacts) in [(831, 500), (832, 20_000)] {
            with_contacts(&world, n, contacts).await;
            for (query, most) in [
                ("", 100_000),
                ("?window=5y", 250_000),
                ("?window=all", 250_000),
            ] {
                let page = browser.get(&format!("{}{query}", address(n))).await;
                assert_eq!(page.status, StatusCode::OK);
                let size = page.body.len();
                assert!(size <= most, "{contacts} contacts, {query:?}: {size} bytes");
            }
            // The list of contacts pages to its end without a gap.
            let mut path = format!("{}/contacts?person={}", address(n), id(12));
            let mut rows = 0;
            loop {
                let page = browser.get(&path).await;
                rows += page.body.matches("<tr><th scope=\"row\">").count();
                let Some(at) = page.body.find(r#" rel="next""#) else {
                    break;
                };
                let before = &page.body[..at];
                let from = before.rfind("href=\"").unwrap() + 6;
                path = before[from..before.len() - 1].replace("&#38;", "&");
            }
            assert_eq!(rows, contacts as usize / 5);
        }
    })
    .await;
}
