//! Sharing that becomes wider: said of two sharings at once, and asked of everybody at every time.

use proptest::prelude::*;
use redthread::domain::access::{Action, Author, Entry, Way, shared_with};
use redthread::domain::ids::ProfessionalId;
use redthread::domain::recording::Wrong;
use redthread::domain::story::capacity::allowed;
use redthread::domain::story::{Hand, Sharing};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::Authorship;

use crate::store::fixtures::{day, id};

/// Sharings as they are kept: persons on the first level only, an end that is still to come or none.
fn sharing() -> impl Strategy<Value = Sharing> {
    let named = prop::collection::btree_set(11..=13_u128, 1..3);
    let until = prop::option::of(prop_oneof![Just(58_i64), Just(61), Just(62), Just(63)]);
    (0..=3_u8, named, until).prop_map(|(level, named, until)| Sharing {
        level,
        named: named
            .into_iter()
            .filter(|_| level == 1)
            .map(|n| ProfessionalId(id(n)))
            .collect(),
        until: until.filter(|_| level > 0).map(day),
    })
}

fn reads(sharing: &Sharing, way: Way, who: u128, at: Instant) -> bool {
    let entry = Entry {
        level: sharing.level_at(at),
        author: Author::Patient,
        named: sharing.named.clone(),
    };
    let who = Some(ProfessionalId(id(who)));
    shared_with(&entry, Action::Read, way, who)
}

proptest! {
    /// With what is not wider nobody reads at any time who did not before; and while it is in question whether
    /// the patient can consent, nothing else is let through.
    #[test]
    fn what_is_not_wider_lets_nobody_in(before in sharing(), after in sharing()) {
        let now = day(60);
        let is_wider = after.is_wider_than(&before, now);
        prop_assert_eq!(allowed(&before, &after, true, now).is_ok(), !is_wider);
        prop_assert!(allowed(&before, &after, false, now).is_ok());
        let everybody = || {
            let times = 60..65;
            Way::ALL.into_iter().flat_map(move |way| {
                let times = times.clone();
                (11..=14_u128).flat_map(move |who| times.clone().map(move |at| (way, who, day(at))))
            })
        };
        for (way, who, at) in everybody() {
            let is_new = reads(&after, way, who, at) && !reads(&before, way, who, at);
            prop_assert!(is_wider || !is_new, "{way:?} {who} {at}");
        }
    }

    /// Making it the patient's alone, and leaving it as it is, is never wider.
    #[test]
    fn narrowing_is_always_obeyed(before in sharing(), is_in_question: bool) {
        let now = day(60);
        for after in [Sharing::default(), before.clone()] {
            prop_assert_eq!(allowed(&before, &after, is_in_question, now), Ok(()));
        }
    }
}

#[test]
fn each_way_of_becoming_wider_is_one() {
    let now = day(60);
    let of = |level, named: &[u128], until: Option<i64>| Sharing {
        level,
        named: named.iter().map(|n| ProfessionalId(id(*n))).collect(),
        until: until.map(day),
    };
    for (before, after, is_wider) in [
        (of(0, &[], None), of(1, &[11], None), true),
        (of(1, &[11], None), of(1, &[11, 12], None), true),
        (of(1, &[11, 12], None), of(1, &[11], None), false),
        (of(2, &[], None), of(3, &[], None), true),
        (of(3, &[], None), of(2, &[], None), false),
        (of(2, &[], Some(61)), of(2, &[], Some(62)), true),
        (of(2, &[], Some(61)), of(2, &[], None), true),
        (of(2, &[], None), of(2, &[], Some(61)), false),
        // What is over is the patient's alone, and shared anew it is wider.
        (of(2, &[], Some(59)), of(2, &[], Some(61)), true),
        // Whom the team does not hold reads it by name.
        (of(2, &[], None), of(1, &[13], None), true),
    ] {
        assert_eq!(
            after.is_wider_than(&before, now),
            is_wider,
            "{before:?} {after:?}"
        );
    }
    let fault = allowed(&of(0, &[], None), &of(2, &[], None), true, now).unwrap_err();
    assert_eq!(
        (fault.field, fault.wrong),
        ("level", Wrong::CapacityInQuestion)
    );
}

/// Who does what: the patient everything but with next of kin's words, an author what they wrote down as told,
/// everybody else narrowing.
#[test]
fn the_hand_decides() {
    for authorship in [
        Authorship::PatientVerbatim,
        Authorship::ToldToStaff,
        Authorship::CoWritten,
        Authorship::NextOfKin,
        Authorship::RecordingTranscript,
    ] {
        let is_kin = authorship == Authorship::NextOfKin;
        for is_wider in [true, false] {
            assert_eq!(Hand::Patient.may_share(authorship, is_wider), !is_kin);
            assert!(Hand::Author.may_share(authorship, is_wider));
            assert_eq!(Hand::Colleague.may_share(authorship, is_wider), !is_wider);
        }
        assert_eq!(Hand::Patient.may_decide(authorship), !is_kin);
        assert!(!Hand::Colleague.may_decide(authorship));
        let is_typed = authorship == Authorship::PatientVerbatim;
        for is_confirmed in [true, false] {
            assert_eq!(Hand::Patient.may_reword(authorship, is_confirmed), is_typed);
            assert!(!Hand::Colleague.may_reword(authorship, is_confirmed));
        }
        let by_staff = matches!(
            authorship,
            Authorship::ToldToStaff | Authorship::CoWritten | Authorship::NextOfKin
        );
        let hand = Hand::of_staff(authorship, true);
        assert_eq!(hand == Hand::Author, by_staff, "{authorship:?}");
        assert_eq!(Hand::of_staff(authorship, false), Hand::Colleague);
    }
}
