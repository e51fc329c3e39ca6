//! `/digest`: names behind the sign-in, each reading written down.

use axum::http::StatusCode;
use chrono::TimeDelta;
use redthread::app::accounts::MailChoice;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::account::Reader;
use super::{BOTH_KNOW, KARI, KARI_KNOWS, OLA, STRANGER, World, flag, older, pooled};
use crate::store::fixtures::{id, insert};
use crate::support::both;

/// The patients whose reading was written down.
async fn readings(world: &World) -> Vec<uuid::Uuid> {
    entity::audit_entry::Entity::find()
        .filter(entity::audit_entry::Column::Action.eq("digest.show"))
        .order_by_asc(entity::audit_entry::Column::Id)
        .all(world.db.writer())
        .await
        .unwrap()
        .into_iter()
        .filter_map(|entry| entry.patient_id)
        .collect()
}

#[tokio::test]
async fn it_names_the_patients_of_ones_own_flags_and_leads_to_them() {
    both(|db| async move {
        let world = World::new(db).await;
        world.account("kari", KARI, MailChoice::default()).await;
        world.account("ola", OLA, MailChoice::default()).await;
        insert(&world.db, older(9, flag(1, BOTH_KNOW, "urgent"))).await;
        let mut private = flag(2, KARI_KNOWS, "attention");
        private.code = "rupture_unresolved".to_owned();
        private.is_private = true;
        insert(&world.db, private).await;
        insert(&world.db, flag(3, STRANGER, "urgent")).await;
        insert(&world.db, older(9, pooled(flag(4, BOTH_KNOW, "info")))).await;

        let mut kari = Reader::signed_in(&world, "kari").await;
        let page = kari.get("/digest").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for said in [
            "<h1>Today</h1>",
            "Ragnfrid21 Fjelltvedt21",
            "Ragnfrid22 Fjelltvedt22",
            "new, found 2 March 2026",
            "found 21 February 2026",
        ] {
            assert!(page.text.contains(said), "{said} in {}", page.text);
        }
        let link = format!(
            "href=\"/patients/{}?flag=8-{}#timeline\"",
            id(BOTH_KNOW),
            id(1001).simple()
        );
        assert!(page.text.contains(&link), "{link} in {}", page.text);
        assert!(!page.text.contains("Fjelltvedt23"), "out of reach");
        assert_eq!(readings(&world).await, [id(BOTH_KNOW), id(KARI_KNOWS)]);

        kari.language = "nb";
        let page = kari.get("/digest").await;
        for said in ["<h1>I dag</h1>", "nytt, funnet 2. mars 2026", "Haster"] {
            assert!(page.text.contains(said), "{said} in {}", page.text);
        }

        let ola = Reader::signed_in(&world, "ola").await;
        let page = ola.get("/digest").await;
        assert!(!page.text.contains("Fjelltvedt"), "{}", page.text);
        assert!(page.text.contains("Nothing is urgent"), "{}", page.text);
        assert_eq!(readings(&world).await.len(), 4, "nobody was named to Ola");
        // Further back there is one of the unit's.
        insert(&world.db, older(2, pooled(flag(5, BOTH_KNOW, "info")))).await;
        for (address, shown) in [
            ("/digest", false),
            ("/digest?days=3", true),
            ("/digest?days=7", true),
            ("/digest?days=x", false),
        ] {
            let page = ola.get(address).await;
            assert_eq!(page.text.contains("Fjelltvedt21"), shown, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn it_tells_from_the_last_digest_before_todays() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        world.later(-TimeDelta::days(3));
        world.at_hour(7);
        world.round().await;
        world.later(TimeDelta::days(3));
        insert(&world.db, older(2, flag(1, BOTH_KNOW, "info"))).await;
        let reader = Reader::signed_in(&world, "kari").await;
        for _ in 0..2 {
            let page = reader.get("/digest").await;
            assert!(page.text.contains("since 27 February 2026, 07:00"));
            assert!(page.text.contains("Fjelltvedt21"), "{}", page.text);
            // The digest of the day changes nothing of what its page tells.
            world.round().await;
        }
    })
    .await;
}
