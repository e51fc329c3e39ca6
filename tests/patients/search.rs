//! Finding a patient, however the name is spelled.

use axum::http::StatusCode;
use redthread::domain::folding::fold;
use redthread::domain::vocabulary::Role;

use super::{World, address};
use crate::store::fixtures::{date, id, insert, patient, relationship};
use crate::support::both;

async fn named(world: &World, n: u128, given: &str, family: &str) {
    let mut row = patient(n, &format!("p{n}"));
    row.given_name = Some(given.to_owned()).filter(|name| !name.is_empty());
    row.family_name = Some(family.to_owned()).filter(|name| !name.is_empty());
    row.name_folded = fold(&format!("{family} {given}"));
    row.birth_date = Some(date(i64::try_from(n).unwrap() - 700));
    insert(&world.db, row).await;
    insert(&world.db, relationship(n, n + 1000, 11, 1)).await;
    let identifier = entity::patient_identifier::Model {
        system: "local".to_owned(),
        value: format!("p{n}"),
        patient_id: id(n),
        ordinal: 0,
    };
    insert(&world.db, identifier).await;
}

#[tokio::test]
async fn names_are_found_however_they_are_spelled_and_in_any_script() {
    both(|db| async move {
        let world = World::new(db).await;
        let people = [
            (601, "Åse", "Bjørnstad"),
            (602, "Иван", "Петров"),
            (603, "محمد", "العلي"),
            (604, "", ""),
            (605, "Anne-Lise", "O’Brien"),
            (606, "100%_sure", "Back\\slash"),
        ];
        for (n, given, family) in people {
            named(&world, n, given, family).await;
        }
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        for (typed, expected) in [
            ("Åse", vec![601]),
            ("ase", vec![601]),
            ("AASE bjorn", vec![601]),
            ("bjoernstad", vec![601]),
            ("иван", vec![602]),
            ("ПЕТР", vec![602]),
            ("محمد", vec![603]),
            ("lise obrien", vec![605]),
            ("100", vec![606]),
            ("slash", vec![606]),
            ("se", vec![]),
            ("ase x", vec![]),
        ] {
            let page = browser.post("/patients/search", &[("name", typed)]).await;
            assert_eq!(page.status, StatusCode::OK, "{typed}");
            for (n, ..) in people {
                let is_found = page.body.contains(&address(n));
                assert_eq!(is_found, expected.contains(&n), "{typed:?} and {n}");
            }
            if expected.is_empty() {
                page.says(&["Nobody within your reach fits all that you typed."]);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_comes_back_and_all_of_it_must_fit() {
    both(|db| async move {
        let world = World::new(db).await;
        named(&world, 611, "Åse", "Moen").await;
        named(&world, 612, "Åse", "Moen").await;
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        let born = date(611 - 700);
        for fields in [
            vec![("name", "ase"), ("identifier", " p611 ")],
            vec![("identifier", "p611")],
            vec![("born", &*born.to_string()), ("name", "moen")],
            vec![("born", &*born.format("%d.%m.%Y").to_string())],
        ] {
            let page = browser.post("/patients/search", &fields).await;
            page.says(&["One patient."]);
            assert!(page.body.contains(&address(611)), "{fields:?}");
            page.keeps_silent(&[&address(612)]);
        }
        // A pattern's signs stand for themselves, and nothing is nobody.
        for typed in ["%", "_", "' OR 1=1", "\\"] {
            let page = browser.post("/patients/search", &[("name", typed)]).await;
            page.keeps_silent(&[&address(611)]);
        }
        let page = browser
            .post(
                "/patients/search",
                &[("name", "Møen <b>"), ("born", "31.2.1990")],
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("This is not a date."));
        assert!(page.body.contains("31.2.1990"));
        assert!(page.body.contains("Møen &#60;b&#62;"), "{}", page.body);
        let page = browser.post("/patients/search", &[("name", " - ")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("search again"));
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_what_was_found_leave_nobody_out() {
    both(|db| async move {
        let world = World::new(db).await;
        for n in 0..60 {
            named(&world, 7000 + n, &format!("Kari {}", n % 7), "Same").await;
        }
        let browser = world.sign_in(Role::CareCoordinator, Some(11), None).await;
        let mut seen = Vec::new();
        let mut after = String::new();
        loop {
            let page = browser
                .post("/patients/search", &[("name", "same"), ("after", &after)])
                .await;
            page.says(&["60 patients."]);
            let here = (0..60).filter(|n| page.body.contains(&address(7000 + n)));
            seen.extend(here);
            let Some(at) = page.body.find(r#"name="after" value=""#) else {
                break;
            };
            let rest = &page.body[at + r#"name="after" value=""#.len()..];
            after = rest[..36].to_owned();
        }
        assert_eq!(seen.len(), 60);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 60);
    })
    .await;
}
