//! Situations drawn at random: three units, three professionals, three accounts, half-days around day 60.

use chrono::TimeDelta;
use proptest::prelude::*;
use redthread::domain::access::{
    Arrival, Bar, Barred, Granted, Met, Offer, OwnRecord, Pane, Reach, Situation, Stay, Tie, Viewer,
};
use redthread::domain::ids::{AccountId, ProfessionalId, UnitId};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::{ArrivalState, ContactStatus, HandoverState, Role};

use crate::store::fixtures::{day, id};

/// The instant at which everything is asked.
pub fn now() -> Instant {
    day(60)
}

pub fn unit(n: u128) -> UnitId {
    UnitId(id(n))
}

pub fn who(n: u128) -> ProfessionalId {
    ProfessionalId(id(10 + n))
}

pub fn account(n: u128) -> AccountId {
    AccountId(id(20 + n))
}

/// Half-days after [`now`], with exact boundaries of a tail, a glass and an arrival among them.
fn at() -> impl Strategy<Value = Instant> {
    let days = prop_oneof![
        5 => (-160_i64..40).prop_map(|half| TimeDelta::hours(half * 12)),
        1 => Just(TimeDelta::zero()),
        1 => Just(TimeDelta::days(-30)),
        1 => Just(TimeDelta::days(-7)),
        1 => Just(TimeDelta::hours(-12)),
        1 => Just(TimeDelta::microseconds(1)),
        1 => Just(TimeDelta::microseconds(-1)),
    ];
    days.prop_map(|after| now() + after)
}

/// A start, and an end that is not before it.
fn span() -> impl Strategy<Value = (Instant, Option<Instant>)> {
    (at(), prop::option::of(at())).prop_map(|(from, to)| match to {
        Some(to) => (from.min(to), Some(from.max(to))),
        None => (from, None),
    })
}

fn one_of_units() -> impl Strategy<Value = UnitId> {
    (1_u128..4).prop_map(unit)
}

fn one_of_people() -> impl Strategy<Value = ProfessionalId> {
    (1_u128..4).prop_map(who)
}

fn few<S: Strategy>(one: S) -> impl Strategy<Value = Vec<S::Value>>
where
    S::Value: Clone,
{
    prop::collection::vec(one, 0..3)
}

fn bar() -> impl Strategy<Value = Bar> {
    let whom = prop_oneof![
        one_of_people().prop_map(Barred::Professional),
        one_of_units().prop_map(Barred::Unit)
    ];
    (whom, span()).prop_map(|(whom, (from, to))| Bar { whom, from, to })
}

/// Anything that may be so. Bars and own records are rarer than what they close.
pub fn situations() -> impl Strategy<Value = Situation> {
    let ties = few(
        (one_of_people(), span()).prop_map(|(professional, (from, to))| Tie {
            professional,
            from,
            to,
        }),
    );
    let stays =
        few((one_of_units(), span()).prop_map(|(unit, (from, to))| Stay { unit, from, to }));
    let status = prop::sample::select(vec![
        ContactStatus::Attended,
        ContactStatus::Attended,
        ContactStatus::NoShow,
        ContactStatus::Planned,
    ]);
    let contacts = few(
        (one_of_people(), at(), status).prop_map(|(professional, at, status)| Met {
            professional,
            at,
            status,
        }),
    );
    let offers = few((
        prop::option::of(one_of_units()),
        prop::option::of(one_of_people()),
        at(),
        prop::sample::select(HandoverState::ALL),
    )
        .prop_map(|(unit, professional, at, state)| Offer {
            unit,
            professional,
            at,
            state,
        }));
    let arrivals = few((
        one_of_units(),
        at(),
        prop::sample::select(ArrivalState::ALL),
    )
        .prop_map(|(unit, expected_at, state)| Arrival {
            unit,
            expected_at,
            state,
        }));
    let panes = few(((1_u128..4).prop_map(account), span()).prop_map(
        |(account, (opened_at, ended_at))| Pane {
            account,
            opened_at,
            ended_at,
        },
    ));
    let rarely = |of: proptest::strategy::BoxedStrategy<Vec<Bar>>| prop_oneof![2 => Just(Vec::new()), 1 => of];
    let own = prop_oneof![
        4 => Just(Vec::new()),
        1 => few((one_of_people(), span())
            .prop_map(|(professional, (from, to))| OwnRecord { professional, from, to })),
    ];
    let held = prop_oneof![2 => Just(None), 1 => one_of_units().prop_map(Some)];
    (
        ties,
        stays,
        contacts,
        offers,
        arrivals,
        panes,
        rarely(few(bar()).boxed()),
        own,
        held,
    )
        .prop_map(
            |(relationships, periods, contacts, offers, arrivals, panes, bars, own, held_by)| {
                Situation {
                    relationships,
                    periods,
                    contacts,
                    held_by,
                    offers,
                    arrivals,
                    panes,
                    bars,
                    own,
                }
            },
        )
}

/// Somebody in care: one of the accounts, at some of the units, a person or not.
pub fn carers() -> impl Strategy<Value = Viewer> {
    let units = prop::collection::btree_set(1_u128..4, 0..3);
    (1_u128..4, prop::option::weighted(0.8, 1_u128..4), units).prop_map(|(n, person, units)| {
        let mut roles: Vec<Granted> = units
            .into_iter()
            .map(|n| Granted {
                role: Role::WardStaff,
                unit: Some(unit(n)),
            })
            .collect();
        if roles.is_empty() {
            roles.push(Granted {
                role: Role::CareCoordinator,
                unit: None,
            });
        }
        Viewer {
            account: account(n),
            username: format!("a{n}"),
            professional: person.map(who),
            roles,
        }
    })
}

pub fn reach(viewer: &Viewer) -> Reach {
    viewer.reach().unwrap()
}
