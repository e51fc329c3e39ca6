//! What each flag asks for: it leads to a form that is there, and the form answers it where that is said.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::StatusCode;
use redthread::app::{Actor, record};
use redthread::domain::flags::{self, rules::RULES};

use super::World;
use super::import;
use super::pages::Browser;
use crate::support::on_sqlite;

/// Files with a patient for each rule, who is called as the rule.
#[derive(Default)]
struct Files(BTreeMap<&'static str, String>);

impl Files {
    fn add(&mut self, file: &'static str, header: &str, rows: &[&str]) {
        let content = self.0.entry(file).or_insert_with(|| format!("{header}\n"));
        for row in rows {
            writeln!(content, "{row}").unwrap();
        }
    }

    fn stays(&mut self, rows: &[&str]) {
        let header = "id,patient_id,unit_id,from,to,admission_kind,end_reason";
        self.add("treatment_periods.csv", header, rows);
    }

    fn ties(&mut self, rows: &[&str]) {
        let header = "id,patient_id,kind,professional_id,unit_id,from,to,planned_end,end_reason,\
                      agreed_interval_days,important_to_patient";
        self.add("relationships.csv", header, rows);
    }

    fn contacts(&mut self, rows: &[&str]) {
        let header = "id,patient_id,unit_id,at,status,main_professional_id";
        self.add("contacts.csv", header, rows);
    }
}

/// What is typed into the form, and whether it answers the flag.
type Try = (&'static str, &'static [(&'static str, &'static str)], bool);

/// Rules, and what is done about each.
const TRIES: &[(&str, &[Try])] = &[
    ("extensive_hospitalisation", &[("review", &[], false)]),
    ("tipping_point", &[("review", &[], true)]),
    (
        "high_clinician_turnover",
        &[("relationship", &[("professional", "{therapist}")], false)],
    ),
    ("fragmented_care", &[("review", &[], true)]),
    (
        "abrupt_ending",
        &[
            (
                "book",
                &[("unit", "{clinic}"), ("at", "2026-03-05T10:00")],
                false,
            ),
            (
                "contact",
                &[("unit", "{clinic}"), ("at", "2026-03-01T10:00")],
                true,
            ),
        ],
    ),
    (
        "lapsed_maintenance",
        &[(
            "book",
            &[("unit", "{clinic}"), ("at", "2026-03-05T10:00")],
            true,
        )],
    ),
    (
        "no_follow_up_72h",
        &[("decision", &[("outcome", "declined_by_patient")], true)],
    ),
    (
        "no_follow_up_7d",
        &[(
            "contact",
            &[("unit", "{clinic}"), ("at", "2026-03-01T10:00")],
            true,
        )],
    ),
    ("readmission_30d", &[("review", &[], true)]),
    (
        "no_crisis_plan",
        &[("decision", &[("outcome", "declined_by_patient")], true)],
    ),
    (
        "pca_not_considered",
        &[("decision", &[("outcome", "agreed")], true)],
    ),
    (
        "no_named_contact",
        &[("relationship", &[("professional", "{therapist}")], true)],
    ),
    (
        "no_coordinator",
        &[("relationship", &[("professional", "{therapist}")], true)],
    ),
    ("handover_unacknowledged", &[]),
    (
        "rupture_unresolved",
        &[("rupture-close", &[("status", "repaired")], true)],
    ),
    ("alliance_drop", &[("review", &[], true)]),
    (
        "upcoming_loss",
        &[("relationship-plan-end", &[("planned_end", "")], true)],
    ),
    (
        "coercion_without_debrief",
        &[("measure-debrief", &[("outcome", "held")], true)],
    ),
    (
        "seclusion_many_staff",
        &[("decision", &[("outcome", "agreed")], true)],
    ),
    (
        "request_unanswered",
        &[("request-answer", &[("answer", "yes")], true)],
    ),
    ("narrative_unread", &[]),
    (
        "known_face_available",
        &[("decision", &[("outcome", "declined_by_patient")], true)],
    ),
    (
        "single_thread",
        &[("relationship-change", &[("deputy", "{other}")], true)],
    ),
];

fn files() -> Files {
    let mut files = Files::default();
    for rule in &RULES {
        let code = rule.code;
        let row = format!("{code},Family {code},Given,1980-05-01,2024-01-01");
        let header = "id,family_name,given_name,birth_date,in_service_from";
        files.add("patients.csv", header, &[&row]);
        files.stays(&[&format!("books-{code},{code},clinic,2024-01-01T10:00,,,")]);
    }
    files.add(
        "units.csv",
        "id,name,setting",
        &[
            "t5,Five,day_unit",
            "t6,Six,municipal_team",
            "t7,Seven,outpatient_clinic",
        ],
    );
    files.stays(&[
        "e1,extensive_hospitalisation,ward,2025-09-01T10:00,2025-12-01T10:00,unplanned,home",
        "p1,pca_not_considered,ward,2025-09-01T10:00,2025-12-01T10:00,unplanned,home",
        "n1,no_coordinator,ward,2025-09-01T10:00,2025-12-01T10:00,unplanned,home",
        "i1,tipping_point,ward,2024-02-01T10:00,2024-02-05T10:00,unplanned,home",
        "i2,tipping_point,ward,2025-02-01T10:00,2025-02-05T10:00,unplanned,home",
        "i3,tipping_point,ward,2026-02-01T10:00,2026-02-05T10:00,unplanned,home",
        "h1,high_clinician_turnover,ward,2026-02-01T10:00,,unplanned,",
        "f1,fragmented_care,team,2025-06-01T10:00,,,",
        "f2,fragmented_care,t5,2025-07-01T10:00,,,",
        "f3,fragmented_care,t6,2025-08-01T10:00,,,",
        "f4,fragmented_care,t7,2025-09-01T10:00,,,",
        "u1,no_follow_up_72h,ward,2026-02-18T10:00,2026-02-25T10:00,unplanned,home",
        "u2,no_follow_up_7d,ward,2026-02-10T10:00,2026-02-20T10:00,unplanned,home",
        "r1,readmission_30d,ward,2026-01-01T10:00,2026-01-10T10:00,unplanned,home",
        "r2,readmission_30d,ward,2026-01-25T10:00,,unplanned,",
        "c1,no_crisis_plan,ward,2025-11-01T10:00,2025-11-05T10:00,planned,home",
        "s1,seclusion_many_staff,ward,2026-02-01T10:00,,unplanned,",
        "d1,coercion_without_debrief,ward,2026-02-01T10:00,,unplanned,",
        "a1,narrative_unread,ward,2026-02-01T10:00,,unplanned,",
        "k1,known_face_available,ward,2026-02-25T10:00,,unplanned,",
    ]);
    ties(&mut files);
    voices(&mut files);
    measures(&mut files);
    files
}

/// Who is with whom, and when they met.
fn ties(files: &mut Files) {
    files.ties(&[
        "h-1,high_clinician_turnover,responsible_clinician,nurse,ward,2026-02-01T11:00,2026-02-08T10:00,,rota_change,,false",
        "h-2,high_clinician_turnover,responsible_clinician,other,ward,2026-02-08T10:00,2026-02-15T10:00,,rota_change,,false",
        "h-3,high_clinician_turnover,responsible_clinician,v1,ward,2026-02-15T10:00,2026-02-24T10:00,,rota_change,,false",
        "h-4,high_clinician_turnover,responsible_clinician,v2,ward,2026-02-24T10:00,,,,,false",
        "a-1,abrupt_ending,therapist,therapist,clinic,2025-01-01T10:00,2026-02-15T10:00,,professional_left,,true",
        "l-1,lapsed_maintenance,therapist,therapist,clinic,2025-01-01T10:00,,,,30,false",
        "r-1,rupture_unresolved,therapist,therapist,clinic,2025-01-01T10:00,,,,,false",
        "d-1,alliance_drop,therapist,therapist,clinic,2025-01-01T10:00,,,,,false",
        "u-1,upcoming_loss,therapist,therapist,clinic,2025-01-01T10:00,,2026-04-10,,,true",
        "k-1,known_face_available,therapist,therapist,clinic,2025-01-01T10:00,,,,,true",
        "s-1,single_thread,therapist,therapist,clinic,2025-01-01T10:00,,,,,false",
    ]);
    files.contacts(&[
        "l-c,lapsed_maintenance,clinic,2025-12-01T10:00,attended,therapist",
        "s-c1,single_thread,clinic,2025-12-01T10:00,attended,therapist",
        "s-c2,single_thread,clinic,2025-12-15T10:00,attended,therapist",
        "s-c3,single_thread,clinic,2026-01-05T10:00,attended,therapist",
        "s-c4,single_thread,clinic,2026-02-01T10:00,attended,therapist",
    ]);
}

/// What was handed over, broken, rated, asked for and told.
fn voices(files: &mut Files) {
    files.add(
        "handovers.csv",
        "id,patient_id,type,offered_at,from_professional_id,to_unit_id,state",
        &["ho,handover_unacknowledged,professional_to_professional,2026-02-01T10:00,nurse,clinic,offered"],
    );
    files.add(
        "ruptures.csv",
        "id,patient_id,professional_id,type,noticed_on",
        &["br,rupture_unresolved,therapist,withdrawal,2026-02-01"],
    );
    files.add(
        "alliance_scores.csv",
        "id,patient_id,professional_id,instrument,score,at,min,max,cut",
        &[
            "s1,alliance_drop,therapist,SRS,30,2026-02-01T10:00,0,40,36",
            "s2,alliance_drop,therapist,SRS,30,2026-02-10T10:00,0,40,36",
        ],
    );
    files.add(
        "requests.csv",
        "id,patient_id,subject,text,asked_at",
        &["rq,request_unanswered,room,A room of my own,2026-02-01T10:00"],
    );
    files.add(
        "narrative.csv",
        "id,patient_id,kind,authorship,written_at,level,text",
        &["nv,narrative_unread,next_professional,patient_verbatim,2026-01-01T10:00,2,Ask me first"],
    );
}

/// What was done against somebody's will, and by how many.
fn measures(files: &mut Files) {
    let measures = "id,patient_id,kind,from,to,unit_id";
    files.add(
        "measures.csv",
        measures,
        &[
            "m1,coercion_without_debrief,mechanical_restraint,2026-02-10T10:00,2026-02-10T11:00,ward",
            "m2,seclusion_many_staff,seclusion,2026-02-20T10:00,2026-02-25T10:00,ward",
        ],
    );
    for n in 1..=12 {
        let person = format!("v{n},Visitor {n},nurse");
        files.add("professionals.csv", "id,name,profession", &[&person]);
        let visit = format!("seclusion_many_staff,m2,v{n},2026-02-2{}T10:{n:02}", n % 5);
        let header = "patient_id,measure_id,professional_id,at";
        files.add("measure_visits.csv", header, &[&visit]);
    }
}

/// The flags of a patient whom rules find something about, whoever looks.
async fn found(world: &World, patient: redthread::domain::ids::PatientId) -> Vec<&'static str> {
    let opened = record::open(&world.app.app, &Actor::System, patient, "test").await;
    let found = flags::judge(&opened.unwrap().case()).flags;
    found.iter().map(|flag| flag.code).collect()
}

/// What an address of a form fills in.
fn filled(href: &str) -> Vec<(String, String)> {
    let (_, query) = href.split_once('?').unwrap_or((href, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

#[tokio::test]
async fn every_flag_leads_to_a_form_that_is_there_and_answers_it() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let files = files();
        let files: Vec<(&str, &str)> = files.0.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let report = import(&world.app, &files).await;
        assert_eq!(report.total().rejected, 0, "{:?}", report.faults);
        let tore = Browser::of(&world, "tore").await;
        let covered: Vec<&str> = TRIES.iter().map(|(code, _)| *code).collect();
        let rules: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(covered, rules);
        for (code, tries) in TRIES {
            let source = redthread::domain::ids::SourceId::new("local", *code);
            let patient = redthread::store::patients::by_source(&world.app.app.db.read, &source);
            let patient = patient.await.unwrap().unwrap().id;
            assert!(
                found(&world, patient).await.contains(code),
                "{code} is found"
            );
            let page = tore.get(&format!("/patients/{}", patient.0)).await;
            assert_eq!(page.status, StatusCode::OK, "{code}: {}", page.text);
            let mut hrefs: Vec<String> = page
                .text
                .split("<article class=\"flag")
                .skip(1)
                .filter_map(|card| card.split("</article>").next())
                .flat_map(|card| card.split("href=\"").skip(1))
                .filter_map(|rest| rest.split('"').next())
                .map(|href| href.replace("&amp;", "&").replace("&#38;", "&"))
                .filter(|href| href.contains("/record/") || href.contains("/handovers/"))
                .collect();
            hrefs.sort();
            hrefs.dedup();
            let is_narrative = *code == "narrative_unread";
            assert!(is_narrative || !hrefs.is_empty(), "{code} leads somewhere");
            for href in &hrefs {
                let form = tore.get(href).await;
                assert_eq!(form.status, StatusCode::OK, "{code}: {href}");
                for (name, value) in filled(href) {
                    let is_shown = matches!(name.as_str(), "about" | "tie")
                        || form.text.contains(&format!("value=\"{value}\" selected"));
                    assert!(is_shown, "{code}: {name} is filled in of {href}");
                }
            }
            for (act, typed, answers) in *tries {
                let at = format!("/record/{act}");
                let fits = |href: &&String| {
                    let path = href.split('?').next().unwrap();
                    path.ends_with(&at) && answers_the_rule(code, href)
                };
                let href = hrefs.iter().find(fits);
                let href = href.unwrap_or_else(|| panic!("{code}: {act} in {hrefs:?}"));
                let form = tore.get(href).await.text;
                let mut sent = filled(href);
                sent.extend(shown(&form));
                for (name, value) in world.fields(typed).pairs() {
                    sent.retain(|(other, _)| other != name);
                    sent.push((name.clone(), value.clone()));
                }
                let sent: Vec<(&str, &str)> =
                    sent.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
                let path = href.split('?').next().unwrap();
                let done = tore.post(path, &sent).await;
                assert_eq!(done.status, StatusCode::SEE_OTHER, "{code}: {}", done.text);
                let is_there = found(&world, patient).await.contains(code);
                assert_eq!(!is_there, *answers, "{code} after {act}");
            }
        }
    })
    .await;
}

/// Of several forms of one verb on the page, the one that this rule's flag asks for.
fn answers_the_rule(code: &str, href: &str) -> bool {
    let wanted = match code {
        "no_follow_up_72h" => "subject=follow_up",
        "no_crisis_plan" => "subject=crisis_plan",
        "pca_not_considered" => "subject=patient_controlled_admission",
        "no_named_contact" => "kind=contact_person",
        "no_coordinator" => "kind=coordinator",
        "high_clinician_turnover" => "kind=responsible_clinician",
        "seclusion_many_staff" => "subject=debrief",
        "known_face_available" => "subject=known_person_contact",
        "abrupt_ending" => "purpose=farewell",
        _ => return true,
    };
    href.contains(wanted)
}

/// What stands in a form: hidden and visible lines, and what is chosen.
fn shown(form: &str) -> Vec<(String, String)> {
    let (_, form) = form.split_once("<form class=\"form narrow\"").unwrap();
    let form = form.split("</form>").next().unwrap();
    let value = |tag: &str, name: &str| {
        let start = format!(" {name}=\"");
        let rest = tag.split_once(start.as_str())?.1;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    };
    let mut pairs = Vec::new();
    for tag in form.split("<input ").skip(1) {
        let tag = format!(" {}", tag.split('>').next().unwrap());
        let name = value(&tag, "name").unwrap_or_default();
        let is_ticked = !tag.contains("type=\"checkbox\"") || tag.contains(" checked");
        if is_ticked && name != "form_token" {
            pairs.push((name, value(&tag, "value").unwrap_or_default()));
        }
    }
    for select in form.split("<select ").skip(1) {
        let select = format!(" {}", select.split("</select>").next().unwrap());
        let chosen = select
            .split("<option")
            .find(|option| option.contains(" selected"));
        let chosen = chosen.and_then(|option| value(option, "value"));
        let name = value(&select, "name").unwrap_or_default();
        pairs.push((name, chosen.unwrap_or_default()));
    }
    pairs
}
