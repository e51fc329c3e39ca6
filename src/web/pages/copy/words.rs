//! What is on a copy and on the page that is read together, in words.

use crate::app::copy::{PatientCopy, Told};
use crate::app::plans::{PlanText, RequestText};
use crate::domain::plan::{Answers, Question};
use crate::domain::story::{self, About, Thing};
use crate::domain::time;
use crate::domain::vocabulary::{Authorship, PlanKind};
use crate::web::flag_words::Teller;
use crate::web::pages::own::view::whose;
use crate::web::pages::plans::requests::subject;
use crate::web::pages::story::view;
use crate::web::timeline::Links;
use crate::web::voice_words::named;
use crate::web::{Text, names};

/// An entry of the story.
pub(super) struct EntryWords {
    pub id: String,
    pub words: String,
    pub when: Option<String>,
    pub whose: String,
    /// What it is about, each by what it is and when.
    pub about: Vec<String>,
    /// Who has read it, each in a sentence.
    pub readers: Vec<String>,
}

/// Entries under what they tell.
pub(super) struct Chapter {
    pub title: String,
    pub entries: Vec<EntryWords>,
}

/// A plan: its kind, what it says under headings, and when it was agreed.
pub(super) struct PlanWords {
    pub title: String,
    pub answers: Vec<(String, String)>,
    pub staff: Option<String>,
    pub dates: Vec<String>,
    /// What the patient says beside it: what it tells, and the words.
    pub said: Vec<(String, String)>,
}

/// A request with its answer.
pub(super) struct RequestWords {
    pub subject: String,
    pub words: String,
    pub facts: Vec<String>,
    /// What the patient says beside it: what it tells, and the words.
    pub said: Vec<(String, String)>,
}

/// The story in its order: the patient's own words by what they tell, then next of kin's. What was taken back is
/// not in it.
pub(super) fn chapters(copy: &PatientCopy, text: Text) -> Vec<Chapter> {
    let standing = || {
        copy.story
            .iter()
            .filter(|told| told.entry.withdrawn_at.is_none())
    };
    let is_kin = |told: &Told| told.entry.authorship == Authorship::NextOfKin;
    let mut chapters: Vec<Chapter> = story::chapters()
        .map(|kind| Chapter {
            title: text.capital_word("narrative", kind.code()),
            entries: standing()
                .filter(|told| told.entry.kind == kind && !is_kin(told))
                .map(|told| entry(told, copy, text))
                .collect(),
        })
        .collect();
    chapters.push(Chapter {
        title: text.say("story-kin-title"),
        entries: standing()
            .filter(|told| is_kin(told))
            .map(|told| entry(told, copy, text))
            .collect(),
    });
    chapters.retain(|chapter| !chapter.entries.is_empty());
    chapters
}

fn entry(told: &Told, copy: &PatientCopy, text: Text) -> EntryWords {
    let opened = &copy.opened;
    let beside = copy.beside.iter();
    let about = beside.filter(|one| one.entry.id == told.entry.id);
    let about: Vec<About> = about.map(|one| one.about).collect();
    let named = named(&about, opened, text).into_iter();
    EntryWords {
        id: told.entry.id.0.to_string(),
        words: told.entry.text.clone(),
        when: told.entry.when.map(|when| view::vague(when, text)),
        whose: whose(&told.entry, opened, text).join(" "),
        about: named.map(|one| one.label).collect(),
        readers: view::own_readers(&told.readers, &opened.directory, text),
    }
}

/// What the patient sees differently of something on the copy, or tells of it: whose words, and the words.
fn said(about: About, copy: &PatientCopy, text: Text) -> Vec<(String, String)> {
    let beside = copy.beside.iter().filter(|one| one.about == about);
    beside
        .map(|one| {
            let title = text.capital_word("narrative", one.entry.kind.code());
            (title, one.entry.text.clone())
        })
        .collect()
}

/// Where the patient's words about records stand on the copy, by record.
pub(super) fn links(copy: &PatientCopy, text: Text) -> Links {
    let mut links = Links::new();
    for one in &copy.beside {
        let href = format!("#entry-{}", one.entry.id.0);
        let title = text.capital_word("narrative", one.entry.kind.code());
        links.entry(one.about.id).or_default().push((href, title));
    }
    links
}

/// What was taken back, each in a sentence.
pub(super) fn gone(copy: &PatientCopy, text: Text) -> Vec<String> {
    let zone = copy.opened.directory.service_zone;
    let gone = copy.story.iter().filter_map(|told| told.entry.withdrawn_at);
    gone.map(|at| {
        let date = text.date(time::local_date(at, zone));
        text.with("own-gone", [("date", date.into())])
    })
    .collect()
}

pub(super) fn plan(kind: PlanKind, plan: &PlanText, copy: &PatientCopy, text: Text) -> PlanWords {
    let words = plan.patient.as_deref().unwrap_or_default();
    let answers = answers(kind, words, text);
    let date = |key: &str, on| text.with(key, [("date", text.date(on).into())]);
    let mut dates = vec![date("plan-agreed-on", plan.agreed_on)];
    dates.extend(plan.reviewed_on.map(|on| date("plan-reviewed-on", on)));
    dates.extend(plan.review_by.map(|on| date("plan-review-by", on)));
    PlanWords {
        title: text.capital_word("plan", kind.code()),
        answers,
        staff: plan.staff.clone(),
        dates,
        said: said(About::new(Thing::Plan, plan.id), copy, text),
    }
}

/// What the patient said, by question; what stands outside of them first.
fn answers(kind: PlanKind, said: &str, text: Text) -> Vec<(String, String)> {
    let answers = Answers::read(kind, said);
    let outside = (text.say("copy-plan-patient"), answers.outside.clone());
    let asked = Question::of(kind).iter().map(|question| {
        let key = format!("plan-{}", question.code().replace('_', "-"));
        (text.say(&key), answers.of(*question).to_owned())
    });
    let all = std::iter::once(outside).chain(asked);
    all.filter(|(_, words)| !words.is_empty()).collect()
}

pub(super) fn request(request: &RequestText, copy: &PatientCopy, text: Text) -> RequestWords {
    let directory = &copy.opened.directory;
    let zone = directory.service_zone;
    let day = |at| text.date(time::local_date(at, zone));
    let told = |key: &str, what: String| text.with(key, [("what", what.into())]);
    let mut facts = vec![told("copy-asked", day(request.asked_at))];
    if let Some((answer, at)) = request.answer {
        let answered = [
            ("answer", text.capital_word("answer", answer.code()).into()),
            ("date", day(at).into()),
            ("reason", request.reason.clone().unwrap_or_default().into()),
        ];
        facts.push(text.with("request-answered", answered));
    } else {
        facts.push(match request.decider {
            Some(who) => told("request-decider", names::professional(directory, who, text)),
            None => text.say("request-nobody"),
        });
        facts.extend(request.due_on.map(|on| told("request-due", text.date(on))));
        facts.push(text.say("copy-not-answered"));
    }
    RequestWords {
        subject: subject(&request.subject, text),
        words: request.text.clone(),
        facts,
        said: said(About::new(Thing::Request, request.id), copy, text),
    }
}

/// What the service has not done, as it is told to the patient.
pub(super) fn flags(copy: &PatientCopy, text: Text) -> Vec<String> {
    let opened = &copy.opened;
    let teller = Teller {
        text,
        directory: &opened.directory,
        policy: &opened.policy,
        today: time::local_date(opened.now, opened.directory.service_zone),
    };
    let told = copy.flags.iter();
    told.filter_map(|lived| teller.to_patient(&lived.flag))
        .collect()
}
