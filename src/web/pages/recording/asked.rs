//! What a flag asks to be done: the form that answers it, filled in as far as the flag tells.

use super::menu::link;
use crate::domain::flags::{Flag, Subject};
use crate::domain::ids::RecordId;
use crate::domain::intake::Kind;
use crate::web::Text;
use crate::web::components::Link;

/// Verbs and what their forms are filled in with, by rule. What is recorded elsewhere, such as visits
/// during a measure or that words were read, has none.
fn asked(code: &str) -> &'static [(&'static str, &'static str)] {
    match code {
        "extensive_hospitalisation" | "tipping_point" | "readmission_30d" | "alliance_drop" => {
            &[("review", "")]
        }
        "fragmented_care" => &[("review", ""), ("relationship", "kind=coordinator")],
        "high_clinician_turnover" => &[("relationship", "kind=responsible_clinician")],
        "abrupt_ending" => &[
            ("book", "purpose=farewell"),
            ("contact", "purpose=farewell"),
        ],
        "lapsed_maintenance" => &[("book", ""), ("contact", ""), ("relationship-change", "")],
        "no_follow_up_72h" | "no_follow_up_7d" => &[
            ("contact", ""),
            ("book", ""),
            ("decision", "subject=follow_up"),
        ],
        "no_named_contact" => &[("relationship", "kind=contact_person")],
        "no_coordinator" => &[
            ("relationship", "kind=coordinator"),
            ("decision", "subject=coordinator"),
        ],
        "no_crisis_plan" => &[("crisis-plan", ""), ("decision", "subject=crisis_plan")],
        "pca_not_considered" => &[
            ("agreement", ""),
            ("decision", "subject=patient_controlled_admission"),
        ],
        "known_face_available" => &[
            ("contact", ""),
            ("decision", "subject=known_person_contact"),
        ],
        "coercion_without_debrief" => &[("measure-debrief", ""), ("decision", "subject=debrief")],
        "seclusion_many_staff" => &[
            ("measure-visit", ""),
            ("measure-debrief", ""),
            ("decision", "subject=debrief"),
        ],
        "upcoming_loss" => &[
            ("book", "purpose=joint_meeting"),
            ("contact", "purpose=joint_meeting"),
            ("relationship-plan-end", ""),
        ],
        "single_thread" => &[("relationship-change", ""), ("relationship", "")],
        "request_unanswered" => &[("request-answer", ""), ("request-hand-on", "")],
        "rupture_unresolved" => &[("rupture-close", "")],
        _ => &[],
    }
}

/// What a flag asks to be done.
pub(in crate::web) fn of_flag(patient: &str, flag: &Flag, text: Text) -> Vec<Link> {
    // A handover is read and answered on its own page.
    let handover = match flag.subject {
        Subject::Handover(id) => Some(Link {
            href: format!("/patients/{patient}/handovers/{}", id.0),
            label: text.say("record-read-handover"),
        }),
        _ => None,
    };
    let links = asked(flag.code).iter().filter_map(|(act, more)| {
        let changes = crate::app::recording::verb(act)?.changes;
        let about = match changes {
            None => None,
            Some(kind) => Some(subject(flag.subject, kind)?),
        };
        // The meeting is with whom the flag is about.
        let with = match flag.subject {
            Subject::Relationship(tie) if matches!(*act, "book" | "contact") => {
                format!("tie={}", tie.0)
            }
            _ => String::new(),
        };
        let parts = [*more, with.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(link(patient, act, about, &parts.join("&"), text))
    });
    // Words are read where they are, and reading them there is what it asks for.
    let story = (flag.code == "narrative_unread").then(|| Link {
        href: format!("/patients/{patient}/story"),
        label: text.say("story-title"),
    });
    handover.into_iter().chain(story).chain(links).collect()
}

/// The record that a flag is about, where it is of a kind.
fn subject(subject: Subject, kind: Kind) -> Option<RecordId> {
    match (subject, kind) {
        (Subject::Relationship(id), Kind::Relationship)
        | (Subject::Request(id), Kind::Request)
        | (Subject::Rupture(id), Kind::Rupture)
        | (Subject::Measure(id), Kind::Measure) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::recording::verb;
    use crate::domain::flags::rules::RULES;
    use crate::domain::vocabulary::{ContactPurpose, DecisionSubject, RelationshipKind};

    #[test]
    fn every_form_that_a_flag_asks_for_is_there_and_knows_what_it_is_filled_in_with() {
        for rule in &RULES {
            for (act, more) in asked(rule.code) {
                assert!(verb(act).is_some(), "{}: {act}", rule.code);
                let is_known = match more.split_once('=') {
                    None => more.is_empty(),
                    Some(("subject", code)) => DecisionSubject::CODES.contains(&code),
                    Some(("kind", code)) => RelationshipKind::CODES.contains(&code),
                    Some(("purpose", code)) => ContactPurpose::CODES.contains(&code),
                    Some(_) => false,
                };
                assert!(is_known, "{}: {more}", rule.code);
            }
        }
    }

    #[test]
    fn a_rule_that_asks_for_no_form_is_one_that_is_answered_elsewhere() {
        let none = RULES.iter().filter(|rule| asked(rule.code).is_empty());
        let none: Vec<&str> = none.map(|rule| rule.code).collect();
        assert_eq!(none, ["handover_unacknowledged", "narrative_unread"]);
    }
}
