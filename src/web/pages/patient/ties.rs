//! The patient's relationships, one a row.

use crate::app::own::Marks;
use crate::app::record::Opened;
use crate::domain::overview::Tie;
use crate::web::components::Link;
use crate::web::pages::recording::of_tie;
use crate::web::{Text, mark_words, names};

/// A relationship in words.
pub(super) struct TieRow {
    /// The record, in addresses.
    pub record: String,
    pub name: String,
    /// Profession, where there is one.
    pub profession: Option<String>,
    /// What the holder is to the patient, and where.
    pub role: String,
    pub from: String,
    /// The day it ended.
    pub to: Option<String>,
    pub is_important: bool,
    /// Announced end, standing in, deputy, agreed interval, mode: what there is to say.
    pub notes: Vec<String>,
    /// Meetings; `None` for somebody who is no professional.
    pub times: Option<u64>,
    /// What the link to the contacts is called for those who do not see the table.
    pub contacts_label: String,
    pub last_met: Option<String>,
    pub next: Option<String>,
    /// How it ended.
    pub ending: Option<EndingWords>,
    /// What can be recorded of it.
    pub links: Vec<Link>,
    /// Words of the patient's about it: where they stand, and what they are.
    pub words: Vec<(String, String)>,
}

/// How a relationship ended, in words.
pub(super) struct EndingWords {
    pub reason: String,
    /// What was done, what was not, and what is not recorded, each in a sentence.
    pub elements: Vec<String>,
    /// Whether nothing that makes a good ending was done.
    pub is_abrupt: bool,
}

pub(super) fn row(tie: &Tie<'_>, opened: &Opened, marks: &Marks, text: Text) -> TieRow {
    let directory = &opened.directory;
    let record = tie.record;
    let kind = text.capital_word("relationship", record.kind.code());
    let role = match record.unit {
        None => kind,
        Some(unit) => {
            let unit = names::unit(directory, unit, text);
            text.with("ties-at", [("kind", kind.into()), ("unit", unit.into())])
        }
    };
    let profession = record
        .holder
        .professional()
        .and_then(|who| directory.professionals.get(&who))
        .map(|who| text.capital_word("profession", who.profession.code()));
    TieRow {
        links: of_tie(
            &opened.patient.reference.id.0.to_string(),
            record.id,
            record.to.is_none(),
            text,
        ),
        words: Vec::new(),
        record: record.id.0.to_string(),
        name: names::holder(directory, &record.holder, text),
        profession,
        role,
        from: text.short_date(tie.from),
        to: tie.to.map(|to| text.short_date(to)),
        is_important: record.important_to_patient,
        notes: notes(tie, opened, marks, text),
        times: tie.met.map(|met| met.times),
        contacts_label: text.with(
            "ties-contacts-with",
            [
                ("n", tie.met.map_or(0, |met| met.times).into()),
                ("who", names::holder(directory, &record.holder, text).into()),
            ],
        ),
        last_met: tie
            .met
            .and_then(|met| met.last)
            .map(|day| text.short_date(day)),
        next: tie.met.and_then(|met| met.next).map(|at| {
            let at = text.time(at, directory.zone(record.unit));
            text.with("ties-next", [("time", at.into())])
        }),
        ending: tie.to.map(|_| ending(tie, text)),
    }
}

fn notes(tie: &Tie<'_>, opened: &Opened, marks: &Marks, text: Text) -> Vec<String> {
    let record = tie.record;
    let mut notes = Vec::new();
    if record.important_to_patient {
        notes.push(mark_words::sentence(marks.get(&record.id), text));
    }
    if record.is_temporary_cover {
        notes.push(text.say("ties-cover"));
    }
    if let Some(end) = record.planned_end.filter(|_| tie.to.is_none()) {
        notes.push(text.with("ties-planned-end", [("date", text.date(end).into())]));
    }
    if let Some(days) = record.agreed_interval_days {
        notes.push(text.with("ties-interval", [("days", days.into())]));
    }
    if let Some(deputy) = record.deputy {
        let name = names::professional(&opened.directory, deputy, text);
        notes.push(text.with("ties-deputy", [("name", name.into())]));
    }
    notes
}

fn ending(tie: &Tie<'_>, text: Text) -> EndingWords {
    let record = tie.record;
    let elements = [
        (record.told_in_time, "ties-told"),
        (record.goodbye, "ties-goodbye"),
        (record.joint_meeting, "ties-joint"),
        (record.successor_known, "ties-successor"),
    ];
    let those = |answer: Option<bool>, key: &str| {
        let said: Vec<String> = elements
            .iter()
            .filter(|(recorded, _)| *recorded == answer)
            .map(|(_, element)| text.say(element))
            .collect();
        (!said.is_empty()).then(|| {
            let said = names::enumeration(text, &said);
            text.with(key, [("what", said.into())])
        })
    };
    EndingWords {
        reason: record.end_reason.map_or_else(
            || text.say("ties-reason-missing"),
            |reason| text.capital_word("end", reason.code()),
        ),
        elements: [
            those(Some(true), "ties-done"),
            those(Some(false), "ties-not-done"),
            those(None, "ties-not-recorded"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        is_abrupt: tie.is_abrupt,
    }
}
