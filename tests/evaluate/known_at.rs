//! `--known-at`: a past answer stays the same whatever is recorded, or corrected, afterwards.

use redthread::app::evaluate::Question;

use super::{PEOPLE, Service, UNITS, at};
use crate::support::both;

const EMPLOYMENTS: &str = "professional_id,unit_id,from,to,planned_end\np1,clinic,2015-01-01,,\n";
const PATIENTS: &str = "id,in_service_from,in_service_to,deceased_at\n\
    a,2024-01-01,,\nb,2024-01-01,,\n";
const PERIODS: &str = "id,patient_id,unit_id,from,to,admission_kind\n\
    t1,a,ward,2026-01-02T10:00,2026-02-20T10:00,unplanned\n\
    t2,b,ward,2026-02-20T10:00,,unplanned\n";
const RELATIONS: &str = "id,patient_id,kind,from,professional_id,unit_id,to,end_reason,important_to_patient\n\
    r1,a,therapist,2024-02-01,p1,clinic,,,true\n\
    r2,b,therapist,2024-02-01,p1,clinic,,,true\n";
const CONTACTS: &str = "id,patient_id,unit_id,at,status,main_professional_id\n\
    k1,a,clinic,2025-11-01T10:00,attended,p1\n\
    k2,a,clinic,2025-11-08T10:00,attended,p1\n\
    k3,a,clinic,2025-11-15T10:00,attended,p2\n\
    k4,b,clinic,2025-11-15T10:00,attended,p1\n";
const HANDOVERS: &str = "id,patient_id,type,offered_at,state,accepted_at\n\
    h1,a,discharge_to_community,2026-02-20T10:00,offered,\n";

/// Each is a file that comes after what was known, and changes the answer for the past instant.
const LATER: [(&str, &str, &str); 12] = [
    (
        "a contact with another professional",
        "contacts.csv",
        "id,patient_id,unit_id,at,status,main_professional_id\n\
         k1,a,clinic,2025-11-01T10:00,attended,p2\n",
    ),
    (
        "a contact that did not take place",
        "contacts.csv",
        "id,patient_id,unit_id,at,status,main_professional_id\n\
         k2,a,clinic,2025-11-08T10:00,no_show,p1\n",
    ),
    (
        "a contact that is written down late",
        "contacts.csv",
        "id,patient_id,unit_id,at,status,main_professional_id,recorded_at\n\
         k5,a,clinic,2026-02-23T10:00,attended,p1,2026-03-04T08:00\n",
    ),
    (
        "a relationship that had ended",
        "relationships.csv",
        "id,patient_id,kind,from,professional_id,unit_id,to,end_reason,important_to_patient\n\
         r1,a,therapist,2024-02-01,p1,clinic,2026-02-01,professional_left,true\n",
    ),
    (
        "an employment that will end",
        "employments.csv",
        "professional_id,unit_id,from,to,planned_end\np1,clinic,2015-01-01,,2026-03-20\n",
    ),
    (
        "an employment nobody knew of",
        "employments.csv",
        "professional_id,unit_id,from,to,planned_end\np1,clinic,2020-01-01,,2026-03-10\n",
    ),
    (
        "a stay that was longer",
        "treatment_periods.csv",
        "id,patient_id,unit_id,from,to,admission_kind\n\
         t1,a,ward,2026-01-02T10:00,2026-02-22T10:00,unplanned\n",
    ),
    (
        "a stay nobody knew of",
        "treatment_periods.csv",
        "id,patient_id,unit_id,from,to,admission_kind\n\
         t3,b,dps,2025-06-01T10:00,2025-06-03T10:00,planned\n",
    ),
    (
        "a handover that had been accepted",
        "handovers.csv",
        "id,patient_id,type,offered_at,state,accepted_at\n\
         h1,a,discharge_to_community,2026-02-20T10:00,accepted,2026-02-21T10:00\n",
    ),
    (
        "a ward that is another kind of place",
        "units.csv",
        "id,name,setting\nward,Ward,municipal_housing\n",
    ),
    (
        "an end of service",
        "patients.csv",
        "id,in_service_from,in_service_to,deceased_at\na,2024-01-01,2026-02-01,\n",
    ),
    (
        "a death",
        "patients.csv",
        "id,in_service_from,in_service_to,deceased_at\nb,2024-01-01,,2026-02-24T05:00\n",
    ),
];

#[tokio::test]
async fn a_past_answer_is_the_same_to_the_byte_whatever_comes_later() {
    both(|db| async move {
        let service = Service::new(&db, "2026-03-02T12:00");
        service
            .import(&[
                ("units.csv", UNITS),
                ("professionals.csv", PEOPLE),
                ("employments.csv", EMPLOYMENTS),
                ("patients.csv", PATIENTS),
                ("treatment_periods.csv", PERIODS),
                ("relationships.csv", RELATIONS),
                ("contacts.csv", CONTACTS),
                ("handovers.csv", HANDOVERS),
            ])
            .await;
        let (as_of, known) = ("2026-03-01T12:00", Some("2026-03-02T12:00"));
        let first = service.lines(as_of, known).await;
        assert_eq!(first.len(), 2);
        assert_eq!(first, service.lines(as_of, None).await);
        let mut unhidden = first.clone();
        for (what, file, content) in LATER {
            service.move_to(service.app.clock.now() + chrono::TimeDelta::hours(30));
            service.import(&[(file, content)]).await;
            assert_eq!(service.lines(as_of, known).await, first, "{what}");
            let now = service.lines(as_of, None).await;
            assert_ne!(now, unhidden, "{what} is seen without --known-at");
            // What is known now is what is known at the latest recording, too.
            let all = service.lines(as_of, Some("2026-12-01")).await;
            assert_eq!(all, now, "{what}");
            unhidden = now;
        }
        let unknown = service.lines(as_of, Some("2026-01-01")).await;
        for line in unknown {
            assert!(line.contains("\"admissions\":[],\"contacts\":0"), "{line}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_version_of_a_corrected_record_is_seen_in_its_time() {
    both(|db| async move {
        let service = Service::new(&db, "2026-03-02T12:00");
        let basics = [
            ("units.csv", UNITS),
            ("professionals.csv", PEOPLE),
            ("patients.csv", PATIENTS),
        ];
        service.import(&basics).await;
        let header = "id,patient_id,unit_id,from,to,recorded_at\n";
        let versions = [
            ("2026-03-02T13:00", "", 50),
            ("2026-03-03T13:00", "2026-02-10T10:00", 40),
            ("2026-03-04T13:00", "2026-02-05T10:00", 35),
        ];
        for (recorded, to, _) in versions {
            service.move_to(at(recorded));
            let row = format!("{header}t1,a,ward,2026-01-01T10:00,{to},\n");
            service.import(&[("treatment_periods.csv", &row)]).await;
        }
        let nights = async |known: &str| {
            let question = Question {
                patient: Some("a".to_owned()),
                as_of: Some(at("2026-02-20T12:00")),
                known_at: Some(at(known)),
                ..Question::default()
            };
            let answers = service.ask(question).await;
            answers[0].admissions.first().map(|a| a.nights)
        };
        assert_eq!(nights("2026-03-02T12:59").await, None);
        for (recorded, _, expected) in versions {
            assert_eq!(nights(recorded).await, Some(expected), "{recorded}");
        }
        assert_eq!(nights("2026-03-03T12:59").await, Some(50));
    })
    .await;
}
