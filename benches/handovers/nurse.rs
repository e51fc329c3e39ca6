//! A nurse at work, over one connection.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use uuid::Uuid;

use super::http::{Answer, Connection, Request};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Patient,
    Timeline,
    Inbox,
    Board,
    Contact,
    Begin,
    Offer,
    Accept,
}

impl Kind {
    pub const READS: [Self; 4] = [Self::Patient, Self::Timeline, Self::Inbox, Self::Board];
    pub const WRITES: [Self; 4] = [Self::Contact, Self::Begin, Self::Offer, Self::Accept];

    pub fn is_read(self) -> bool {
        Self::READS.contains(&self)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Patient => "  patient",
            Self::Timeline => "  timeline",
            Self::Inbox => "  inbox",
            Self::Board => "  board",
            Self::Contact => "  contact",
            Self::Begin => "  begin",
            Self::Offer => "  offer",
            Self::Accept => "  accept",
        }
    }
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Nine reads and a write.
    Mixed,
    /// Handovers one after the other.
    Handovers,
}

/// Nine reads and a write, in this order.
const TEN: [Option<Kind>; 10] = [
    Some(Kind::Board),
    Some(Kind::Patient),
    Some(Kind::Timeline),
    Some(Kind::Inbox),
    Some(Kind::Patient),
    None,
    Some(Kind::Board),
    Some(Kind::Inbox),
    Some(Kind::Patient),
    Some(Kind::Timeline),
];

/// The headers of somebody who is signed in, on pages and in the API.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub cookie: String,
    pub bearer: String,
}

/// A nurse, and who comes after them.
#[derive(Debug, Clone)]
pub struct Nurse {
    pub unit: Uuid,
    pub patients: Vec<Uuid>,
    pub one: SignedIn,
    pub next: SignedIn,
    /// Nobody begins where another does.
    pub turn: usize,
}

/// A handover that is under way: whose, its address, and the version to act on.
struct UnderWay {
    path: String,
    version: i64,
    is_offered: bool,
}

impl Nurse {
    /// Works until `end`, and finishes what is begun: what each request was, and how long it took.
    pub async fn works(
        self,
        service: SocketAddr,
        work: Work,
        end: Instant,
    ) -> Result<Vec<(Kind, Duration)>> {
        let mut connection = Connection::default();
        let mut under_way = None;
        let mut done = Vec::new();
        let mut writes = self.turn;
        // Each does everything, in a place of its own.
        for turn in self.turn * 7.. {
            let is_over = Instant::now() >= end;
            if is_over && under_way.is_none() {
                break;
            }
            let read = (work == Work::Mixed && !is_over)
                .then(|| TEN[turn % TEN.len()])
                .flatten();
            let patient = self.patients[turn % self.patients.len()];
            let (kind, request) = if let Some(kind) = read {
                (kind, self.reads(service, kind, patient))
            } else {
                writes += 1;
                let is_contact = work == Work::Mixed && writes.is_multiple_of(4) && !is_over;
                self.writes(service, patient, is_contact, under_way.as_ref())
            };
            let began = Instant::now();
            let answer = connection.ask(&request).await?;
            let took = began.elapsed();
            ensure!(
                matches!(answer.status, 200 | 201),
                "{kind:?} was answered {}: {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
            match kind {
                Kind::Begin => under_way = Some(begun(patient, &answer)?),
                Kind::Offer => {
                    if let Some(handover) = &mut under_way {
                        handover.version = version(&answer)?;
                        handover.is_offered = true;
                    }
                }
                Kind::Accept => under_way = None,
                _ => {}
            }
            if !is_over {
                done.push((kind, took));
            }
        }
        Ok(done)
    }

    fn reads(&self, service: SocketAddr, kind: Kind, patient: Uuid) -> Request {
        let (path, headers) = match kind {
            Kind::Timeline => (
                format!("/api/v1/patients/{patient}/timeline?window=1y"),
                &self.one.bearer,
            ),
            Kind::Inbox => ("/handovers?tab=pool".to_owned(), &self.one.cookie),
            Kind::Board => (format!("/units/{}/board", self.unit), &self.one.cookie),
            _ => (format!("/patients/{patient}"), &self.one.cookie),
        };
        Request::get(service, &path, headers)
    }

    fn writes(
        &self,
        service: SocketAddr,
        patient: Uuid,
        is_contact: bool,
        under_way: Option<&UnderWay>,
    ) -> (Kind, Request) {
        let post = |kind, path: &str, headers: &str, body: &Value| {
            let path = format!("/api/v1{path}");
            (
                kind,
                Request::post(service, &path, headers, &body.to_string()),
            )
        };
        let one = &self.one.bearer;
        if is_contact {
            let body = json!({ "unit": self.unit, "minutes": 20 });
            let path = format!("/patients/{patient}/contacts/met");
            return post(Kind::Contact, &path, one, &body);
        }
        match under_way {
            None => {
                let body = json!({
                    "type": "shift", "severity": "settled", "to_unit_id": self.unit,
                    "summary": "Quiet day, ate well, looks forward to the walk.",
                    "actions": [{ "what": "Walk after lunch", "who": "", "by_when": "" }],
                });
                let path = format!("/patients/{patient}/handovers");
                post(Kind::Begin, &path, one, &body)
            }
            Some(handover) if !handover.is_offered => {
                let headers = format!("{one}If-Match: \"{}\"\r\n", handover.version);
                let path = format!("{}/offer", handover.path);
                post(Kind::Offer, &path, &headers, &json!({}))
            }
            Some(handover) => {
                let next = &self.next.bearer;
                let headers = format!("{next}If-Match: \"{}\"\r\n", handover.version);
                let path = format!("{}/accept", handover.path);
                post(Kind::Accept, &path, &headers, &json!({}))
            }
        }
    }
}

fn begun(patient: Uuid, answer: &Answer) -> Result<UnderWay> {
    let body: Value = serde_json::from_slice(&answer.body)?;
    let id = body["id"].as_str().context("a handover has an id")?;
    Ok(UnderWay {
        path: format!("/patients/{patient}/handovers/{id}"),
        version: version(answer)?,
        is_offered: false,
    })
}

fn version(answer: &Answer) -> Result<i64> {
    let body: Value = serde_json::from_slice(&answer.body)?;
    body["version"].as_i64().context("a handover has a version")
}
