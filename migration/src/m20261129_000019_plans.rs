//! Beside plans: who opened a crisis plan and from where, what it was worth in a crisis; and the safety person card
//! with the service routes by which somebody is reached, and the calls that were made.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000019_plans"
    }
}

const UP: &[&str] = &[
    "CREATE TABLE plan_opening (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        plan_id {uuid} NOT NULL,
        edition {int} NOT NULL,
        opened_at {time} NOT NULL,
        account_id {uuid} NOT NULL,
        professional_id {uuid},
        origin {text} NOT NULL,
        CONSTRAINT pk_plan_opening PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_plan_opening_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_plan_opening_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT fk_plan_opening_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_plan_opening_origin CHECK (origin IN (
            'board', 'glass', 'emergency', 'admitted', 'page'))
    ) {keyed}",
    "CREATE TABLE plan_use (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        plan_id {uuid} NOT NULL,
        edition {int} NOT NULL,
        used_at {time} NOT NULL,
        origin {text} NOT NULL,
        followed {text},
        helped {text},
        helped_not {text},
        professional_id {uuid},
        recorded_by {text} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_plan_use PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_plan_use_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_plan_use_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_plan_use_origin CHECK (origin IN (
            'board', 'glass', 'emergency', 'admitted', 'page')),
        CONSTRAINT ck_plan_use_followed CHECK (followed IN ('yes', 'partly', 'no'))
    ) {keyed}",
    "CREATE TABLE service_route (
        id {uuid} NOT NULL,
        unit_id {uuid} NOT NULL,
        name {text} NOT NULL,
        reach {text} NOT NULL,
        hours {text} NOT NULL,
        recorded_by {text} NOT NULL,
        recorded_at {time} NOT NULL,
        closed_by {text},
        closed_at {time},
        version {int} NOT NULL,
        CONSTRAINT pk_service_route PRIMARY KEY (id),
        CONSTRAINT fk_service_route_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_service_route_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
        CONSTRAINT ck_service_route_version CHECK (version >= 1)
    ) {heap}",
    "CREATE INDEX ix_service_route_unit ON service_route (unit_id)",
    // A change ends a card and begins another, which says what it follows: what stood there stays.
    "CREATE TABLE safety_card (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        relationship_id {uuid} NOT NULL,
        what_for {text} NOT NULL,
        hours {text},
        route_id {uuid} NOT NULL,
        follows_id {uuid},
        recorded_by {text} NOT NULL,
        recorded_at {time} NOT NULL,
        ended_by {text},
        ended_at {time},
        version {int} NOT NULL,
        CONSTRAINT pk_safety_card PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_safety_card_relationship
            FOREIGN KEY (patient_id, relationship_id) REFERENCES relationship (patient_id, id),
        CONSTRAINT fk_safety_card_route FOREIGN KEY (route_id) REFERENCES service_route (id),
        CONSTRAINT fk_safety_card_follows
            FOREIGN KEY (patient_id, follows_id) REFERENCES safety_card (patient_id, id),
        CONSTRAINT ck_safety_card_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
        CONSTRAINT ck_safety_card_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE safety_call (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        card_id {uuid} NOT NULL,
        called_at {time} NOT NULL,
        caller_id {uuid},
        is_reached {bool} NOT NULL,
        changed {text},
        recorded_by {text} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_safety_call PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_safety_call_card
            FOREIGN KEY (patient_id, card_id) REFERENCES safety_card (patient_id, id),
        CONSTRAINT fk_safety_call_caller FOREIGN KEY (caller_id) REFERENCES professional (id)
    ) {keyed}",
];

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
        support::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "safety_call",
            "safety_card",
            "service_route",
            "plan_use",
            "plan_opening",
        ];
        support::drop(manager, &tables).await
    }
}
