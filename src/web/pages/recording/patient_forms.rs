//! Which lines the forms have that are about the patient themselves.

use super::lines::Maker;
use crate::domain::intake::Patient;
use crate::domain::vocabulary::Sex;

/// Who the patient is.
pub(super) fn correct(make: &mut Maker<'_>, of: &Patient) {
    make.short(
        ("family_name", "record-family-name"),
        Some(of.family_name.as_deref()),
    );
    make.short(
        ("given_name", "record-given-name"),
        Some(of.given_name.as_deref()),
    );
    make.day(("birth_date", "record-birth-date"), Some(of.birth_date));
    let sex = Some(of.sex.map(Sex::code));
    make.choice(("sex", "record-sex"), ("sex", Sex::CODES), sex, "");
    make.short(
        ("language", "record-language"),
        Some(of.language.as_deref()),
    );
    make.day(
        ("in_service_from", "record-in-service-from"),
        Some(of.in_service_from),
    );
    make.day(
        ("in_service_to", "record-in-service-to"),
        Some(of.in_service_to),
    );
    if !of.identifiers.is_empty() {
        let boxes = of.identifiers.iter();
        let boxes = boxes.map(|one| (one.to_string(), format!("{}: {}", one.system, one.value)));
        make.ticks(("withdraw", "record-withdraw"), boxes.collect());
    }
    make.short(("identifier_system", "record-identifier-system-new"), None);
    make.short(("identifier", "record-identifier-new"), None);
    make.words("reason", "record-reason");
}

/// When the patient died. Nothing is filled in: the time is known, or is looked up.
pub(super) fn death(make: &mut Maker<'_>) {
    let zone = make.zone(None);
    make.time(("at", "record-died-at"), None, None, zone)
        .required();
    make.tick(("confirmed", "record-confirmed"), None)
        .required();
}

/// Why the death is taken back.
pub(super) fn undo(make: &mut Maker<'_>) {
    make.words("reason", "record-undo-why").required();
}
