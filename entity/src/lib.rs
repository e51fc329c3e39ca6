//! Red Thread's tables, one file each: columns and keys, and nothing else. No logic, no hooks, no
//! `serde`: what a row means is the domain's, how it travels is the front ends'.
//!
//! Foreign keys live in the migrations and are followed by plain `Uuid` columns; the store reads by
//! range of the patient's id, never by relation, so no relations are declared. Nor
//! are `#[sea_orm::model]`'s nested saves: they open transactions of their own, deferred ones.

pub mod access_bar;
pub mod account;
pub mod account_pin;
pub mod account_role;
pub mod alliance_score;
pub mod audit_checkpoint;
pub mod audit_checkpoint_head;
pub mod audit_entry;
pub mod audit_head;
pub mod browser_session;
pub mod contact;
pub mod contact_professional;
pub mod decision;
pub mod digest_sent;
pub mod directory_version;
pub mod employment;
pub mod flag;
pub mod flag_check;
pub mod flag_event;
pub mod glass_opening;
pub mod guest_access;
pub mod handover;
pub mod handover_draft;
pub mod handover_snapshot;
pub mod handover_step;
pub mod import_file;
pub mod import_run;
pub mod kept_form;
pub mod known_browser;
pub mod known_browser_person;
pub mod language_term;
pub mod legal_period;
pub mod measure;
pub mod measure_visit;
pub mod narrative_entry;
pub mod narrative_person;
pub mod narrative_read;
pub mod narrative_state;
pub mod news;
pub mod notice;
pub mod outbox;
pub mod own_record;
pub mod patient;
pub mod patient_identifier;
pub mod patient_summary;
pub mod plan;
pub mod planned_arrival;
pub mod policy_preview;
pub mod policy_version;
pub mod professional;
pub mod record_author;
pub mod record_change;
pub mod record_look;
pub mod record_version;
pub mod recorded_form;
pub mod refresh_token;
pub mod relational_review;
pub mod relationship;
pub mod request;
pub mod rupture;
pub mod shift_assignment;
pub mod sign_in_attempt;
pub mod signing_key;
pub mod source_alias;
pub mod token_family;
pub mod treatment_period;
pub mod treatment_period_leave;
pub mod unit;
pub mod urgent_told;
