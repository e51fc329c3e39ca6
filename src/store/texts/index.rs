//! The words by which texts are found, kept in the transaction that changes the text. What differs between
//! the engines of search is here: FTS5 on SQLite, text vectors on PostgreSQL. Neither is asked to part, fold
//! or stem anything, and neither is given what somebody typed.

use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use crate::domain::ids::PatientId;
use crate::domain::search::{Query, Wanted, terms};
use crate::store::error::StoreError;

/// A text, and the words by which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Document {
    patient: Uuid,
    record: Uuid,
    /// In order; none where nothing is written.
    terms: Vec<String>,
}

impl Document {
    /// A record's text in its parts.
    pub fn new<'a>(
        (patient, record): (Uuid, Uuid),
        parts: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            patient,
            record,
            terms: terms(parts).into_iter().collect(),
        }
    }
}

/// Texts per statement, largest first: statements of a few sizes only, so that each is prepared once.
const STEPS: [usize; 3] = [64, 8, 1];

/// Keeps the words of texts that were not there before.
pub(in crate::store) async fn add<C: ConnectionTrait>(
    conn: &C,
    documents: &[Document],
) -> Result<(), StoreError> {
    let backend = conn.get_database_backend();
    let told = |document: &&Document| !document.terms.is_empty();
    let documents: Vec<&Document> = documents.iter().filter(told).collect();
    let mut rest = documents.as_slice();
    for step in STEPS {
        let sql = insert(backend, step);
        while rest.len() >= step {
            let (now, later) = rest.split_at(step);
            let values = now.iter().flat_map(|document| row(backend, document));
            let statement = Statement::from_sql_and_values(backend, sql.as_str(), values);
            conn.execute_raw(statement).await?;
            rest = later;
        }
    }
    Ok(())
}

/// The statement that keeps the words of so many texts.
fn insert(backend: DbBackend, texts: usize) -> String {
    let (columns, row): (&str, fn(usize) -> String) = match backend {
        DbBackend::Sqlite => ("record, place, words", |_| "(?, ?, ?)".to_owned()),
        _ => ("patient_id, record_id, words", |n| {
            let [patient, record, words] = [3 * n + 1, 3 * n + 2, 3 * n + 3];
            format!("(${patient}, ${record}, CAST(CAST(${words} AS text) AS tsvector))")
        }),
    };
    let rows: Vec<String> = (0..texts).map(row).collect();
    format!(
        "INSERT INTO search_word ({columns}) VALUES {}",
        rows.join(", ")
    )
}

/// The values of one text.
fn row(backend: DbBackend, document: &Document) -> [Value; 3] {
    let Document {
        patient,
        record,
        terms,
    } = document;
    match backend {
        DbBackend::Sqlite => [
            (*record).into(),
            place(*patient, *record).into(),
            spaced(*patient, terms).into(),
        ],
        _ => [(*patient).into(), (*record).into(), vector(terms).into()],
    }
}

/// Keeps the words of texts over those that were kept of them before. Of a text that has no words any more
/// none is left.
pub(in crate::store) async fn replace<C: ConnectionTrait>(
    conn: &C,
    documents: &[Document],
) -> Result<(), StoreError> {
    let backend = conn.get_database_backend();
    for Document {
        patient, record, ..
    } in documents
    {
        let statement = match backend {
            DbBackend::Sqlite => Statement::from_sql_and_values(
                backend,
                "DELETE FROM search_word WHERE search_word MATCH ?",
                [format!("place : \"{}\"", place(*patient, *record)).into()],
            ),
            _ => Statement::from_sql_and_values(
                backend,
                "DELETE FROM search_word WHERE patient_id = $1 AND record_id = $2",
                [(*patient).into(), (*record).into()],
            ),
        };
        conn.execute_raw(statement).await?;
    }
    add(conn, documents).await
}

/// That a record has the words: a condition on a column that holds its id, given as it is written in SQL.
pub(super) fn has_words(
    backend: DbBackend,
    column: &'static str,
    patient: PatientId,
    query: &Query,
) -> Expr {
    let patient = patient.0;
    match backend {
        DbBackend::Sqlite => Expr::cust_with_values(
            format!("{column} IN (SELECT record FROM search_word WHERE search_word MATCH ?)"),
            [Value::from(matching(patient, query))],
        ),
        _ => Expr::cust_with_values(
            format!(
                "{column} IN (SELECT record_id FROM search_word
                 WHERE patient_id = $1 AND words @@ CAST(CAST($2 AS text) AS tsquery))"
            ),
            [Value::from(patient), Value::from(vector_query(query))],
        ),
    }
}

/// What stands for a record in the index of SQLite: one term, by which it is found again to be removed.
fn place(patient: Uuid, record: Uuid) -> String {
    format!("{}{}", patient.simple(), record.simple())
}

/// Terms as FTS5 keeps them, each led by its patient.
fn spaced(patient: Uuid, terms: &[String]) -> String {
    let patient = patient.simple().to_string();
    let mut spaced = String::new();
    for term in terms {
        spaced.push_str(&patient);
        spaced.push_str(term);
        spaced.push(' ');
    }
    spaced
}

/// What FTS5 is asked: every term is a string of its own, in which nothing has a meaning.
fn matching(patient: Uuid, query: &Query) -> String {
    let patient = patient.simple();
    let word = |wanted: &Wanted| {
        let star = if wanted.is_beginning() { " *" } else { "" };
        let (start, stem) = (wanted.start(), wanted.stem_term());
        format!("(\"{patient}{start}\"{star} OR \"{patient}{stem}\")")
    };
    let words: Vec<String> = query.words().iter().map(word).collect();
    format!("words : ({})", words.join(" AND "))
}

/// Terms as a text vector is written: each in quotes.
fn vector(terms: &[String]) -> String {
    let quoted: Vec<String> = terms.iter().map(|term| format!("'{term}'")).collect();
    quoted.join(" ")
}

/// What PostgreSQL is asked, likewise.
fn vector_query(query: &Query) -> String {
    let word = |wanted: &Wanted| {
        let star = if wanted.is_beginning() { ":*" } else { "" };
        format!("('{}'{star} | '{}')", wanted.start(), wanted.stem_term())
    };
    let words: Vec<String> = query.words().iter().map(word).collect();
    words.join(" & ")
}
