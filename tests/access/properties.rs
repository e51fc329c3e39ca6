//! What holds whatever is so.

use chrono::TimeDelta;
use proptest::prelude::*;
use redthread::domain::access::{
    Action, Arrival, Author, Bar, Barred, Denied, Door, Entry, GLASS_HOURS, Granted, Offer,
    OwnRecord, Pane, Resource, Situation, Stay, TAIL_DAYS, Tie, Way, decide, opens, ties,
};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::{ArrivalState, HandoverState, Role};

use super::draw::{carers, now, reach, situations, unit, who};

const ACTIONS: [Action; 3] = [Action::Read, Action::Change, Action::BreakGlass];

fn later(situation: &Situation, by: TimeDelta) -> Instant {
    let begun = situation.panes.iter().map(|pane| pane.opened_at);
    begun.max().unwrap_or_else(now).max(now()) + by
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_is_barred_is_never_let_in(viewer in carers(), mut situation in situations(), n in 1_u128..4) {
        let mut viewer = viewer;
        viewer.professional = Some(who(n));
        situation.bars.push(Bar { whom: Barred::Professional(who(n)), from: now(), to: None });
        let ties = ties(&reach(&viewer), &situation, now());
        for action in ACTIONS {
            let decided = decide(&viewer, action, Resource::Record(&ties));
            prop_assert!(matches!(decided, Err(Denied::Barred | Denied::Own)), "{action:?} {decided:?}");
        }
    }

    #[test]
    fn no_door_that_a_broken_glass_opens_lets_one_in_when_it_has_passed(
        viewer in carers(), mut situation in situations(), n in 1_u128..4
    ) {
        situation.panes.push(Pane { account: viewer.account, opened_at: now(), ended_at: None });
        let reach = reach(&viewer);
        let is_glass = decide(&viewer, Action::Read, Resource::Record(&ties(&reach, &situation, now())))
            .is_ok_and(|allowed| allowed.way == Way::Glass);
        if !is_glass {
            return Ok(());
        }
        let holds = |from: Instant, to: Option<Instant>| from <= now() && to.is_none_or(|to| to > now());
        let has_patient = situation.periods.iter().any(|stay| stay.unit == unit(n) && holds(stay.from, stay.to));
        let is_tied = situation.relationships.iter()
            .any(|tie| tie.professional == who(n) && holds(tie.from, tie.to));
        let offer = |unit, professional| Offer { unit, professional, at: now(), state: HandoverState::Offered };
        let with = |change: &dyn Fn(&mut Situation)| {
            let mut after = situation.clone();
            change(&mut after);
            after
        };
        let arrival = Arrival { unit: unit(n), expected_at: now(), state: ArrivalState::Expected };
        let tie = Tie { professional: who(n), from: now(), to: None };
        let stay = Stay { unit: unit(n), from: now(), to: None };
        let doors = [
            (Door::Offer { is_in_care: has_patient }, with(&|s| s.offers.push(offer(Some(unit(n)), None)))),
            (Door::Offer { is_in_care: is_tied }, with(&|s| s.offers.push(offer(None, Some(who(n)))))),
            (Door::Arrival(unit(n)), with(&|s| s.arrivals.push(arrival))),
            (Door::Relationship(who(n)), with(&|s| s.relationships.push(tie))),
            (Door::Reopened(unit(n)), with(&|s| s.periods.push(stay))),
        ];
        let passed = now() + TimeDelta::hours(GLASS_HOURS) + TimeDelta::seconds(1);
        let without = ties(&reach, &situation, passed).ways;
        for (door, after) in doors {
            if opens(&viewer, Way::Glass, door).is_ok() {
                prop_assert_eq!(&ties(&reach, &after, passed).ways, &without, "{:?}", door);
            }
        }
    }

    #[test]
    fn nobody_opens_their_own_record(viewer in carers(), mut situation in situations(), n in 1_u128..4) {
        let mut viewer = viewer;
        viewer.professional = Some(who(n));
        situation.own.push(OwnRecord { professional: who(n), from: now(), to: None });
        let ties = ties(&reach(&viewer), &situation, now());
        for action in ACTIONS {
            prop_assert_eq!(decide(&viewer, action, Resource::Record(&ties)), Err(Denied::Own));
        }
    }

    #[test]
    fn of_a_barred_unit_only_a_relationship_or_another_unit_is_left(
        viewer in carers(), mut situation in situations(), n in 1_u128..4
    ) {
        situation.bars.push(Bar { whom: Barred::Unit(unit(n)), from: now(), to: None });
        let mut viewer = viewer;
        if !reach(&viewer).units.contains(&unit(n)) {
            viewer.roles.push(Granted { role: Role::WardStaff, unit: Some(unit(n)) });
        }
        let reach = reach(&viewer);
        let ties = ties(&reach, &situation, now());
        let decided = decide(&viewer, Action::Read, Resource::Record(&ties));
        let is_elsewhere = reach.units.len() > 1;
        if let Ok(allowed) = decided {
            prop_assert!(allowed.way == Way::Relationship || is_elsewhere, "{allowed:?}");
            prop_assert!(allowed.way != Way::Glass);
        }
        prop_assert!(decide(&viewer, Action::BreakGlass, Resource::Record(&ties)).is_err());
    }

    #[test]
    fn whatever_may_be_changed_may_be_read_and_the_tail_changes_nothing(
        viewer in carers(), situation in situations()
    ) {
        let ties = ties(&reach(&viewer), &situation, now());
        let read = decide(&viewer, Action::Read, Resource::Record(&ties));
        let change = decide(&viewer, Action::Change, Resource::Record(&ties));
        match (read, change) {
            (Ok(read), Ok(change)) => {
                prop_assert_eq!(read, change);
                prop_assert!(!change.is_read_only && change.way != Way::Tail);
            }
            (Ok(read), Err(why)) => {
                prop_assert_eq!((read.way, why), (Way::Tail, Denied::ReadOnly));
                prop_assert!(read.is_read_only);
            }
            (Err(read), Err(change)) => prop_assert_eq!(read, change),
            (Err(why), Ok(_)) => prop_assert!(false, "{why:?}, and may change"),
        }
    }

    #[test]
    fn a_glass_always_expires_and_never_lets_in_a_colleague(viewer in carers(), situation in situations()) {
        let reach = reach(&viewer);
        let after = later(&situation, TimeDelta::hours(GLASS_HOURS));
        prop_assert!(!ties(&reach, &situation, after).ways.contains(&Way::Glass));
        let mut others = situation.clone();
        others.panes.retain(|pane| pane.account != viewer.account);
        prop_assert!(!ties(&reach, &others, now()).ways.contains(&Way::Glass));
    }

    #[test]
    fn a_glass_lets_in_whoever_may_break_it_until_it_expires(viewer in carers(), situation in situations()) {
        let before = ties(&reach(&viewer), &situation, now());
        let may = decide(&viewer, Action::BreakGlass, Resource::Record(&before)).is_ok();
        let mut broken = situation;
        broken.panes.push(Pane { account: viewer.account, opened_at: now(), ended_at: None });
        let last = now() + TimeDelta::hours(GLASS_HOURS) - TimeDelta::microseconds(1);
        for at in [now(), last] {
            let ties = ties(&reach(&viewer), &broken, at);
            let decided = decide(&viewer, Action::Change, Resource::Record(&ties));
            // What closes a record may begin or end in between.
            if at == now() {
                prop_assert_eq!(decided.is_ok() || !may, true, "{:?}", decided);
            }
            if ties.closed.is_none() {
                prop_assert!(decided.is_ok());
            }
        }
    }

    #[test]
    fn a_tail_ends_and_is_nobodys_who_was_never_there(viewer in carers(), situation in situations()) {
        let reach = reach(&viewer);
        let ends = situation.relationships.iter().filter_map(|tie| tie.to)
            .chain(situation.periods.iter().filter_map(|stay| stay.to));
        let last = ends.max().unwrap_or_else(now) + TimeDelta::days(TAIL_DAYS);
        prop_assert!(!ties(&reach, &situation, last).ways.contains(&Way::Tail));
        let mut stranger = situation;
        stranger.contacts.retain(|met| Some(met.professional) != viewer.professional);
        stranger.relationships.retain(|tie| Some(tie.professional) != viewer.professional);
        prop_assert!(!ties(&reach, &stranger, now()).ways.contains(&Way::Tail));
    }

    #[test]
    fn nothing_is_open_where_nothing_is(viewer in carers(), situation in situations()) {
        let mut empty = Situation { bars: situation.bars, own: situation.own, ..Situation::default() };
        // Others' ties are nothing to them.
        empty.relationships.push(Tie { professional: who(9), from: now(), to: None });
        empty.periods.push(Stay { unit: unit(9), from: now(), to: None });
        let ties = ties(&reach(&viewer), &empty, now());
        prop_assert!(ties.ways.is_empty());
        prop_assert!(decide(&viewer, Action::Read, Resource::Record(&ties)).is_err());
    }

    #[test]
    fn words_are_never_read_where_the_record_is_not(
        viewer in carers(), situation in situations(), level in 0_u8..6, n in 1_u128..4
    ) {
        let ties = ties(&reach(&viewer), &situation, now());
        let entry = Entry { level, author: Author::Professional(who(n)), named: vec![who(n)] };
        for action in [Action::Read, Action::Change] {
            let words = decide(&viewer, action, Resource::Words(&ties, &entry));
            let record = decide(&viewer, action, Resource::Record(&ties));
            prop_assert!(words.is_err() || record.is_ok());
            if let (Ok(words), true) = (words, viewer.professional != Some(who(n))) {
                prop_assert!(words.way != Way::Tail && level >= 2);
                prop_assert!(level >= 3 || words.way.is_care());
            }
        }
    }
}
