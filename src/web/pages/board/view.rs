//! A board in words.

use askama::Template;

use crate::app::board::{Board, Coming, Shown, Whose};
use crate::domain::board::{Counts, Known, Next};
use crate::domain::ids::ProfessionalId;
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::web::components::Segment;
use crate::web::{Shell, Text, names, safety_words};

/// A unit's board.
#[derive(Debug, Template)]
#[template(path = "board/page.html")]
pub(super) struct BoardPage {
    shell: Shell,
    /// The unit, in addresses.
    unit: String,
    head: Head,
    /// The viewer's other units, by name, each with its address.
    others: Vec<(String, String)>,
    segments: Vec<Segment>,
    cards: Vec<CardView>,
    /// Those who are on their way.
    coming: Vec<ComingView>,
    /// Whether every card is shown.
    is_whole: bool,
    /// What the script says while the board is live, and when it is not: with [`MARK`] for the time.
    live: String,
    stale: String,
}

/// Stands for the time in what the script says.
const MARK: &str = "[time]";

/// One card with the head.
#[derive(Debug, Template)]
#[template(path = "board/part.html")]
pub(super) struct Part {
    shell: Shell,
    head: Head,
    card: Option<CardView>,
    coming: Option<ComingView>,
}

/// Somebody who is on their way, in words.
#[derive(Debug)]
struct ComingView {
    patient: String,
    name: String,
    /// When, and from where.
    told: String,
    /// The handover that waits here.
    handover: Option<String>,
}

/// The line at the top.
#[derive(Debug)]
struct Head {
    name: String,
    /// How many, and of what, in words: the number first.
    counts: Vec<(String, String)>,
    /// When it was looked at, alone and in words.
    clock: String,
    as_of: String,
}

/// A card, in words.
#[derive(Debug)]
struct CardView {
    patient: String,
    name: String,
    /// Room, day, responsible clinicians.
    line: String,
    /// Code and word of the severity of the last handover.
    severity: Option<(&'static str, String)>,
    /// What the patient says, each with what it tells.
    words: Vec<(String, String)>,
    today: Option<String>,
    yesterday: Option<String>,
    known: String,
    /// Whether the patient knows somebody: that is the thread.
    is_known: bool,
    next: String,
    legal: Option<String>,
    leave: Option<String>,
    crisis_plan: bool,
    /// Whom the patient wants called before something is decided, a line each.
    safety: Vec<String>,
    /// The handover: address and words, and whether it waits.
    handover: Option<(String, String, bool)>,
}

impl BoardPage {
    pub(super) fn new(shell: Shell, board: &Board, whose: Whose) -> Self {
        let text = shell.text;
        let unit = board.unit.0.to_string();
        let here = format!("/units/{unit}/board");
        let segment = |label: &str, show: &str, each| Segment {
            href: if show.is_empty() {
                here.clone()
            } else {
                format!("{here}?show={show}")
            },
            label: text.say(label),
            is_chosen: each == whose,
        };
        let mut others: Vec<(String, String)> = board
            .units
            .iter()
            .filter(|other| **other != board.unit)
            .map(|other| {
                let name = names::unit(&board.directory, *other, text);
                (name, format!("/units/{}/board", other.0))
            })
            .collect();
        others.sort();
        Self {
            head: Head::new(board, text),
            others,
            segments: vec![
                segment("board-all", "", Whose::Everybody),
                segment("board-mine", "mine", Whose::Mine),
                segment("board-unaccepted", "unaccepted", Whose::Unaccepted),
            ],
            cards: board
                .cards
                .iter()
                .map(|one| view(one, board, text))
                .collect(),
            coming: board
                .coming
                .iter()
                .map(|one| coming(one, board, text))
                .collect(),
            is_whole: whose == Whose::Everybody,
            live: text.with("board-live", [("time", MARK.into())]),
            stale: text.with("board-stale", [("time", MARK.into())]),
            unit,
            shell,
        }
    }
}

impl Part {
    pub(super) fn new(shell: Shell, board: &Board) -> Self {
        let text = shell.text;
        Self {
            head: Head::new(board, text),
            card: board.cards.first().map(|one| view(one, board, text)),
            coming: board.coming.first().map(|one| coming(one, board, text)),
            shell,
        }
    }
}

impl Head {
    fn new(board: &Board, text: Text) -> Self {
        let Counts {
            patients,
            coming,
            leaving,
            unaccepted,
            without_named_contact,
        } = board.counts;
        // What is not there needs no eye.
        let some = |n: usize| (n > 0).then_some(n);
        let clock = board.now.with_timezone(&board.zone());
        let clock = clock.format("%H:%M").to_string();
        Self {
            as_of: text.with("board-as-of", [("time", clock.as_str().into())]),
            name: names::unit(&board.directory, board.unit, text),
            counts: [
                ("board-count-patients", Some(patients)),
                ("board-count-coming", some(coming)),
                ("board-count-leaving", some(leaving)),
                ("board-count-unaccepted", some(unaccepted)),
                ("board-count-unnamed", some(without_named_contact)),
            ]
            .into_iter()
            .filter_map(|(key, n)| n.map(|n| (n.to_string(), text.count(key, n as u64))))
            .collect(),
            clock,
        }
    }
}

fn coming(one: &Coming, board: &Board, text: Text) -> ComingView {
    let patient = one.id().0.to_string();
    let from = one
        .from
        .map(|unit| names::unit(&board.directory, unit, text));
    let when = one.expected.map(|(_, at)| text.time(at, board.zone()));
    let told = match (when, from) {
        (Some(time), Some(unit)) => text.with(
            "board-coming-from",
            [("time", time.into()), ("unit", unit.into())],
        ),
        (Some(time), None) => text.with("board-coming-at", [("time", time.into())]),
        (None, Some(unit)) => text.with("board-coming-handed-from", [("unit", unit.into())]),
        (None, None) => text.say("board-coming-handed"),
    };
    ComingView {
        name: names::patient(one.patient.name(), text),
        told,
        handover: one
            .handover
            .map(|id| format!("/patients/{patient}/handovers/{}", id.0)),
        patient,
    }
}

fn view(shown: &Shown, board: &Board, text: Text) -> CardView {
    let (card, directory) = (&shown.card, &*board.directory);
    let patient = shown.patient.reference.id.0.to_string();
    let mut line = Vec::new();
    line.extend(
        shown
            .bed
            .room
            .as_ref()
            .map(|room| text.with("board-room", [("room", room.as_str().into())])),
    );
    line.push(text.with("board-day", [("day", card.day.into())]));
    if !card.responsible.is_empty() {
        line.push(text.count("board-responsible", card.responsible.len() as u64));
    }
    let severity = shown.said.as_ref().and_then(|said| said.severity);
    let nurses = |who: &[ProfessionalId]| nurses(who, directory, text);
    let handover = card.handover.map(|(id, waits)| {
        let key = if waits {
            "board-handover-waits"
        } else {
            "board-handover-read"
        };
        let href = format!("/patients/{patient}/handovers/{}", id.0);
        (href, text.say(key), waits)
    });
    CardView {
        name: names::patient(shown.patient.name(), text),
        line: line.join(" "),
        severity: severity.map(|severity| {
            let code = severity.code();
            (code, text.word("handover-severity", code))
        }),
        words: shown
            .words
            .iter()
            .map(|words| {
                let about = text.capital_word("narrative", words.kind.code());
                (about, words.text.clone())
            })
            .collect(),
        today: nurses(&card.today),
        yesterday: nurses(&card.yesterday),
        known: known(&card.known, directory, text),
        is_known: card.known != Known::Nobody,
        next: next(shown, board, text),
        legal: card.legal.as_ref().map(|(status, to)| match to {
            Some(to) => text.with(
                "board-legal-until",
                [
                    ("status", names::legal_status(status, text).into()),
                    ("date", text.date(*to).into()),
                ],
            ),
            None => names::legal_status(status, text),
        }),
        leave: card.leave.map(|_| text.say("board-on-leave")),
        crisis_plan: card.crisis_plan.is_some(),
        safety: shown
            .cards
            .iter()
            .map(|card| safety_words::line(card, directory, text))
            .collect(),
        handover,
        patient,
    }
}

fn nurses(who: &[ProfessionalId], directory: &Directory, text: Text) -> Option<String> {
    let names: Vec<String> = who
        .iter()
        .map(|who| names::professional(directory, *who, text))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn known(known: &Known, directory: &Directory, text: Text) -> String {
    match known {
        Known::Here(known) => {
            let name = names::professional(directory, known.professional, text);
            let days = known.days_met as u64;
            text.with(
                "board-known-here",
                [("name", name.into()), ("n", days.into())],
            )
        }
        Known::Elsewhere(known, place) => {
            let name = names::professional(directory, known.professional, text);
            let place = place.map_or_else(String::new, |unit| names::unit(directory, unit, text));
            text.with(
                "board-known-elsewhere",
                [("name", name.into()), ("place", place.into())],
            )
        }
        Known::Nobody => text.say("board-known-nobody"),
    }
}

/// What is next: what the record holds, else the first thing that the last handover asks for.
fn next(shown: &Shown, board: &Board, text: Text) -> String {
    let zone = board.zone();
    let asked = shown.said.as_ref().and_then(|said| said.actions.as_deref());
    let asked =
        asked.and_then(|actions| actions.lines().map(str::trim).find(|line| !line.is_empty()));
    match (shown.card.next, asked) {
        (Next::Back(at), _) => text.with("board-next-back", [("time", text.time(at, zone).into())]),
        (Next::Contact(at, unit, who), _) => {
            let directory = &board.directory;
            let time = text.time(at, directory.zone(Some(unit)));
            let who = who.map_or_else(
                || names::unit(directory, unit, text),
                |who| names::professional(directory, who, text),
            );
            text.with(
                "board-next-contact",
                [("time", time.into()), ("who", who.into())],
            )
        }
        (_, Some(asked)) => asked.to_owned(),
        (Next::NameNurse, None) => text.say("board-next-nurse"),
        (Next::Nothing, None) => match shown.bed.planned_to {
            Some(to) => {
                let date = text.date(time::local_date(to, zone));
                text.with("board-next-home", [("date", date.into())])
            }
            None => text.say("board-next-nothing"),
        },
    }
}

/// A board with a full card and an empty one, and two where nobody is.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let head = || Head {
        name: "Akuttpost <3>".to_owned(),
        counts: vec![("11".to_owned(), text.count("board-count-patients", 11))],
        clock: "14:32".to_owned(),
        as_of: text.with("board-as-of", [("time", "14:32".into())]),
    };
    let full = || CardView {
        patient: "0190".to_owned(),
        name: "Maren <Hauge>".to_owned(),
        line: text.with("board-day", [("day", 56.into())]),
        severity: Some(("acute", text.word("handover-severity", "acute"))),
        words: vec![(
            text.capital_word("narrative", "next_professional"),
            "Si navnet ditt <hver> gang.".to_owned(),
        )],
        today: Some("Vik".to_owned()),
        yesterday: Some("Vik".to_owned()),
        known: "Vik".to_owned(),
        is_known: true,
        next: "19:00".to_owned(),
        legal: Some("no-3-3-in".to_owned()),
        leave: Some(text.say("board-on-leave")),
        crisis_plan: true,
        safety: vec!["<Tove>".to_owned()],
        handover: Some((
            "/patients/0190/handovers/0191".to_owned(),
            text.say("board-handover-waits"),
            true,
        )),
    };
    let bare = CardView {
        patient: "0194".to_owned(),
        severity: None,
        words: Vec::new(),
        today: None,
        yesterday: None,
        known: text.say("board-known-nobody"),
        is_known: false,
        legal: None,
        leave: None,
        crisis_plan: false,
        safety: Vec::new(),
        handover: None,
        ..full()
    };
    let page = |cards: Vec<CardView>, is_whole: bool| BoardPage {
        shell: shell.clone(),
        unit: "0192".to_owned(),
        head: head(),
        others: vec![("Post <2>".to_owned(), "/units/0193/board".to_owned())],
        segments: vec![Segment {
            href: "/units/0192/board".to_owned(),
            label: text.say("board-all"),
            is_chosen: true,
        }],
        cards,
        coming: vec![ComingView {
            patient: "0195".to_owned(),
            name: "Ida <Berg>".to_owned(),
            told: text.say("board-coming-handed"),
            handover: is_whole.then(|| "/patients/0195/handovers/0196".to_owned()),
        }],
        is_whole,
        live: MARK.to_owned(),
        stale: MARK.to_owned(),
    };
    vec![
        page(vec![full(), bare], true).render().unwrap(),
        page(Vec::new(), true).render().unwrap(),
        page(Vec::new(), false).render().unwrap(),
    ]
}
