# Who has looked at a patient's record.

audit-link = Who has looked at this record
audit-title = Access log
audit-about = Everybody who has looked at this record or changed it, the latest first. Roles and units are those the account has today.
audit-file = As a file (CSV)
audit-none = Nobody has looked at this record.
audit-when = When
audit-who = Who
audit-what = What
audit-why = What for
audit-kind-list = Name shown in a list
audit-kind-record = Record opened
audit-kind-timeline = Timeline read
audit-kind-contacts = Contacts read
audit-kind-part = Part of the record read
audit-kind-flags = Flags read
audit-kind-change = Something recorded or answered
audit-kind-evaluation = Record evaluated
audit-kind-glass = Opened by breaking the glass
audit-kind-handover = Handover read
audit-kind-refused = Not let in
audit-kind-log = Access log read
audit-kind-file = Taken out as a file
audit-kind-story = Story opened
audit-kind-search = Record searched
audit-kind-copy = Copy made, or read together
audit-kind-plan = Plan opened
audit-kind-other = Something else
audit-other = Something else ({ $action })
audit-why-care = Care
audit-why-oversight = Oversight of access
audit-why-access = Access to the record
audit-why-operation = Running of the service
audit-command-line = Somebody at the command line
audit-command-line-of = { $name }, at the command line
audit-patient = The patient
audit-you = You
audit-system = Red Thread itself
audit-account-gone = Without a role today
audit-and-more = { $n ->
    [one] { $place }, and one more
   *[other] { $place }, and { $n } more
  }
audit-find-title = Who has looked at a record?
audit-find-about = Find the patient who asks. You see who has looked, and nothing of what is in the record. That you looked is written down too.
audit-nobody = Nobody fits all that you typed.
audit-nobody-do = Try fewer letters of the name, or one field only.
