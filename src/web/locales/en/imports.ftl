# Imports through the page: sending files, what they would do, what they did, and what was done before.

## What was imported

imports-history = Imports
imports-history-lead = Records from other systems, imported from files. The same files again change nothing.
imports-begin = Import files
imports-look = Look at it
imports-none = Nothing has been imported
imports-none-why = Imports are listed here once files have been imported, from this page or the command line.
imports-runs = { $n ->
    [one] { $n } run
   *[other] { $n } runs
}
imports-runs-more = More than { $n } runs
imports-when = When
imports-who = By
imports-by-command-line = Command line
imports-not-recorded = Not recorded
imports-source-short = Source
imports-state = State
imports-run-running = Going on
imports-run-finished = Done
imports-run-failed = Not finished
imports-run-cut_off = Cut off
imports-run = Import
imports-ended = Ended
imports-not-ended = Has not ended
imports-run-more-cut_off = The service stopped while this was going on. What is counted here is stored; import the same files again to complete it.
imports-run-more-failed = What is counted here is stored; import the same files again to complete it.
imports-first = To the beginning
imports-next = Next

## Counts

imports-created = New
imports-updated = Corrected
imports-unchanged = Unchanged
imports-rejected = Rejected
imports-by-file = File by file
imports-file = File
imports-kind = Records
imports-kind-unit = units
imports-kind-professional = professionals
imports-kind-employment = employments
imports-kind-patient = patients
imports-kind-treatment_period = treatment periods
imports-kind-contact = contacts
imports-kind-relationship = relationships
imports-kind-shift_assignment = shift assignments
imports-kind-handover = handovers
imports-kind-decision = decisions
imports-kind-relational_review = relational reviews
imports-kind-legal_period = legal periods
imports-kind-measure = restrictive measures
imports-kind-measure_visit = visits during measures
imports-kind-plan = plans and agreements
imports-kind-request = requests
imports-kind-alliance_score = alliance scores
imports-kind-rupture = ruptures
imports-kind-narrative_entry = narrative entries
imports-kind-narrative_read = readings of narrative entries
imports-kind-unreadable = could not be read
imports-left-out = { $file }: { $n ->
    [one] { $n } entry that is not wrong was left out, because it has no place here or repeats another.
   *[other] { $n } entries that are not wrong were left out, because they have no place here or repeat others.
}
imports-evaluated = { $n ->
    [one] { $n } patient was looked at again for flags.
   *[other] { $n } patients were looked at again for flags.
}

## Sending files

imports-new-lead = The files are checked first. Nothing is stored before you have seen what would happen and said yes.
imports-source = The system that the records come from
imports-source-hint = Ids are kept under this name. Use the same name for the same system every time.
imports-mapping = Format
imports-mapping-hint = Red Thread's own, or a mapping for another system's export.
imports-mapping-none = Red Thread CSV, or FHIR R4
imports-files = Files
imports-files-hint = CSV files under their names of the format, such as patients.csv, or FHIR as JSON or NDJSON. Choose all files at once.
imports-files-limit = At most { $n } MB together; the command line takes more.
imports-check = Check the files
imports-check-hint = The files are kept where only the service can read them, and removed when they have been imported or discarded, or after some hours.
imports-under-way = You have files that are being checked or imported. Wait until that is done.
imports-under-way-look = See how far it is

## Files that are not taken

imports-refused-again = Nothing was stored. Browsers forget chosen files: please choose them again.
imports-refused-no_files = No file was chosen
imports-refused-too_many = These are more than { $n } files; send them in parts
imports-refused-source_name = The system needs a name: at most 255 characters, without | or line breaks
imports-refused-too_large = The files are larger than { $n } MB together; send them in parts, or use the command line
imports-refused-disk_full = There is no room for the files on the server. Its operator can make room
imports-refused-under_way = Other files of yours are under way, perhaps from another window
imports-refused-stopping = The service is being stopped; try again in a moment
imports-refused-files = Some files cannot be read as they are
imports-file-empty = The file is empty. Its first row must hold the column names.
imports-file-archive = This is a compressed archive. Unpack it and send the files in it.
imports-file-not_utf8 = The text is not UTF-8. Save the file as UTF-8 and send it again.
imports-file-json_as_csv = The name says CSV, but the content is JSON. Give FHIR files names that end in .json or .ndjson.
imports-file-not_json = The name says JSON, but the content is not.
imports-file-other_form = CSV and FHIR files cannot be mixed. Send them one after the other.
imports-file-unknown_name = No file of this name is read. Accepted names: { $accepted }.
imports-file-twice = Two files have this name. Send one of them.
imports-file-not_a_header = The first row does not hold column names. Accepted: { $accepted }.
imports-file-unknown_columns = Unknown columns: { $what }. Accepted: { $accepted }.
imports-file-repeated_columns = Columns that are there more than once: { $what }. Keep one of each.
imports-file-missing_columns = Required columns are missing: { $what }.
imports-file-missing_file = This mapping also needs the file { $what }. Send both together.
imports-file-unreadable = The file cannot be read back. Send it again.

## An upload

imports-state-heading-checking = Checking the files
imports-state-heading-checked = What these files would do
imports-state-heading-check_failed = The files could not be checked
imports-state-heading-applying = Importing the records
imports-state-heading-applied = The records are imported
imports-state-heading-apply_failed = The records could not all be imported
imports-state-more-check_failed = Nothing was stored.
imports-state-more-apply_failed = What was imported until then is stored. Import the same files again to complete it.
imports-failure-bad_file = A file is not what it seemed to be at first.
imports-failure-disk_full = There is no room left on the server. Its operator can make room.
imports-failure-busy = The database has too much to do. Try again later.
imports-failure-unavailable = The database does not answer. Try again later.
imports-failure-stopped = The service was stopped meanwhile.
imports-failure-internal = Something went wrong inside Red Thread. The operator finds the cause in the log.
imports-going-files = Reading the files
imports-going-rows = Going through the rows
imports-going-evaluating = Looking at the patients again
imports-going-of = { $n } of { $of }
imports-going-lead = This goes on by itself: you can leave the page and come back through Imports.
imports-look-again = Look again
imports-uploaded = Sent
imports-files-count = Number of files
imports-apply = { $n ->
    [one] Import { $n } record
   *[other] Import { $n } records
}
imports-discard = Discard the files
imports-nothing-to-apply = There is nothing to import.

## Rows that are not taken

imports-faults = Rejected rows
imports-faults-lead = What a row holds is not shown here. Look up the numbers in your file; the first row after the column names is number 2. The other rows are not affected.
imports-fault-groups = { $n ->
    [one] { $n } kind of fault
   *[other] { $n } kinds of faults
}
imports-column = Column
imports-whole-row = the whole row
imports-what-is-wrong = What is wrong
imports-times = How often
imports-rows = Row numbers
imports-rows-all = all rows
imports-rows-lead = For JSON, the number of the line or entry.
imports-rows-count = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
imports-rows-cut = Only the first { $n } are listed. They have the same fault; mend it in the source and send the file again.
imports-back-to-upload = Back to the files
imports-reason-missing = A required value is empty.
imports-reason-unknown_code = A code is not one of the format.
imports-reason-bad_time = A time or date cannot be read, or does not exist.
imports-reason-bad_value = A number, yes or no, list or id cannot be read.
imports-reason-end_before_start = The end lies before the start.
imports-reason-unknown_reference = It refers to a patient, unit or professional that is not known in this source.
imports-reason-ambiguous_reference = It refers to something that several records could be.
imports-reason-duplicate_id = The id came before with other content, or belongs to another patient.
imports-reason-before_birth = It happened before the patient was born.
imports-reason-after_death = It happened after the patient had died.
imports-reason-malformed = The row is not well-formed: not UTF-8, broken quotes or brackets, or too long.
imports-reason-unmappable = A resource of this kind or status has no place here.
