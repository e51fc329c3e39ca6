//! The patient's voice on the timeline.

use redthread::domain::story::quote;
use sea_orm::EntityTrait;

use super::*;
use crate::support::both;

#[test]
fn a_quote_is_the_first_words_and_no_word_is_cut() {
    for (text, expected) in [
        ("I sing", "I sing"),
        ("  I   sing  ", "I sing"),
        ("First line\nand the second", "First line…"),
        ("\n\nFirst", "First"),
        (
            "I play the accordion, and I know every station on the line",
            "I play the accordion, and I know every…",
        ),
        ("", ""),
        ("שלום 🙂", "שלום 🙂"),
    ] {
        assert_eq!(quote(text), expected, "{text:?}");
    }
    let long = quote(&"x".repeat(10_000));
    assert_eq!(long.chars().count(), 43);
}

#[tokio::test]
async fn the_lane_quotes_what_was_opened_names_what_was_not_and_nothing_that_is_not_shared() {
    both(|db| async move {
        let app = service(db).await;
        let promised = "They would <call> me within three days, and nobody did";
        let mut vague = words(601, "promise", 2, promised);
        vague.from_on = Some("1990-06-01".parse().unwrap());
        vague.to_on = Some("1990-08-31".parse().unwrap());
        vague.precision = Some("season".to_owned());
        insert(&app.db, vague).await;
        insert(&app.db, words(602, "turning_point", 2, "My own key")).await;
        insert(&app.db, words(603, "ending", 0, "Xylographer")).await;
        let mut kin = words(604, "ending", 2, "We worry");
        "next_of_kin".clone_into(&mut kin.authorship);
        insert(&app.db, kin).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let page = format!("/patients/{}?from=1990-01-01&to=2026-12-31", id(PATIENT));
        let before = nurse.page(&page).await.text;
        let unread = "something I was promised: you have not opened it";
        assert!(before.contains(unread), "{before}");
        assert!(!before.contains("They would") && !before.contains("My own key"));
        // Nobody has read anything by looking at a timeline.
        let reads = entity::narrative_read::Entity::find();
        assert!(reads.all(&app.db.read).await.unwrap().is_empty());
        assert_eq!(texts(&nurse).await.len(), 3);
        let after = nurse.page(&page).await.text;
        for said in [
            "They would &#60;call&#62; me within three",
            "“My own key”",
            "summer 1990",
        ] {
            assert!(after.contains(said), "{said}: {after}");
        }
        for hidden in ["Xylographer", "We worry", &id(603).to_string()] {
            assert!(!after.contains(hidden), "{hidden}");
        }
        // Lanes are chosen as everywhere.
        for (lane, is_shown) in [("people", false), ("voice", true)] {
            let only = nurse.page(&format!("{page}&lane={lane}")).await.text;
            assert_eq!(only.contains("“My own key”"), is_shown, "{lane}: {only}");
        }
    })
    .await;
}
