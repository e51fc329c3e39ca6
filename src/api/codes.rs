//! The vocabulary as the API describes it: every code list is the domain's own, so that the
//! description cannot tell another.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::vocabulary as words;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident),+ $(,)?) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub words::$name);

        impl From<words::$name> for $name {
            fn from(word: words::$name) -> Self {
                Self(word)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some(concat!($($doc),*).trim()))
                    .enum_values(Some(words::$name::CODES.iter().copied()))
                    .build()
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}

codes! {
    /// Where care happens.
    Setting,
    /// What a setting is to a patient's path.
    SettingClass,
    /// Training or function.
    Profession,
    /// What somebody is to the patient.
    RelationshipKind,
    /// How present a relationship is meant to be.
    RelationshipMode,
    /// Why a relationship ended.
    EndReason,
    /// How a stay came about.
    AdmissionKind,
    /// Where a treatment period led.
    PeriodEndReason,
    /// How a contact was held.
    ContactMode,
    /// What became of a contact.
    ContactStatus,
    /// What a contact was for.
    ContactPurpose,
    /// What is handed over.
    HandoverType,
    /// How it was handed over.
    HandoverGrade,
    /// How closely the receiver of a handover should look.
    HandoverSeverity,
    /// Where a handover is in its life.
    HandoverState,
    /// What was offered.
    DecisionSubject,
    /// What was answered.
    DecisionOutcome,
    /// Sex, as recorded.
    Sex,
    /// How soon somebody should look.
    Severity,
    /// What an account may do.
    Role,
    /// Who owns a task.
    OwnerRole,
    /// Something that was not done, or something good that is possible.
    FlagKind,
    /// What people did with a flag.
    FlagState,
    /// Why a glass is broken.
    GlassReason,
    /// What was found of a broken glass.
    GlassOutcome,
    /// What somebody is told at once.
    NewsKind,
    /// Where a planned arrival is.
    ArrivalState,
    /// What a narrative entry tells.
    NarrativeKind,
    /// Whose words a narrative entry holds.
    Authorship,
    /// How precisely a time is known.
    Precision,
    /// The answer to a request.
    RequestAnswer,
    /// What a plan or agreement is.
    PlanKind,
    /// From where a crisis plan was opened.
    PlanOrigin,
    /// Whether a crisis plan was followed.
    PlanFollowed,
    /// Where a break in a working relationship is.
    RuptureStatus,
    /// What a restrictive measure does.
    MeasureKind,
    /// What came of an offer to talk about a measure.
    DebriefOutcome,
}

/// An instant, RFC 3339 with the offset that its unit's zone had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Moment(pub String);

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some(
                "An instant, RFC 3339 with the offset that its unit's zone had then.",
            ))
            .examples(["2026-03-02T12:00:00+01:00"])
            .build()
            .into()
    }
}

impl ToSchema for Moment {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Moment")
    }
}
