//! Whom the patient's own words are shared with, level by level.

use redthread::domain::access::{
    Action, Author, Denied, Entry, Granted, Resource, Ties, Viewer, Way, decide,
};
use redthread::domain::ids::ProfessionalId;
use redthread::domain::vocabulary::Role;

use super::draw::{account, unit, who};

fn viewer(professional: Option<ProfessionalId>) -> Viewer {
    Viewer {
        account: account(1),
        username: "nurse".to_owned(),
        professional,
        roles: vec![Granted {
            role: Role::WardStaff,
            unit: Some(unit(1)),
        }],
    }
}

fn reads(level: u8, way: Way, author: Author, named: &[ProfessionalId]) -> bool {
    let ties = Ties {
        ways: vec![way],
        closed: None,
    };
    let entry = Entry {
        level,
        author,
        named: named.to_vec(),
    };
    let decided = decide(
        &viewer(Some(who(1))),
        Action::Read,
        Resource::Words(&ties, &entry),
    );
    assert!(
        matches!(decided, Ok(_) | Err(Denied::NotShared)),
        "{decided:?}"
    );
    decided.is_ok()
}

#[test]
fn each_level_is_for_those_whom_the_patient_means() {
    use Way as W;
    // Per level: by which ways somebody reads who is neither author nor named.
    let table: [(u8, &[Way]); 6] = [
        (0, &[]),
        (1, &[]),
        (2, &[W::Relationship, W::TreatmentPeriod, W::Held]),
        (
            3,
            &[
                W::Relationship,
                W::TreatmentPeriod,
                W::Held,
                W::Incoming,
                W::Glass,
            ],
        ),
        (
            4,
            &[
                W::Relationship,
                W::TreatmentPeriod,
                W::Held,
                W::Incoming,
                W::Glass,
            ],
        ),
        (9, &[]),
    ];
    for (level, ways) in table {
        for way in Way::ALL {
            let is_shared = ways.contains(&way);
            assert_eq!(
                reads(level, way, Author::Patient, &[]),
                is_shared,
                "{level} {way:?}"
            );
            let other = Author::Professional(who(2));
            assert_eq!(
                reads(level, way, other, &[who(3)]),
                is_shared,
                "{level} {way:?}"
            );
            // Whoever wrote it down for the patient knows it; whoever was chosen may, from level 1 on.
            let mine = Author::Professional(who(1));
            assert!(reads(level, way, mine, &[]), "{level} {way:?}");
            let is_named = is_shared || (1..=4).contains(&level);
            assert_eq!(
                reads(level, way, Author::Patient, &[who(1)]),
                is_named,
                "{level} {way:?}"
            );
        }
    }
}

#[test]
fn nobody_changes_words_but_whoever_wrote_them_down() {
    let ties = Ties {
        ways: vec![Way::Relationship],
        closed: None,
    };
    for (author, may) in [
        (Author::Patient, false),
        (Author::Professional(who(2)), false),
        (Author::Professional(who(1)), true),
    ] {
        let entry = Entry {
            level: 3,
            author,
            named: vec![who(1)],
        };
        let words = Resource::Words(&ties, &entry);
        let decided = decide(&viewer(Some(who(1))), Action::Change, words);
        assert_eq!(decided.is_ok(), may, "{author:?}");
    }
}

#[test]
fn an_account_without_a_person_reads_no_words() {
    let ties = Ties {
        ways: vec![Way::TreatmentPeriod],
        closed: None,
    };
    for level in 0..=4 {
        let entry = Entry {
            level,
            author: Author::Patient,
            named: Vec::new(),
        };
        let words = Resource::Words(&ties, &entry);
        let decided = decide(&viewer(None), Action::Read, words);
        assert_eq!(decided, Err(Denied::NotShared), "{level}");
    }
}
