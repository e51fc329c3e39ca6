//! Who was the patient's named contact on which day.

use chrono::NaiveDate;

use crate::domain::admission::Admission;
use crate::domain::ids::ProfessionalId;
use crate::domain::trajectory::{Directory, Relationship};

/// The local dates `[from, to)` on which somebody was a named contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedSpan {
    /// Who; `None` for someone who is no professional.
    pub who: Option<ProfessionalId>,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer; `None` while it lasts.
    pub to: Option<NaiveDate>,
}

impl NamedSpan {
    /// Whether it held on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// The named contacts in a patient's relationships. A primary nurse is one on days admitted only.
/// Replaces what is in `into`.
pub fn named_spans(
    relationships: &[Relationship],
    admissions: &[Admission],
    directory: &Directory,
    into: &mut Vec<NamedSpan>,
) {
    into.clear();
    for relationship in relationships {
        if !relationship.kind.is_named_contact(true) {
            continue;
        }
        let who = relationship.holder.professional();
        let (from, to) = relationship.dates(directory);
        if relationship.kind.is_named_contact(false) {
            into.push(NamedSpan { who, from, to });
        } else {
            into.extend(admissions.iter().map(|admission| NamedSpan {
                who,
                from: from.max(admission.from_on),
                to: [to, admission.to_on].into_iter().flatten().min(),
            }));
        }
    }
    into.retain(|span| span.to.is_none_or(|to| span.from < to));
}

/// Whether a professional was one of the named contacts of a day; `None` on a day without one.
///
/// Only professionals count as named here: whether the patient met a named contact from outside
/// the services is not recorded, and not recorded is not "no".
pub fn is_named(spans: &[NamedSpan], provider: ProfessionalId, day: NaiveDate) -> Option<bool> {
    let mut any = None;
    for span in spans.iter().filter(|span| span.covers(day)) {
        match span.who {
            Some(who) if who == provider => return Some(true),
            Some(_) => any = Some(false),
            None => {}
        }
    }
    any
}
