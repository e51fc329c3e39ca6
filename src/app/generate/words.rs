//! What patients of the cohort say. Every sentence is invented for it; none is a quotation.

use crate::domain::vocabulary::NarrativeKind;

/// Crisis plans, in the patient's words.
pub(super) const CRISIS_PLANS: [&str; 5] = [
    "When I stop answering the phone, come by. Sit down before you ask.",
    "Early signs: I sleep in the daytime and leave letters unopened. Ring me, then my sister.",
    "A walk helps, and tea. Bright light and many questions at once do not.",
    "I want to be told one day ahead, also when it is bad news.",
    "First call the team. If I ask for the ward, believe me: I know when it is time.",
];

/// Agreements on patient-controlled admissions, in the patient's words.
pub(super) const ADMISSION_AGREEMENTS: [&str; 2] = [
    "I come when I notice it myself, and I go home after at most five nights.",
    "I ring the ward. Nobody asks whether I am ill enough.",
];

/// Requests: the subject's code, what it leads to, and the patient's words.
pub(super) const REQUESTS: [(&str, &str); 9] = [
    (
        "crisis_plan",
        "I want a plan that also the night staff can find.",
    ),
    (
        "patient_controlled_admission",
        "Could I have a bed that I may ask for myself?",
    ),
    (
        "medication_review",
        "I would like to go through my medicines with a doctor.",
    ),
    (
        "medication_review",
        "I am so tired in the mornings. Can the dose be looked at again?",
    ),
    ("other_therapist", "I would like to talk with someone else."),
    (
        "second_opinion",
        "I want another doctor to look at the decision.",
    ),
    (
        "access",
        "Please show me what is written about the stay in spring.",
    ),
    ("correction", "It says that I live alone. I do not."),
    ("other", "Can we meet outside the clinic now and then?"),
];

/// Reasons for an answer that is not a yes.
pub(super) const REASONS: [&str; 3] = [
    "No place before the summer.",
    "We should like to talk about it together first.",
    "It is decided by another unit, and we have sent it on.",
];

/// Narrative entries of a kind.
pub(super) const fn told(kind: NarrativeKind) -> &'static [&'static str] {
    match kind {
        NarrativeKind::WhatMatters => &[
            "My dog, my mornings, and that people come when they said they would.",
            "That I am asked, not only informed.",
        ],
        NarrativeKind::SeenAndHeard => &[
            "She put the papers away and waited until I had finished.",
            "He remembered the name of my boat.",
        ],
        NarrativeKind::PositiveEncounter => &[
            "The night nurse made toast for us both and did not write while we ate.",
            "We walked around the lake instead of sitting in the office.",
        ],
        NarrativeKind::DisappointingEncounter => &[
            "Somebody new again, and I began from the start again.",
            "They talked about me by the door as if I slept.",
        ],
        NarrativeKind::HelpedInCrisis => &[
            "A hand on the table, not on me. And that somebody stayed.",
            "That they rang my brother when I asked them to.",
        ],
        NarrativeKind::DidNotHelp => &[
            "Being moved to another ward on the day when it had become quiet.",
            "All the questions at once.",
        ],
        NarrativeKind::NextProfessional => &[
            "Ask me before you decide. I answer slowly, not seldom.",
            "I do better when you tell me who comes tomorrow.",
            "I joke when I am afraid.",
        ],
        NarrativeKind::EarlySigns => &[
            "I turn the pictures to the wall.",
            "I ring at night and say that it is nothing.",
        ],
        NarrativeKind::PeopleITrust => &[
            "My aunt, and the one at the clinic who never changes.",
            "The neighbour with the blue door.",
        ],
        NarrativeKind::OutsideCrisis => &[
            "I repair clocks. Most of the year that is what I do.",
            "I sing in a choir on Tuesdays.",
        ],
        NarrativeKind::Promise => &[
            "They said that I would be rung within three days.",
            "I was promised a copy of the plan.",
        ],
        NarrativeKind::Ending => &[
            "A card on the desk told me that she had left.",
            "We said goodbye twice, and that was good.",
        ],
        NarrativeKind::TurningPoint => &[
            "When I got my own key.",
            "The winter in which nobody gave up.",
        ],
        // It stands beside something that is recorded; patients of the cohort tell only stories.
        NarrativeKind::SeesDifferently => &[],
    }
}
