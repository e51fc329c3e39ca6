//! What ends each flag, for programs; people read it in their language with the numbers in force.

/// What ends a rule's flags; empty for a code that is no rule's.
pub fn clears_when(code: &str) -> &'static str {
    match code {
        "extensive_hospitalisation" => "It ages out; it is a fact, and nobody clears it by hand",
        "tipping_point" => "A relational review is recorded, or enough days have passed",
        "high_clinician_turnover" => {
            "The present responsible clinician has stayed long enough, or enough days have passed since the discharge"
        }
        "fragmented_care" => {
            "The numbers are back within their limits, or a relational review is recorded"
        }
        "abrupt_ending" => "A joint or farewell contact is recorded, or enough days have passed",
        "lapsed_maintenance" => "A contact or booking is recorded, or the interval is agreed anew",
        "no_follow_up_72h" => {
            "A contact outside hospital, a readmission, or that the patient declined is recorded"
        }
        "no_follow_up_7d" => {
            "A contact outside hospital, a readmission, or that the patient declined is recorded, or the month after the discharge is over"
        }
        "readmission_30d" => {
            "A relational review is recorded, or 30 days have passed since the discharge"
        }
        "no_crisis_plan" => "A plan is made or gone through, or the patient declines one",
        "pca_not_considered" => "A decision on an agreement is recorded, whatever it is",
        "no_named_contact" => "A named contact is recorded",
        "no_coordinator" => "A coordinator is recorded, or the patient declines one",
        "handover_unacknowledged" => {
            "The receiver accepts or questions it, or it is withdrawn or returned"
        }
        "rupture_unresolved" => {
            "It is recorded as repaired, agreed to differ, ended by the patient, or not pursued"
        }
        "alliance_drop" => "A new score is back within the band, or a conversation is recorded",
        "upcoming_loss" => "A joint contact with a successor is recorded, or the end is put off",
        "coercion_without_debrief" => "A conversation is offered, whether it is held or declined",
        "seclusion_many_staff" => {
            "A small team made most of the latest visits, or it has ended and a conversation was held"
        }
        "request_unanswered" => "An answer is recorded: yes, partly or no",
        "narrative_unread" => "The words are opened, and the patient is told that they were read",
        "known_face_available" => "A contact is recorded, or the patient declines it",
        "single_thread" => "A deputy is named, or the patient declines one",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::clears_when;

    #[test]
    fn every_rule_says_what_ends_it() {
        for rule in &RULES {
            assert!(!clears_when(rule.code).is_empty(), "{}", rule.code);
        }
    }
}
