//! A board's pages and its answer: what they show, to whom, and what is written down.

use axum::http::StatusCode;
use chrono::TimeDelta;
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::flags_life::{ADMITTED, Caller, DISCHARGED, service};
use crate::store::fixtures::{handover, id, insert};
use crate::support::app::TestApp;
use crate::support::both;

async fn seen(app: &TestApp) -> Vec<uuid::Uuid> {
    use entity::audit_entry::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::Action.eq("board.show"))
        .all(app.db.writer())
        .await
        .unwrap();
    rows.into_iter().filter_map(|row| row.patient_id).collect()
}

#[tokio::test]
async fn a_board_shows_who_is_there_and_each_time_it_is_written_down() {
    both(async |db| {
        let app = service(db).await;
        let mut waiting = handover(ADMITTED, 701, 55);
        waiting.to_unit_id = Some(id(1));
        waiting.severity = Some("watch".to_owned());
        waiting.actions = Some("Sit with her at seven\nAsk the doctor".to_owned());
        insert(&app.db, waiting).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let page = caller.page(&format!("/units/{}/board", id(1))).await;
        assert_eq!(page.status, StatusCode::OK);
        for said in [
            "Secretname100",
            "Ask me before you open the door",
            "watch",
            "Sit with her at seven",
            "Handover waits",
            "<b>1</b> patient",
            "<b>1</b> handover not accepted",
            "No crisis plan",
        ] {
            assert!(
                page.text.contains(said),
                "{said:?} is not in\n{}",
                page.text
            );
        }
        assert!(
            !page.text.contains("Secretname101"),
            "who left is not there"
        );
        assert_eq!(seen(&app).await, [id(ADMITTED)]);

        // One card, and one of somebody who is not there: that shows and writes down nothing.
        let part = caller
            .page(&format!("/units/{}/board/cards/{}", id(1), id(ADMITTED)))
            .await;
        assert!(part.text.contains("Secretname100"));
        assert!(!part.text.contains("<html"), "only a part");
        let gone = caller
            .page(&format!("/units/{}/board/cards/{}", id(1), id(DISCHARGED)))
            .await;
        assert_eq!(gone.status, StatusCode::OK);
        assert!(gone.text.contains("board-head") && !gone.text.contains("Secretname"));
        assert_eq!(seen(&app).await, [id(ADMITTED), id(ADMITTED)]);

        let none = caller
            .page(&format!("/units/{}/board?show=mine", id(1)))
            .await;
        assert!(none.text.contains("Nobody fits."));
        let answer = caller.get(&format!("/units/{}/board", id(1))).await.ok();
        assert_eq!(answer["counts"]["patients"], 1);
        let card = &answer["cards"][0];
        assert_eq!(card["patient"]["id"], id(ADMITTED).to_string());
        assert_eq!(card["severity"], "watch");
        assert_eq!(card["handover"]["waits"], true);
        assert_eq!(card["words"], "Ask me before you open the door");
    })
    .await;
}

#[tokio::test]
async fn a_board_is_for_those_who_work_there() {
    both(async |db| {
        let app = service(db).await;
        let board = format!("/units/{}/board", id(1));
        let elsewhere = Caller::staff(&app, 13, 2).await;
        let others = [
            elsewhere,
            Caller::of_role(&app, Role::ServiceManager, Some(1)).await,
            Caller::of_role(&app, Role::Administrator, None).await,
            Caller::of_role(&app, Role::PrivacyOfficer, None).await,
        ];
        for other in &others {
            for answer in [other.page(&board).await, other.get(&board).await] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
                assert!(!answer.text.contains("Secretname"));
            }
        }
        assert!(
            others[0]
                .page(&board)
                .await
                .text
                .contains("another unit’s board")
        );
        assert!(seen(&app).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn words_that_are_not_the_teams_to_read_are_not_on_the_board() {
    use sea_orm::sea_query::Expr;
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let board = format!("/units/{}/board", id(1));
        for (level, withdrawn, is_shown) in [(2, false, true), (1, false, false), (3, true, false)]
        {
            use entity::narrative_entry::{Column, Entity};
            Entity::update_many()
                .col_expr(Column::Level, Expr::value(level))
                .col_expr(
                    Column::WithdrawnAt,
                    Expr::value(withdrawn.then(|| app.app.clock.now())),
                )
                .exec(app.db.writer())
                .await
                .unwrap();
            let page = caller.page(&board).await;
            let has = page.text.contains("Ask me before you open the door");
            assert_eq!(has, is_shown, "level {level}, withdrawn {withdrawn}");
            assert_eq!(page.text.contains("Not written yet"), !is_shown);
        }
    })
    .await;
}

#[tokio::test]
async fn an_open_board_does_not_keep_a_session_alive_that_nobody_uses() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let card = format!("/units/{}/board/cards/{}", id(1), id(ADMITTED));
        for _ in 0..2 {
            app.clock.advance(TimeDelta::minutes(14));
            assert_eq!(caller.page(&card).await.status, StatusCode::OK);
        }
        app.clock.advance(TimeDelta::minutes(3));
        let answer = caller.page(&card).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "to the sign-in");
        assert!(!answer.text.contains("Secretname"));
    })
    .await;
}
