//! Each way to a patient's record as a query of patients' ids.

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait};

use crate::domain::access::{ARRIVAL_LAPSES_DAYS, Reach, TAIL_DAYS, Way};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::RelationshipKind;

use entity::{
    access_bar, contact, contact_professional, glass_opening, handover, own_record,
    patient_summary, planned_arrival, relationship, treatment_period,
};

/// Who asks, when, and for whom.
pub(super) struct Asked<'a> {
    reach: &'a Reach,
    at: Instant,
    /// One patient; `None` is all, and then what closes a record is part of every look.
    only: Option<PatientId>,
}

impl<'a> Asked<'a> {
    pub(super) fn of_one(reach: &'a Reach, at: Instant, patient: PatientId) -> Self {
        Self {
            reach,
            at,
            only: Some(patient),
        }
    }

    pub(super) fn of_all(reach: &'a Reach, at: Instant) -> Self {
        Self {
            reach,
            at,
            only: None,
        }
    }

    /// Queries that give the patients of a way, as `patient_id`; none where the way leads to nobody.
    pub(super) fn looks(&self, way: Way) -> Vec<SelectStatement> {
        let looks = match way {
            Way::Relationship => vec![self.tied()],
            Way::TreatmentPeriod => vec![self.staying()],
            Way::Held => vec![self.held()],
            Way::Incoming => vec![self.offered_to_us(), self.offered_to_me(), self.expected()],
            Way::Glass => vec![self.broken()],
            Way::Tail => vec![self.was_tied(), self.was_staying()],
        };
        looks.into_iter().flatten().collect()
    }

    /// That the record of a column's patient is the asker's own, or of their family.
    pub(super) fn is_own(&self, patient: &str) -> SimpleExpr {
        use own_record::Column;
        let Some(me) = self.reach.professional else {
            return Expr::value(false);
        };
        let own = Query::select()
            .column((own_record::Entity, Column::Id))
            .from(own_record::Entity)
            .and_where(Expr::cust(format!("own_record.patient_id = {patient}")))
            .and_where(Column::ProfessionalId.eq(me.0))
            .cond_where(holds(Column::FromAt, Column::ToAt, self.at))
            .take();
        Expr::exists(own)
    }

    /// That a column's patient does not want the asker.
    pub(super) fn is_barred(&self, patient: &str) -> SimpleExpr {
        match self.reach.professional {
            None => Expr::value(false),
            Some(me) => self.bar(patient, access_bar::Column::ProfessionalId.eq(me.0)),
        }
    }

    /// That a column's patient does not want a unit at which the asker works.
    pub(super) fn is_of_a_barred_unit(&self, patient: &str) -> SimpleExpr {
        if self.reach.units.is_empty() {
            return Expr::value(false);
        }
        self.bar(patient, access_bar::Column::UnitId.is_in(self.units()))
    }

    fn bar(&self, patient: &str, whom: SimpleExpr) -> SimpleExpr {
        use access_bar::Column;
        let bar = Query::select()
            .column((access_bar::Entity, Column::Id))
            .from(access_bar::Entity)
            .and_where(Expr::cust(format!("access_bar.patient_id = {patient}")))
            .and_where(whom)
            .cond_where(holds(Column::FromAt, Column::ToAt, self.at))
            .take();
        Expr::exists(bar)
    }

    fn units(&self) -> impl Iterator<Item = uuid::Uuid> + '_ {
        self.reach.units.iter().map(|unit| unit.0)
    }

    /// The patients of a table, within what is asked for and what closes a record.
    fn patients<E: EntityTrait>(&self, table: E, column: E::Column, name: &str) -> SelectStatement {
        let mut query = Query::select().column((table, column)).from(table).take();
        match self.only {
            Some(patient) => query.and_where(column.eq(patient.0)),
            None => query
                .and_where(self.is_own(name).not())
                .and_where(self.is_barred(name).not()),
        };
        query
    }

    /// That the unit of a column is one of the asker's which the patient lets in.
    fn through(&self, column: &impl ColumnTrait, patient: &str, unit: &str) -> Condition {
        let bar = self.bar(patient, Expr::cust(format!("access_bar.unit_id = {unit}")));
        Condition::all()
            .add(column.is_in(self.units()))
            .add(bar.not())
    }

    /// Those in a lasting relationship with one of some people, of some units where they are said; one that names
    /// no unit belongs to them where it is with one of those who work there. Not for care: for whoever plans who
    /// takes them over.
    pub(super) fn held_by(
        &self,
        who: &[ProfessionalId],
        units: Option<&[UnitId]>,
        at_work: &[ProfessionalId],
    ) -> SelectStatement {
        use relationship::{Column, Entity};
        let mut query = self.patients(Entity, Column::PatientId, "relationship.patient_id");
        query
            .and_where(Column::ProfessionalId.is_in(who.iter().map(|one| one.0)))
            .cond_where(holds(Column::FromAt, Column::ToAt, self.at))
            .distinct();
        if let Some(units) = units {
            let unsaid = Column::UnitId
                .is_null()
                .and(Column::ProfessionalId.is_in(at_work.iter().map(|one| one.0)));
            let of = Column::UnitId.is_in(units.iter().map(|unit| unit.0));
            query.and_where(of.or(unsaid));
        }
        query
    }

    /// Those of some units who have no named contact outside of wards, by each way of belonging to a unit.
    pub(super) fn unnamed(&self, units: &[UnitId]) -> Vec<SelectStatement> {
        use {patient_summary as summary, treatment_period as period};
        if units.is_empty() {
            return Vec::new();
        }
        let units = || units.iter().map(|unit| unit.0);
        let staying = self
            .patients(
                period::Entity,
                period::Column::PatientId,
                "treatment_period.patient_id",
            )
            .and_where(period::Column::UnitId.is_in(units()))
            .cond_where(holds(period::Column::FromAt, period::Column::ToAt, self.at))
            .and_where(Expr::exists(self.named("treatment_period.patient_id")).not())
            .take();
        let held = self
            .patients(
                summary::Entity,
                summary::Column::PatientId,
                "patient_summary.patient_id",
            )
            .and_where(summary::Column::HeldByUnitId.is_in(units()))
            .and_where(Expr::exists(self.named("patient_summary.patient_id")).not())
            .take();
        let tied = self
            .patients(
                relationship::Entity,
                relationship::Column::PatientId,
                "relationship.patient_id",
            )
            .and_where(relationship::Column::UnitId.is_in(units()))
            .cond_where(holds(
                relationship::Column::FromAt,
                relationship::Column::ToAt,
                self.at,
            ))
            .and_where(Expr::exists(self.named("relationship.patient_id")).not())
            .take();
        vec![staying, held, tied]
    }

    /// The lasting relationships with a named contact of a column's patient; under another name, since the outer
    /// query may be one of relationships.
    fn named(&self, patient: &str) -> SelectStatement {
        use relationship::{Column, Entity};
        let named = sea_orm::sea_query::Alias::new("named");
        let column = |column: Column| Expr::col((named.clone(), column));
        let kinds = RelationshipKind::ALL
            .iter()
            .filter(|kind| kind.is_named_contact(false));
        Query::select()
            .expr(column(Column::Id))
            .from_as(Entity, named.clone())
            .and_where(Expr::cust(format!("named.patient_id = {patient}")))
            .and_where(column(Column::Kind).is_in(kinds.map(|kind| kind.code())))
            .and_where(column(Column::FromAt).lte(self.at))
            .and_where(
                column(Column::ToAt)
                    .is_null()
                    .or(column(Column::ToAt).gt(self.at)),
            )
            .take()
    }

    fn tied(&self) -> Option<SelectStatement> {
        use relationship::{Column, Entity};
        let me = self.reach.professional?;
        let query = self
            .patients(Entity, Column::PatientId, "relationship.patient_id")
            .and_where(Column::ProfessionalId.eq(me.0))
            .cond_where(holds(Column::FromAt, Column::ToAt, self.at))
            .take();
        Some(query)
    }

    fn staying(&self) -> Option<SelectStatement> {
        use treatment_period::Column;
        self.stays(holds(Column::FromAt, Column::ToAt, self.at))
    }

    fn stays(&self, when: Condition) -> Option<SelectStatement> {
        use treatment_period::{Column, Entity};
        if self.reach.units.is_empty() {
            return None;
        }
        let patient = "treatment_period.patient_id";
        let query = self
            .patients(Entity, Column::PatientId, patient)
            .cond_where(self.through(&Column::UnitId, patient, "treatment_period.unit_id"))
            .cond_where(when)
            .take();
        Some(query)
    }

    fn held(&self) -> Option<SelectStatement> {
        use patient_summary::{Column, Entity};
        if self.reach.units.is_empty() {
            return None;
        }
        let patient = "patient_summary.patient_id";
        let unit = "patient_summary.held_by_unit_id";
        let query = self
            .patients(Entity, Column::PatientId, patient)
            .cond_where(self.through(&Column::HeldByUnitId, patient, unit))
            .take();
        Some(query)
    }

    /// Handovers that wait for an answer. Where no state is recorded, one is offered until accepted.
    fn offered(&self) -> SelectStatement {
        use handover::{Column, Entity};
        let unsaid = Column::State.is_null().and(Column::AcceptedAt.is_null());
        self.patients(Entity, Column::PatientId, "handover.patient_id")
            .and_where(Column::OfferedAt.lte(self.at))
            .and_where(Column::State.is_in(["offered", "questioned"]).or(unsaid))
            .take()
    }

    fn offered_to_us(&self) -> Option<SelectStatement> {
        if self.reach.units.is_empty() {
            return None;
        }
        let column = handover::Column::ToUnitId;
        let is_ours = self.through(&column, "handover.patient_id", "handover.to_unit_id");
        Some(self.offered().cond_where(is_ours).take())
    }

    fn offered_to_me(&self) -> Option<SelectStatement> {
        let me = self.reach.professional?;
        let query = self
            .offered()
            .and_where(handover::Column::ToProfessionalId.eq(me.0))
            .and_where(self.is_of_a_barred_unit("handover.patient_id").not())
            .take();
        Some(query)
    }

    fn expected(&self) -> Option<SelectStatement> {
        use planned_arrival::{Column, Entity};
        if self.reach.units.is_empty() {
            return None;
        }
        let patient = "planned_arrival.patient_id";
        let lapses = self.at - TimeDelta::days(ARRIVAL_LAPSES_DAYS);
        let query = self
            .patients(Entity, Column::PatientId, patient)
            .and_where(Expr::cust("planned_arrival.state = 'expected'"))
            .and_where(Column::ExpectedAt.gt(lapses))
            .cond_where(self.through(&Column::UnitId, patient, "planned_arrival.unit_id"))
            .take();
        Some(query)
    }

    fn broken(&self) -> Option<SelectStatement> {
        use glass_opening::{Column, Entity};
        let account = self.reach.account?;
        let patient = "glass_opening.patient_id";
        let query = self
            .patients(Entity, Column::PatientId, patient)
            .and_where(Column::AccountId.eq(account.0))
            .and_where(Column::OpenedAt.lte(self.at))
            .and_where(Column::UntilAt.gt(self.at))
            .and_where(Column::EndedAt.is_null().or(Column::EndedAt.gt(self.at)))
            .and_where(self.is_of_a_barred_unit(patient).not())
            .take();
        Some(query)
    }

    fn was_tied(&self) -> Option<SelectStatement> {
        use relationship::{Column, Entity};
        let me = self.reach.professional?;
        let patient = "relationship.patient_id";
        let query = self
            .patients(Entity, Column::PatientId, patient)
            .and_where(Column::ProfessionalId.eq(me.0))
            .cond_where(self.lingers(Column::ToAt))
            .and_where(self.is_of_a_barred_unit(patient).not())
            .take();
        Some(query)
    }

    fn was_staying(&self) -> Option<SelectStatement> {
        let me = self.reach.professional?;
        let was_there = Condition::any()
            .add(Expr::exists(met_as_main(me.0)))
            .add(Expr::exists(met_as_other(me.0)))
            .add(Expr::exists(tied_then(me.0)));
        let when = self.lingers(treatment_period::Column::ToAt).add(was_there);
        self.stays(when)
    }

    fn lingers(&self, to: impl ColumnTrait) -> Condition {
        Condition::all()
            .add(to.lte(self.at))
            .add(to.gt(self.at - TimeDelta::days(TAIL_DAYS)))
    }
}

/// Half-open, as everything with an end.
fn holds(from: impl ColumnTrait, to: impl ColumnTrait, at: Instant) -> Condition {
    from.lte(at)
        .into_condition()
        .add(to.is_null().or(to.gt(at)))
}

/// Contacts that took place during the treatment period of the outer query.
fn met() -> SelectStatement {
    use contact::{Column, Entity};
    Query::select()
        .column((Entity, Column::Id))
        .from(Entity)
        .and_where(Expr::cust(
            "contact.patient_id = treatment_period.patient_id",
        ))
        .and_where(Expr::cust("contact.status = 'attended'"))
        .and_where(Expr::cust("contact.at >= treatment_period.from_at"))
        .and_where(Expr::cust("contact.at <= treatment_period.to_at"))
        .take()
}

fn met_as_main(me: uuid::Uuid) -> SelectStatement {
    met()
        .and_where(contact::Column::MainProfessionalId.eq(me))
        .take()
}

fn met_as_other(me: uuid::Uuid) -> SelectStatement {
    let others = Query::select()
        .column((
            contact_professional::Entity,
            contact_professional::Column::Position,
        ))
        .from(contact_professional::Entity)
        .and_where(Expr::cust(
            "contact_professional.patient_id = contact.patient_id",
        ))
        .and_where(Expr::cust("contact_professional.contact_id = contact.id"))
        .and_where(contact_professional::Column::ProfessionalId.eq(me))
        .take();
    met().and_where(Expr::exists(others)).take()
}

/// Relationships that overlap the treatment period of the outer query. Under another name: the outer
/// query may be within one of relationships.
fn tied_then(me: uuid::Uuid) -> SelectStatement {
    use relationship::{Column, Entity};
    let then = sea_orm::sea_query::Alias::new("tie");
    let column = |column: Column| Expr::col((then.clone(), column));
    Query::select()
        .expr(column(Column::Id))
        .from_as(Entity, then.clone())
        .and_where(Expr::cust("tie.patient_id = treatment_period.patient_id"))
        .and_where(column(Column::ProfessionalId).eq(me))
        .and_where(Expr::cust("tie.from_at <= treatment_period.to_at"))
        .and_where(Expr::cust(
            "(tie.to_at IS NULL OR tie.to_at > treatment_period.from_at)",
        ))
        .take()
}
