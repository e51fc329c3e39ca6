//! Measures, plans, requests, scores, breaks and the patient's words, in a few words.

use redthread::domain::trajectory::{
    AllianceScore, Measure, MeasureVisit, NarrativeEntry, NarrativeRead, Plan, Request, Rupture,
    ShiftAssignment,
};
use redthread::domain::vocabulary::{
    Authorship, MeasureKind, NarrativeKind, PlanKind, RuptureStatus, RuptureType, Setting,
};

use super::{World, at, on, record};

impl World {
    pub fn measure(&mut self, kind: MeasureKind, from: &str, to: Option<&str>) -> &mut Measure {
        let source = format!("m{:03}", self.patient.measures.len());
        self.patient.measures.push(Measure {
            id: record(&source),
            source,
            kind,
            from: at(from),
            to: to.map(at),
            unit: None,
            decided_by: None,
            known_person_present: None,
            debrief_offered_at: None,
            debrief_outcome: None,
            visits: Vec::new(),
        });
        self.patient.measures.last_mut().unwrap()
    }

    /// A visit in the last measure.
    pub fn visit(&mut self, name: &str, when: &str) {
        let visit = MeasureVisit {
            professional: self.professional(name),
            at: at(when),
        };
        let measure = self.patient.measures.last_mut().unwrap();
        measure.visits.push(visit);
    }

    pub fn plan(&mut self, kind: PlanKind, agreed: &str) -> &mut Plan {
        let source = format!("p{:03}", self.patient.plans.len());
        self.patient.plans.push(Plan {
            id: record(&source),
            source,
            kind,
            agreed_on: on(agreed),
            edition: 1,
            reviewed_on: None,
            review_by: None,
            valid_to: None,
            max_nights: None,
            quarantine_days: None,
            unit: None,
        });
        self.patient.plans.last_mut().unwrap()
    }

    pub fn request(&mut self, text: &str, asked: &str) -> &mut Request {
        let source = format!("q{:03}", self.patient.requests.len());
        self.patient.requests.push(Request {
            id: record(&source),
            source,
            subject: "other".to_owned(),
            text: text.to_owned(),
            asked_at: at(asked),
            received_by: None,
            decider: None,
            due_on: None,
            answered_at: None,
            answer: None,
        });
        self.patient.requests.last_mut().unwrap()
    }

    /// A score of 0 to 40 with a cut of 36.
    pub fn rate(&mut self, name: &str, score: &str, when: &str) -> &mut AllianceScore {
        let source = format!("a{:03}", self.patient.alliance_scores.len());
        let professional = self.professional(name);
        let points = |text: &str| text.parse().unwrap();
        self.patient.alliance_scores.push(AllianceScore {
            id: record(&source),
            source,
            professional,
            instrument: "SRS total".to_owned(),
            score: points(score),
            at: at(when),
            min: Some(points("0")),
            max: Some(points("40")),
            cut: Some(points("36")),
        });
        self.patient.alliance_scores.last_mut().unwrap()
    }

    pub fn rupture(&mut self, name: &str, kind: RuptureType, noticed: &str) -> &mut Rupture {
        let source = format!("u{:03}", self.patient.ruptures.len());
        let professional = self.professional(name);
        self.patient.ruptures.push(Rupture {
            id: record(&source),
            source,
            professional,
            kind,
            noticed_on: on(noticed),
            noticed_by: None,
            status: RuptureStatus::Open,
            closed_on: None,
        });
        self.patient.ruptures.last_mut().unwrap()
    }

    /// An entry for the next professional that the present team may read.
    pub fn entry(&mut self, written: &str) -> &mut NarrativeEntry {
        let source = format!("n{:03}", self.patient.narrative.len());
        self.patient.narrative.push(NarrativeEntry {
            id: record(&source),
            source,
            kind: NarrativeKind::NextProfessional,
            authorship: Authorship::PatientVerbatim,
            written_at: at(written),
            level: 2,
            withdrawn_at: None,
            reads: Vec::new(),
        });
        self.patient.narrative.last_mut().unwrap()
    }

    /// Somebody opens the last entry, and perhaps tells the patient so.
    pub fn opened(&mut self, name: &str, when: &str, told: Option<&str>) {
        let read = NarrativeRead {
            professional: self.professional(name),
            opened_at: at(when),
            told_patient_at: told.map(at),
        };
        let entry = self.patient.narrative.last_mut().unwrap();
        entry.reads.push(read);
    }

    pub fn shift(&mut self, name: &str, from: &str, to: &str) {
        let shift = ShiftAssignment {
            id: record(&format!("s{:03}", self.patient.shifts.len())),
            professional: self.professional(name),
            unit: self.unit("acute_ward", Setting::AcuteWard),
            from: at(from),
            to: Some(at(to)),
        };
        self.patient.shifts.push(shift);
    }
}
