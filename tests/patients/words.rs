//! Every rule in words, in both languages.

use redthread::domain::flags::audience;
use redthread::domain::flags::rules::RULES;
use redthread::domain::vocabulary::FlagKind;
use redthread::web::flag_words::{FlagWords, Teller};
use redthread::web::{Language, Text};

use super::basis::{cases, flag_of};
use crate::flags::build::World;

/// Every rule's flag in a language.
fn told(language: Language) -> Vec<(&'static str, FlagWords)> {
    cases()
        .iter()
        .map(|(code, world, _)| {
            let (case, flag) = flag_of(code, world);
            let teller = Teller {
                text: Text(language),
                directory: &world.directory,
                policy: &world.policy,
                today: case.today,
            };
            (*code, teller.tell(&flag, *code == "upcoming_loss"))
        })
        .collect()
}

#[test]
fn every_rule_says_its_piece_in_both_languages() {
    let (english, bokmal) = (told(Language::English), told(Language::Bokmal));
    for ((code, english), (_, bokmal)) in english.iter().zip(&bokmal) {
        for (one, other) in [
            (&english.title, &bokmal.title),
            (&english.evidence, &bokmal.evidence),
            (&english.advice, &bokmal.advice),
            (&english.clears, &bokmal.clears),
        ] {
            assert_ne!(one, other, "{code} is said in both languages");
            for said in [one, other] {
                assert!(said.len() > 15, "{code}: {said}");
                for sign in ["flag-", "{", "}", "$", "_", "  ", "None"] {
                    assert!(!said.contains(sign), "{code}: {said}");
                }
                for rule in &RULES {
                    assert!(!said.contains(rule.code), "{code}: {said}");
                }
            }
        }
    }
}

/// What every rule's flag says to the patient, where it says something.
fn told_to_patient(language: Language) -> Vec<(&'static str, Option<String>)> {
    cases()
        .iter()
        .map(|(code, world, _)| {
            let (case, flag) = flag_of(code, world);
            let teller = Teller {
                text: Text(language),
                directory: &world.directory,
                policy: &world.policy,
                today: case.today,
            };
            (*code, teller.to_patient(&flag))
        })
        .collect()
}

#[test]
fn the_patient_is_told_in_the_second_person_what_is_theirs_to_know() {
    let (english, bokmal) = (
        told_to_patient(Language::English),
        told_to_patient(Language::Bokmal),
    );
    for ((code, english), (_, bokmal)) in english.iter().zip(&bokmal) {
        let is_told = audience::is_for_patient(code);
        assert_eq!(english.is_some(), is_told, "{code}");
        assert_eq!(bokmal.is_some(), is_told, "{code}");
        let (Some(english), Some(bokmal)) = (english, bokmal) else {
            continue;
        };
        let is_to_you = |said: &str, you: &[&str]| {
            let lower = said.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_alphabetic());
            words.any(|word| you.contains(&word))
        };
        assert!(is_to_you(english, &["you", "your"]), "{code}: {english}");
        assert!(is_to_you(bokmal, &["du", "deg", "din"]), "{code}: {bokmal}");
        for said in [english, bokmal] {
            for sign in ["flag-", "{", "}", "$", "_", "  ", "patient", "pasient"] {
                assert!(!said.contains(sign), "{code}: {said}");
            }
        }
    }
    let said = |code: &str| {
        let (_, said) = english.iter().find(|(other, _)| *other == code).unwrap();
        said.clone().unwrap()
    };
    assert_eq!(
        said("no_follow_up_72h"),
        "You were promised a call within three days. We cannot see that it happened."
    );
    assert!(said("abrupt_ending").contains("with tveit ended on 30 January 2026"));
    assert!(said("upcoming_loss").contains("ends on 10 March 2026"));
    assert!(said("request_unanswered").contains("on 30 January 2026: “another therapist please”"));
    assert!(said("coercion_without_debrief").contains("ended on 10 January 2026. You said no"));
}

#[test]
fn what_ends_a_flag_has_the_numbers_of_the_policy() {
    let (_, world, _) = &cases()[0];
    let mut world = world.clone();
    let clears = |world: &World, code: &str| {
        let teller = Teller {
            text: Text(Language::English),
            directory: &world.directory,
            policy: &world.policy,
            today: "2026-03-02".parse().unwrap(),
        };
        teller.clears(code)
    };
    assert!(clears(&world, "extensive_hospitalisation").contains("2 years after"));
    world.policy.ext_recency_years = None;
    assert_eq!(
        clears(&world, "extensive_hospitalisation"),
        "Nothing ends it."
    );
    world.policy.crisis_ask_again_months = 9;
    assert!(clears(&world, "no_crisis_plan").contains("for 9 months"));
    world.policy.secl_top3_below = 0.4;
    assert!(clears(&world, "seclusion_many_staff").contains("at least 40%"));
}

#[test]
fn an_opportunity_says_that_it_is_possible_now() {
    for (language, now) in [
        (Language::English, "Possible now"),
        (Language::Bokmal, "Mulig nå"),
    ] {
        for (code, words) in told(language) {
            let is_one = code == "known_face_available";
            assert_eq!(words.soon == now, is_one, "{code}: {}", words.soon);
            assert_eq!(words.kind == FlagKind::Opportunity, is_one, "{code}");
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one row a rule")]
#[test]
fn the_evidence_has_its_numbers_dates_and_names() {
    let told = told(Language::English);
    let evidence = |code: &str| {
        let (_, words) = told.iter().find(|(other, _)| *other == code).unwrap();
        words.evidence.as_str()
    };
    for (code, expected) in [
        (
            "extensive_hospitalisation",
            "5 admissions within a year, the last on 1 December 2025.",
        ),
        (
            "tipping_point",
            "The third admission began on 1 January 2026.",
        ),
        (
            "high_clinician_turnover",
            "a (10 Feb 2026–14 Feb 2026), b (14 Feb 2026–18 Feb 2026), c (18 Feb 2026–24 Feb 2026) and d (24 Feb 2026–)",
        ),
        ("fragmented_care", "5 teams and 0 moves between settings"),
        (
            "abrupt_ending",
            "The relationship with tveit ended on 30 January 2026 (reason not recorded). Not recorded: told at least 14 days before, a goodbye, a joint meeting with the successor and a successor who began before the end.",
        ),
        (
            "lapsed_maintenance",
            "wold last met the patient on 1 September 2025, 182 days ago. Agreed is at most 60 days",
        ),
        (
            "no_follow_up_72h",
            "Discharged on 26 February 2026, 4 days ago. No contact outside hospital is recorded here since. One attempt",
        ),
        (
            "no_follow_up_7d",
            "Discharged on 20 February 2026, 10 days ago.",
        ),
        (
            "readmission_30d",
            "Discharged on 20 January 2026 and admitted again on 1 February 2026, 12 days later.",
        ),
        (
            "no_named_contact",
            "Without a named contact since 1 February 2025, 395 days. The last was last.",
        ),
        (
            "handover_unacknowledged",
            "Offered by nobody named to nobody named on 1 February 2026, 10:00: move between wards. Nobody has accepted it. The agreed time is 24 hours.",
        ),
        (
            "upcoming_loss",
            "The relationship with tveit ends on 10 March 2026, in 8 days. 2 other relationships last.",
        ),
        (
            "no_crisis_plan",
            "The crisis plan was last gone through on 1 May 2024. It has not been in force since 1 May 2025.",
        ),
        (
            "pca_not_considered",
            "The last decision on an agreement was on 1 May 2023.",
        ),
        (
            "no_coordinator",
            "2 teams at once since 1 January 2026: a and c. No coordinator is recorded",
        ),
        (
            "rupture_unresolved",
            "Noticed on 9 February 2026, 21 days ago, with wold: moving away. The next contact is on 5 March 2026, 10:00.",
        ),
        (
            "alliance_drop",
            "Working with wold was rated 31.4 on 9 February 2026 (SRS total). The score in the middle of the three before it was 38.6. The instrument asks for a conversation below 36. The last scores, oldest first: 39, 38.2, 38.6 and 31.4.",
        ),
        (
            "coercion_without_debrief",
            "It ended on 10 January 2026, 12:00 (holding). Decided by nobody named. The patient said no on 12 January 2026",
        ),
        (
            "seclusion_many_staff",
            "12 different staff in 12 visits since 20 February 2026. The three who came most often made 25% of them. It ended on 27 February 2026.",
        ),
        (
            "request_unanswered",
            "Asked on 30 January 2026, 31 days ago: “another therapist please”. Received by wold.",
        ),
        (
            "narrative_unread",
            "2 entries have waited since 21 February 2026. One has been opened",
        ),
        (
            "known_face_available",
            "Somebody whom the patient marked as important can be reached. No name is told here, as the patient has not yet said yes to contact with a known person. No contact with them is recorded since the admission on 20 February 2026.",
        ),
        (
            "single_thread",
            "wold held 100% of the 4 contacts in the last 365 days.",
        ),
    ] {
        assert!(
            evidence(code).contains(expected),
            "{code}: {}",
            evidence(code)
        );
    }
}
