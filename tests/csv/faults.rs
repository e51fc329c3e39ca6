//! Faults of a row, each told by field, kind and what would be accepted, never by its value.

use redthread::domain::intake::{Kind, Reason, Record, ZoneBook};
use redthread::domain::vocabulary::ContactStatus;
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
