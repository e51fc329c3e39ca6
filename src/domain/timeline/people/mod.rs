//! "Who": one row per person.
//!
//! A person has a row of their own when they have a relationship in the window, stand at an end of a
//! handover that is more than a change of shift, or met the patient on at least three local days
//! ([`OFTEN`]) in contacts of the kind that the indices read (in the community, or therapy on a
//! ward). Everybody else shares one row, so that a ward stay with eighty contacts of thirty nurses
//! stays readable, and nobody is left out; unless they are so few ([`FEW`]) that their names say more
//! than their number. Being the nurse on a shift is no meeting and earns no row. Who has a row
//! depends on the window alone, never on the filter.

mod draft;
mod fill;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::ledger::Ledger;
use super::{Lane, Person, Who};
use crate::domain::continuity::sequence;
use crate::domain::flags::Case;
use crate::domain::ids::ProfessionalId;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Contact, Handover, Holder};
use crate::domain::vocabulary::HandoverType;
use draft::Rows;

/// Local days on which somebody without a relationship must have met the patient, in the window, to
/// have a row of their own. A figure of this project: twice may be chance, three times is somebody
/// the patient may look for.
const OFTEN: usize = 3;
/// So many people who met the patient without being in a relationship, or often, have rows of their
/// own all the same. A figure of this project.
const FEW: usize = 5;

/// The rows of "Who", and what was found on the way.
pub(super) struct People {
    /// In order of the first start or contact in view, those who share a row last.
    pub rows: Vec<Person>,
    /// Who would have a row without the filter.
    pub choices: Vec<(Who, String)>,
}

/// Fills the rows. `handovers` are those in the window, each with whether it is shown.
pub(super) fn people<'c>(
    case: &'c Case<'_>,
    ledger: &mut Ledger<'_>,
    handovers: &[(&'c Handover, bool)],
) -> People {
    let order = own_rows(case, ledger, handovers);
    let named = |who: &Who| (who.clone(), name(case, who));
    let choices = order.iter().map(named).collect();
    let mut rows = Rows::new(case, order);
    fill::ties(case, ledger, &mut rows);
    fill::contacts(case, ledger, &mut rows);
    fill::shifts(case, ledger, &mut rows);
    let ends: HashSet<ProfessionalId> = handovers
        .iter()
        .filter(|(_, is_shown)| *is_shown && ledger.filter().shows(Lane::People))
        .flat_map(|(handover, _)| ends(handover))
        .collect();
    People {
        rows: rows.finish(case, ledger, &ends),
        choices,
    }
}

/// Who has a row of their own, in order of the first start or contact in view.
fn own_rows(case: &Case<'_>, ledger: &Ledger<'_>, handovers: &[(&Handover, bool)]) -> Vec<Who> {
    let mut first: HashMap<Who, Instant> = HashMap::new();
    let mut see = |who: Who, at: Instant| {
        let known = first.entry(who).or_insert(at);
        *known = at.min(*known);
    };
    for tie in &case.trajectory.relationships {
        if ledger.meets(tie.from, tie.to) {
            see(who(&tie.holder), tie.from);
        }
    }
    for (handover, _) in handovers {
        if handover.kind != HandoverType::Shift {
            ends(handover).for_each(|end| see(Who::Professional(end), handover.offered_at));
        }
    }
    let met = met(case, ledger);
    let is_known = |professional| first.contains_key(&Who::Professional(professional));
    let (known, now_and_then): (Vec<_>, Vec<_>) = met
        .into_iter()
        .partition(|(professional, met)| met.days >= OFTEN || is_known(*professional));
    let few = (now_and_then.len() <= FEW).then_some(now_and_then);
    for (professional, met) in known.into_iter().chain(few.into_iter().flatten()) {
        let at = first
            .entry(Who::Professional(professional))
            .or_insert(met.first);
        *at = met.first.min(*at);
    }
    let mut order: Vec<(Instant, String, Who)> = first
        .into_iter()
        .map(|(who, at)| (at, name(case, &who), who))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, who)| who).collect()
}

/// What contacts there were with somebody.
struct Met {
    /// The first of any kind.
    first: Instant,
    /// Last of the days on which they met.
    last: Option<NaiveDate>,
    /// Days on which they met.
    days: usize,
}

fn met(case: &Case<'_>, ledger: &Ledger<'_>) -> HashMap<ProfessionalId, Met> {
    let mut all: HashMap<ProfessionalId, Met> = HashMap::new();
    for contact in in_window(case, ledger) {
        let counts = contact.qualifies(case.policy.count_messages)
            && sequence::counts(case.directory.class(contact.unit), contact.purpose);
        let day = counts.then(|| case.contact_date(contact));
        for professional in contact.present() {
            let met = all.entry(professional).or_insert(Met {
                first: contact.at,
                last: None,
                days: 0,
            });
            met.days += usize::from(day > met.last);
            met.last = met.last.max(day);
        }
    }
    all
}

/// The contacts in the window.
fn in_window<'c>(case: &'c Case<'_>, ledger: &Ledger<'_>) -> &'c [Contact] {
    let contacts = &case.trajectory.contacts;
    let from = contacts.partition_point(|contact| contact.at < ledger.from);
    let to = contacts.partition_point(|contact| contact.at < ledger.to);
    &contacts[from..to]
}

fn ends(handover: &Handover) -> impl Iterator<Item = ProfessionalId> {
    let ends = [handover.from_professional, handover.to_professional];
    ends.into_iter().flatten()
}

fn who(holder: &Holder) -> Who {
    match holder {
        Holder::Professional(id) => Who::Professional(*id),
        Holder::Person(name) => Who::Person(name.clone()),
    }
}

fn name(case: &Case<'_>, who: &Who) -> String {
    match who {
        Who::Professional(id) => {
            let known = case.directory.professionals.get(id);
            known.map(|known| known.name.clone()).unwrap_or_default()
        }
        Who::Person(name) => name.clone(),
        Who::Others(_) | Who::NotRecorded => String::new(),
    }
}
