//! Turnover, handovers and flags once more from the raw records, of every unit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use redthread::app::Actor;
use redthread::app::report::{Asked, over_period};
use redthread::domain::flags::Policy;
use redthread::domain::flags::audience::is_private;
use redthread::domain::handover::due::time_to_acknowledge;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::report::{Book, Measure, Period};
use redthread::domain::time::local_date;
use redthread::domain::trajectory::{Directory, Trajectory};
use redthread::domain::vocabulary::{HandoverGrade, HandoverState, HandoverType};
use redthread::store::{patients, trajectories};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder, Set};

use crate::support::app::TestApp;
use crate::support::both;

const PERIODS: [&str; 6] = ["2025", "2025-Q4", "2025-Q3", "2025-11", "2026-01", "2024"];

/// The records, and what is asked of which units when.
struct Raw {
    directory: std::sync::Arc<Directory>,
    trajectories: Vec<Trajectory>,
    flags: Vec<entity::flag::Model>,
    /// By whom flags were dealt with: the flag, the profession, the day.
    acts: Vec<(uuid::Uuid, ProfessionalId, NaiveDate)>,
    /// What became of handovers on their way: the handover, the kind of step.
    steps: BTreeSet<(uuid::Uuid, &'static str)>,
    zone: chrono_tz::Tz,
}

impl Raw {
    async fn of(app: &TestApp, acts: Vec<(uuid::Uuid, ProfessionalId, NaiveDate)>) -> Self {
        let read = &app.app.db.read;
        let ids = patients::ids(read, None, 1000).await.unwrap();
        let now = app.app.clock.now();
        let loaded = trajectories::load(read, &ids, None).await.unwrap();
        Self {
            directory: app.app.directory().await.unwrap(),
            trajectories: loaded
                .into_iter()
                .map(|trajectory| trajectory.as_of(now, app.app.zone))
                .collect(),
            flags: entity::flag::Entity::find().all(read).await.unwrap(),
            acts,
            steps: BTreeSet::new(),
            zone: app.app.zone,
        }
    }

    /// Of the handovers of a type that are meant: of how many something is so, and of how many.
    fn handovers(
        &self,
        measure: Measure,
        kind: HandoverType,
        is_meant: &dyn Fn(NaiveDate, Option<UnitId>) -> bool,
    ) -> (usize, usize) {
        let policy = Policy::default();
        let (mut hits, mut n) = (0, 0);
        for one in self.trajectories.iter().flat_map(|one| &one.handovers) {
            let day = local_date(one.offered_at, self.directory.zone(one.from_unit));
            let is_other = one.kind != kind || one.state == HandoverState::Withdrawn;
            if is_other || !is_meant(day, one.from_unit) {
                continue;
            }
            let due = one.offered_at + time_to_acknowledge(&policy, kind);
            let has = |step| self.steps.contains(&(one.id.0, step));
            n += 1;
            hits += usize::from(match measure {
                Measure::HandoversInTime(_) => one.accepted_at.is_some_and(|at| at <= due),
                Measure::HandoversLate(_) => {
                    has("expired") || has("escalated") || one.state == HandoverState::Expired
                }
                Measure::HandoversQuestioned(_) => {
                    has("questioned") || one.state == HandoverState::Questioned
                }
                Measure::HandoversReturned(_) => {
                    has("returned") || one.state == HandoverState::Returned
                }
                Measure::HandoversWarm(_) => one.grade == Some(HandoverGrade::Warm),
                _ => true,
            });
        }
        (hits, n)
    }

    /// What a measure is made of at a unit and all below it; `None` is the whole service.
    fn count(&self, measure: Measure, unit: Option<UnitId>, period: Period) -> (usize, usize) {
        let is_in = |day: NaiveDate| period.from() <= day && day < period.to();
        let is_below = |of: Option<UnitId>| match unit {
            None => true,
            Some(top) => of.is_some_and(|of| self.directory.upwards(of).any(|above| above == top)),
        };
        let fives = |n: usize| (n + 2) / 5 * 5;
        let employments = || {
            let all = self.directory.employments.values().flatten();
            all.filter(|employment| is_below(Some(employment.unit)))
        };
        let ties = || {
            let all = self.trajectories.iter().flat_map(|one| &one.relationships);
            all.filter(|tie| {
                tie.kind.is_helping()
                    && tie.holder.professional().is_some()
                    && !tie.is_temporary_cover
                    && is_below(tie.unit)
            })
            .map(|tie| tie.dates(&self.directory))
        };
        let (mut hits, mut n) = (0, 0);
        match measure {
            Measure::EmploymentsBegun => {
                return (employments().filter(|one| is_in(one.from)).count(), 1);
            }
            Measure::EmploymentsEnded => {
                return (
                    employments()
                        .filter(|one| one.to.is_some_and(is_in))
                        .count(),
                    1,
                );
            }
            Measure::Employed => {
                let last = period.last_day();
                let lasting = employments()
                    .filter(|one| one.from <= last && one.to.is_none_or(|to| to > last));
                return (fives(lasting.count()), 1);
            }
            Measure::RelationshipsBegun => {
                return (ties().filter(|(from, _)| is_in(*from)).count(), 1);
            }
            Measure::HandoversOffered(kind)
            | Measure::HandoversInTime(kind)
            | Measure::HandoversLate(kind)
            | Measure::HandoversQuestioned(kind)
            | Measure::HandoversReturned(kind)
            | Measure::HandoversWarm(kind) => {
                let is_meant = |day, of| is_in(day) && is_below(of);
                (hits, n) = self.handovers(measure, kind, &is_meant);
            }
            Measure::FlagsRaised(rule)
            | Measure::FlagsActedOn(rule)
            | Measure::FlagsRested(rule)
            | Measure::FlagsUnfit(rule) => {
                for flag in self.flags.iter().filter(|flag| flag.code == rule) {
                    let owner = flag.owner_unit_id.map(UnitId).filter(|_| !is_private(rule));
                    if is_in(local_date(flag.raised_at, self.zone)) && is_below(owner) {
                        n += 1;
                        hits += usize::from(match measure {
                            Measure::FlagsActedOn(_) => {
                                self.acts.iter().any(|(id, _, _)| *id == flag.id)
                            }
                            Measure::FlagsRested(_) => false,
                            Measure::FlagsUnfit(_) => flag.state == "not_applicable",
                            _ => true,
                        });
                    }
                }
            }
            Measure::FlagLoad(profession) => {
                let who =
                    |id: &ProfessionalId| self.directory.professionals[id].profession == profession;
                let mut seen = BTreeSet::new();
                for (id, by, day) in self.acts.iter().filter(|(_, by, _)| who(by)) {
                    let flag = self.flags.iter().find(|flag| flag.id == *id).unwrap();
                    let is_meant = is_below(flag.owner_unit_id.map(UnitId)) && is_in(*day);
                    if is_meant && !flag.is_private {
                        seen.insert((*by, *id));
                    }
                }
                let people: BTreeSet<ProfessionalId> = employments()
                    .filter(|one| who(&one.professional))
                    .filter(|one| {
                        one.from < period.to() && one.to.is_none_or(|to| to > period.from())
                    })
                    .map(|one| one.professional)
                    .collect();
                return (fives(seen.len()), people.len());
            }
            other => panic!("{} is told elsewhere", other.code()),
        }
        match measure {
            Measure::HandoversOffered(_) | Measure::FlagsRaised(_) => (n, 1),
            _ => (hits, n),
        }
    }
}

/// Lets three of one profession deal with flags: every third of them each.
async fn deal_with_flags(app: &TestApp) -> Vec<(uuid::Uuid, ProfessionalId, NaiveDate)> {
    let directory = app.app.directory().await.unwrap();
    let now = app.app.clock.now();
    let day = local_date(now, app.app.zone);
    let mut by_profession: BTreeMap<_, Vec<ProfessionalId>> = BTreeMap::new();
    for (id, who) in &directory.professionals {
        by_profession.entry(who.profession).or_default().push(*id);
    }
    let most = by_profession.into_values().max_by_key(Vec::len).unwrap();
    let flags = entity::flag::Entity::find()
        .all(&app.app.db.read)
        .await
        .unwrap();
    // As if they had been raised in November too.
    let flags: Vec<_> = {
        let mut raised = Vec::new();
        for flag in flags {
            let mut row = flag.into_active_model();
            row.raised_at = Set(now - chrono::TimeDelta::days(100));
            raised.push(row.update(app.app.db.writer()).await.unwrap());
        }
        raised
    };
    let mut acts = Vec::new();
    for (place, who) in most.iter().take(3).enumerate() {
        let username = format!("member-{place}");
        app.account_of(&username, *who).await;
        for flag in flags.iter().skip(place).step_by(4) {
            let event = entity::flag_event::Model {
                patient_id: flag.patient_id,
                id: app.app.ids.next(),
                flag_id: flag.id,
                code: flag.code.clone(),
                kind: "acknowledged".to_owned(),
                actor: format!("account:{username}"),
                reason: None,
                detail: serde_json::json!({}),
                // In November, as far as the report is concerned.
                recorded_at: now - chrono::TimeDelta::days(100),
            };
            event
                .into_active_model()
                .insert(app.app.db.writer())
                .await
                .unwrap();
            acts.push((flag.id, *who, day - chrono::Days::new(100)));
        }
    }
    // Others are said not to fit.
    for flag in flags.into_iter().skip(3).step_by(4) {
        let mut row = flag.into_active_model();
        row.state = Set("not_applicable".to_owned());
        row.update(app.app.db.writer()).await.unwrap();
    }
    acts
}

/// Lets the receivers of handovers ask, give back or let the time pass: enough of them that it is shown.
async fn live_through_handovers(app: &TestApp) -> BTreeSet<(uuid::Uuid, &'static str)> {
    let db = app.app.db.writer();
    let handovers = entity::handover::Entity::find();
    let handovers = handovers
        .order_by_asc(entity::handover::Column::Id)
        .all(db)
        .await
        .unwrap();
    let mut steps = BTreeSet::new();
    for (place, handover) in handovers.iter().enumerate() {
        for (every, kind) in [
            (2, "questioned"),
            (3, "returned"),
            (4, "expired"),
            (5, "escalated"),
            (1, "answered"),
        ] {
            if place % every != 0 {
                continue;
            }
            let step = entity::handover_step::Model {
                patient_id: handover.patient_id,
                id: app.app.ids.next(),
                handover_id: handover.id,
                kind: kind.to_owned(),
                actor: "system".to_owned(),
                professional_id: None,
                words: None,
                to_professional_id: None,
                to_unit_id: None,
                recorded_at: handover.offered_at + chrono::TimeDelta::hours(1),
            };
            step.into_active_model().insert(db).await.unwrap();
            steps.insert((handover.id, kind));
        }
    }
    steps
}

#[tokio::test]
async fn turnover_handovers_and_flags_are_what_the_raw_records_say() {
    both(async |db| {
        let app = TestApp::with_patients(db, 160).await;
        let acts = deal_with_flags(&app).await;
        let steps = live_through_handovers(&app).await;
        let raw = Raw {
            steps,
            ..Raw::of(&app, acts).await
        };
        let mut units: Vec<Option<UnitId>> =
            raw.directory.units.keys().copied().map(Some).collect();
        units.sort_unstable();
        units.push(None);
        let cli = Actor::CommandLine(None);
        let (mut shown, mut below) = (BTreeSet::new(), 0);
        for name in PERIODS {
            let period: Period = name.parse().unwrap();
            for unit in &units {
                for book in [Book::Turnover, Book::Handovers, Book::Flags] {
                    let asked = Asked {
                        book,
                        unit: *unit,
                        period: Some(period),
                    };
                    let answer = over_period(&app.app, &cli, asked).await.unwrap();
                    for row in &answer.report.rows {
                        let told_elsewhere = matches!(
                            row.measure,
                            Measure::Patients | Measure::PlannedEndings | Measure::PatientsAffected
                        );
                        let Some(figure) = row.now.shown().filter(|_| !told_elsewhere) else {
                            continue;
                        };
                        let found = (figure.numerator, figure.denominator);
                        let (above, of) = raw.count(row.measure, *unit, period);
                        let expected = (i64::try_from(above).unwrap(), i64::try_from(of).unwrap());
                        let what = (row.measure.code(), row.measure.part());
                        assert_eq!(found, expected, "{name} {unit:?} {what:?}");
                        shown.insert(row.measure.code());
                        below += usize::from(unit.is_some());
                    }
                }
            }
        }
        for code in [
            "employed",
            "relationships_begun",
            "handovers_offered",
            "handovers_warm",
            "handovers_late",
            "handovers_questioned",
            "handovers_returned",
            "flags_raised",
            "flags_acted_on",
            "flags_not_applicable",
            "flag_load",
        ] {
            assert!(shown.contains(code), "{code} was compared; only {shown:?}");
        }
        assert!(below > 20, "figures of single units were compared: {below}");
    })
    .await;
}
