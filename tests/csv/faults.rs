//! Faults of a row, each told by field, kind and what would be accepted, never by its value.

use redthread::domain::intake::{Kind, Reason, Record, Rupture, ZoneBook};
use redthread::domain::vocabulary::{ContactStatus, RuptureStatus};
use redthread::interop::csv::{Reader, Table};

use super::{OSLO, drain, read, rejection};

const UNIT: &str = "id,name,setting,time_zone,beds";
const EMPLOYMENT: &str = "professional_id,unit_id,from,to,planned_end,is_locum,caseload_limit";
const PATIENT: &str =
    "id,identifiers,birth_date,sex,in_service_from,in_service_to,deceased_at,recorded_at";
const PERIOD: &str =
    "id,patient_id,unit_id,from,to,admission_kind,planned_from,planned_to,end_reason,leave";
const CONTACT: &str = "id,patient_id,unit_id,at,minutes,mode,status,patient_present,purpose";
const RELATIONSHIP: &str =
    "id,patient_id,kind,from,professional_id,person_name,to,planned_end,agreed_interval_days";

/// Per kind its columns; per row the values, and the reason, field and part of the message that
/// they are rejected with. No message may repeat a value: `secret` stands for one.
const FAULTS: &str = r#"
# unit id,name,setting,time_zone,beds
,W,acute_ward,, => missing id required
"  ",W,acute_ward,, => missing id required
u,,acute_ward,, => missing name required
u,W,,, => missing setting required
u,W,secret ward,, => unknown_code setting acute_ward, subacute_ward
u,W,acute_ward,Oslo secret, => bad_value time_zone Europe/Oslo
u,W,acute_ward,,-1 => bad_value beds from 0
u,W,acute_ward,,secret => bad_value beds whole number
u,W,acute_ward,,2147483648 => bad_value beds 2147483647
u,W,acute_ward,,1.5 => bad_value beds whole number
# employment professional_id,unit_id,from,to,planned_end,is_locum,caseload_limit
p,u,2026-01-01T08:00,,,, => bad_time from 2026-03-02
p,u,2026-1-1,,,, => bad_time from ISO date
p,u,2026-01-02,2026-01-01,,, => end_before_start to at or after
p,u,2026-01-02,,2026-01-01,, => end_before_start planned_end at or after
p,u,2026-01-02,,,yes, => bad_value is_locum true, false
p,u,2026-01-02,,,,-5 => bad_value caseload_limit from 0
# patient id,identifiers,birth_date,sex,in_service_from,in_service_to,deceased_at,recorded_at
p,secret,,,,,, => bad_value identifiers system|value
p,|secret,,,,,, => bad_value identifiers system|value
p,a|b;secret|,,,,,, => bad_value identifiers system|value
p,,31.12.1980,,,,, => bad_time birth_date ISO date
p,,,secret,,,, => unknown_code sex female, male, other, unknown
p,,,Female,,,, => unknown_code sex female
p,,,,2026-01-02,2026-01-01,, => end_before_start in_service_to at or after
p,,1980-01-02,,,,1980-01-01, => before_birth deceased_at birth
p,,,,,,,now => bad_time recorded_at ISO 8601
# treatment_period id,patient_id,unit_id,from,to,admission_kind,planned_from,planned_to,end_reason,leave
t,p,u,,,,,,, => missing from required
t,p,u,2026-03-29T02:30,,,,,, => bad_time from does not exist
t,p,u,2026-01-02T10:00,2026-01-02T09:59,,,,, => end_before_start to at or after
t,p,u,2026-01-02,,forced,,,, => unknown_code admission_kind patient_controlled
t,p,u,2026-01-02,,,2026-02-02,2026-02-01,, => end_before_start planned_to at or after
t,p,u,2026-01-02,,,,,secret, => unknown_code end_reason other_ward
t,p,u,2026-01-02,,,,,,2026-01-03 => bad_value leave from/to
t,p,u,2026-01-02,,,,,,2026-01-03/x => bad_time leave ISO 8601
t,p,u,2026-01-02,,,,,,2026-01-04/2026-01-03 => end_before_start leave at or after
t,p,u,2026-01-02,,,,,,2026-01-01/2026-01-03 => bad_value leave between
t,p,u,2026-01-02,2026-01-09,,,,,2026-01-08/2026-01-10 => bad_value leave between
# contact id,patient_id,unit_id,at,minutes,mode,status,patient_present,purpose
c,p,,2026-01-02,,,,, => missing unit_id required
c,p,u,secret,,,,, => bad_time at 2026-03-02T14:30
c,p,u,2026-01-02,-1,,,, => bad_value minutes from 0
c,p,u,2026-01-02,,secret,,, => unknown_code mode home_visit
c,p,u,2026-01-02,,,secret,, => unknown_code status no_show
c,p,u,2026-01-02,,,,1, => bad_value patient_present true, false
c,p,u,2026-01-02,,,,,secret => unknown_code purpose farewell
# relationship id,patient_id,kind,from,professional_id,person_name,to,planned_end,agreed_interval_days
r,p,friend,2026-01-02,x,,,, => unknown_code kind therapist
r,p,therapist,2026-01-02,,,,, => missing professional_id person_name
r,p,therapist,2026-01-02,x,secret,,, => bad_value person_name either
r,p,therapist,2026-01-02,x,,2026-01-01,, => end_before_start to at or after
r,p,therapist,2026-01-02,x,,,2026-01-01, => end_before_start planned_end at or after
r,p,therapist,2026-01-02,x,,,2026-02-01T10:00, => bad_time planned_end time of day
r,p,therapist,2026-01-02,x,,,,0 => bad_value agreed_interval_days from 1
# shift_assignment id,patient_id,professional_id,unit_id,from,to
s,p,,u,2026-01-02, => missing professional_id required
s,p,x,u,2026-01-02T15:00,2026-01-02T07:00 => end_before_start to at or after
# handover id,patient_id,type,offered_at,accepted_at,grade,severity,state
h,p,secret,2026-01-02,,,, => unknown_code type ward_transfer
h,p,shift,2026-01-02,2026-01-01,,, => end_before_start accepted_at at or after
h,p,shift,2026-01-02,,secret,, => unknown_code grade warm
h,p,shift,2026-01-02,,,secret, => unknown_code severity settled
h,p,shift,2026-01-02,,,,secret => unknown_code state questioned
# decision id,patient_id,subject,outcome,decided_at
d,p,secret,agreed,2026-01-02 => unknown_code subject crisis_plan
d,p,debrief,secret,2026-01-02 => unknown_code outcome not_offered
d,p,debrief,agreed, => missing decided_at required
# relational_review id,patient_id,held_at
v,p,secret => bad_time held_at ISO 8601
# legal_period id,patient_id,status,from,to,felt_forced
l,p,,2026-01-02,, => missing status required
l,p," ",2026-01-02,, => missing status required
l,p,no-3-2,2026-01-02,2026-01-01, => end_before_start to at or after
l,p,no-3-2,2026-01-02,,secret => bad_value felt_forced true, false
# measure id,patient_id,kind,from,to,known_person_present,debrief_offered_at,debrief_outcome
m,p,secret,2026-01-02,,,, => unknown_code kind mechanical_restraint
m,p,seclusion,,,,, => missing from required
m,p,seclusion,2026-01-02T10:00,2026-01-02T09:59,,, => end_before_start to at or after
m,p,seclusion,2026-01-02,,secret,, => bad_value known_person_present true, false
m,p,seclusion,2026-01-02T10:00,,,2026-01-01T23:59, => end_before_start debrief_offered_at at or after
m,p,seclusion,2026-01-02,,,2026-01-03,secret => unknown_code debrief_outcome held, declined
m,p,seclusion,2026-01-02,,,,held => missing debrief_offered_at when the conversation was offered
# measure_visit patient_id,measure_id,professional_id,at
p,,x,2026-01-02 => missing measure_id required
p,m,,2026-01-02 => missing professional_id required
p,m,x, => missing at required
# plan id,patient_id,kind,agreed_on,version,reviewed_on,review_by,valid_to,max_nights,quarantine_days
l,p,secret,2026-01-02,,,,,, => unknown_code kind crisis_plan
l,p,crisis_plan,2026-01-02T10:00,,,,,, => bad_time agreed_on time of day
l,p,crisis_plan,2026-01-02,0,,,,, => bad_value version from 1
l,p,crisis_plan,2026-01-02,,2026-01-01,,,, => end_before_start reviewed_on at or after
l,p,crisis_plan,2026-01-02,,,2026-01-01,,, => end_before_start review_by at or after
l,p,crisis_plan,2026-01-02,,,,2026-01-01,, => end_before_start valid_to at or after
l,p,crisis_plan,2026-01-02,,,,,-1, => bad_value max_nights from 0
l,p,crisis_plan,2026-01-02,,,,,,secret => bad_value quarantine_days from 0
# request id,patient_id,subject,text,asked_at,due_on,answered_at,answer
q,p,,words,2026-01-02,,, => missing subject required
q,p,access,,2026-01-02,,, => missing text required
q,p,access,words,2026-01-02T10:00,2026-01-01,, => end_before_start due_on at or after
q,p,access,words,2026-01-02T10:00,,2026-01-02T09:00,no => end_before_start answered_at at or after
q,p,access,words,2026-01-02,,2026-01-03,secret => unknown_code answer yes, partly, no
q,p,access,words,2026-01-02,,2026-01-03, => missing answer or leave answered_at empty
q,p,access,words,2026-01-02,,,yes => missing answered_at or leave answer empty
# alliance_score id,patient_id,professional_id,instrument,score,at,min,max,cut
s,p,x,,31.4,2026-01-02,,, => missing instrument required
s,p,x,srs,secret,2026-01-02,,, => bad_value score 31.4
s,p,x,srs,"31,4",2026-01-02,,, => bad_value score 31.4
s,p,x,srs,31.4567,2026-01-02,,, => bad_value score three decimals
s,p,x,srs,1,2026-01-02,2,1, => bad_value max below min
s,p,x,srs,0.999,2026-01-02,1,, => bad_value score between
s,p,x,srs,40.1,2026-01-02,0,40, => bad_value score between
s,p,x,srs,31,2026-01-02,0,40,41 => bad_value cut between
# rupture id,patient_id,professional_id,type,noticed_on,noticed_by,status,closed_on
r,p,x,secret,2026-01-02,,, => unknown_code type confrontation
r,p,x,mixed,,,, => missing noticed_on required
r,p,x,mixed,2026-01-02,secret,, => unknown_code noticed_by third
r,p,x,mixed,2026-01-02,,secret, => unknown_code status agreed_to_differ
r,p,x,mixed,2026-01-02,,repaired,2026-01-01 => end_before_start closed_on at or after
r,p,x,mixed,2026-01-02,,open,2026-01-03 => bad_value closed_on leave closed_on empty
r,p,x,mixed,2026-01-02,,,2026-01-03 => bad_value closed_on agreed_to_differ
# narrative_entry id,patient_id,kind,authorship,written_at,level,text,from,to,precision,version,withdrawn_at
n,p,secret,co_written,2026-01-02,0,words,,,,, => unknown_code kind next_professional
n,p,promise,secret,2026-01-02,0,words,,,,, => unknown_code authorship told_to_staff
n,p,promise,co_written,2026-01-02,,words,,,,, => missing level required
n,p,promise,co_written,2026-01-02,5,words,,,,, => bad_value level 0 to 4
n,p,promise,co_written,2026-01-02,-1,words,,,,, => bad_value level 0
n,p,promise,co_written,2026-01-02,256,words,,,,, => bad_value level 0 to 4
n,p,promise,co_written,2026-01-02,0,,,,,, => missing text required
n,p,promise,co_written,2026-01-02,0,words,2025-05-02,2025-05-01,,, => end_before_start to at or after
n,p,promise,co_written,2026-01-02,0,words,,,secret,, => unknown_code precision season
n,p,promise,co_written,2026-01-02,0,words,,,,0, => bad_value version from 1
n,p,promise,co_written,2026-01-02,0,words,,,,,2026-01-01 => end_before_start withdrawn_at at or after
# narrative_read patient_id,entry_id,professional_id,opened_at,told_patient_at
p,,x,2026-01-02, => missing entry_id required
p,n,x,2026-01-02,2026-01-01 => end_before_start told_patient_at at or after
"#;

fn kind(code: &str) -> Kind {
    let mut kinds = Kind::ALL.into_iter();
    kinds.find(|kind| kind.code() == code).expect("a kind")
}

#[test]
fn every_fault_names_its_field_and_what_would_be_accepted() {
    let mut table = (Kind::Unit, "");
    for line in FAULTS.lines().filter(|line| !line.is_empty()) {
        if let Some((code, columns)) = line.strip_prefix("# ").and_then(|l| l.split_once(' ')) {
            table = (kind(code), columns);
            continue;
        }
        let (values, told) = line.split_once(" => ").unwrap();
        let told: Vec<&str> = told.splitn(3, ' ').collect();
        let rejection = rejection(table.0, table.1, values);
        assert_eq!(rejection.reason.code(), told[0], "{line}");
        assert_eq!(rejection.field.as_deref(), Some(told[1]), "{line}");
        assert!(
            rejection.message.contains(told[2]),
            "{line}: {}",
            rejection.message
        );
        assert!(
            !rejection.message.contains("secret"),
            "{}",
            rejection.message
        );
    }
}

#[test]
fn characters_that_no_value_may_hold() {
    let id = rejection(Kind::Unit, UNIT, "\"u\nsecret\",W,acute_ward,,");
    assert_eq!(
        (id.reason, id.field.as_deref()),
        (Reason::BadValue, Some("id"))
    );
    assert!(id.message.contains("one line"), "{}", id.message);
    let name = rejection(Kind::Unit, UNIT, "u,W\0secret,acute_ward,,");
    assert_eq!(
        (name.reason, name.field.as_deref()),
        (Reason::BadValue, Some("name"))
    );
    assert!(name.message.contains("NUL"), "{}", name.message);
}

#[test]
fn limits_that_are_still_good() {
    for (kind, columns, values) in [
        (Kind::Unit, UNIT, "u,W,acute_ward,,0"),
        (
            Kind::Employment,
            EMPLOYMENT,
            "p,u,2026-01-02,2026-01-02,2026-01-02,,0",
        ),
        (Kind::Patient, PATIENT, "p,,1980-01-01,,,,1980-01-01T00:00,"),
        (
            Kind::TreatmentPeriod,
            PERIOD,
            "t,p,u,2026-01-02,2026-01-02,,,,,",
        ),
        (
            Kind::TreatmentPeriod,
            PERIOD,
            "t,p,u,2026-01-02,2026-01-09,,,,,2026-01-02/2026-01-09",
        ),
        (Kind::Contact, CONTACT, "c,p,u,2026-01-02,0,,,,"),
        (
            Kind::Relationship,
            RELATIONSHIP,
            "r,p,therapist,2026-01-02T12:00,x,,,2026-01-02,1",
        ),
        (
            Kind::Measure,
            "id,patient_id,kind,from,to,debrief_offered_at,debrief_outcome",
            "m,p,holding,2026-01-02T12:00,2026-01-02T12:00,2026-01-02,declined",
        ),
        (
            Kind::Plan,
            "id,patient_id,kind,agreed_on,version,reviewed_on,review_by,valid_to,max_nights,quarantine_days",
            "l,p,crisis_plan,2026-01-02,1,2026-01-02,2026-01-02,2026-01-02,0,0",
        ),
        (
            Kind::Request,
            "id,patient_id,subject,text,asked_at,due_on,answered_at,answer",
            "q,p,access,words,2026-01-02T12:00,2026-01-02,2026-01-02T12:00,no",
        ),
        (
            Kind::AllianceScore,
            "id,patient_id,professional_id,instrument,score,at,min,max,cut",
            "s,p,x,srs,0,2026-01-02,0,40,40",
        ),
        (
            Kind::Rupture,
            "id,patient_id,professional_id,type,noticed_on,noticed_by,status,closed_on",
            "r,p,x,mixed,2026-01-02,,repaired,2026-01-02",
        ),
        (
            Kind::Rupture,
            "id,patient_id,professional_id,type,noticed_on,noticed_by,status,closed_on",
            "r,p,x,mixed,2026-01-02,,not_pursued,",
        ),
        (
            Kind::NarrativeEntry,
            "id,patient_id,kind,authorship,written_at,level,text,from,to,withdrawn_at",
            "n,p,promise,co_written,2026-01-02,4,words,2025-05-01,2025-05-01,2026-01-02",
        ),
        (
            Kind::NarrativeRead,
            "patient_id,entry_id,professional_id,opened_at,told_patient_at",
            "p,n,x,2026-01-02T12:00,2026-01-02T12:00",
        ),
    ] {
        let rows = read(kind, format!("{columns}\n{values}\n"));
        assert!(rows[0].outcome.is_ok(), "{values}: {:?}", rows[0].outcome);
    }
}

#[test]
fn empty_is_not_recorded_with_the_defaults_of_the_format() {
    let rows = read(Kind::Contact, format!("{CONTACT}\nc,p,u,2026-01-02,,,,,\n"));
    let Ok(Record::Contact(contact)) = &rows[0].outcome else {
        panic!("{:?}", rows[0].outcome);
    };
    assert_eq!(contact.status, ContactStatus::Attended);
    assert_eq!(contact.patient_present, None);
    assert_eq!(
        (contact.minutes, contact.mode, contact.purpose),
        (None, None, None)
    );
    let rows = read(
        Kind::Relationship,
        "id,patient_id,kind,from,person_name\nr,p,guardian,2026-01-02,N\n",
    );
    let Ok(Record::Relationship(relationship)) = &rows[0].outcome else {
        panic!("{:?}", rows[0].outcome);
    };
    assert!(!relationship.important_to_patient && !relationship.is_temporary_cover);
    assert_eq!(relationship.goodbye.or(relationship.told_in_time), None);
    let rows = read(
        Kind::Plan,
        "id,patient_id,kind,agreed_on,version\nl,p,crisis_plan,2026-01-02,\n",
    );
    assert!(matches!(&rows[0].outcome, Ok(Record::Plan(plan)) if plan.edition == 1));
    let rows = read(
        Kind::Rupture,
        "id,patient_id,professional_id,type,noticed_on\nr,p,x,mixed,2026-01-02\n",
    );
    let is_open = |rupture: &Rupture| rupture.status == RuptureStatus::Open;
    assert!(matches!(&rows[0].outcome, Ok(Record::Rupture(rupture)) if is_open(rupture)));
}

#[test]
fn local_times_are_those_of_the_rows_unit() {
    let mut zones = ZoneBook::new(OSLO);
    zones
        .units
        .insert("ny".to_owned(), chrono_tz::America::New_York);
    let at = |columns: &str, values: &str, kind: Kind| {
        let source = std::io::Cursor::new(format!("{columns}\n{values}\n"));
        let path = std::path::Path::new("zones.csv");
        let mut reader = Reader::from_source(path, Table::of(kind), Box::new(source)).unwrap();
        match drain(&mut reader, &zones).remove(0).outcome.unwrap() {
            Record::Contact(contact) => contact.at,
            Record::Relationship(relationship) => relationship.from,
            Record::Handover(handover) => handover.offered_at,
            Record::Measure(measure) => measure.debrief_offered_at.unwrap(),
            Record::MeasureVisit(visit) => visit.at,
            other => panic!("{:?}", other.kind()),
        }
        .to_rfc3339()
    };
    let contact = "id,patient_id,unit_id,at";
    assert_eq!(
        at(contact, "c,p,ny,2026-01-02T12:00", Kind::Contact),
        "2026-01-02T17:00:00+00:00"
    );
    assert_eq!(
        at(contact, "c,p,u,2026-01-02T12:00", Kind::Contact),
        "2026-01-02T11:00:00+00:00"
    );
    assert_eq!(
        at(contact, "c,p,ny,2026-01-02T12:00Z", Kind::Contact),
        "2026-01-02T12:00:00+00:00"
    );
    let measure = "id,patient_id,kind,from,unit_id,debrief_offered_at";
    assert_eq!(
        at(
            measure,
            "m,p,search,2026-01-02,ny,2026-01-02T12:00",
            Kind::Measure
        ),
        "2026-01-02T17:00:00+00:00"
    );
    let visit = "patient_id,measure_id,professional_id,at";
    assert_eq!(
        at(visit, "p,m,x,2026-01-02T12:00", Kind::MeasureVisit),
        "2026-01-02T11:00:00+00:00"
    );
    let tie = "id,patient_id,kind,from,professional_id,unit_id";
    assert_eq!(
        at(tie, "r,p,therapist,2026-01-02,x,ny", Kind::Relationship),
        "2026-01-02T05:00:00+00:00"
    );
    assert_eq!(
        at(tie, "r,p,therapist,2026-01-02,x,", Kind::Relationship),
        "2026-01-01T23:00:00+00:00"
    );
    let handover = "id,patient_id,type,offered_at,from_unit_id,to_unit_id";
    assert_eq!(
        at(handover, "h,p,shift,2026-01-02,ny,u", Kind::Handover),
        "2026-01-02T05:00:00+00:00"
    );
    assert_eq!(
        at(handover, "h,p,shift,2026-01-02,,ny", Kind::Handover),
        "2026-01-02T05:00:00+00:00"
    );
}

#[test]
fn lists() {
    let rows = read(
        Kind::Contact,
        "id,patient_id,unit_id,at,other_professional_ids\nc,p,u,2026-01-02,a; b;;a;c\\;d;e\\\\;f\\g\n",
    );
    let Ok(Record::Contact(contact)) = &rows[0].outcome else {
        panic!("{:?}", rows[0].outcome);
    };
    assert_eq!(
        contact.other_professional_ids,
        ["a", "b", "c;d", "e\\", "f\\g"]
    );
    let rows = read(
        Kind::Patient,
        "id,identifiers\np,urn:oid:1.2|a|b;https://x.test/y|c\\;d;s\\|t|e\n",
    );
    let Ok(Record::Patient(patient)) = &rows[0].outcome else {
        panic!("{:?}", rows[0].outcome);
    };
    let pairs: Vec<_> = patient
        .identifiers
        .iter()
        .map(|id| (id.system.as_str(), id.value.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("urn:oid:1.2", "a|b"),
            ("https://x.test/y", "c;d"),
            ("s|t", "e")
        ]
    );
    let rows = read(
        Kind::TreatmentPeriod,
        "id,patient_id,unit_id,from,leave\nt,p,u,2026-01-01,2026-01-05/;2026-01-02T10:00/2026-01-03\n",
    );
    let Ok(Record::TreatmentPeriod(period)) = &rows[0].outcome else {
        panic!("{:?}", rows[0].outcome);
    };
    assert_eq!(period.leave.len(), 2);
    assert!(period.leave[0].to.is_some() && period.leave[1].to.is_none());
}
