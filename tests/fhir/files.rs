//! From files to resources.

use std::path::PathBuf;

use redthread::domain::intake::Reason;
use redthread::interop::fhir::{Item, MAX_RESOURCE_BYTES, Reader, files};
use tempfile::TempDir;

fn file(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn read(name: &str, content: impl AsRef<[u8]>) -> Vec<Item> {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, name, content);
    Reader::open(&path)
        .unwrap()
        .map(|item| item.unwrap())
        .collect()
}

/// (position, label, reason of the rejection) of every item.
fn shape(items: &[Item]) -> Vec<(u64, &str, Option<&'static str>)> {
    items
        .iter()
        .map(|item| {
            let reason = item.outcome.as_ref().err().map(|fault| fault.reason.code());
            (item.position, item.label.as_str(), reason)
        })
        .collect()
}

const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"transaction","entry":[
  {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"a"},"request":{"method":"POST","url":"Patient"}},
  {"resource":{"resourceType":"Patient"}},
  {"request":{"method":"DELETE","url":"Patient?identifier=s|12"}},
  {"request":{"method":"GET","url":"Patient/b"},"resource":{"resourceType":"Patient","id":"b"}},
  {"fullUrl":"urn:uuid:5"}
]}"#;

const BUNDLE_SHAPE: [(u64, &str, Option<&str>); 5] = [
    (1, "Patient/a", None),
    (2, "Patient", None),
    (3, "Patient", Some("unmappable")),
    (4, "Patient/b", Some("unmappable")),
    (5, "", Some("unmappable")),
];

#[test]
fn a_control_character_is_refused_where_a_line_end_is_not() {
    let items = read(
        "p.ndjson",
        "{\"resourceType\":\"Patient\",\"id\":\"a\",\"name\":[{\"family\":\"x\\u0000y\"}]}\n\
         {\"resourceType\":\"Patient\",\"id\":\"b\",\"name\":[{\"family\":\"x\\n\\u00e5y\"}]}\n",
    );
    let refused = [(1, "", Some("malformed")), (2, "Patient/b", None)];
    assert_eq!(shape(&items), refused);
}

#[test]
fn a_bundle_gives_its_entries() {
    let items = read("b.json", BUNDLE);
    assert_eq!(shape(&items), BUNDLE_SHAPE);
    assert_eq!(items[0].full_url.as_deref(), Some("urn:uuid:1"));
    assert_eq!(items[0].request_method.as_deref(), Some("POST"));
    assert_eq!(items[1].full_url, None);
}

#[test]
fn a_bundle_is_known_by_its_content() {
    let with_bom = [b"\xEF\xBB\xBF", BUNDLE.as_bytes()].concat();
    assert_eq!(shape(&read("b.json", with_bom)), BUNDLE_SHAPE);
    assert_eq!(shape(&read("b.ndjson", BUNDLE)), BUNDLE_SHAPE);
    assert_eq!(
        shape(&read("b.txt", BUNDLE.replace('\n', ""))),
        BUNDLE_SHAPE
    );
    assert_eq!(
        shape(&read("b.json", BUNDLE.replace('\n', "\r\n  "))),
        BUNDLE_SHAPE
    );
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let (head, entries) = BUNDLE.split_once("\"entry\"").unwrap();
    let entries = entries.strip_suffix('}').unwrap();
    let head = head.trim_start_matches('{').trim_end_matches(',');
    let turned = format!("{{\"total\": 12.5e3, \"entry\"{entries}, {head}, \"x\": [[\"]\"]] }}  ");
    assert_eq!(shape(&read("b.json", turned)), BUNDLE_SHAPE);
}

#[test]
fn the_kinds_of_bundle() {
    for kind in ["transaction", "collection", "batch", "searchset"] {
        let text = format!(r#"{{"resourceType":"Bundle","type":"{kind}","entry":[]}}"#);
        assert_eq!(shape(&read("b.json", text)), []);
        let text = format!(r#"{{"resourceType":"Bundle","type":"{kind}"}}"#);
        assert_eq!(shape(&read("b.json", text)), []);
    }
    for kind in [
        "history",
        "document",
        "message",
        "batch-response",
        "invalid-type",
    ] {
        let text = BUNDLE.replace("transaction", kind);
        assert_eq!(
            shape(&read("b.json", text)),
            [(0, "Bundle", Some("unmappable"))]
        );
    }
    let text = BUNDLE.replace("\"type\":\"transaction\",", "");
    assert_eq!(
        shape(&read("b.json", text)),
        [(0, "Bundle", Some("missing"))]
    );
}

#[test]
fn a_bundle_that_breaks_off_gives_what_came_before() {
    let inside_third = BUNDLE.find("DELETE").unwrap();
    let items = read("b.json", &BUNDLE[..inside_third]);
    assert_eq!(
        shape(&items),
        [
            (1, "Patient/a", None),
            (2, "Patient", None),
            (3, "", Some("malformed"))
        ]
    );
    let after_all = BUNDLE.rfind(']').unwrap();
    let items = read("b.json", &BUNDLE[..after_all]);
    assert_eq!(items.len(), 6);
    assert_eq!(shape(&items)[5], (6, "", Some("malformed")));
    let and_more = format!("{BUNDLE}\n{BUNDLE}");
    assert_eq!(
        shape(&read("b.json", and_more))[5..],
        [(6, "", Some("malformed"))]
    );
}

#[test]
fn every_cut_of_a_bundle_ends_in_one_fault_at_most() {
    for cut in 0..BUNDLE.len() {
        let items = read("b.json", &BUNDLE[..cut]);
        let faults = shape(&items)
            .iter()
            .filter(|item| matches!(item.2, Some("malformed" | "missing")))
            .count();
        assert_eq!(faults, 1, "cut at {cut}");
    }
}

#[test]
fn a_bad_entry_does_not_spoil_the_others() {
    let text = BUNDLE.replace(
        r#""resource":{"resourceType":"Patient"}"#,
        r#""resource":{"a":tru}"#,
    );
    let mut expected = BUNDLE_SHAPE;
    expected[1] = (2, "", Some("malformed"));
    assert_eq!(shape(&read("b.json", text)), expected);

    let mut bytes = BUNDLE.as_bytes().to_vec();
    let at = BUNDLE.find("\"id\":\"a\"").unwrap() + 6;
    bytes[at] = 0xFF;
    let items = read("b.json", bytes);
    assert_eq!(shape(&items)[0], (1, "", Some("malformed")));
    assert!(
        items[0]
            .outcome
            .as_ref()
            .unwrap_err()
            .message
            .contains("UTF-8")
    );
    assert_eq!(shape(&items)[1..], BUNDLE_SHAPE[1..]);

    let text = BUNDLE.replace(r#"{"resourceType":"Patient"}"#, "7");
    let mut expected = BUNDLE_SHAPE;
    expected[1] = (2, "", Some("unmappable"));
    assert_eq!(shape(&read("b.json", text)), expected);
}

const LINES: &str = "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n\n\r\n{\"resourceType\":\"Patient\",\"id\":\"b\"}\r\n";

#[test]
fn ndjson_gives_its_lines() {
    let expected = [(1, "Patient/a", None), (4, "Patient/b", None)];
    assert_eq!(shape(&read("x.ndjson", LINES)), expected);
    assert_eq!(shape(&read("x.json", LINES)), expected);
    let with_bom = [b"\xEF\xBB\xBF", LINES.as_bytes()].concat();
    assert_eq!(shape(&read("x.ndjson", with_bom)), expected);
    assert_eq!(shape(&read("x.ndjson", LINES.trim_end())), expected);
    assert_eq!(shape(&read("x.ndjson", "")), []);
}

#[test]
fn a_bad_line_does_not_spoil_the_others() {
    let good = r#"{"resourceType":"Patient","id":"a"}"#;
    for bad in [
        &b"{\"resourceType\":\"Patient\",\"id\":\"b"[..],
        b"{\"resourceType\":\"Patient\"]",
        b"{\"id\":\"\xC3\x28\"}",
        b"[]",
        b"hello",
    ] {
        for order in [[bad, good.as_bytes()], [good.as_bytes(), bad]] {
            let items = read("x.ndjson", order.join(&b'\n'));
            assert_eq!(items.len(), 2, "{:?}", String::from_utf8_lossy(bad));
            let faults: Vec<_> = items
                .iter()
                .filter_map(|item| item.outcome.as_ref().err())
                .collect();
            assert_eq!(faults.len(), 1);
            assert_eq!(faults[0].reason, Reason::Malformed);
        }
    }
}

#[test]
fn a_giant_line_or_entry_is_passed_over() {
    let giant = format!(
        "{{\"resourceType\":\"Patient\",\"id\":\"{}\"}}",
        "x".repeat(MAX_RESOURCE_BYTES)
    );
    let lines = format!("{giant}\n{LINES}");
    let expected = [
        (1, "", Some("malformed")),
        (2, "Patient/a", None),
        (5, "Patient/b", None),
    ];
    assert_eq!(shape(&read("x.ndjson", lines)), expected);
    let bundle = BUNDLE.replace(r#"{"resourceType":"Patient"}"#, &giant);
    let mut expected = BUNDLE_SHAPE;
    expected[1] = (2, "", Some("malformed"));
    assert_eq!(shape(&read("b.json", bundle)), expected);
}

#[test]
fn a_single_resource_is_read_in_one_line_or_many() {
    let one = r#"{"resourceType":"Patient","id":"a"}"#;
    let many = "{\n  \"resourceType\": \"Patient\",\n  \"id\": \"a\"\n}\n";
    for text in [one, many] {
        for name in ["x.json", "x.ndjson"] {
            assert_eq!(shape(&read(name, text)), [(1, "Patient/a", None)]);
        }
    }
    for text in ["", "[\n]", "{\"resourceType\": \n", "<Patient/>", "{\n"] {
        let items = read("x.json", text);
        assert_eq!(shape(&items), [(1, "", Some("malformed"))], "{text}");
    }
}

#[test]
fn words_and_numbers_may_meet_the_end_of_a_buffer() {
    // The reader's buffer is 64 KiB: slide a number over its edge.
    for pad in 65_400..65_560 {
        let text = format!(
            r#"{{"resourceType":"Bundle","a":"{}","total":123456789,"type":"batch","entry":[{{"resource":{{"resourceType":"Patient"}}}}]}}"#,
            "x".repeat(pad)
        );
        assert_eq!(
            shape(&read("b.json", text)),
            [(1, "Patient", None)],
            "{pad}"
        );
    }
}

#[test]
fn a_folder_gives_its_files_by_name() {
    let folder = TempDir::new().unwrap();
    for name in ["b.json", "a.ndjson", "c.JSON", "LICENSE", "d.txt"] {
        file(&folder, name, "{}");
    }
    std::fs::create_dir(folder.path().join("e.json")).unwrap();
    let found = files(folder.path()).unwrap();
    let names: Vec<_> = found
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["a.ndjson", "b.json", "c.JSON"]);
    let single = folder.path().join("d.txt");
    assert_eq!(files(&single).unwrap(), [single]);
    assert!(Reader::open(&folder.path().join("none.json")).is_err());
}

#[test]
fn many_entries_come_in_order() {
    let entry = |at: u64| format!(r#"{{"resource":{{"resourceType":"Patient","id":"{at}"}}}}"#);
    let entries: Vec<_> = (1..=60_000).map(entry).collect();
    let bundle = format!(
        r#"{{"resourceType":"Bundle","type":"batch","entry":[{}]}}"#,
        entries.join(",")
    );
    let items = read("big.json", bundle);
    assert_eq!(items.len(), 60_000);
    for (item, position) in items.iter().zip(1..) {
        assert_eq!(item.position, position);
        assert_eq!(item.label, format!("Patient/{position}"));
    }
}

mod properties {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::{BUNDLE, LINES, read};

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-z\"\\\\{}\\[\\],:é\n ]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-z\"\\\\}]{0,6}", inner), 0..4)
                    .prop_map(|fields| Value::from(Map::from_iter(fields))),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Whatever stands in an entry or beside the entries comes out as it went in.
        #[test]
        fn entries_come_out_as_they_went_in(
            inner in prop::collection::vec(any_json(), 0..5),
            beside in any_json(),
            is_indented: bool,
        ) {
            let resource = |value: &Value| json!({"resourceType": "Basic", "x": value});
            let entries: Vec<_> = inner.iter().map(|value| json!({"resource": resource(value)})).collect();
            let bundle = json!({
                "beside": beside, "entry": entries, "resourceType": "Bundle", "type": "collection", "zzz": beside
            });
            let text = if is_indented {
                serde_json::to_string_pretty(&bundle).unwrap()
            } else {
                bundle.to_string()
            };
            let found: Vec<_> = read("b.json", text).into_iter().map(|item| item.outcome).collect();
            let expected: Vec<_> = inner.iter().map(|value| Ok(resource(value))).collect();
            prop_assert_eq!(found, expected);
        }

        /// However a file is damaged, reading it ends, and every item is a resource or a reason.
        #[test]
        fn damage_never_breaks_the_reader(
            is_bundle: bool,
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = if is_bundle { BUNDLE } else { LINES }.as_bytes().to_vec();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(cut.index(bytes.len()) + 1);
            for name in ["x.json", "x.ndjson"] {
                for item in read(name, &bytes) {
                    match item.outcome {
                        Ok(resource) => prop_assert!(resource.is_object()),
                        Err(rejection) => prop_assert!(rejection.message.len() > 10),
                    }
                }
            }
        }
    }
}
