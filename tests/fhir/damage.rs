//! Resources whose elements are of the wrong shape.

use serde_json::{Value, json};

use super::{encounter, registry, run};

fn resources() -> Vec<Value> {
    let person = json!([{"member": {"reference": "Practitioner/d1"}, "period": {"start": "2026-01-01"},
                         "role": [{"coding": [{"system": "s", "code": "c"}], "text": "t"}]}]);
    let mut resources = registry();
    resources.extend([
        json!({"resourceType": "Patient", "id": "p2", "name": [{"use": "official", "family": "Moe", "given": ["Ada"]}],
               "birthDate": "1974-12-25", "gender": "male", "deceasedDateTime": "2020-01-01",
               "communication": [{"language": {"coding": [{"code": "nb"}]}, "preferred": true}]}),
        json!({"resourceType": "PractitionerRole", "id": "r", "period": {"start": "2012-01-01", "end": "2013-01-01"},
               "practitioner": {"reference": "Practitioner/d1"}, "organization": {"reference": "Organization/o"},
               "code": [{"coding": [{"system": "http://snomed.info/sct", "code": "59944000"}]}]}),
        encounter("AMB", &json!({"participant": [{"individual": {"reference": "Practitioner/d1"},
               "type": [{"coding": [{"code": "PPRF"}]}], "period": {"start": "2026-03-02T12:00:00Z"}}]})),
        encounter("IMP", &json!({"id": "e2", "participant": [{"individual": {"reference": "#c"},
               "type": [{"coding": [{"code": "ATND"}]}]}], "location": [{"location": {"reference": "Location/l"}}],
               "contained": [{"resourceType": "Practitioner", "id": "c", "identifier": [{"system": "urn:npi", "value": "1"}]}],
               "statusHistory": [{"status": "onleave", "period": {"start": "2026-03-02T12:10:00Z"}}],
               "hospitalization": {"dischargeDisposition": {"coding": [{"system": "s", "code": "c"}]}}})),
        json!({"resourceType": "EpisodeOfCare", "id": "e", "status": "active", "period": {"start": "2026-01-01"},
               "patient": {"reference": "Patient/p"}, "managingOrganization": {"reference": "Organization/o"},
               "careManager": {"reference": "Practitioner/d1"}}),
        json!({"resourceType": "CareTeam", "id": "t", "status": "active", "participant": person,
               "subject": {"reference": "Patient/p"}}),
    ]);
    resources
}

/// The pointer of every element of a value.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, inner)| (name.clone(), inner))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(n, inner)| (n.to_string(), inner))
            .collect(),
        _ => Vec::new(),
    };
    for (name, inner) in children {
        let pointer = format!("{at}/{name}");
        pointers(inner, &pointer, found);
        found.push(pointer);
    }
}

#[test]
fn every_element_may_have_any_shape() {
    let shapes = [
        json!(null),
        json!(true),
        json!(7),
        json!(""),
        json!("zzqx"),
        json!([]),
        json!({}),
        json!([[]]),
        json!([{"reference": "zzqx"}]),
        json!({"reference": "zzqx/"}),
        json!({"reference": "#"}),
        json!({"reference": "?identifier=%"}),
        json!({"reference": "Patient?identifier=%7"}),
        json!({"coding": {"code": "zzqx"}}),
    ];
    let good = resources();
    assert!(
        run(&good).rejections.is_empty(),
        "{:#?}",
        run(&good).rejections
    );
    let mut refused = 0;
    for (at, resource) in good.iter().enumerate() {
        let mut all = Vec::new();
        pointers(resource, "", &mut all);
        for pointer in all {
            for shape in &shapes {
                let mut damaged = good.clone();
                *damaged[at].pointer_mut(&pointer).unwrap() = shape.clone();
                let run = run(&damaged);
                refused += usize::from(!run.rejections.is_empty());
                for (_, fault) in run.rejections {
                    assert!(fault.message.len() > 20, "{pointer}: {fault:?}");
                    assert!(
                        !format!("{fault:?}").contains("zzqx"),
                        "{pointer} {fault:?}"
                    );
                }
            }
        }
    }
    assert!(refused > 300, "{refused}");
}
