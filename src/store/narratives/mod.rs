//! The patient's own words: read through one gate, which is a condition of the query, so that what is not
//! shared with somebody is in no list, no count and no search of theirs.

mod choices;
mod gate;
mod links;
mod reads;
mod replies;
mod states;

pub use choices::{Choices, in_confidence, set_choices};
pub(in crate::store) use gate::condition;
pub use gate::{Hearer, Listener};
pub use links::{Link, drop_links, link, links, unlink};
pub use reads::{Opening, of_reader, open, readers, readers_of_all, tell, unopened};
pub use replies::{Reply, drop_replies, replies, reply};
pub use states::{Scrub, scrub_versions, scrubbed, set_named, set_state, unscrubbed, wash};

use std::collections::HashMap;
use std::str::FromStr;

use chrono::NaiveDate;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::story::{Sharing, Vague};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{Authorship, NarrativeKind};

use entity::{narrative_entry, narrative_person, narrative_state};

/// Words of a patient's, as their reader sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub id: RecordId,
    /// What it tells.
    pub kind: NarrativeKind,
    /// Whose words.
    pub authorship: Authorship,
    /// When they were written down.
    pub written_at: Instant,
    /// The words; empty once they were taken back.
    pub text: String,
    /// Who wrote them down, where a professional did.
    pub author: Option<ProfessionalId>,
    /// When it was, as far as it is known.
    pub when: Option<Vague>,
    /// The first day alone, where the source says no more.
    pub from: Option<NaiveDate>,
    /// Which edition of the words.
    pub edition: i32,
    /// Whom they are shared with.
    pub sharing: Sharing,
    /// When the patient found them right.
    pub confirmed_at: Option<Instant>,
    /// Who wrote down that the patient did.
    pub confirmed_by: Option<String>,
    /// When they were taken back.
    pub withdrawn_at: Option<Instant>,
    /// What the patient, or whoever told them, says of them.
    pub choices: Choices,
    /// The version of the record.
    pub version: i32,
}

/// Words that are shown beside something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Which entry they are of.
    pub entry: RecordId,
    /// What it tells.
    pub kind: NarrativeKind,
    /// The words.
    pub text: String,
    /// Who wrote them down, where a professional did.
    pub author: Option<ProfessionalId>,
}

/// Where a page of entries begins: after this one.
pub type After = RecordId;

/// A patient's entries that are shared with a reader, the last written first; those that were taken back
/// among them, without words.
pub async fn of_patient<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    hearer: impl Into<Hearer> + Send,
    now: Instant,
    page: (Option<After>, u64),
) -> Result<Vec<Entry>, StoreError> {
    use narrative_entry::Column;
    let (after, limit) = page;
    let mut query = gate::of(patient, hearer.into(), now);
    if let Some(id) = after {
        let last = narrative_entry::Entity::find_by_id((patient.0, id.0));
        let Some(last) = last.one(conn).await? else {
            return Ok(Vec::new());
        };
        let at = last.written_at;
        let earlier = Column::WrittenAt
            .lt(at)
            .or(Column::WrittenAt.eq(at).and(Column::Id.lt(id.0)));
        query = query.filter(earlier);
    }
    let rows = query
        .order_by_desc(Column::WrittenAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    filled(conn, rows).await
}

/// What a patient reads of their own story, the last written first: everything, whoever else it is shared with;
/// or, with somebody who reads it beside them, what is shared with that person, too.
pub async fn own<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    beside: Option<&Listener>,
    now: Instant,
) -> Result<Vec<Entry>, StoreError> {
    use narrative_entry::Column;
    let query = match beside {
        None => gate::own(patient, now),
        Some(listener) => gate::of_both(patient, listener, now),
    };
    let rows = query
        .order_by_desc(Column::WrittenAt)
        .order_by_desc(Column::Id)
        .all(conn)
        .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for rows in rows.chunks(CHUNK) {
        entries.extend(filled(conn, rows.to_vec()).await?);
    }
    Ok(entries)
}

/// One entry, where it is shared with the reader.
pub async fn one<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
    hearer: impl Into<Hearer> + Send,
    now: Instant,
) -> Result<Option<Entry>, StoreError> {
    let query = gate::of(patient, hearer.into(), now).filter(narrative_entry::Column::Id.eq(id.0));
    let rows = query.all(conn).await?;
    Ok(filled(conn, rows).await?.pop())
}

/// Those of these entries that are shared with a reader and stand, the first written first.
pub async fn standing<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entries: &[RecordId],
    hearer: impl Into<Hearer> + Send,
    now: Instant,
) -> Result<Vec<Entry>, StoreError> {
    use narrative_entry::Column;
    let hearer = hearer.into();
    let mut standing = Vec::new();
    for entries in entries.chunks(CHUNK) {
        let rows = gate::of(patient, hearer, now)
            .filter(Column::Id.is_in(entries.iter().map(|entry| entry.0)))
            .filter(Column::WithdrawnAt.is_null())
            .all(conn)
            .await?;
        standing.extend(filled(conn, rows).await?);
    }
    standing.sort_by_key(|entry| (entry.written_at, entry.id));
    Ok(standing)
}

/// How many entries that still stand are shared with a reader.
pub async fn count<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    hearer: impl Into<Hearer> + Send,
    now: Instant,
) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    let living = narrative_entry::Column::WithdrawnAt.is_null();
    let query = gate::of(patient, hearer.into(), now).filter(living);
    Ok(query.count(conn).await?)
}

/// Of these patients the newest entry of each of these kinds that is shared with a reader and stands, by
/// patient in the order of the kinds. Words of next of kin are not among them.
pub async fn newest<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
    kinds: &[NarrativeKind],
    hearer: impl Into<Hearer> + Send,
    now: Instant,
) -> Result<HashMap<PatientId, Vec<Words>>, StoreError> {
    use narrative_entry::Column;
    let hearer = hearer.into();
    let mut newest: HashMap<PatientId, Vec<Words>> = HashMap::new();
    for patients in patients.chunks(CHUNK) {
        let rows = narrative_entry::Entity::find()
            .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
            .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
            .filter(Column::Authorship.ne(Authorship::NextOfKin.code()))
            .filter(Column::WithdrawnAt.is_null())
            .filter(gate::condition(hearer, now))
            .order_by_desc(Column::WrittenAt)
            .order_by_desc(Column::Id)
            .all(conn)
            .await?;
        for row in rows {
            let kind = word(&row.kind)?;
            let said = newest.entry(PatientId(row.patient_id)).or_default();
            if !said.iter().any(|other| other.kind == kind) {
                said.push(Words {
                    entry: RecordId(row.id),
                    kind,
                    text: row.text,
                    author: row.author_id.map(ProfessionalId),
                });
            }
        }
    }
    let place = |kind: NarrativeKind| kinds.iter().position(|other| *other == kind);
    for said in newest.values_mut() {
        said.sort_by_key(|words| place(words.kind));
    }
    Ok(newest)
}

async fn filled<C: ConnectionTrait>(
    conn: &C,
    rows: Vec<narrative_entry::Model>,
) -> Result<Vec<Entry>, StoreError> {
    let Some(patient) = rows.first().map(|row| row.patient_id) else {
        return Ok(Vec::new());
    };
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let states = narrative_state::Entity::find()
        .filter(narrative_state::Column::PatientId.eq(patient))
        .filter(narrative_state::Column::EntryId.is_in(ids.iter().copied()))
        .all(conn)
        .await?;
    let mut states: HashMap<Uuid, narrative_state::Model> =
        states.into_iter().map(|row| (row.entry_id, row)).collect();
    let choices = choices::of_entries(conn, patient, &ids).await?;
    let persons = narrative_person::Entity::find()
        .filter(narrative_person::Column::PatientId.eq(patient))
        .filter(narrative_person::Column::EntryId.is_in(ids))
        .order_by_asc(narrative_person::Column::ProfessionalId)
        .all(conn)
        .await?;
    let mut named: HashMap<Uuid, Vec<ProfessionalId>> = HashMap::new();
    for row in persons {
        let named = named.entry(row.entry_id).or_default();
        named.push(ProfessionalId(row.professional_id));
    }
    rows.into_iter()
        .map(|row| {
            let state = states.remove(&row.id);
            let named = named.remove(&row.id).unwrap_or_default();
            let choices = choices.get(&row.id).copied().unwrap_or_default();
            entry(row, state, named, choices)
        })
        .collect()
}

fn entry(
    row: narrative_entry::Model,
    state: Option<narrative_state::Model>,
    named: Vec<ProfessionalId>,
    choices: Choices,
) -> Result<Entry, StoreError> {
    let precision = row.precision.as_deref().map(word).transpose()?;
    let when = row.from_on.zip(precision).map(|(from, precision)| Vague {
        from,
        to: row.to_on.unwrap_or(from),
        precision,
    });
    let level = u8::try_from(row.level).ok().filter(|level| *level <= 4);
    Ok(Entry {
        patient: PatientId(row.patient_id),
        id: RecordId(row.id),
        kind: word(&row.kind)?,
        authorship: word(&row.authorship)?,
        written_at: row.written_at,
        text: row.text,
        author: row.author_id.map(ProfessionalId),
        when,
        from: row.from_on,
        edition: row.edition,
        sharing: Sharing {
            level: level.ok_or(StoreError::Unreadable("narrative_entry.level"))?,
            named,
            until: state.as_ref().and_then(|state| state.shared_until_at),
        },
        confirmed_at: state.as_ref().and_then(|state| state.confirmed_at),
        confirmed_by: state.and_then(|state| state.confirmed_by),
        withdrawn_at: row.withdrawn_at,
        choices,
        version: row.version,
    })
}

fn word<T: FromStr>(code: &str) -> Result<T, StoreError> {
    code.parse()
        .map_err(|_| StoreError::Unreadable("a narrative entry's code"))
}
