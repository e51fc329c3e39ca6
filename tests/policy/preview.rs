//! Previews: exactly what setting the thresholds then does, and estimates that hold the truth.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use redthread::app::evaluate::{Which, keep};
use redthread::app::policy::preview::{self, Count, ExactRow, State};
use redthread::app::policy::{self, Wish, Wrong};
use redthread::app::{App, AppError, NoProgress};
use redthread::domain::flags::policy::preview::{Tally, scaled};
use redthread::store::flags;
use redthread::store::previews::{self, Reached, StoredPreview};
use serde_json::json;

use super::setting::{a_unit, cli, wish};
use crate::support::app::TestApp;
use crate::support::both;

type Counts = BTreeMap<(String, String), i64>;

async fn counts(app: &App) -> Counts {
    let counts = flags::counts(&app.db.read).await.unwrap();
    counts
        .into_iter()
        .map(|(code, severity, flags)| ((code, severity.to_string()), flags))
        .collect()
}

/// Whether a count may be this number.
fn may_be(count: Count, number: i64) -> bool {
    match count.shown() {
        Some(shown) => i64::try_from(shown).unwrap() == number,
        None => (1..5).contains(&number),
    }
}

/// Holds a preview against what is stored before and after the change. One of a unit counts its own
/// patients only.
fn agree(rows: &[ExactRow], before: &Counts, after: &Counts, is_all: bool) {
    let mut named = Vec::new();
    for row in rows {
        let key = (row.code.to_owned(), row.severity.to_string());
        let of = |counts: &Counts| counts.get(&key).copied().unwrap_or(0);
        assert!(!is_all || may_be(row.now, of(before)), "{row:?}");
        if let (Some(appear), Some(disappear)) = (row.appear.shown(), row.disappear.shown()) {
            let more = i64::try_from(appear).unwrap() - i64::try_from(disappear).unwrap();
            assert_eq!(of(before) + more, of(after), "{row:?}");
        }
        named.push(key);
    }
    // Where nothing is said to change, nothing did.
    for key in before
        .keys()
        .chain(after.keys())
        .filter(|key| !named.contains(key))
    {
        assert_eq!(before.get(key), after.get(key), "{key:?}");
    }
}

#[tokio::test]
async fn a_preview_says_what_setting_does() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 150).await;
        let app = &service.app;
        let (unit, _) = a_unit(app).await;
        for (unit, texts) in [
            (
                None,
                &[("maint_grace_days", "120"), ("single_share", "0.5")][..],
            ),
            (
                None,
                &[
                    ("named_gap_days", "182"),
                    ("named_gap_inpatient_days", "60"),
                ],
            ),
            (None, &[("loss_attention_days", "80")]),
            (
                Some(unit),
                &[("single_min_contacts", "1"), ("single_share", "0.3")],
            ),
        ] {
            let wished = Wish {
                unit,
                ..wish(texts)
            };
            let before = counts(app).await;
            let exact = preview::exact(app, &cli(), &wished, &NoProgress)
                .await
                .unwrap();
            let estimated = preview::estimate(app, &cli(), &wished).await.unwrap();
            assert_eq!(counts(app).await, before, "a preview changes nothing");
            assert!(!exact.rows.is_empty(), "{texts:?} changes nothing");
            // A sample of everyone is no estimate.
            assert!(estimated.is_exact());
            assert_eq!(estimated.sample, exact.patients);
            assert!(unit.is_some() || exact.patients == 150);
            let same: Vec<_> = estimated
                .rows
                .iter()
                .map(|row| {
                    assert_eq!(
                        (row.appear.from, row.appear.to),
                        (row.appear.about, row.appear.about)
                    );
                    (
                        row.code,
                        row.severity,
                        row.appear.about,
                        row.disappear.about,
                    )
                })
                .collect();
            let rows: Vec<_> = exact
                .rows
                .iter()
                .map(|row| (row.code, row.severity, row.appear, row.disappear))
                .collect();
            assert_eq!(same, rows);

            policy::set(app, &cli(), &wished).await.unwrap();
            keep(app, &cli(), Which::Due, &NoProgress).await.unwrap();
            agree(&exact.rows, &before, &counts(app).await, unit.is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn a_preview_goes_on_in_the_background_and_keeps_what_was_said() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 60).await;
        let app = &service.app;
        let wished = Wish {
            seen: Some(0),
            valid_from: Some(app.clock.now() + TimeDelta::days(3)),
            ..wish(&[("named_gap_days", "1"), ("named_gap_inpatient_days", "1")])
        };
        let exact = preview::exact(app, &cli(), &wished, &NoProgress)
            .await
            .unwrap();
        let id = preview::start(app, &cli(), &wished).await.unwrap();
        let mut stand = preview::stand(app, &cli(), id).await.unwrap();
        for _ in 0..600 {
            if stand.state != State::Running {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            stand = preview::stand(app, &cli(), id).await.unwrap();
        }
        assert_eq!(stand.state, State::Done(exact));
        assert_eq!((stand.patients, stand.done), (60, 60));
        assert_eq!((stand.wish, stand.author.as_str()), (wished, "cli:kari"));
        let unknown = preview::stand(app, &cli(), uuid::Uuid::nil()).await;
        assert!(matches!(unknown, Err(AppError::NotFound("preview"))));
    })
    .await;
}

#[tokio::test]
async fn one_that_is_silent_for_a_minute_has_broken_off() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 8).await;
        let app = &service.app;
        let now = app.clock.now();
        let payload = json!({
            "thresholds": {"fu_days_2": 9},
            "takes_back": false,
            "reason": "",
            "valid_from": null,
            "seen": null,
        });
        for n in 1..=2 {
            let preview = StoredPreview {
                id: uuid::Uuid::from_u128(n),
                unit: None,
                author: "cli".to_owned(),
                payload: payload.clone(),
                patients: 8,
                done: 3,
                outcome: None,
                state: "running".to_owned(),
                recorded_at: now,
                seen_at: now,
            };
            previews::begin(app.db.writer(), &preview).await.unwrap();
        }
        let actor = cli();
        let stand = || preview::stand(app, &actor, uuid::Uuid::from_u128(1));
        assert_eq!(stand().await.unwrap().state, State::Running);
        // Two go on already.
        let busy = preview::start(app, &cli(), &wish(&[("fu_days_2", "9")])).await;
        assert!(matches!(busy, Err(AppError::Overloaded)), "{busy:?}");
        service.clock.advance(TimeDelta::seconds(60));
        assert_eq!(stand().await.unwrap().state, State::Running);
        service.clock.advance(TimeDelta::seconds(1));
        assert_eq!(stand().await.unwrap().state, State::BrokenOff);
        preview::start(app, &cli(), &wish(&[("fu_days_2", "9")]))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_is_not_previewed() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 8).await;
        let app = &service.app;
        let over = app.clock.now() - TimeDelta::days(1);
        for (wished, field) in [
            (wish(&[("fu_days_2", "2")]), "fu_days_1"),
            (wish(&[("fu_days_2", "7")]), "changes"),
            (
                Wish {
                    valid_from: Some(over),
                    ..wish(&[("fu_days_2", "9")])
                },
                "valid_from",
            ),
        ] {
            match preview::estimate(app, &cli(), &wished).await {
                Err(AppError::Policy(wrong)) => assert_eq!(wrong[0].field(), field),
                other => panic!("{other:?}"),
            }
            assert!(preview::start(app, &cli(), &wished).await.is_err());
        }
        // Why it is wished is said when it is saved.
        let silent = Wish {
            reason: String::new(),
            ..wish(&[("fu_days_2", "9")])
        };
        assert!(preview::estimate(app, &cli(), &silent).await.is_ok());
        let refused = policy::set(app, &cli(), &silent).await.unwrap_err();
        assert!(matches!(refused, AppError::Policy(wrong) if wrong == [Wrong::Reason]));
    })
    .await;
}

#[tokio::test]
async fn lots_are_drawn_without_repeating_and_everybody_may_be_drawn() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 40).await;
        let app = &service.app;
        let now = app.clock.now();
        let mut drawn = std::collections::BTreeSet::new();
        for _ in 0..60 {
            let sample = previews::sample(&app.db.read, &Reached::Everyone, now, 10)
                .await
                .unwrap();
            let mut once = sample.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), 10);
            drawn.extend(sample);
        }
        // That one of forty is missed by sixty draws of ten happens once in 800 000 runs.
        assert_eq!(drawn.len(), 40);
    })
    .await;
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "numbers of flags are small"
)]
#[test]
fn an_interval_is_wilsons_and_never_says_what_cannot_be() {
    let of = |flags, patients, sample, everyone| {
        let estimate = scaled(Tally { flags, patients }, sample, everyone);
        [estimate.from, estimate.about, estimate.to].map(|n| n.round() as i64)
    };
    for (flags, patients, sample, everyone, expected) in [
        // Everyone was looked at.
        (7, 7, 2_000, 2_000, [7, 7, 7]),
        (7, 7, 150, 100, [7, 7, 7]),
        // Wilson for 100 of 2 000 by hand: 4.13 % to 6.05 %, of a sea of patients.
        (
            100,
            100,
            2_000,
            1_000_000_000,
            [41_290_000, 50_000_000, 60_430_000],
        ),
        // Nothing seen: hardly more than 3.84 in 2 000.
        (0, 0, 2_000, 1_000_000_000, [0, 0, 1_917_000]),
        // Two flags each.
        (
            200,
            100,
            2_000,
            1_000_000_000,
            [82_580_000, 100_000_000, 120_860_000],
        ),
        // Nearly everyone was looked at: what was seen is there, the rest is at most all the others.
        (10, 10, 1_999, 2_000, [10, 10, 10]),
        (0, 0, 1_999, 2_000, [0, 0, 0]),
        (0, 0, 0, 0, [0, 0, 0]),
    ] {
        let found = of(flags, patients, sample, everyone);
        for (found, expected) in found.iter().zip(expected) {
            let off = (found - expected).abs();
            assert!(off <= expected / 1_000, "{found:?}, expected {expected:?}");
        }
    }
}

/// Over many samples of a made-up service the interval holds the truth about as often as it says.
#[expect(clippy::cast_precision_loss, reason = "numbers of patients are small")]
#[test]
fn the_interval_holds_the_truth_as_often_as_it_says() {
    let (everyone, with_flag, sample) = (20_000_u64, 400_u64, 2_000_u64);
    let mut dice = 88_172_645_463_325_252_u64;
    let mut roll = |below: u64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        dice % below
    };
    let mut held = 0;
    for _ in 0..1_000 {
        // Drawn without putting back.
        let (mut left, mut flags_left, mut seen) = (everyone, with_flag, 0);
        for _ in 0..sample {
            if roll(left) < flags_left {
                flags_left -= 1;
                seen += 1;
            }
            left -= 1;
        }
        let estimate = scaled(
            Tally {
                flags: seen,
                patients: seen,
            },
            sample,
            everyone,
        );
        let truth = with_flag as f64;
        held += u32::from(estimate.from <= truth && truth <= estimate.to);
    }
    assert!((930..=975).contains(&held), "{held} of 1 000");
}
