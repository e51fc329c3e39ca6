//! Whole files and folders: headers, names, order, and what a failed writer leaves behind.

use std::fs;
use std::path::{Path, PathBuf};

use redthread::domain::intake::{Kind, Professional, Record};
use redthread::domain::vocabulary::Profession;
use redthread::interop::csv::{FileError, FolderWriter, Reader, TABLES, Table, Why, plan};

use super::OSLO;

fn header_fault(kind: Kind, text: &[u8]) -> FileError {
    let source = std::io::Cursor::new(text.to_vec());
    let path = Path::new("folder/file.csv");
    match Reader::from_source(path, Table::of(kind), Box::new(source)) {
        Ok(_) => panic!("accepted"),
        Err(fault) => fault,
    }
}

#[test]
fn headers_that_are_refused() {
    type Is = fn(&FileError) -> bool;
    let table: [(&[u8], Is, &[&str]); 8] = [
        (
            b"",
            |e| matches!(e, FileError::Empty { .. }),
            &["id, name, profession"],
        ),
        (
            b"\n\n",
            |e| matches!(e, FileError::Empty { .. }),
            &["id, name, profession"],
        ),
        (
            b"id,name,profession,salary,shoe size\n",
            |e| matches!(e, FileError::UnknownColumns { .. }),
            &[
                "\"salary\", \"shoe size\"",
                "accepted: id, name, profession",
            ],
        ),
        (
            b"id,name,Profession\n",
            |e| matches!(e, FileError::UnknownColumns { .. }),
            &["\"Profession\""],
        ),
        (
            b"profession\n",
            |e| matches!(e, FileError::MissingColumns { .. }),
            &["column id, name is missing"],
        ),
        (
            b"id,name,profession,name\n",
            |e| matches!(e, FileError::DuplicateColumns { .. }),
            &["\"name\""],
        ),
        (
            b"id,name,prof\xffession\n",
            |e| matches!(e, FileError::NotAHeader { .. }),
            &["UTF-8"],
        ),
        (
            b"i\0d\0,\0n\0a\0m\0e\0",
            |e| matches!(e, FileError::NotAHeader { .. }),
            &["not a header"],
        ),
    ];
    for (text, is, parts) in table {
        let fault = header_fault(Kind::Professional, text);
        assert!(is(&fault), "{fault:?}");
        let message = fault.to_string();
        assert!(message.starts_with("folder/file.csv: "), "{message}");
        for part in parts {
            assert!(message.contains(part), "{message}");
        }
    }
}

#[test]
fn a_file_without_header_does_not_spill_its_first_patient() {
    let message = header_fault(Kind::Patient, b"17,,Nordmann,Kari,1980-01-01\n").to_string();
    assert!(
        !message.contains("Nordmann") && !message.contains("1980"),
        "{message}"
    );
    assert!(message.contains("not a header"), "{message}");
}

#[test]
fn tables_stand_in_storing_order_with_recorded_at_last() {
    let kinds: Vec<Kind> = TABLES.iter().map(|table| table.kind).collect();
    assert_eq!(kinds, Kind::ALL);
    for table in &TABLES {
        let owned = table.kind >= Kind::Patient;
        let last = table.columns.last().unwrap();
        assert_eq!(last.name == "recorded_at", owned, "{}", table.file_name);
    }
}

#[test]
fn a_folder_is_read_in_storing_order_and_the_rest_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "contacts.csv",
        "units.csv",
        "patients.csv",
        "plans.csv",
        "narrative_reads.csv",
        "holiday.csv",
        "README.txt",
    ];
    for name in names {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let also = folder.path().join("units.csv");
    let plan = plan(&[folder.path().to_owned(), also], None).unwrap();
    let kinds: Vec<Kind> = plan.jobs.iter().map(|job| job.kind).collect();
    let expected = [
        Kind::Unit,
        Kind::Patient,
        Kind::Contact,
        Kind::Plan,
        Kind::NarrativeRead,
    ];
    assert_eq!(kinds, expected);
    let left: Vec<(String, Why)> = plan
        .left_out
        .iter()
        .map(|left| {
            let name = left.path.file_name().unwrap().to_str().unwrap();
            (name.to_owned(), left.why)
        })
        .collect();
    assert_eq!(left, [("holiday.csv".to_owned(), Why::UnknownName)]);
}

#[test]
fn files_given_by_themselves_must_be_known_and_there() {
    let unknown = plan(&[PathBuf::from("holiday.csv")], None).unwrap_err();
    assert!(
        unknown.to_string().contains("units.csv, professionals.csv"),
        "{unknown}"
    );
    let missing = plan(&[PathBuf::from("nowhere/units.csv")], None).unwrap_err();
    assert!(matches!(missing, FileError::Unreadable { .. }), "{missing}");
}

fn professional(id: usize) -> Record {
    Record::Professional(Professional {
        id: id.to_string(),
        name: "Kari".to_owned(),
        profession: Profession::Nurse,
    })
}

#[test]
fn a_writer_names_its_files_when_it_finishes() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/export");
    let listing = || {
        let mut names: Vec<String> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let mut writer = FolderWriter::create(&out).unwrap();
    writer.write(&professional(1), OSLO).unwrap();
    assert!(listing().iter().all(|name| name.ends_with(".csv.partial")));
    let counts = writer.finish().unwrap();
    assert_eq!(counts.len(), TABLES.len());
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<u64>(), 1);
    assert_eq!(listing().len(), TABLES.len());

    let mut given_up = FolderWriter::create(&out).unwrap();
    given_up.write(&professional(2), OSLO).unwrap();
    drop(given_up);
    assert_eq!(listing().len(), TABLES.len());
    let kept = fs::read_to_string(out.join("professionals.csv")).unwrap();
    assert_eq!(kept, "id,name,profession\n1,Kari,nurse\n");
    let empty = fs::read_to_string(out.join("relational_reviews.csv")).unwrap();
    assert_eq!(empty, "id,patient_id,held_at,professional_id,recorded_at\n");
}

#[test]
fn a_full_disk_is_told() {
    // /dev/full takes a write and says that there is no room.
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: no /dev/full");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let full = folder.path().join("professionals.csv.partial");
    std::os::unix::fs::symlink("/dev/full", full).unwrap();
    let mut writer = FolderWriter::create(folder.path()).unwrap();
    writer.write(&professional(1), OSLO).unwrap();
    let error = writer.finish().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
