//! Patients about whom little is known, and instants at which little had happened.

use serde_json::{Value, json};

use super::{PEOPLE, Service, TOLD, UNITS};
use crate::support::both;

const PATIENTS: &str = "id,birth_date,deceased_at\n\
    booked,,\ncrowd,,\ndead,1950-01-01,2026-01-11T03:00\nnothing,,\nyoung,2025-06-01,\n";
const CONTACTS: &str = "id,patient_id,unit_id,at,status,main_professional_id,other_professional_ids\n\
    k1,booked,clinic,2026-02-01T10:00,planned,p1,\nk2,booked,clinic,2026-04-01T10:00,planned,p1,\n\
    k3,crowd,clinic,2026-02-01T10:00,attended,,p1;p2\nk4,crowd,clinic,2026-02-03T10:00,attended,,\n\
    k5,young,clinic,2025-08-01T10:00,attended,p1,\n";
const PERIODS: &str = "id,patient_id,unit_id,from,to\nt1,dead,ward,2026-01-01T10:00,\n";
const TIES: &str = "id,patient_id,kind,from,professional_id,unit_id,important_to_patient,planned_end,agreed_interval_days\n\
    r1,dead,therapist,2024-01-01,p1,clinic,true,2026-03-05,30\n";
const HANDOVERS: &str = "id,patient_id,type,offered_at\nh1,dead,shift,2026-01-02T10:00\n";

async fn told(service: &Service, as_of: &str) -> Vec<Value> {
    let lines = service.lines(as_of, None).await;
    lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn is_undefined(line: &Value) -> bool {
    let indices = line["indices"].as_object().unwrap();
    line["contacts"] == 0 && line["providers"] == 0 && indices.values().all(Value::is_null)
}

#[tokio::test]
async fn what_is_not_known_is_null_and_never_zero() {
    both(|db| async move {
        let service = Service::new(&db, TOLD);
        service
            .import(&[
                ("units.csv", UNITS),
                ("professionals.csv", PEOPLE),
                ("patients.csv", PATIENTS),
                ("contacts.csv", CONTACTS),
                ("treatment_periods.csv", PERIODS),
                ("relationships.csv", TIES),
                ("handovers.csv", HANDOVERS),
            ])
            .await;
        let now = told(&service, TOLD).await;
        let ids: Vec<&str> = now.iter().map(|l| l["patient"].as_str().unwrap()).collect();
        assert_eq!(ids, ["booked", "crowd", "dead", "nothing", "young"]);
        // Bookings, meetings with nobody marked as main, and nothing at all make no sequence.
        for place in [0, 1, 3] {
            assert!(is_undefined(&now[place]), "{}", now[place]);
            assert_eq!(now[place]["admissions"], json!([]));
            assert_eq!(now[place]["flags"], json!([]), "in service is not known");
        }
        // The dead have no flags; a stay left open ends with them.
        assert_eq!(now[2]["flags"], json!([]));
        let stay = &now[2]["admissions"][0];
        assert_eq!(stay["nights"], 10);
        assert_eq!(stay["to"], Value::Null);
        assert_eq!(stay["kind"], Value::Null);
        // One contact: what is trivial is a number, what needs two is not defined.
        let one = &now[4]["indices"];
        assert_eq!(now[4]["contacts"], 1);
        assert_eq!(one["upc"], 1.0);
        assert_eq!(one["entropy_bits"], 0.0);
        for pair in ["coc", "secon", "k_index", "upc_named"] {
            assert!(one[pair].is_null(), "{pair}");
        }
        // The same patients before the death, where the record's end is not known yet.
        let alive = told(&service, "2026-01-10T12:00").await;
        assert_eq!(alive[2]["admissions"][0]["nights"], 9);
        let codes: Vec<&Value> = alive[2]["flags"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| &f["code"])
            .collect();
        assert!(
            codes.contains(&&json!("handover_unacknowledged")),
            "{codes:?}"
        );
        // Before anything happened, and before birth.
        for early in ["2023-12-31", "2025-01-01", "1900-01-01"] {
            let early = told(&service, early).await;
            assert_eq!(early.len(), 5);
            assert!(early.iter().all(is_undefined));
            assert!(early.iter().all(|line| line["admissions"] == json!([])));
        }
        // A summary is kept of each, and evaluating again finds the same.
        let again = service.keep(redthread::app::evaluate::Which::All).await;
        assert_eq!((again.patients, again.raised, again.cleared), (5, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_empty_database_is_answered_with_nothing() {
    both(|db| async move {
        let service = Service::new(&db, TOLD);
        assert!(service.lines(TOLD, None).await.is_empty());
        let kept = service.keep(redthread::app::evaluate::Which::All).await;
        assert_eq!(kept.patients, 0);
    })
    .await;
}
