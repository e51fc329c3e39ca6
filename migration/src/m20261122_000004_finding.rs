//! Finding patients: names folded so that spelling does not matter, identifiers by value, those within
//! somebody's reach, and the next agreed contact of many patients at once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{FromQueryResult, Statement};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use crate::support;

/// Patients refolded at a time.
const PAGE: u64 = 1000;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000004_finding"
    }
}

#[async_trait::async_trait]
#[expect(
    elided_lifetimes_in_paths,
    reason = "the trait is written so, and the macro makes the two forms differ"
)]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(
            manager,
            &[
                "CREATE INDEX ix_patient_identifier_value ON patient_identifier (value)",
                "CREATE INDEX ix_contact_planned ON contact (patient_id, at)
                    WHERE status = 'planned'",
                // Who is within reach is read from the index alone: of all that a unit or a
                // professional ever had, the few that are open lie next to each other.
                "DROP INDEX ix_treatment_period_unit",
                "CREATE INDEX ix_treatment_period_unit
                    ON treatment_period (unit_id, to_at, from_at, patient_id)",
                "DROP INDEX ix_relationship_professional",
                "CREATE INDEX ix_relationship_professional
                    ON relationship (professional_id, to_at, from_at, patient_id)",
            ],
        )
        .await?;
        refold(manager, folded).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        refold(manager, folded_before).await?;
        support::run(
            manager,
            &[
                "DROP INDEX ix_relationship_professional",
                "CREATE INDEX ix_relationship_professional ON relationship (professional_id)",
                "DROP INDEX ix_treatment_period_unit",
                "CREATE INDEX ix_treatment_period_unit ON treatment_period (unit_id)",
                "DROP INDEX ix_contact_planned",
                "DROP INDEX ix_patient_identifier_value",
            ],
        )
        .await
    }
}

#[derive(FromQueryResult)]
struct Named {
    id: sea_orm_migration::sea_orm::prelude::Uuid,
    family_name: Option<String>,
    given_name: Option<String>,
    name_folded: String,
}

/// Folds every patient's name once more, a page at a time.
async fn refold(manager: &SchemaManager<'_>, fold: fn(&str) -> String) -> Result<(), DbErr> {
    let conn = manager.get_connection();
    let backend = manager.get_database_backend();
    let mut after = None;
    loop {
        let mut page = Query::select();
        page.columns(["id", "family_name", "given_name", "name_folded"])
            .from("patient")
            .order_by("id", Order::Asc)
            .limit(PAGE);
        if let Some(after) = after {
            page.and_where(Expr::col("id").gt(Expr::value(after)));
        }
        let statement: Statement = backend.build(&page);
        let rows = Named::find_by_statement(statement).all(conn).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for row in rows {
            let names = [row.family_name.as_deref(), row.given_name.as_deref()];
            let name: Vec<&str> = names.into_iter().flatten().collect();
            let name = fold(&name.join(" "));
            if name != row.name_folded {
                let mut update = Query::update();
                update
                    .table("patient")
                    .value("name_folded", name)
                    .and_where(Expr::col("id").eq(Expr::value(row.id)));
                conn.execute(&update).await?;
            }
        }
    }
}

/// As the program folds names from this migration on.
fn folded(name: &str) -> String {
    let mut bare = String::with_capacity(name.len());
    for letter in name.nfkd() {
        if canonical_combining_class(letter) >= 10 {
            continue;
        }
        match letter {
            'Æ' | 'æ' => bare.push('a'),
            'Ø' | 'ø' | 'Œ' | 'œ' => bare.push('o'),
            'Đ' | 'đ' | 'Ð' | 'ð' => bare.push('d'),
            'Ł' | 'ł' => bare.push('l'),
            'Þ' | 'þ' => bare.push_str("th"),
            'ß' | 'ẞ' => bare.push_str("ss"),
            'ı' | 'İ' => bare.push('i'),
            '\'' | '’' | 'ʼ' | '`' | '´' | '.' => {}
            _ if letter.is_alphanumeric() || is_combining_mark(letter) => bare.push(letter),
            _ => bare.push(' '),
        }
    }
    let mut spelled = String::with_capacity(bare.len());
    for letter in bare.to_lowercase().nfkc() {
        let is_second = matches!(
            (spelled.chars().next_back(), letter),
            (Some('a'), 'a' | 'e') | (Some('o' | 'u'), 'e')
        );
        if !is_second {
            spelled.push(letter);
        }
    }
    let words: Vec<&str> = spelled.split_whitespace().collect();
    words.join(" ").chars().take(200).collect()
}

/// As it folded them before.
fn folded_before(name: &str) -> String {
    let lower = name.nfkc().collect::<String>().to_lowercase();
    lower.chars().take(200).collect()
}
