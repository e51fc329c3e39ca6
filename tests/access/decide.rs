//! The decision as a table: what is so, who asks, and what they may.

use chrono::TimeDelta;
use redthread::domain::access::{
    Action, Arrival, Bar, Barred, Denied, Granted, Met, Offer, OwnRecord, Pane, Resource,
    Situation, Stay, Tie, Viewer, Way, decide, ties,
};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::{ArrivalState, ContactStatus, HandoverState, Role};

use super::draw::{account, now, unit, who};

fn ago(days: i64) -> Instant {
    now() - TimeDelta::days(days)
}

/// Professional 1 with account 1, who works at units 1 and 2.
fn nurse() -> Viewer {
    Viewer {
        account: account(1),
        username: "nurse".to_owned(),
        professional: Some(who(1)),
        roles: [1, 2]
            .map(|n| Granted {
                role: Role::WardStaff,
                unit: Some(unit(n)),
            })
            .to_vec(),
    }
}

fn tie(n: u128, to: Option<Instant>) -> Situation {
    Situation {
        relationships: vec![Tie {
            professional: who(n),
            from: ago(90),
            to,
        }],
        ..Situation::default()
    }
}

fn stay(n: u128, to: Option<Instant>) -> Situation {
    Situation {
        periods: vec![Stay {
            unit: unit(n),
            from: ago(50),
            to,
        }],
        ..Situation::default()
    }
}

fn met(mut situation: Situation, days: i64, status: ContactStatus) -> Situation {
    situation.contacts.push(Met {
        professional: who(1),
        at: ago(days),
        status,
    });
    situation
}

fn barred(mut situation: Situation, whom: Barred) -> Situation {
    situation.bars.push(Bar {
        whom,
        from: ago(1),
        to: None,
    });
    situation
}

fn offer(unit_n: Option<u128>, person: Option<u128>, state: HandoverState) -> Situation {
    Situation {
        offers: vec![Offer {
            unit: unit_n.map(unit),
            professional: person.map(who),
            at: ago(1),
            state,
        }],
        ..Situation::default()
    }
}

fn arrival(n: u128, days: i64, state: ArrivalState) -> Situation {
    Situation {
        arrivals: vec![Arrival {
            unit: unit(n),
            expected_at: ago(days),
            state,
        }],
        ..Situation::default()
    }
}

fn glass(n: u128, hours: i64, ended: Option<i64>) -> Situation {
    Situation {
        panes: vec![Pane {
            account: account(n),
            opened_at: now() - TimeDelta::hours(hours),
            ended_at: ended.map(|hours| now() - TimeDelta::hours(hours)),
        }],
        ..Situation::default()
    }
}

fn with(mut one: Situation, other: Situation) -> Situation {
    one.relationships.extend(other.relationships);
    one.periods.extend(other.periods);
    one.contacts.extend(other.contacts);
    one.panes.extend(other.panes);
    one.offers.extend(other.offers);
    one
}

fn own(mut situation: Situation) -> Situation {
    situation.own.push(OwnRecord {
        professional: who(1),
        from: ago(1),
        to: None,
    });
    situation
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one table")]
fn what_opens_a_record_and_what_closes_it() {
    use Denied as D;
    use Way as W;
    let second = TimeDelta::seconds(1);
    let attended = ContactStatus::Attended;
    let person = Barred::Professional(who(1));
    let (one, two) = (Barred::Unit(unit(1)), Barred::Unit(unit(2)));
    let held = |n| Situation {
        held_by: Some(unit(n)),
        ..Situation::default()
    };
    let no = Err(D::NoPartInCare);
    let table: Vec<(&str, Situation, Result<W, D>)> = vec![
        ("nothing", Situation::default(), no),
        ("a relationship", tie(1, None), Ok(W::Relationship)),
        ("somebody else's", tie(2, None), no),
        (
            "one that ends later",
            tie(1, Some(now() + second)),
            Ok(W::Relationship),
        ),
        ("one that ends now", tie(1, Some(now())), Ok(W::Tail)),
        (
            "one that ended 30 days ago, less a second",
            tie(1, Some(ago(30) + second)),
            Ok(W::Tail),
        ),
        ("one that ended 30 days ago", tie(1, Some(ago(30))), no),
        ("a stay", stay(1, None), Ok(W::TreatmentPeriod)),
        ("a stay elsewhere", stay(3, None), no),
        ("a stay that ended, never met", stay(1, Some(ago(1))), no),
        (
            "a stay that ended, met in it",
            met(stay(1, Some(ago(1))), 3, attended),
            Ok(W::Tail),
        ),
        (
            "met before it",
            met(stay(1, Some(ago(1))), 60, attended),
            no,
        ),
        ("met after it", met(stay(1, Some(ago(2))), 1, attended), no),
        (
            "a booking that was missed",
            met(stay(1, Some(ago(1))), 3, ContactStatus::NoShow),
            no,
        ),
        (
            "met, ended 31 days ago",
            met(stay(1, Some(ago(31))), 40, attended),
            no,
        ),
        (
            "met elsewhere, where one does not work",
            met(stay(3, Some(ago(1))), 3, attended),
            no,
        ),
        (
            "a relationship of the time of the stay, ended long ago",
            with(stay(1, Some(ago(1))), tie(1, Some(ago(40)))),
            Ok(W::Tail),
        ),
        ("held by one's unit", held(2), Ok(W::Held)),
        ("held by another", held(3), no),
        (
            "offered to one's unit",
            offer(Some(1), None, HandoverState::Offered),
            Ok(W::Incoming),
        ),
        (
            "questioned by it",
            offer(Some(1), None, HandoverState::Questioned),
            Ok(W::Incoming),
        ),
        (
            "offered in person",
            offer(None, Some(1), HandoverState::Offered),
            Ok(W::Incoming),
        ),
        (
            "offered to another",
            offer(Some(3), Some(2), HandoverState::Offered),
            no,
        ),
        (
            "accepted",
            offer(Some(1), Some(1), HandoverState::Accepted),
            no,
        ),
        (
            "returned",
            offer(Some(1), Some(1), HandoverState::Returned),
            no,
        ),
        (
            "withdrawn",
            offer(Some(1), Some(1), HandoverState::Withdrawn),
            no,
        ),
        (
            "expired",
            offer(Some(1), Some(1), HandoverState::Expired),
            no,
        ),
        ("a draft", offer(Some(1), Some(1), HandoverState::Draft), no),
        (
            "expected tomorrow",
            arrival(1, -1, ArrivalState::Expected),
            Ok(W::Incoming),
        ),
        (
            "expected six days ago",
            arrival(1, 6, ArrivalState::Expected),
            Ok(W::Incoming),
        ),
        (
            "expected seven days ago",
            arrival(1, 7, ArrivalState::Expected),
            no,
        ),
        ("declined", arrival(1, -1, ArrivalState::Declined), no),
        (
            "expected elsewhere",
            arrival(3, -1, ArrivalState::Expected),
            no,
        ),
        ("glass", glass(1, 11, None), Ok(W::Glass)),
        ("glass of 12 hours ago", glass(1, 12, None), no),
        ("glass that was closed", glass(1, 5, Some(1)), no),
        ("a colleague's glass", glass(2, 1, None), no),
        (
            "glass and tail",
            with(glass(1, 1, None), tie(1, Some(ago(1)))),
            Ok(W::Glass),
        ),
        ("own", own(tie(1, None)), Err(D::Own)),
        ("own, glass broken", own(glass(1, 1, None)), Err(D::Own)),
        ("own, nothing else", own(Situation::default()), Err(D::Own)),
        ("barred", barred(tie(1, None), person), Err(D::Barred)),
        (
            "barred, glass broken",
            barred(glass(1, 1, None), person),
            Err(D::Barred),
        ),
        (
            "barred, and nothing else",
            barred(Situation::default(), person),
            Err(D::Barred),
        ),
        (
            "another is barred",
            barred(tie(1, None), Barred::Professional(who(2))),
            Ok(W::Relationship),
        ),
        (
            "unit barred, stay there",
            barred(stay(1, None), one),
            Err(D::Barred),
        ),
        (
            "unit barred, stay at the other",
            barred(stay(1, None), two),
            Ok(W::TreatmentPeriod),
        ),
        (
            "unit barred, own relationship",
            barred(tie(1, None), one),
            Ok(W::Relationship),
        ),
        (
            "unit barred, relationship ended",
            barred(tie(1, Some(ago(1))), one),
            Err(D::Barred),
        ),
        (
            "unit barred, glass broken",
            barred(glass(1, 1, None), one),
            Err(D::Barred),
        ),
        (
            "unit barred, held by it",
            barred(held(1), one),
            Err(D::Barred),
        ),
        (
            "unit barred, offered in person",
            barred(offer(None, Some(1), HandoverState::Offered), one),
            Err(D::Barred),
        ),
        (
            "unit barred, offered to the other",
            barred(offer(Some(2), None, HandoverState::Offered), one),
            Ok(W::Incoming),
        ),
        (
            "a unit of others barred",
            barred(stay(1, None), Barred::Unit(unit(3))),
            Ok(W::TreatmentPeriod),
        ),
    ];
    let viewer = nurse();
    for (what, situation, expected) in table {
        let ties = ties(&viewer.reach().unwrap(), &situation, now());
        let read = decide(&viewer, Action::Read, Resource::Record(&ties));
        assert_eq!(read.map(|allowed| allowed.way), expected, "{what}");
        let change = decide(&viewer, Action::Change, Resource::Record(&ties));
        let expected_change = match expected {
            Ok(W::Tail) => Err(D::ReadOnly),
            other => other,
        };
        assert_eq!(change.map(|allowed| allowed.way), expected_change, "{what}");
        let is_closed = matches!(expected, Err(D::Own | D::Barred)) || !situation.bars.is_empty();
        let breaks = decide(&viewer, Action::BreakGlass, Resource::Record(&ties)).is_ok();
        let elsewhere = ["another is barred", "a unit of others barred"].contains(&what);
        assert_eq!(breaks, !is_closed || elsewhere, "{what}");
    }
}

#[test]
fn a_bar_holds_from_its_beginning_to_its_end() {
    let viewer = nurse();
    let second = TimeDelta::seconds(1);
    for (from, to, is_closed) in [
        (now() + second, None, false),
        (now(), None, true),
        (ago(3), Some(now()), false),
        (ago(3), Some(now() + second), true),
    ] {
        let mut situation = tie(1, None);
        situation.bars.push(Bar {
            whom: Barred::Professional(who(1)),
            from,
            to,
        });
        let ties = ties(&viewer.reach().unwrap(), &situation, now());
        let read = decide(&viewer, Action::Read, Resource::Record(&ties));
        assert_eq!(read.is_err(), is_closed, "{from} {to:?}");
    }
}

#[test]
fn roles_outside_care_reach_nobody_whatever_ties_them() {
    let situation = with(with(tie(1, None), stay(1, None)), glass(1, 1, None));
    let reach = nurse().reach().unwrap();
    let ties = ties(&reach, &situation, now());
    for role in [
        Role::ServiceManager,
        Role::Administrator,
        Role::PrivacyOfficer,
    ] {
        let viewer = Viewer {
            roles: vec![Granted {
                role,
                unit: Some(unit(1)),
            }],
            ..nurse()
        };
        for action in [Action::Read, Action::Change, Action::BreakGlass] {
            let decided = decide(&viewer, action, Resource::Record(&ties));
            assert_eq!(decided, Err(Denied::NoCareRole), "{role} {action:?}");
        }
    }
}
