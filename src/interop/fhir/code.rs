//! Code systems, and what their codes are in our words. Only what a code's definition says is
//! taken; a code that leaves room maps to nothing.
//!
//! Sources: FHIR R4 4.0.1 (required value sets), HL7 v3 `ActCode`, `ActPriority` and
//! `ParticipationType`, NUBC patient discharge status, NUCC provider taxonomy, SNOMED CT.

use serde_json::Value;

use super::element::{codings, list, text};
use crate::domain::vocabulary::{AdmissionKind, PeriodEndReason, Profession, RelationshipKind};

const SNOMED: &str = "http://snomed.info/sct";
const NUCC: &str = "http://nucc.org/provider-taxonomy";
const NUBC: &str = "http://www.nubc.org/patient-discharge";
const DISPOSITION: &str = "http://terminology.hl7.org/CodeSystem/discharge-disposition";
const ADMIT_SOURCE: &str = "http://terminology.hl7.org/CodeSystem/admit-source";
const PRIORITY: &str = "http://terminology.hl7.org/CodeSystem/v3-ActPriority";

/// Where a stay led; `None` for codes that do not say.
pub(super) fn end_reason(disposition: &Value) -> Option<PeriodEndReason> {
    codings(disposition).find_map(|(system, code)| match system {
        DISPOSITION => disposition_reason(code),
        NUBC => nubc_reason(code.trim_start_matches('0')),
        SNOMED => match code {
            "306689006" => Some(PeriodEndReason::Home),
            "371828006" => Some(PeriodEndReason::Died),
            "225928004" => Some(PeriodEndReason::LeftWithoutAgreement),
            _ => None,
        },
        _ => None,
    })
}

fn disposition_reason(code: &str) -> Option<PeriodEndReason> {
    match code {
        "home" | "alt-home" => Some(PeriodEndReason::Home),
        "other-hcf" | "hosp" | "long" | "psy" | "rehab" | "snf" => {
            Some(PeriodEndReason::OtherService)
        }
        "aadvice" => Some(PeriodEndReason::LeftWithoutAgreement),
        "exp" => Some(PeriodEndReason::Died),
        _ => None,
    }
}

/// By NUBC form locator 17, without leading zeros.
fn nubc_reason(code: &str) -> Option<PeriodEndReason> {
    match code {
        "1" | "6" | "8" | "50" | "81" | "86" => Some(PeriodEndReason::Home),
        "2" | "3" | "4" | "5" | "43" | "51" | "61" | "62" | "63" | "64" | "65" | "66" | "70" => {
            Some(PeriodEndReason::OtherService)
        }
        "7" => Some(PeriodEndReason::LeftWithoutAgreement),
        "20" | "40" | "41" | "42" => Some(PeriodEndReason::Died),
        _ => None,
    }
}

/// How an admission came about: every sign in the encounter, without repeats.
pub(super) fn admission_kinds(encounter: &Value) -> Vec<AdmissionKind> {
    let concepts = list(&encounter["type"])
        .chain(std::iter::once(&encounter["priority"]))
        .chain(std::iter::once(
            &encounter["hospitalization"]["admitSource"],
        ));
    let mut kinds: Vec<_> = concepts
        .flat_map(codings)
        .filter_map(|(system, code)| admission_kind(system, code))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn admission_kind(system: &str, code: &str) -> Option<AdmissionKind> {
    match (system, code) {
        // From the emergency department; emergency and urgent; emergency hospital admission.
        (ADMIT_SOURCE, "emd")
        | (PRIORITY, "EM" | "UR")
        | (SNOMED, "183452005" | "25876001" | "103391001") => Some(AdmissionKind::Unplanned),
        // Elective; hospital admission, elective.
        (PRIORITY, "EL") | (SNOMED, "8715000") => Some(AdmissionKind::Planned),
        _ => None,
    }
}

/// The professions that a role's codes and specialties name, without repeats.
pub(super) fn professions(role: &Value) -> Vec<Profession> {
    let mut professions: Vec<_> = list(&role["code"])
        .chain(list(&role["specialty"]))
        .flat_map(codings)
        .filter_map(|(system, code)| profession(system, code))
        .collect();
    professions.sort_unstable();
    professions.dedup();
    professions
}

fn profession(system: &str, code: &str) -> Option<Profession> {
    match (system, code) {
        (NUCC, "2084P0800X" | "2084P0804X") | (SNOMED, "80584001") => {
            Some(Profession::Psychiatrist)
        }
        (NUCC, code) if code.starts_with("103T") => Some(Profession::Psychologist),
        (SNOMED, "59944000") => Some(Profession::Psychologist),
        (NUCC, "163WP0807X" | "163WP0808X" | "163WP0809X") => Some(Profession::PsychiatricNurse),
        (NUCC, "163W00000X")
        | (SNOMED, "224535009" | "106292003")
        | ("http://terminology.hl7.org/CodeSystem/practitioner-role", "nurse") => {
            Some(Profession::Nurse)
        }
        (NUCC, "104100000X" | "1041C0700X") | (SNOMED, "106328005") => {
            Some(Profession::SocialWorker)
        }
        (NUCC, "225X00000X") | (SNOMED, "80546007") => Some(Profession::OccupationalTherapist),
        (NUCC, "225100000X") | (SNOMED, "36682004") => Some(Profession::Physiotherapist),
        (NUCC, "208D00000X" | "207Q00000X") | (SNOMED, "62247001") => Some(Profession::Gp),
        (NUCC, "175T00000X") => Some(Profession::PeerWorker),
        _ => None,
    }
}

/// The kind of relationship that a code or a text (lower case) of a team role names.
pub(super) fn relationship(system: &str, code: &str, text: &str) -> Option<RelationshipKind> {
    match (system, code) {
        (SNOMED, "768820003") => return Some(RelationshipKind::Coordinator),
        (SNOMED, "446050000" | "62247001") => return Some(RelationshipKind::Gp),
        _ => {}
    }
    match text.trim_end_matches(" (occupation)") {
        "responsible clinician" | "attending" | "attending physician" => {
            Some(RelationshipKind::ResponsibleClinician)
        }
        "therapist" | "psychotherapist" => Some(RelationshipKind::Therapist),
        "primary nurse" | "named nurse" => Some(RelationshipKind::PrimaryNurse),
        "contact person" | "key worker" | "keyworker" => Some(RelationshipKind::ContactPerson),
        "case manager" => Some(RelationshipKind::CaseManager),
        "coordinator" | "care coordinator" => Some(RelationshipKind::Coordinator),
        "general practitioner" | "gp" | "primary care physician" | "family physician" => {
            Some(RelationshipKind::Gp)
        }
        "peer worker" | "peer support worker" | "peer specialist" => {
            Some(RelationshipKind::PeerWorker)
        }
        "advocate" => Some(RelationshipKind::Advocate),
        "guardian" => Some(RelationshipKind::Guardian),
        _ => None,
    }
}

/// Every (system, code, text) under which one `CodeableConcept` can be looked up; texts lower case.
pub(super) fn words(concept: &Value) -> Vec<(String, String, String)> {
    let own = text(&concept["text"]).unwrap_or_default().to_lowercase();
    let mut words: Vec<_> = list(&concept["coding"])
        .map(|coding| {
            let part = |name: &str| text(&coding[name]).unwrap_or_default().to_owned();
            (part("system"), part("code"), part("display").to_lowercase())
        })
        .collect();
    words.push((String::new(), String::new(), own));
    words
}

/// Whether a participant takes part as one of these v3 `ParticipationType` codes.
pub(super) fn takes_part_as(participant: &Value, code: &str) -> bool {
    list(&participant["type"])
        .flat_map(codings)
        .any(|(_, own)| own == code)
}
