//! Every rule in words, in both languages.

use redthread::domain::flags::rules::RULES;
use redthread::web::flag_words::{FlagWords, Teller};
use redthread::web::{Language, Text};

use super::basis::{cases, flag_of};

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
