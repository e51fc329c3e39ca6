//! A copy as JSON, in a form of its own with a version: what `docs/copy.md` describes.
//!
//! Codes are those of the API and of exports; times are RFC 3339 with the service's offset.

mod teller;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use self::teller::Teller;
use super::gather::PatientCopy;

/// The name of the form.
pub const FORM: &str = "redthread.patient-copy";

/// Its version: raised when something in it is called otherwise or left out. What is new raises nothing.
pub const VERSION: u32 = 1;

/// What a copy leaves out when it is not the patient's own, whether there is any of it or not.
const NOT_WHOLE: &str = "words_not_shared_with_who_made_it";

/// What every copy leaves out, whether there is any of it or not.
const NEVER: [&str; 3] = [
    "words_of_kin_in_confidence",
    "flags_told_in_an_agreed_form_only",
    "reasons_in_the_access_log_in_somebodys_own_words",
];

/// The patient's own copy of their record.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// The name of this form: `redthread.patient-copy`.
    #[schema(example = "redthread.patient-copy")]
    form: &'static str,
    /// The version of this form.
    #[schema(example = 1)]
    version: u32,
    /// When the copy was made.
    #[schema(example = "2026-03-02T12:00:00+01:00")]
    made_at: String,
    /// Whether it holds everything that is the patient's; false: only what is shared with who made it.
    is_whole: bool,
    /// What is left out, whether there is any of it or not: codes.
    #[schema(example = json!(["words_of_kin_in_confidence"]))]
    leaves_out: Vec<&'static str>,
    /// Who it is about.
    patient: Person,
    /// Where and with whom the patient was, in order of time.
    timeline: Timeline,
    /// The story, the last written first.
    story: Vec<Entry>,
    /// Plans and agreements.
    plans: Vec<Plan>,
    /// What the patient asked for.
    requests: Vec<Request>,
    /// What the service has not done.
    flags: Vec<Flag>,
    /// Who has looked at the record, the latest first.
    access_log: Vec<Access>,
    /// Whether the access log has older lines than these.
    is_access_log_cut: bool,
}

/// Who a copy is about.
#[derive(Debug, Serialize, ToSchema)]
struct Person {
    /// Identity.
    id: Uuid,
    /// Name as recorded.
    name: Option<String>,
    /// Day of birth.
    birth_date: Option<chrono::NaiveDate>,
}

/// Where and with whom the patient was.
#[derive(Debug, Serialize, ToSchema)]
struct Timeline {
    /// Ward stays, and times on a team's books.
    treatment_periods: Vec<Period>,
    /// Meetings, booked ones too.
    contacts: Vec<Contact>,
    /// Relationships.
    relationships: Vec<Relationship>,
    /// When the patient was passed on.
    handovers: Vec<Handover>,
    /// Restrictive measures.
    measures: Vec<Measure>,
}

/// A restrictive measure.
#[derive(Debug, Serialize, ToSchema)]
struct Measure {
    /// Identity.
    id: Uuid,
    /// What it was.
    #[schema(example = "seclusion")]
    kind: &'static str,
    /// The unit.
    unit: Option<String>,
    /// Start.
    from: String,
    /// End; null while it lasts.
    to: Option<String>,
}

/// A ward stay, or a time on a team's books.
#[derive(Debug, Serialize, ToSchema)]
struct Period {
    /// Identity.
    id: Uuid,
    /// The unit.
    unit: Option<String>,
    /// Start.
    from: String,
    /// End; null while it lasts.
    to: Option<String>,
}

/// A meeting.
#[derive(Debug, Serialize, ToSchema)]
struct Contact {
    /// The unit.
    unit: Option<String>,
    /// Start.
    at: String,
    /// What became of it.
    #[schema(example = "attended")]
    status: &'static str,
    /// With whom.
    with: Vec<String>,
}

/// A relationship.
#[derive(Debug, Serialize, ToSchema)]
struct Relationship {
    /// Identity.
    id: Uuid,
    /// With whom.
    who: Option<String>,
    /// What they are to the patient.
    #[schema(example = "contact_person")]
    kind: &'static str,
    /// Start.
    from: String,
    /// End; null while it lasts.
    to: Option<String>,
    /// Why it ended.
    end_reason: Option<&'static str>,
    /// Whether there was a goodbye; null is not recorded.
    goodbye: Option<bool>,
    /// Whether the patient marked it as important.
    is_important: bool,
}

/// That the patient was passed on.
#[derive(Debug, Serialize, ToSchema)]
struct Handover {
    /// Identity.
    id: Uuid,
    /// When it was offered.
    offered_at: String,
    /// When it was accepted; null where it was not.
    accepted_at: Option<String>,
    /// By whom.
    from: Option<String>,
    /// To whom.
    to: Option<String>,
}

/// An entry of the story.
#[derive(Debug, Serialize, ToSchema)]
struct Entry {
    /// Identity.
    id: Uuid,
    /// What it tells; null once it was taken back.
    kind: Option<&'static str>,
    /// Whose words.
    #[schema(example = "patient_verbatim")]
    authorship: &'static str,
    /// The words; null once they were taken back.
    text: Option<String>,
    /// When they were written down.
    written_at: String,
    /// Who wrote them down, where a professional did.
    written_by: Option<String>,
    /// The first day that it is about, as far as it is known.
    from: Option<chrono::NaiveDate>,
    /// The last.
    to: Option<chrono::NaiveDate>,
    /// How well that is known.
    precision: Option<&'static str>,
    /// Whom it is shared with at present: 0 nobody to 4.
    level: u8,
    /// When the patient found it right.
    confirmed_at: Option<String>,
    /// When it was taken back.
    withdrawn_at: Option<String>,
    /// What it is about: records of this copy.
    about: Vec<AboutRef>,
    /// Who has read it.
    readers: Vec<Reader>,
}

/// What an entry is about.
#[derive(Debug, Serialize, ToSchema)]
struct AboutRef {
    /// What kind of record it is.
    #[schema(example = "plan")]
    kind: &'static str,
    /// Which.
    id: Uuid,
}

/// Somebody who has read an entry.
#[derive(Debug, Serialize, ToSchema)]
struct Reader {
    /// Who.
    who: Option<String>,
    /// When, first.
    opened_at: String,
    /// When they told the patient so; null where they have not.
    told_patient_at: Option<String>,
}

/// A plan or agreement.
#[derive(Debug, Serialize, ToSchema)]
struct Plan {
    /// Identity.
    id: Uuid,
    /// Its kind.
    #[schema(example = "crisis_plan")]
    kind: &'static str,
    /// The day on which it was agreed.
    agreed_on: chrono::NaiveDate,
    /// When it was last gone through.
    reviewed_on: Option<chrono::NaiveDate>,
    /// When it is to be gone through again.
    review_by: Option<chrono::NaiveDate>,
    /// The patient's words.
    text_patient: Option<String>,
    /// What staff add.
    text_staff: Option<String>,
}

/// What the patient asked for.
#[derive(Debug, Serialize, ToSchema)]
struct Request {
    /// Identity.
    id: Uuid,
    /// What about; `correction` is that something be put right.
    subject: String,
    /// In the patient's words.
    text: String,
    /// When.
    asked_at: String,
    /// Who is to answer.
    decider: Option<String>,
    /// By when.
    due_on: Option<chrono::NaiveDate>,
    /// The answer; null while it waits.
    answer: Option<&'static str>,
    /// When it was answered.
    answered_at: Option<String>,
    /// The reason of the answer.
    reason: Option<String>,
}

/// Something that the service has not done.
#[derive(Debug, Serialize, ToSchema)]
struct Flag {
    /// The rule, by its code.
    #[schema(example = "request_unanswered")]
    rule: &'static str,
    /// What the rule says.
    sentence: &'static str,
    /// Since when; null where it was found only now.
    raised_at: Option<String>,
    /// What it was worked out from.
    #[schema(value_type = Object)]
    inputs: serde_json::Value,
}

/// A line of the access log.
#[derive(Debug, Serialize, ToSchema)]
struct Access {
    /// When.
    at: String,
    /// Who.
    who: Option<String>,
    /// Roles, and where.
    roles: Vec<String>,
    /// What kind of thing was done.
    #[schema(example = "record")]
    what: &'static str,
    /// What for.
    #[schema(example = "care")]
    purpose: String,
    /// Why, by a code.
    reason: Option<String>,
}

impl Document {
    /// A copy in this form.
    pub fn of(copy: &PatientCopy) -> Self {
        let opened = &copy.opened;
        let teller = Teller {
            directory: &opened.directory,
        };
        let case = opened.case();
        let not_whole = (!copy.is_whole).then_some(NOT_WHOLE);
        Self {
            form: FORM,
            version: VERSION,
            made_at: teller.at(opened.now),
            is_whole: copy.is_whole,
            leaves_out: not_whole.into_iter().chain(NEVER).collect(),
            patient: Person {
                id: opened.patient.reference.id.0,
                name: opened.patient.name(),
                birth_date: opened.patient.birth_date,
            },
            timeline: teller.timeline(&case),
            story: copy
                .story
                .iter()
                .map(|told| teller.entry(told, &copy.beside, opened.now))
                .collect(),
            plans: copy.plans.iter().map(teller::plan).collect(),
            requests: copy
                .requests
                .iter()
                .map(|asked| teller.request(asked))
                .collect(),
            flags: copy
                .flags
                .iter()
                .map(|lived| teller.flag(lived, &case))
                .collect(),
            access_log: copy.access.iter().map(|line| teller.access(line)).collect(),
            is_access_log_cut: copy.is_access_cut,
        }
    }
}
