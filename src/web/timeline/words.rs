//! What marks and rows say. The picture and the table take their sentences from here, so that they
//! say the same.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use fluent_bundle::FluentValue;

use super::coarse::Grain;
use super::picture::is_accepted;
use crate::domain::time::{Instant, local_date};
use crate::domain::timeline::{
    Agreed, Agreement, Band, Compelled, Compulsion, Contacts, End, Ending, Handover, Person, Place,
    Shifts, Since, Span, Stay, Tie, Who,
};
use crate::domain::vocabulary::HandoverState;
use crate::web::{Text, names};

/// Says things about marks in one language, by one clock.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The language.
    pub text: Text,
    /// The clock of the service.
    pub zone: Tz,
    pub(super) grain: Grain,
    /// Whether it is said to the patient, and not of them.
    pub(super) is_for_patient: bool,
}

/// What a row says, by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub when: String,
    /// What.
    pub what: String,
}

/// Whether a unit's name says its setting.
fn repeats(name: &str, setting: &str) -> bool {
    name.to_lowercase().contains(&setting.to_lowercase())
}

fn upper(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

impl Words {
    /// What is said of the patient, and to them.
    fn of_patient(self, [of, to]: [&'static str; 2]) -> &'static str {
        if self.is_for_patient { to } else { of }
    }

    pub(super) fn day(self, at: Instant) -> String {
        self.text.short_date(local_date(at, self.zone))
    }

    fn span(self, span: Span) -> String {
        let from = self.day(span.from);
        match span.to {
            Some(to) if self.day(to) == from => from,
            Some(to) => self.say(
                "timeline-from-to",
                [("from", from.as_str()), ("to", self.day(to).as_str())],
            ),
            None => self.say("timeline-since", [("from", from.as_str())]),
        }
    }

    fn say<const N: usize>(self, key: &str, arguments: [(&'static str, &str); N]) -> String {
        let arguments = arguments.map(|(name, value)| (name, FluentValue::from(value.to_owned())));
        self.text.with(key, arguments)
    }

    /// `{who}: {what}, {when}`: a mark's text where it stands without its row.
    fn whole(self, who: &str, said: &Said) -> String {
        self.say(
            "timeline-mark",
            [("who", who), ("what", &said.what), ("when", &said.when)],
        )
    }

    // Admissions and stays

    pub(super) fn admission_row(self, band: &Band) -> Said {
        let mut parts = vec![self.text.say("timeline-admission")];
        parts.push(band.kind.map_or_else(
            || self.text.say("timeline-admission-kind-unknown"),
            |kind| self.text.word("admission", kind.code()),
        ));
        parts.push(self.nights(band.nights));
        Said {
            when: self.span(band.span),
            what: parts.join(", "),
        }
    }

    pub(super) fn admission(self, band: &Band) -> String {
        let said = self.admission_row(band);
        self.say(
            "timeline-mark-alone",
            [("what", &said.what), ("when", &said.when)],
        )
    }

    fn nights(self, nights: i64) -> String {
        let nights = u64::try_from(nights).unwrap_or_default();
        self.text.count("timeline-nights", nights)
    }

    pub(super) fn stay_row(self, place: &Place, stay: &Stay) -> Said {
        let setting = place
            .setting
            .map(|setting| self.text.word("setting", setting.code()));
        let setting = setting.filter(|setting| !repeats(&place.name, setting));
        let mut parts: Vec<String> = setting.into_iter().collect();
        parts.extend(
            stay.admission_kind
                .map(|kind| self.text.word("admission", kind.code())),
        );
        parts.extend(stay.nights.map(|nights| self.nights(nights)));
        for leave in &stay.leave {
            let when = self.span(*leave);
            parts.push(self.say("timeline-leave", [("when", when.as_str())]));
        }
        if parts.is_empty() {
            parts.push(self.text.say("timeline-treatment"));
        }
        Said {
            when: self.span(stay.span),
            what: upper(&parts.join(", ")),
        }
    }

    pub(super) fn stay(self, place: &Place, stay: &Stay) -> String {
        self.whole(&place.name, &self.stay_row(place, stay))
    }

    // Formal status and measures

    /// What it is, in few words: beside its line.
    pub(super) fn compelled(self, what: &Compelled) -> String {
        match what {
            Compelled::Status(status, _) => names::legal_status(status, self.text),
            Compelled::Measure(kind, _) => self.text.word("measure", kind.code()),
        }
    }

    pub(super) fn compulsion_row(self, one: &Compulsion) -> Said {
        let more = match one.what {
            Compelled::Status(_, Some(true)) => Some(self.text.say("timeline-felt-forced")),
            Compelled::Measure(_, people) if people > 0 => {
                let people = u64::try_from(people).unwrap_or(u64::MAX);
                let key =
                    self.of_patient(["timeline-measure-people", "timeline-measure-people-you"]);
                Some(self.text.count(key, people))
            }
            _ => None,
        };
        let parts: Vec<String> = std::iter::once(self.compelled(&one.what))
            .chain(more)
            .collect();
        Said {
            when: self.span(one.span),
            what: upper(&parts.join(", ")),
        }
    }

    pub(super) fn compulsion(self, one: &Compulsion) -> String {
        let said = self.compulsion_row(one);
        self.say(
            "timeline-mark-alone",
            [("what", &said.what), ("when", &said.when)],
        )
    }

    // People

    pub(super) fn person(self, person: &Person) -> String {
        self.who(&person.who, &person.name)
    }

    pub(super) fn who(self, who: &Who, name: &str) -> String {
        match who {
            Who::Others(n) => {
                let n = u64::try_from(*n).unwrap_or(u64::MAX);
                self.text.count("timeline-others", n)
            }
            Who::NotRecorded => self.text.say("timeline-unrecorded"),
            Who::Professional(_) | Who::Person(_) => name.to_owned(),
        }
    }

    /// What the person is to the patient, and where: of the relationship that counts most, the last.
    pub(super) fn role(self, person: &Person) -> String {
        let tie = person
            .ties
            .iter()
            .max_by_key(|tie| (tie.is_important, tie.span.from));
        match (tie, &person.who) {
            (Some(tie), _) => self.tie_kind(tie),
            (None, Who::Others(_)) => self.text.say("timeline-others-detail"),
            (None, _) => person
                .profession
                .map(|profession| self.text.word("profession", profession.code()))
                .unwrap_or_default(),
        }
    }

    fn tie_kind(self, tie: &Tie) -> String {
        let kind = self.text.word("relationship", tie.kind.code());
        match &tie.unit {
            Some((_, unit)) => format!("{kind}, {unit}"),
            None => kind,
        }
    }

    pub(super) fn tie_row(self, tie: &Tie) -> Said {
        let mut parts = vec![upper(&self.tie_kind(tie))];
        if tie.is_important {
            let key = self.of_patient(["timeline-important", "timeline-important-you"]);
            parts.push(self.text.say(key));
        }
        if tie.is_temporary_cover {
            parts.push(self.text.say("timeline-cover"));
        }
        parts.extend(
            tie.mode
                .map(|mode| self.text.word("relationship-mode", mode.code())),
        );
        parts.extend(
            tie.planned_end
                .filter(|_| tie.ending.is_none())
                .map(|day| self.ends_on(day)),
        );
        let mut what = parts.join(", ");
        if let Some(ending) = tie.ending {
            what += ". ";
            what += &upper(&self.ending(ending));
        }
        Said {
            when: self.span(tie.span),
            what,
        }
    }

    pub(super) fn tie(self, person: &Person, tie: &Tie) -> String {
        self.whole(&self.person(person), &self.tie_row(tie))
    }

    /// How a relationship ended, in full.
    fn ending(self, ending: Ending) -> String {
        let mut parts = vec![match ending.reason {
            Some(reason) => {
                let word = self.text.word("end", reason.code());
                self.say("timeline-ended-because", [("reason", word.as_str())])
            }
            None => self.text.say("timeline-ended-reason-unknown"),
        }];
        let answers = [
            ("goodbye", ending.goodbye),
            ("joint", ending.joint_meeting),
            ("successor", ending.successor_known),
            ("told", ending.told_in_time),
        ];
        for (name, answer) in answers {
            let form = match answer {
                Some(true) => "yes",
                Some(false) => "no",
                None => continue,
            };
            parts.push(self.text.say(&format!("timeline-{name}-{form}")));
        }
        if answers.iter().all(|(_, answer)| answer.is_none()) {
            parts.push(self.text.say("timeline-ending-unknown"));
        }
        parts.join(", ")
    }

    /// How an abrupt ending is told beside its frayed end. What is not recorded is not said to be
    /// missing, only its record.
    pub(super) fn ending_note(self, ending: Ending) -> String {
        let met = [ending.joint_meeting, ending.successor_known];
        let key = match (ending.goodbye, met) {
            (Some(false), [Some(false), _]) => "timeline-broke-off-alone",
            (Some(false), _) => "timeline-broke-off",
            (_, [None, None]) => "timeline-broke-off-unrecorded",
            _ => "timeline-broke-off-goodbye-unrecorded",
        };
        self.text.say(key)
    }

    pub(super) fn ends_on(self, day: NaiveDate) -> String {
        let day = self.text.short_date(day);
        self.say("timeline-ends-on", [("day", day.as_str())])
    }

    /// The time of a group of contacts or shifts: `January 2026`, `January to March 2026`, `2026`.
    fn group(self, first: NaiveDate) -> String {
        match self.grain {
            Grain::Month => upper(&self.text.month(first)),
            Grain::Quarter => {
                let from = upper(&self.text.short_month(first));
                let to = self.text.month(self.grain.last_day(first));
                self.say(
                    "timeline-from-to",
                    [("from", from.as_str()), ("to", to.as_str())],
                )
            }
            Grain::Year => first.year().to_string(),
            Grain::Decade => format!("{}–{}", first.year(), first.year() + 9),
        }
    }

    pub(super) fn dates(self, from: NaiveDate, to: NaiveDate) -> String {
        let (from, to) = (self.text.short_date(from), self.text.short_date(to));
        self.say(
            "timeline-from-to",
            [("from", from.as_str()), ("to", to.as_str())],
        )
    }

    pub(super) fn contacts_row(self, contacts: &Contacts) -> Said {
        let indirect = self.of_patient(["timeline-indirect", "timeline-indirect-you"]);
        let counts = [
            ("timeline-attended", contacts.attended.len()),
            ("timeline-planned", contacts.planned.len()),
            ("timeline-missed", contacts.missed.len()),
            (indirect, contacts.indirect.len()),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let parts: Vec<String> = counts
            .map(|(key, count)| {
                self.text
                    .count(key, u64::try_from(count).unwrap_or(u64::MAX))
            })
            .collect();
        Said {
            when: self.group(contacts.month),
            what: parts.join(", "),
        }
    }

    pub(super) fn contacts(self, contacts: &Contacts) -> String {
        let said = self.contacts_row(contacts);
        format!("{}: {}", said.when, said.what)
    }

    pub(super) fn shifts_row(self, shifts: &Shifts) -> Said {
        let count = u64::try_from(shifts.spans.len()).unwrap_or(u64::MAX);
        Said {
            when: self.group(shifts.month),
            what: self.text.count(
                self.of_patient(["timeline-shifts", "timeline-shifts-you"]),
                count,
            ),
        }
    }

    pub(super) fn shifts(self, shifts: &Shifts) -> String {
        let said = self.shifts_row(shifts);
        format!("{}: {}", said.when, said.what)
    }

    // Handovers and agreements

    pub(super) fn handover_row(self, handover: &Handover) -> Said {
        let mut parts = vec![upper(
            &self.text.word("handover-type", handover.kind.code()),
        )];
        parts.push(handover.grade.map_or_else(
            || self.text.say("timeline-grade-unknown"),
            |grade| self.text.word("handover-grade", grade.code()),
        ));
        parts.push(match (handover.accepted_at, handover.state) {
            (Some(at), _) if is_accepted(handover) => {
                self.say("timeline-accepted", [("day", self.day(at).as_str())])
            }
            (_, HandoverState::Offered | HandoverState::Questioned) => {
                self.text.say("timeline-not-accepted")
            }
            (_, state) => self.text.word("handover-state", state.code()),
        });
        Said {
            when: self.day(handover.offered_at),
            what: parts.join(", "),
        }
    }

    /// Who passed on to whom.
    pub(super) fn ends(self, handover: &Handover) -> String {
        let from = self.end(&handover.from);
        let to = self.end(&handover.to);
        self.say("timeline-passed", [("from", &from), ("to", &to)])
    }

    fn end(self, end: &End) -> String {
        let name = end.professional.as_ref().or(end.unit.as_ref());
        name.cloned()
            .unwrap_or_else(|| self.text.say("timeline-nobody"))
    }

    pub(super) fn handover(self, handover: &Handover) -> String {
        self.whole(&self.ends(handover), &self.handover_row(handover))
    }

    pub(super) fn agreed_note(self, what: Agreement) -> String {
        match what {
            Agreement::Decision(subject, outcome) => {
                let subject = self.text.word("decision", subject.code());
                let outcome = self.text.word("outcome", outcome.code());
                format!("{subject}: {outcome}")
            }
            Agreement::Review => {
                let key = self.of_patient(["timeline-review", "timeline-review-you"]);
                self.text.say(key)
            }
        }
    }

    pub(super) fn agreed_row(self, agreed: &Agreed) -> Said {
        Said {
            when: self.day(agreed.at),
            what: upper(&self.agreed_note(agreed.what)),
        }
    }

    pub(super) fn agreed(self, agreed: &Agreed) -> String {
        let said = self.agreed_row(agreed);
        self.say(
            "timeline-mark-alone",
            [("what", &said.what), ("when", &said.when)],
        )
    }

    // The scale

    /// `3 Mar`, `3. mars`: a day without its year.
    pub(super) fn day_and_month(self, day: NaiveDate) -> String {
        let (month, number) = (self.text.short_month(day), day.day().to_string());
        self.say(
            "timeline-day-month",
            [("day", number.as_str()), ("month", month.as_str())],
        )
    }

    /// What days are counted from; in few words where it stands beside another.
    pub(super) fn since(self, since: Since, is_first: bool) -> String {
        let key = if is_first {
            "timeline-days-since"
        } else {
            "timeline-or-since"
        };
        self.text.word(key, since.code())
    }
}
