//! Applying one chunk inside its transaction, and counting it afterwards.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::effects::Effects;
use super::engine::{Attempt, Engine, Waiting, Work};
use super::plan::{self, Candidate, Outcome, Plan, Position, SeenKey};
use super::rejects::Reject;
use super::{resolve, scratch_error};
use crate::domain::ids::{PatientId, SourceId};
use crate::domain::intake::{Kind, Record, Rejection};
use crate::domain::key;
use crate::domain::time::Instant;
use crate::interop::fhir::Note;
use crate::store::imports::{self, RunCounts};
use crate::store::records::{self, Change, Origin, Placed, Saved, Stored};
use crate::store::{StoreError, Tx, summaries};

/// What is said of rows that differ from what people recorded here.
const KEPT: &str = "recorded or corrected here since, and left as it is here";

/// Whose flags a chunk may have changed.
#[derive(Debug, Default)]
struct Touched {
    patients: BTreeSet<PatientId>,
    professionals: BTreeSet<Uuid>,
    units: BTreeSet<Uuid>,
}

impl Engine<'_> {
    /// Does one piece of work in a transaction.
    pub(super) async fn apply(&mut self, tx: &Tx, work: Work<'_>) -> Result<Effects, Attempt> {
        let mut effects = Effects::default();
        let mut by_kind: BTreeMap<Kind, Vec<Candidate>> = BTreeMap::new();
        let mut last_call = false;
        match work {
            Work::Items { stage, items } => {
                let mapped = resolve::map_all(tx, &*self.feed, self.source, stage, items).await?;
                let mut aliases = Vec::new();
                for (place, (item, mapped)) in items.iter().zip(mapped).enumerate() {
                    if stage == 0 || self.feed.directory_has_rows() {
                        *effects.rows.entry(item.file).or_default() += 1;
                    }
                    let position = Position {
                        sequence: item.sequence,
                        file: item.file,
                        row: item.row,
                    };
                    match mapped {
                        Err(why) => {
                            self.reject(&mut effects, work, place, position, item.kind, why);
                        }
                        Ok(mapped) => {
                            aliases.extend(resolve::rows(mapped.aliases));
                            for note in mapped.notes {
                                *effects.notes.entry((item.file, words(note))).or_default() += 1;
                            }
                            for record in mapped.records {
                                if let Err(why) = plan::check_ids(&record) {
                                    let kind = Some(record.kind());
                                    self.reject(&mut effects, work, place, position, kind, why);
                                    continue;
                                }
                                let candidate = self.candidate(position, place, record)?;
                                by_kind
                                    .entry(candidate.record.kind())
                                    .or_default()
                                    .push(candidate);
                            }
                        }
                    }
                }
                imports::put_aliases(&**tx, self.source, aliases).await?;
            }
            Work::Waiting {
                waiting,
                last_call: is_last,
            } => {
                last_call = is_last;
                let again = waiting
                    .iter()
                    .enumerate()
                    .map(|(place, waiting)| Candidate {
                        item: place,
                        earlier: waiting
                            .candidate
                            .seen_key
                            .as_ref()
                            .and_then(|key| self.seen.get(key).copied()),
                        ..waiting.candidate.clone()
                    });
                by_kind.insert(Kind::Unit, again.collect());
            }
        }
        let mut touched = Touched::default();
        let now = self.app.clock.now();
        for (kind, candidates) in by_kind {
            let plan = self.plan(tx, kind, candidates, last_call).await?;
            self.write(tx, kind, plan, now, work, &mut effects, &mut touched)
                .await?;
        }
        self.mark_stale(tx, touched).await?;
        self.count_files(tx, &effects).await?;
        Ok(effects)
    }

    /// A record with what this run knows of its id.
    fn candidate(
        &mut self,
        position: Position,
        item: usize,
        record: Record,
    ) -> Result<Candidate, Attempt> {
        let scratch = |error| Attempt::App(scratch_error(&error));
        let group = match plan::seen_key(&record) {
            Some(_) => None,
            None => self
                .repeats
                .group(position.sequence, &record)
                .map_err(scratch)?,
        };
        let (seen_key, earlier) = if let Some(group) = group {
            let winner = self.repeats.winner(group).map_err(scratch)?;
            (Some(SeenKey::Repeated(group)), winner)
        } else {
            let is_told_beside = self.repeats.is_member(position.sequence);
            let seen_key = plan::seen_key(&record).or_else(|| {
                is_told_beside.then(|| SeenKey::Remembered(record.kind(), key::of(&record)))
            });
            let earlier = seen_key.as_ref().and_then(|key| self.seen.get(key));
            let earlier = earlier.copied();
            (seen_key, earlier)
        };
        Ok(Candidate {
            position,
            item,
            record,
            seen_key,
            earlier,
        })
    }

    /// Looks up what the records of one kind meet, and plans them.
    async fn plan(
        &mut self,
        tx: &Tx,
        kind: Kind,
        candidates: Vec<Candidate>,
        last_call: bool,
    ) -> Result<Plan, StoreError> {
        let keys: Vec<String> = candidates.iter().map(|c| key::of(&c.record)).collect();
        let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        keys.sort_unstable();
        keys.dedup();
        let ids = &*self.app.ids;
        let prints = self.repeats.fingerprints().clone();
        let prints = &prints;
        Ok(match kind {
            Kind::Unit => {
                let stored =
                    by_key(records::units(&**tx, self.source, &keys, &self.directory).await?);
                let mut deferred = HashSet::new();
                let directory = &mut self.directory;
                plan::units(
                    candidates,
                    &stored,
                    directory,
                    &mut deferred,
                    last_call,
                    prints,
                    ids,
                )
            }
            Kind::Professional => {
                let naming = &self.directory.naming;
                let stored =
                    by_key(records::professionals(&**tx, self.source, &keys, naming).await?);
                plan::professionals(candidates, &stored, &mut self.directory, prints, ids)
            }
            Kind::Employment => {
                let people = self.people(&candidates);
                let stored = by_key(records::employments(&**tx, &people, &self.directory).await?);
                plan::employments(candidates, &stored, &self.directory, prints, ids)
            }
            Kind::Patient => {
                let identifiers = self.identifiers(&candidates);
                let owners = records::identifier_owners(&**tx, &identifiers).await?;
                let mut known: Vec<Uuid> = owners.values().map(|id| id.0).collect();
                known.sort_unstable();
                known.dedup();
                let naming = &self.directory.naming;
                let stored = by_key(records::patients(&**tx, &known, naming).await?);
                let zone = self.directory.service_zone;
                plan::patients(candidates, self.source, &stored, owners, zone, prints, ids)
            }
            _ => {
                let mut names: Vec<&str> = candidates
                    .iter()
                    .filter_map(|c| key::patient_of(&c.record))
                    .collect();
                names.sort_unstable();
                names.dedup();
                let naming = &self.directory.naming;
                let patients =
                    records::patients_by_name(&**tx, self.source, &names, naming).await?;
                let stored =
                    records::owned(&**tx, kind, self.source, &keys, &self.directory).await?;
                let stored = by_key(stored);
                let mut wholes: Vec<&str> = candidates
                    .iter()
                    .filter_map(|c| key::whole(&c.record))
                    .map(|(_, whole)| whole)
                    .collect();
                wholes.sort_unstable();
                wholes.dedup();
                let wholes = records::wholes(&**tx, kind, self.source, &wholes).await?;
                let meets = plan::Meets {
                    patients: &patients,
                    stored: &stored,
                    wholes: &wholes,
                    directory: &self.directory,
                    uncertain_days: self.feed.uncertain_days(),
                };
                let plan = plan::owned(candidates, meets, prints, ids);
                Plan { wholes, ..plan }
            }
        })
    }

    /// The professionals whose employments are asked about.
    fn people(&self, candidates: &[Candidate]) -> Vec<Uuid> {
        let mut people: Vec<Uuid> = candidates
            .iter()
            .filter_map(|candidate| match &candidate.record {
                Record::Employment(employment) => self
                    .directory
                    .professionals
                    .get(&employment.professional_id)
                    .map(|id| id.0),
                _ => None,
            })
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Every identifier that patients of the chunk claim.
    fn identifiers(&self, candidates: &[Candidate]) -> Vec<SourceId> {
        let mut identifiers: Vec<SourceId> = candidates
            .iter()
            .filter_map(|candidate| match &candidate.record {
                Record::Patient(patient) => Some(patient),
                _ => None,
            })
            .flat_map(|patient| {
                std::iter::once(SourceId::new(self.source, patient.id.as_str()))
                    .chain(patient.identifiers.iter().cloned())
            })
            .collect();
        identifiers.sort_unstable();
        identifiers.dedup();
        identifiers
    }

    /// Does what a plan says.
    #[expect(clippy::too_many_arguments, reason = "the parts of one transaction")]
    async fn write(
        &self,
        tx: &Tx,
        kind: Kind,
        plan: Plan,
        now: Instant,
        work: Work<'_>,
        effects: &mut Effects,
        touched: &mut Touched,
    ) -> Result<(), StoreError> {
        let mut changes = Vec::new();
        effects.winners.extend(plan.winners);
        for (candidate, outcome) in plan.planned {
            let Candidate { position, item, .. } = candidate;
            let counts = effects.counts.entry((position.file, kind)).or_default();
            match outcome {
                Outcome::Create { id, patient } => {
                    counts.created += 1;
                    let recorded_at = key::recorded_at(&candidate.record).unwrap_or(now);
                    changes.push(self.change(candidate, id, patient, None, recorded_at));
                }
                Outcome::Update(stored) => {
                    counts.updated += 1;
                    let recorded_at = key::recorded_at(&candidate.record)
                        .filter(|given| *given > stored.recorded_at)
                        .unwrap_or(now);
                    let (id, patient) = (stored.id, stored.patient);
                    changes.push(self.change(candidate, id, patient, Some(*stored), recorded_at));
                }
                Outcome::Repeated if kind < Kind::Patient && !self.feed.directory_has_rows() => {}
                Outcome::Unchanged | Outcome::Repeated => counts.unchanged += 1,
                Outcome::Kept => {
                    counts.unchanged += 1;
                    let note = (position.file, KEPT.to_owned());
                    *effects.notes.entry(note).or_default() += 1;
                }
                Outcome::Deferred => {
                    let (label, content) = work.row(item);
                    effects.waiting.push(Waiting {
                        candidate,
                        label,
                        content,
                    });
                }
                Outcome::Reject(why) => {
                    self.reject(effects, work, item, position, Some(kind), why);
                }
            }
        }
        for change in &changes {
            self.touch(change, touched);
        }
        let saved = Saved {
            system: self.source,
            actor: &self.actor,
            reason: Some("import"),
            at: now,
            directory: &self.directory,
            wholes: &plan.wholes,
            ids: &*self.app.ids,
        };
        records::save(&**tx, kind, &changes, saved).await
    }

    fn change(
        &self,
        candidate: Candidate,
        id: Uuid,
        patient: Option<PatientId>,
        earlier: Option<Stored>,
        recorded_at: Instant,
    ) -> Change {
        Change {
            placed: Placed {
                id,
                patient,
                version: earlier.as_ref().map_or(1, |stored| stored.version + 1),
                record: candidate.record,
                recorded_at,
                origin: Some(Origin {
                    file: self.files[candidate.position.file],
                    row: candidate.position.row,
                }),
            },
            earlier,
        }
    }

    /// Notes whose flags a change may change.
    fn touch(&self, change: &Change, touched: &mut Touched) {
        let Placed {
            id,
            patient,
            record,
            ..
        } = &change.placed;
        match (patient, record) {
            (Some(patient), _) => {
                touched.patients.insert(*patient);
            }
            (None, Record::Employment(employment)) => {
                let professional = self
                    .directory
                    .professionals
                    .get(&employment.professional_id);
                touched.professionals.extend(professional.map(|id| id.0));
            }
            (None, Record::Unit(_)) if change.earlier.is_some() => {
                touched.units.insert(*id);
            }
            (None, Record::Professional(_)) if change.earlier.is_some() => {
                touched.professionals.insert(*id);
            }
            (None, _) => {}
        }
    }

    async fn mark_stale(&self, tx: &Tx, touched: Touched) -> Result<(), StoreError> {
        let patients: Vec<PatientId> = touched.patients.into_iter().collect();
        summaries::mark_stale(&**tx, &patients).await?;
        let professionals: Vec<Uuid> = touched.professionals.into_iter().collect();
        records::mark_stale_by_professionals(&**tx, &professionals).await?;
        let units: Vec<Uuid> = touched.units.into_iter().collect();
        records::mark_stale_by_units(&**tx, &units).await
    }

    /// Keeps the counts of each file with what was counted, and that the run goes on.
    async fn count_files(&self, tx: &Tx, effects: &Effects) -> Result<(), StoreError> {
        let mut files: BTreeMap<usize, RunCounts> = BTreeMap::new();
        for ((file, _), counts) in &effects.counts {
            let total = files.entry(*file).or_default();
            total.created += counts.created;
            total.updated += counts.updated;
            total.unchanged += counts.unchanged;
        }
        for (_, reject) in &effects.rejects {
            files.entry(reject.file).or_default().rejected += 1;
        }
        for (file, counts) in files {
            imports::add_counts(&**tx, self.files[file], counts).await?;
        }
        imports::still_going(&**tx, self.run, self.app.clock.now()).await
    }

    fn reject(
        &self,
        effects: &mut Effects,
        work: Work<'_>,
        place: usize,
        position: Position,
        kind: Option<Kind>,
        why: Rejection,
    ) {
        let (resource, content) = work.row(place);
        let reject = Reject {
            file: position.file,
            name: self.tally.files[position.file].name.clone(),
            row: position.row,
            resource,
            why,
            content,
        };
        effects.rejects.push((kind, reject));
    }
}

fn by_key(stored: Vec<Stored>) -> HashMap<String, Stored> {
    stored
        .into_iter()
        .map(|stored| (key::of(&stored.record), stored))
        .collect()
}

fn words(note: Note) -> String {
    match note {
        Note::TypeNotRead(name) => format!("{}: {name}", note.text()),
        _ => note.text().to_owned(),
    }
}
