//! What people do with handovers, through the API.

use axum::http::{Method, StatusCode, header};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{Caller, OTHER, PATIENT, act, begin, nurse, of, offered, send, service};
use crate::flags_life::written;
use crate::store::fixtures::{contact, id, insert, period};
use crate::support::app::TestApp;
use crate::support::{both, on_sqlite};

fn what(handover: &Value) -> Vec<&str> {
    let steps = handover["steps"].as_array().unwrap();
    steps
        .iter()
        .map(|step| step["what"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_watch_handover_is_offered_questioned_answered_and_accepted_in_own_words() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "watch").await;
        assert_eq!(
            (&is["state"], &is["version"]),
            (&json!("offered"), &json!(1))
        );
        assert_eq!(is["to_unit"]["id"], id(1).to_string());
        assert_eq!(is["due_at"], "2026-03-02T14:00:00+01:00");

        let asked = act(
            &app,
            &rude,
            &is,
            "question",
            json!({"words": "Since when?"}),
        )
        .await;
        let asked = asked.ok();
        assert_eq!(asked["state"], "questioned");
        let answered = act(
            &app,
            &marit,
            &asked,
            "answer",
            json!({"words": "Since Monday"}),
        )
        .await;
        let answered = answered.ok();
        assert_eq!(answered["state"], "offered");

        // Not without the receiver's words, and not by whoever offered it.
        let refused = act(&app, &rude, &answered, "accept", json!({})).await;
        assert_eq!(refused.problem(), "invalid_input");
        assert_eq!(refused.json()["errors"][0]["field"], "synthesis");
        let own = act(&app, &marit, &answered, "accept", json!({"synthesis": "x"})).await;
        assert_eq!(
            (own.status, own.problem().as_str()),
            (StatusCode::CONFLICT, "not_possible")
        );

        let heard = json!({"synthesis": "Keep Vik close"});
        let accepted = act(&app, &rude, &answered, "accept", heard).await;
        assert_eq!(accepted.headers[header::ETAG], "\"4\"");
        let end = format!("{}/{}", of(PATIENT), is["id"].as_str().unwrap());
        let read = rude.get(&end).await.ok();
        assert_eq!(read["state"], "accepted");
        assert_eq!(read["accepted"]["synthesis"], "Keep Vik close");
        assert_eq!(read["accepted"]["by"]["id"], id(13).to_string());
        assert_eq!(
            what(&read),
            ["offered", "questioned", "answered", "accepted"]
        );
        // The patient's words by reference, and of those only what the team may read.
        let voice = json!([{"entry_id": id(601), "edition": 3}]);
        assert_eq!(read["accepted"]["voice"], voice);
        assert!(!read.to_string().contains("Say your name"));

        let closed = act(&app, &rude, &read, "done", json!({})).await.ok();
        assert_eq!(closed["state"], "done");
        let own: Vec<_> = written(&app, &marit.username)
            .await
            .into_iter()
            .filter(|action| action.starts_with("handover."))
            .collect();
        assert_eq!(
            own,
            [
                "handover.draft",
                "handover.start",
                "handover.offer",
                "handover.answer"
            ]
        );
        // Every earlier version is kept.
        let versions = entity::record_version::Entity::find()
            .filter(entity::record_version::Column::Kind.eq("handover"))
            .all(&app.app.db.read)
            .await
            .unwrap();
        assert_eq!(versions.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn what_was_written_when_it_was_accepted_cannot_be_changed_by_anybody() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "settled").await;
        act(&app, &rude, &is, "accept", json!({})).await.ok();
        let writer = app.db.writer();
        for sql in [
            "UPDATE handover_snapshot SET synthesis = 'other'",
            "DELETE FROM handover_snapshot",
        ] {
            assert!(writer.execute_unprepared(sql).await.is_err(), "{sql}");
        }
        // Not even where the record itself is overwritten behind the program's back.
        entity::handover::Entity::update_many()
            .col_expr(
                entity::handover::Column::Summary,
                Expr::value("Something else"),
            )
            .exec(writer)
            .await
            .unwrap();
        let end = format!("{}/{}", of(PATIENT), is["id"].as_str().unwrap());
        let read = rude.get(&end).await.ok();
        assert_eq!(read["content"]["summary"], "Met Vik at ten");
    })
    .await;
}

#[tokio::test]
async fn the_patients_words_follow_the_visibility_that_the_patient_gives_them() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "settled").await;
        act(&app, &rude, &is, "accept", json!({})).await.ok();
        let path = format!("{}/{}", of(PATIENT), is["id"].as_str().unwrap());
        let page = rude.page(&path).await.text;
        assert!(page.contains("Say your name"));
        assert!(!page.contains("Only for one person"));
        entity::narrative_entry::Entity::update_many()
            .col_expr(entity::narrative_entry::Column::Level, Expr::value(0))
            .exec(app.db.writer())
            .await
            .unwrap();
        let page = rude.page(&path).await.text;
        assert!(!page.contains("Say your name"), "taken back");
        assert!(page.contains("Met Vik at ten"), "the staff's words stay");
    })
    .await;
}

#[tokio::test]
async fn the_flag_about_an_unread_handover_comes_and_goes_with_it() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "watch").await;
        let flags = async |rude: &super::Caller<'_>| {
            let end = format!("/patients/{}/flags", id(PATIENT));
            let flags = rude.get(&end).await.ok();
            let flags = flags["items"].as_array().unwrap().clone();
            flags
                .iter()
                .any(|flag| flag["code"] == "handover_unacknowledged")
        };
        assert!(!flags(&rude).await);
        app.clock.advance(chrono::TimeDelta::hours(3));
        super::evaluate(&app).await;
        let later = super::Caller::staff(&app, 14, 1).await;
        assert!(flags(&later).await);
        let heard = json!({"synthesis": "Heard"});
        act(&app, &later, &is, "accept", heard).await.ok();
        assert!(!flags(&later).await, "in the same transaction");
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_is_done_once_whatever_version_it_names() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let body = json!({"severity": "settled"});
        let draft = begin(&app, &marit, PATIENT, &body).await;
        let first = act(&app, &marit, &draft, "offer", json!({})).await.ok();
        let again = act(&app, &marit, &draft, "offer", json!({})).await.ok();
        assert_eq!(first["id"], again["id"]);
        assert_eq!(
            (&again["version"], &again["state"]),
            (&json!(1), &json!("offered"))
        );
        for (who, name, body) in [
            (&rude, "question", json!({"words": "Since when?"})),
            (&marit, "answer", json!({"words": "Since Monday"})),
            (&rude, "accept", json!({"synthesis": "Heard"})),
            (&rude, "done", json!({})),
        ] {
            let end = format!("{}/{}", of(PATIENT), first["id"].as_str().unwrap());
            let is = who.get(&end).await.ok();
            let once = act(&app, who, &is, name, body.clone()).await.ok();
            let twice = act(&app, who, &is, name, body).await.ok();
            assert_eq!(once["version"], twice["version"], "{name}");
            assert_eq!(once["state"], twice["state"], "{name}");
        }
        let steps = entity::handover_step::Entity::find()
            .all(&app.app.db.read)
            .await;
        assert_eq!(steps.unwrap().len(), 5);
    })
    .await;
}

#[tokio::test]
async fn two_offers_at_once_make_one_handover() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let draft = begin(&app, &marit, PATIENT, &json!({"severity": "settled"})).await;
        let offers = (0..4).map(|_| act(&app, &marit, &draft, "offer", json!({})));
        for answer in futures_util::future::join_all(offers).await {
            assert_eq!(answer.ok()["state"], "offered");
        }
        let handovers = entity::handover::Entity::find().all(&app.app.db.read).await;
        assert_eq!(handovers.unwrap().len(), 1);
        let steps = entity::handover_step::Entity::find()
            .all(&app.app.db.read)
            .await;
        assert_eq!(steps.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_of_two_who_accept_at_once_is_told_that_the_other_was_first() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let (rude, vik) = (nurse(&app, 13).await, nurse(&app, 12).await);
        let is = offered(&app, &marit, PATIENT, "settled").await;
        let (a, b) = futures_util::future::join(
            act(&app, &rude, &is, "accept", json!({})),
            act(&app, &vik, &is, "accept", json!({})),
        )
        .await;
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
        let kept = entity::handover_snapshot::Entity::find()
            .all(&app.app.db.read)
            .await;
        assert_eq!(kept.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_overrules_what_they_have_not_seen() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "settled").await;
        act(&app, &rude, &is, "question", json!({"words": "Why?"}))
            .await
            .ok();
        let stale = act(&app, &rude, &is, "accept", json!({})).await;
        assert_eq!(stale.problem(), "precondition_failed");
        let end = format!("{}/{}/accept", of(PATIENT), is["id"].as_str().unwrap());
        let without = send(&app, &rude, (Method::POST, &end), &json!({}), (None, None)).await;
        assert_eq!(without.problem(), "precondition_required");
    })
    .await;
}

#[tokio::test]
async fn what_is_given_back_is_taken_up_again_and_the_earlier_version_is_kept() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "watch").await;
        let back = act(
            &app,
            &rude,
            &is,
            "return",
            json!({"reason": "She sleeps now"}),
        )
        .await;
        let back = back.ok();
        assert_eq!(back["state"], "returned");
        let draft = act(&app, &marit, &back, "revise", json!({})).await.ok();
        assert_eq!(
            (&draft["state"], &draft["id"]),
            (&json!("draft"), &is["id"])
        );
        assert_eq!(draft["content"]["summary"], "Met Vik at ten");
        let end = format!("{}/{}", of(PATIENT), is["id"].as_str().unwrap());
        let body = json!({"severity": "settled", "summary": "She sleeps"});
        let version = (Some(&draft["version"]), None);
        let draft = send(&app, &marit, (Method::PATCH, &end), &body, version)
            .await
            .ok();
        // Meanwhile the others see what was given back.
        assert_eq!(rude.get(&end).await.ok()["state"], "returned");
        let again = act(&app, &marit, &draft, "offer", json!({})).await.ok();
        assert_eq!(
            (&again["state"], &again["version"]),
            (&json!("offered"), &json!(3))
        );
        let read = rude.get(&end).await.ok();
        assert_eq!(read["content"]["summary"], "She sleeps");
        assert_eq!(what(&read), ["offered", "returned", "offered"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_to_go_leaves_it_with_the_pool() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        // A draft without a word, and one that waits for somebody who does not come.
        let draft = begin(&app, &marit, PATIENT, &json!({})).await;
        let left = act(&app, &marit, &draft, "leave-with-pool", json!({}))
            .await
            .ok();
        assert_eq!(
            (&left["state"], &left["to_professional"]),
            (&json!("offered"), &Value::Null)
        );
        let to = json!({"severity": "settled", "to_professional_id": id(13), "to_unit_id": id(1)});
        let draft = begin(&app, &marit, OTHER, &to).await;
        let waits = act(&app, &marit, &draft, "offer", json!({})).await.ok();
        assert_eq!(waits["to_professional"]["id"], id(13).to_string());
        let vik = nurse(&app, 12).await;
        let early = act(&app, &vik, &waits, "accept", json!({})).await;
        assert_eq!(early.problem(), "not_possible");
        let left = act(&app, &marit, &waits, "leave-with-pool", json!({}))
            .await
            .ok();
        assert_eq!(left["to_professional"], Value::Null);
        act(&app, &vik, &left, "accept", json!({})).await.ok();
        let _ = rude;
    })
    .await;
}

#[tokio::test]
async fn what_it_lacks_is_told_before_it_is_offered() {
    on_sqlite(async |db| {
        let app = service(db).await;
        insert(&app.db, contact(PATIENT, 410, 1, 59)).await;
        let marit = nurse(&app, 11).await;
        let cases = [
            (json!({}), vec!["severity"]),
            (json!({"severity": "acute"}), vec!["severity_reason"]),
            (
                json!({"type": "temporary_cover", "severity": "settled", "to_unit_id": id(2)}),
                vec!["return_on"],
            ),
            (
                json!({"type": "temporary_cover", "severity": "settled", "to_unit_id": id(2),
                    "return_on": "2026-03-02"}),
                vec!["return_on"],
            ),
            (
                json!({"severity": "settled", "grade": "warm", "joint_contact_id": id(410)}),
                vec!["joint_contact_id"],
            ),
            (
                json!({"type": "ward_transfer", "severity": "settled"}),
                vec!["to"],
            ),
            (
                json!({"severity": "settled", "to_professional_id": id(11)}),
                vec!["to"],
            ),
        ];
        for (body, fields) in cases {
            let draft = begin(&app, &marit, PATIENT, &body).await;
            let refused = act(&app, &marit, &draft, "offer", json!({})).await;
            assert_eq!(refused.problem(), "invalid_input", "{body}");
            let told: Vec<_> = refused.json()["errors"]
                .as_array()
                .unwrap()
                .iter()
                .map(|error| error["field"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(told, fields, "{body}");
            act(&app, &marit, &draft, "discard", json!({})).await.ok();
        }
        // With two at the contact it is a joint one.
        let other = entity::contact_professional::Model {
            patient_id: id(PATIENT),
            contact_id: id(410),
            position: 0,
            professional_id: id(13),
        };
        insert(&app.db, other).await;
        entity::contact::Entity::update_many()
            .col_expr(
                entity::contact::Column::MainProfessionalId,
                Expr::value(id(11)),
            )
            .filter(entity::contact::Column::Id.eq(id(410)))
            .exec(app.db.writer())
            .await
            .unwrap();
        let warm = json!({"severity": "settled", "grade": "warm", "joint_contact_id": id(410)});
        let draft = begin(&app, &marit, PATIENT, &warm).await;
        act(&app, &marit, &draft, "offer", json!({})).await.ok();
    })
    .await;
}

#[tokio::test]
async fn several_settled_ones_are_accepted_together_and_no_others() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let settled = offered(&app, &marit, PATIENT, "settled").await;
        let acute = offered(&app, &marit, OTHER, "acute").await;
        let both = [&settled, &acute].map(
            |is| json!({"patient_id": is["patient_id"], "id": is["id"], "version": is["version"]}),
        );
        let body = json!({"handovers": both});
        let end = "/handovers/accept-settled";
        let done = send(&app, &rude, (Method::POST, end), &body, (None, None))
            .await
            .ok();
        assert_eq!(done["accepted"].as_array().unwrap().len(), 1);
        assert_eq!(done["accepted"][0]["id"], settled["id"]);
        assert_eq!(done["refused"][0]["id"], acute["id"]);
        assert_eq!(done["refused"][0]["code"], "not_possible");
    })
    .await;
}

#[tokio::test]
async fn a_handover_is_begun_once_under_a_key_and_told_as_it_is_now() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let end = of(PATIENT);
        let body = json!({"severity": "settled", "summary": "Calm"});
        let key = Some("key-1");
        let post = async |who: &Caller<'_>, body: &Value, key: Option<&str>| {
            send(&app, who, (Method::POST, &end), body, (None, key)).await
        };
        let first = post(&marit, &body, key).await.ok();
        let again = post(&marit, &body, key).await.ok();
        assert_eq!(again, first);

        // Put away, and offered: it is not begun anew, and told as it is.
        act(&app, &marit, &first, "discard", json!({})).await.ok();
        let again = post(&marit, &body, key).await.ok();
        assert_eq!(
            (&again["id"], &again["state"]),
            (&first["id"], &json!("draft"))
        );
        let taken = act(&app, &marit, &first, "restore", json!({})).await.ok();
        act(&app, &marit, &taken, "offer", json!({})).await.ok();
        let again = post(&marit, &body, key).await.ok();
        assert_eq!(
            (&again["id"], &again["state"]),
            (&first["id"], &json!("offered"))
        );
        assert_eq!(drafts(&app).await, 0);

        // Something else under the same key is refused; somebody else's key is their own.
        let other = json!({"severity": "acute"});
        let reused = post(&marit, &other, key).await;
        assert_eq!(
            (reused.status, reused.problem().as_str()),
            (StatusCode::CONFLICT, "key_reused")
        );
        post(&rude, &other, key).await.ok();

        // What was refused changed nothing: the key is free.
        let key = Some("key-2");
        let wrong = json!({"severity": "mild"});
        assert_eq!(post(&marit, &wrong, key).await.problem(), "invalid_input");
        let long = json!({"summary": "x".repeat(4001)});
        assert_eq!(post(&marit, &long, key).await.problem(), "invalid_input");
        assert_eq!(drafts(&app).await, 1, "the other nurse's");
        post(&marit, &body, key).await.ok();

        for bad in ["", "with space", &"x".repeat(201)] {
            let answer = post(&marit, &body, Some(bad)).await;
            assert_eq!(answer.problem(), "invalid_input", "{bad:?}");
        }
    })
    .await;
}

async fn drafts(app: &TestApp) -> usize {
    let drafts = entity::handover_draft::Entity::find();
    drafts.all(&app.app.db.read).await.unwrap().len()
}

#[tokio::test]
async fn requests_under_one_key_at_once_are_done_once() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let end = of(PATIENT);
        let body = json!({"severity": "settled"});
        let sent = (0..5).map(|_| {
            send(
                &app,
                &marit,
                (Method::POST, &end),
                &body,
                (None, Some("one")),
            )
        });
        let answers = futures_util::future::join_all(sent).await;
        let first = answers[0].json();
        for answer in answers {
            assert_eq!(answer.ok(), first);
        }
        assert_eq!(drafts(&app).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_has_ended_is_not_given_back_by_an_offer() {
    both(async |db| {
        use entity::{relationship, treatment_period};
        let app = service(db).await;
        let now = app.app.clock.now();
        let vik = nurse(&app, 12).await;
        let draft = begin(&app, &vik, PATIENT, &json!({"severity": "settled"})).await;
        // The patient moves on to the clinic (2): of the ward's staff, whoever met them reads on.
        let ended = now - chrono::TimeDelta::hours(1);
        treatment_period::Entity::update_many()
            .col_expr(treatment_period::Column::ToAt, Expr::value(ended))
            .filter(treatment_period::Column::PatientId.eq(id(PATIENT)))
            .exec(app.db.writer())
            .await
            .unwrap();
        relationship::Entity::update_many()
            .col_expr(relationship::Column::ToAt, Expr::value(ended))
            .filter(relationship::Column::PatientId.eq(id(PATIENT)))
            .exec(app.db.writer())
            .await
            .unwrap();
        let mut stay = period(PATIENT, 900, 2, 40);
        stay.from_at = ended;
        insert(&app.db, stay).await;

        // To their own ward, to themselves, with the ward's pool: refused, and nothing is offered.
        for (act_is, body) in [
            ("offer", json!({"to_unit_id": id(1)})),
            (
                "offer",
                json!({"to_unit_id": id(2), "to_professional_id": id(12)}),
            ),
            ("leave-with-pool", json!({"unit_id": id(1)})),
        ] {
            let answer = act(&app, &vik, &draft, act_is, body).await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{act_is}: {}",
                answer.text
            );
        }
        let offers = entity::handover::Entity::find().all(app.db.writer()).await;
        assert!(offers.unwrap().is_empty());
        let denied = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("access.deny"))
            .all(app.db.writer())
            .await;
        assert_eq!(denied.unwrap().len(), 3);

        // To those who have the patient now it goes.
        let to = json!({"to_unit_id": id(2)});
        let is = act(&app, &vik, &draft, "offer", to).await.ok();
        assert_eq!(is["state"], "offered");
        // And what is there is not left with the ward by the back door.
        let pool = json!({"unit_id": id(1)});
        let answer = act(&app, &vik, &is, "leave-with-pool", pool).await;
        assert_ne!(answer.status, StatusCode::OK, "{}", answer.text);
    })
    .await;
}
