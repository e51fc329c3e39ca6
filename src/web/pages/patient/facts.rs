//! What one wants to know first, in a row of short facts.

use crate::domain::continuity::SHOWN_FROM_CONTACTS;
use crate::domain::familiarity::{Ties, familiar};
use crate::domain::flags::Case;
use crate::domain::overview::{self, panel};
use crate::domain::trajectory::Plan;
use crate::domain::vocabulary::{DecisionSubject, PlanKind};
use crate::web::{Text, names};

/// People who are named as knowing the patient best.
const BEST: usize = 3;

/// A fact: what it is called, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub label: String,
    pub value: String,
    /// Whether it is not known rather than none.
    pub is_unknown: bool,
}

pub(super) fn facts(case: &Case<'_>, text: Text) -> Vec<Fact> {
    vec![
        named_contact(case, text),
        knows_best(case, text),
        crisis_plan(case, text),
        same_person_next_time(case, text),
        teams(case, text),
    ]
}

fn fact(text: Text, label: &str, value: Option<String>, unknown: &str) -> Fact {
    Fact {
        label: text.say(label),
        is_unknown: value.is_none(),
        value: value.unwrap_or_else(|| text.say(unknown)),
    }
}

fn named_contact(case: &Case<'_>, text: Text) -> Fact {
    let named: Vec<String> = overview::named_contacts(case)
        .map(|tie| names::holder(case.directory, &tie.holder, text))
        .collect();
    let named = (!named.is_empty()).then(|| names::enumeration(text, &named));
    fact(
        text,
        "patient-named-contact",
        named,
        "patient-nobody-recorded",
    )
}

fn knows_best(case: &Case<'_>, text: Text) -> Fact {
    let people: Vec<String> = familiar(case)
        .iter()
        .take(BEST)
        .map(|known| {
            let name = names::professional(case.directory, known.professional, text);
            if known.ties == Ties::Active {
                name
            } else {
                text.with("patient-knows-ended", [("name", name.into())])
            }
        })
        .collect();
    let people = (!people.is_empty()).then(|| people.join(", "));
    fact(
        text,
        "patient-knows-best",
        people,
        "patient-no-contact-recorded",
    )
}

/// The plan in force, else what became of the offer of one.
fn crisis_plan(case: &Case<'_>, text: Text) -> Fact {
    let is_in_force = |plan: &&Plan| {
        plan.agreed_on <= case.today && plan.valid_to.is_none_or(|to| to > case.today)
    };
    let agreed = case.plans(PlanKind::CrisisPlan).filter(is_in_force);
    let plan = agreed.map(|plan| plan.agreed_on).max().map(|on| {
        let date = text.date(on);
        text.with("patient-plan-agreed", [("date", date.into())])
    });
    let decision = case
        .trajectory
        .decisions
        .iter()
        .rfind(|decision| decision.subject == DecisionSubject::CrisisPlan)
        .map(|decision| {
            let date = text.date(case.date(decision.decided_at));
            let outcome = text.capital_word("outcome", decision.outcome.code());
            text.with(
                "patient-decided",
                [("outcome", outcome.into()), ("date", date.into())],
            )
        });
    fact(
        text,
        "patient-crisis-plan",
        plan.or(decision),
        "patient-not-recorded",
    )
}

fn same_person_next_time(case: &Case<'_>, text: Text) -> Fact {
    let indices = panel(case).indices;
    let n = indices.contacts;
    let value = match indices.secon {
        Some(secon) if n >= SHOWN_FROM_CONTACTS => text.with(
            "patient-index-of",
            [("value", text.decimal(secon, 2).into()), ("n", n.into())],
        ),
        _ => text.count("patient-too-few", n),
    };
    fact(text, "patient-secon", Some(value), "patient-not-recorded")
}

fn teams(case: &Case<'_>, text: Text) -> Fact {
    let (teams, moves) = overview::teams_and_moves(case);
    let value = (!case.trajectory.periods.is_empty()).then(|| {
        text.with(
            "patient-teams-moves",
            [("teams", teams.into()), ("moves", moves.into())],
        )
    });
    fact(text, "patient-teams", value, "patient-not-recorded")
}
