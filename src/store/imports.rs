//! Runs and files of imports, and the names under which FHIR resources refer to each other.

use std::collections::HashMap;

use entity::{import_file, import_run, source_alias};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::StoreError;
use crate::domain::ids::{ImportFileId, ImportRunId};
use crate::domain::time::Instant;

/// Values per statement; both engines take more.
const CHUNK: usize = 6_000;

/// A run as it begins.
#[derive(Debug, Clone)]
pub struct NewRun<'a> {
    /// Identity.
    pub id: ImportRunId,
    /// The system of the ids.
    pub system: &'a str,
    /// `csv` or `fhir`.
    pub format: &'static str,
    /// When it began.
    pub started_at: Instant,
    /// Whether nothing is to be stored.
    pub is_dry_run: bool,
    /// Who started it, as in the audit trail.
    pub actor: &'a str,
}

/// How many records were created, updated, unchanged and rejected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunCounts {
    /// New records.
    pub created: u64,
    /// Corrections.
    pub updated: u64,
    /// Nothing to do.
    pub unchanged: u64,
    /// Not taken.
    pub rejected: u64,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunEnd {
    /// Every row was handled.
    Finished,
    /// It could not go on; the code says why.
    Failed(&'static str),
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Writes down that a run began, and its files in order.
pub async fn start<C: ConnectionTrait>(
    db: &C,
    run: &NewRun<'_>,
    files: &[(ImportFileId, String)],
) -> Result<(), StoreError> {
    let row = import_run::Model {
        id: run.id.0,
        source_system: run.system.to_owned(),
        format: run.format.to_owned(),
        started_at: run.started_at,
        finished_at: None,
        status: "running".to_owned(),
        is_dry_run: run.is_dry_run,
        created: 0,
        updated: 0,
        unchanged: 0,
        rejected: 0,
        message: None,
        actor: Some(run.actor.to_owned()),
        seen_at: Some(run.started_at),
    };
    import_run::Entity::insert(row.into_active_model())
        .exec_without_returning(db)
        .await?;
    for (chunk, files) in files.chunks(CHUNK / 8).enumerate() {
        let first = chunk * (CHUNK / 8);
        let rows = files.iter().zip(first..).map(|((id, name), ordinal)| {
            import_file::Model {
                id: id.0,
                import_run_id: run.id.0,
                ordinal: i32::try_from(ordinal).unwrap_or(i32::MAX),
                name: name.clone(),
                created: 0,
                updated: 0,
                unchanged: 0,
                rejected: 0,
            }
            .into_active_model()
        });
        import_file::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Adds to the counts of a file.
pub async fn add_counts<C: ConnectionTrait>(
    db: &C,
    file: ImportFileId,
    counts: RunCounts,
) -> Result<(), StoreError> {
    use import_file::{Column, Entity};
    let plus = |column: Column, number| Expr::col(column).add(count(number));
    Entity::update_many()
        .col_expr(Column::Created, plus(Column::Created, counts.created))
        .col_expr(Column::Updated, plus(Column::Updated, counts.updated))
        .col_expr(Column::Unchanged, plus(Column::Unchanged, counts.unchanged))
        .col_expr(Column::Rejected, plus(Column::Rejected, counts.rejected))
        .filter(Column::Id.eq(file.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Writes down that a run is still going on.
pub async fn still_going<C: ConnectionTrait>(
    db: &C,
    run: ImportRunId,
    at: Instant,
) -> Result<(), StoreError> {
    use import_run::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(at))
        .filter(Column::Id.eq(run.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Writes down how a run ended.
pub async fn finish<C: ConnectionTrait>(
    db: &C,
    run: ImportRunId,
    at: Instant,
    end: RunEnd,
    counts: RunCounts,
) -> Result<(), StoreError> {
    use import_run::{Column, Entity};
    let (status, message) = match end {
        RunEnd::Finished => ("finished", None),
        RunEnd::Failed(code) => ("failed", Some(code)),
    };
    Entity::update_many()
        .col_expr(Column::FinishedAt, Expr::value(at))
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::Message, Expr::value(message))
        .col_expr(Column::Created, Expr::value(count(counts.created)))
        .col_expr(Column::Updated, Expr::value(count(counts.updated)))
        .col_expr(Column::Unchanged, Expr::value(count(counts.unchanged)))
        .col_expr(Column::Rejected, Expr::value(count(counts.rejected)))
        .filter(Column::Id.eq(run.0))
        .exec(db)
        .await?;
    Ok(())
}

/// A run as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRun {
    /// Identity.
    pub id: ImportRunId,
    /// The system of the ids.
    pub system: String,
    /// `csv` or `fhir`.
    pub format: String,
    /// Who started it, as in the audit trail; `None` for a run of before this was kept.
    pub actor: Option<String>,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub finished_at: Option<Instant>,
    /// When it last stored something.
    pub seen_at: Option<Instant>,
    /// `running`, `finished` or `failed`.
    pub status: String,
    /// Why it failed: a code of ours.
    pub message: Option<String>,
    /// What became of its rows; of a run that did not end, what its files tell so far.
    pub counts: RunCounts,
}

/// A file of a run as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name, without a folder.
    pub name: String,
    /// What became of its rows.
    pub counts: RunCounts,
}

/// Runs that stored something or tried to, the latest first, from just before `after`.
pub async fn runs<C: ConnectionTrait>(
    db: &C,
    after: Option<ImportRunId>,
    limit: u64,
) -> Result<Vec<StoredRun>, StoreError> {
    use import_run::{Column, Entity};
    let mut query = Entity::find().filter(Column::IsDryRun.eq(false));
    if let Some(after) = after {
        query = query.filter(Column::Id.lt(after.0));
    }
    let rows = query.order_by_desc(Column::Id).limit(limit).all(db).await?;
    let mut runs: Vec<StoredRun> = rows.into_iter().map(StoredRun::from).collect();
    for run in runs.iter_mut().filter(|run| run.status != "finished") {
        run.counts = RunCounts::default();
        for file in files(db, run.id).await? {
            run.counts.add(file.counts);
        }
    }
    Ok(runs)
}

/// One run.
pub async fn run<C: ConnectionTrait>(
    db: &C,
    id: ImportRunId,
) -> Result<Option<StoredRun>, StoreError> {
    let found = import_run::Entity::find_by_id(id.0).one(db).await?;
    Ok(found.map(StoredRun::from))
}

/// The files of a run, in its order.
pub async fn files<C: ConnectionTrait>(
    db: &C,
    run: ImportRunId,
) -> Result<Vec<StoredFile>, StoreError> {
    use import_file::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::ImportRunId.eq(run.0))
        .order_by_asc(Column::Ordinal)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| StoredFile {
            name: row.name,
            counts: RunCounts {
                created: row.created.unsigned_abs(),
                updated: row.updated.unsigned_abs(),
                unchanged: row.unchanged.unsigned_abs(),
                rejected: row.rejected.unsigned_abs(),
            },
        })
        .collect())
}

/// How many runs there are, counted up to `most`.
pub async fn count_runs<C: ConnectionTrait>(db: &C, most: u64) -> Result<u64, StoreError> {
    use import_run::{Column, Entity};
    let ids = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::IsDryRun.eq(false))
        .limit(most)
        .into_tuple::<uuid::Uuid>()
        .all(db)
        .await?;
    Ok(ids.len() as u64)
}

/// Whose unfinished runs are meant.
#[derive(Debug, Clone, Copy)]
pub enum Unfinished<'a> {
    /// Those of one actor.
    Of(&'a str),
    /// Those of every account.
    OfAccounts,
}

/// Runs that are not finished, and of which nothing was heard since `before`.
pub async fn unfinished<C: ConnectionTrait>(
    db: &C,
    whose: Unfinished<'_>,
    before: Instant,
) -> Result<Vec<ImportRunId>, StoreError> {
    use import_run::{Column, Entity};
    let whose = match whose {
        Unfinished::Of(actor) => Column::Actor.eq(actor),
        Unfinished::OfAccounts => Column::Actor.starts_with("account:"),
    };
    let ids = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.eq("running"))
        .filter(whose)
        .filter(
            Condition::any()
                .add(Column::SeenAt.is_null())
                .add(Column::SeenAt.lte(before)),
        )
        .into_tuple::<uuid::Uuid>()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(ImportRunId).collect())
}

impl RunCounts {
    fn add(&mut self, other: Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.rejected += other.rejected;
    }
}

impl From<import_run::Model> for StoredRun {
    fn from(row: import_run::Model) -> Self {
        Self {
            id: ImportRunId(row.id),
            system: row.source_system,
            format: row.format,
            actor: row.actor,
            started_at: row.started_at,
            finished_at: row.finished_at,
            seen_at: row.seen_at,
            status: row.status,
            message: row.message,
            counts: RunCounts {
                created: row.created.unsigned_abs(),
                updated: row.updated.unsigned_abs(),
                unchanged: row.unchanged.unsigned_abs(),
                rejected: row.rejected.unsigned_abs(),
            },
        }
    }
}

/// A name in a source and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AliasRow {
    /// What kind of thing is named.
    pub kind: &'static str,
    /// The name.
    pub alias: String,
    /// The source id it stands for.
    pub target: String,
    /// Display name of the target.
    pub label: Option<String>,
}

/// Keeps names; a target that a name has already is kept once.
pub async fn put_aliases<C: ConnectionTrait>(
    db: &C,
    system: &str,
    mut aliases: Vec<AliasRow>,
) -> Result<(), StoreError> {
    use source_alias::{Column, Entity, Model};
    aliases.sort();
    aliases.dedup_by(|a, b| (a.kind, &a.alias, &a.target) == (b.kind, &b.alias, &b.target));
    for aliases in aliases.chunks(CHUNK) {
        let rows = aliases.iter().map(|alias| {
            Model {
                source_system: system.to_owned(),
                kind: alias.kind.to_owned(),
                alias: alias.alias.clone(),
                target: alias.target.clone(),
                label: alias.label.clone(),
            }
            .into_active_model()
        });
        let key = [
            Column::SourceSystem,
            Column::Kind,
            Column::Alias,
            Column::Target,
        ];
        Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns(key)
                    .update_column(Column::Label)
                    .to_owned(),
            )
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// The targets of names of one kind, with their labels; a name that stands for nothing is left out.
pub async fn aliases<C: ConnectionTrait>(
    db: &C,
    system: &str,
    kind: &str,
    names: &[&str],
) -> Result<HashMap<String, Vec<(String, Option<String>)>>, StoreError> {
    use source_alias::{Column, Entity};
    let mut found: HashMap<String, Vec<(String, Option<String>)>> = HashMap::new();
    for names in names.chunks(CHUNK) {
        let rows = Entity::find()
            .filter(Column::SourceSystem.eq(system))
            .filter(Column::Kind.eq(kind))
            .filter(Column::Alias.is_in(names.iter().copied()))
            .all(db)
            .await?;
        for row in rows {
            found
                .entry(row.alias)
                .or_default()
                .push((row.target, row.label));
        }
    }
    Ok(found)
}
