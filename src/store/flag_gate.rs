//! Which stored flags are for whom, as a condition of queries: the gate of
//! [`crate::domain::flags::audience`] for what is counted and listed without reading records.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr};

use crate::domain::flags::Onlooker;
use crate::domain::flags::audience::{PERSONAL, READERS, READS};
use crate::domain::ids::ProfessionalId;
use crate::domain::time::Instant;
use crate::domain::vocabulary::RelationshipKind;

use entity::{flag, relationship};

/// That a row of `flag` is for an onlooker, at an instant.
pub(super) fn is_for(onlooker: Onlooker, at: Instant) -> SimpleExpr {
    let column = |column| Expr::col((flag::Entity, column));
    let open = column(flag::Column::IsPrivate).eq(false);
    match onlooker {
        Onlooker::Everything => Expr::value(true),
        Onlooker::Staff(None) => open,
        Onlooker::Staff(Some(me)) => {
            let mine = column(flag::Column::Code)
                .is_in(PERSONAL)
                .and(column(flag::Column::OwnerProfessionalId).eq(me.0));
            let read_by_me = column(flag::Column::Code)
                .eq(READERS)
                .and(Expr::exists(reader(me, at)));
            open.or(mine).or(read_by_me)
        }
        // Lists of flags are made for staff only.
        Onlooker::Patient => Expr::value(false),
    }
}

/// That a flag waits for somebody: it is in nobody's hands, or in somebody's who took it on.
pub(super) fn waits(at: Instant) -> SimpleExpr {
    let column = |column| Expr::col((flag::Entity, column));
    let woken = column(flag::Column::State)
        .eq("snoozed")
        .and(column(flag::Column::SnoozedUntil).lte(at));
    column(flag::Column::State)
        .is_in(["open", "acknowledged"])
        .or(woken)
}

/// The active relationships that make a professional a reader of the patient's words.
fn reader(me: ProfessionalId, at: Instant) -> SelectStatement {
    use relationship::{Column, Entity};
    let column = |column| Expr::col((Entity, column));
    Query::select()
        .column((Entity, Column::Id))
        .from(Entity)
        .and_where(Expr::cust("relationship.patient_id = flag.patient_id"))
        .and_where(column(Column::ProfessionalId).eq(me.0))
        .and_where(column(Column::Kind).is_in(READS.map(RelationshipKind::code)))
        .and_where(column(Column::FromAt).lte(at))
        .and_where(
            column(Column::ToAt)
                .is_null()
                .or(column(Column::ToAt).gt(at)),
        )
        .take()
}
