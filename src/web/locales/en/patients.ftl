# The caseload, the search, a patient's page and the list of contacts.

patient-and = and
patient-no-name = No name recorded
patient-unnamed-professional = a professional without a recorded name
patient-unnamed-unit = a unit without a recorded name
patient-not-recorded = not recorded
patient-nobody-recorded = nobody recorded
patient-no-contact-recorded = no contact recorded
patient-count = { $n ->
    [one] One patient.
   *[other] { $n } patients.
}
patient-count-more = More than { $n } patients.
patient-pages = Pages of the list
patient-first-page = First page
patient-next-page = Next page

## Home, for roles that open no record

welcome-title = Start page
welcome-hello = Hello, { $name }
welcome-service_manager = You look after a service. Reports by unit and period come here; until then there is nothing for this role to open.
welcome-administrator = You look after Red Thread itself: you import records from other systems and see what became of them.
welcome-privacy_officer = You look after who has looked at what: open “Access logs” to find the patient who asks.
welcome-no-role = This account has no role yet. Ask whoever looks after accounts to give it one.
welcome-closed = Patients’ records are not open to this account. They are open to those who take part in a patient’s care: care coordinators and ward staff.

## Caseload

caseload-title = My patients
caseload-whose = Patients
caseload-whose-all = Mine and those at my units
caseload-whose-mine = Those I have a relationship with
caseload-whose-units = Those at my units
caseload-unit = Unit
caseload-unit-any = Any
caseload-needs = Flags
caseload-needs-all = With and without
caseload-needs-any = With a flag only
caseload-show = Show
caseload-order = Those who need something soonest come first.
caseload-patient = Patient
caseload-flag = What comes first
caseload-year = The last year
caseload-next-contact = Next agreed contact
caseload-last-handover = Last handover
caseload-more-flags = { $n ->
    [one] and one more
   *[other] and { $n } more
}
caseload-no-flag = No flags
caseload-next = { $time }, { $who }
caseload-no-next = None agreed
caseload-handover-accepted = { $date }, accepted by { $to }
caseload-handover-waiting = { $date }, to { $to }: not accepted
caseload-no-handover = None recorded
caseload-empty = No patient is within your reach now.
caseload-empty-do = Here are the patients whom you have an active relationship with, and those who have an open treatment period at a unit of yours. If somebody is missing, the relationship or the treatment period is not recorded, or has ended.
caseload-empty-narrowed = Nobody fits what you chose.
caseload-empty-later = There is nothing after the page you came from: somebody may have left the list meanwhile.
caseload-all = Show all
caseload-key = The year’s strip: hatched is admitted, the wide bar is with a team or clinic, the line beneath is a named contact, and red is a relationship that the patient marked as important.
caseload-strip-admissions = { $n ->
    [0] Last year: no admission.
    [one] Last year: one admission, { $nights ->
        [one] one night
       *[other] { $nights } nights
    }.
   *[other] Last year: { $n } admissions, { $nights } nights.
}
caseload-strip-teams = With { $teams }.
caseload-strip-people = Named contact: { $people }.
caseload-strip-person = { $who }
caseload-strip-person-important = { $who }, important to the patient
caseload-strip-person-ended = { $who } (ended)
caseload-strip-person-ended-important = { $who }, important to the patient (ended)
caseload-strip-nobody = No named contact recorded.

## Search

search-title = Find a patient
search-within = Only patients within your reach are searched: those whom you have an active relationship with, and those who have an open treatment period at a unit of yours.
search-name = Name
search-name-hint = Whole names or their beginnings, in any order. Spelling of å, ø, æ and accents makes no difference.
search-identifier = Identifier
search-identifier-hint = Whole, as the record has it.
search-born = Date of birth
search-born-hint = Such as 1990-01-31 or 31.1.1990.
search-bad-date = This is not a date. Write it as 1990-01-31 or 31.1.1990.
search-nothing-typed = Type a name, an identifier or a date of birth, and search again.
search-do = Find
search-found = Found
search-nobody = Nobody within your reach fits all that you typed.
search-nobody-do = Try fewer letters of the name, or one field only. A patient who is in nobody’s care at your units, or whose relationship with you has ended, is not found here.

## Head of a patient’s page

patient-age = { $n ->
    [0] Under one year.
    [one] One year.
   *[other] { $n } years.
}
patient-with-team = With { $teams }.
patient-team-since = { $unit } since { $date }
patient-more-teams = { $n ->
    [one] And with one more.
   *[other] And with { $n } more.
}
patient-died = Died on { $date }.
patient-home = Not admitted.
patient-place-not-recorded = No place of treatment is recorded.
patient-not-with-us = With no unit since { $date }.
patient-admitted = Admitted to { $ward } since { $since }, { $n ->
    [one] one night
   *[other] { $n } nights
}.
patient-admitted-moved = Admitted since { $admitted }, { $n ->
    [one] one night
   *[other] { $n } nights
}; on { $ward } since { $since }.
patient-born = Born { $date }.
patient-born-not-recorded = Date of birth not recorded.
patient-id = Id { $id }.
patient-empty = Nothing is recorded about this patient yet.
patient-empty-do = The page fills when treatment periods, contacts, relationships or handovers are imported for this patient.

## Facts

patient-named-contact = Named contact
patient-knows-best = Knows the patient best
patient-knows-ended = { $name } (ended)
patient-crisis-plan = Crisis plan
patient-plan-agreed = Agreed on { $date }
patient-decided = { $outcome }, { $date }
patient-secon = Same person next time (SECON)
patient-index-of = { $value } over { $n } contacts, last year
patient-too-few = { $n ->
    [0] No contact in the last year: nothing to calculate
    [one] One contact in the last year, too few to calculate
   *[other] { $n } contacts in the last year, too few to calculate
}
patient-teams = Teams and moves, last year
patient-teams-moves = { $teams ->
    [one] One team
   *[other] { $teams } teams
}, { $moves ->
    [0] no move
    [one] one move
   *[other] { $moves } moves
}

## Flags on the page

patient-flags = What needs to be done
patient-no-flags = No flags: by the rules in force, nothing in the record needs to be done now.
patient-all-flags = Show all { $n }
patient-flag-soon = When: { $soon }
patient-flag-do = What can be done:
patient-flag-clears = What ends it:
patient-flag-show = Show on the timeline
patient-flag-shown = Shown on the timeline.
patient-flag-hide = Stop showing it
patient-flags-aside = { $n ->
    [one] One that rests or is settled
   *[other] { $n } that rest or are settled
}
patient-flag-gone = What that link was about no longer holds, so there is nothing of it to show on the timeline.

## Relationships

ties-title = Relationships
ties-lasting = Now
ties-ended = Ended
ties-all-ended = All { $n } that ended
ties-none-lasting = No relationship is recorded as lasting now.
ties-who = Who
ties-role = As what
ties-since = Since
ties-from-to = From and to
ties-contacts = Contacts
ties-contacts-with = { $n ->
    [one] One contact with { $who }: show it
   *[other] { $n } contacts with { $who }: show them
}
ties-last-met = Last met
ties-how-ended = How it ended
ties-at = { $kind }, { $unit }
ties-important = Important to the patient
ties-mark-own = The patient said so themselves.
ties-mark-others = Marked by { $who }; the patient has not said so here themselves.
ties-mark-elsewhere = Marked elsewhere; the patient has not said so here themselves.
ties-cover = Standing in for somebody
ties-planned-end = Will end on { $date }
ties-interval = Agreed: at most { $days } days between contacts
ties-deputy = Deputy: { $name }
ties-next = Next: { $time }
ties-never = never
ties-no-contact = none
ties-abrupt = Without a goodbye
ties-reason-missing = Reason not recorded
ties-done = Done: { $what }.
ties-not-done = Not done: { $what }.
ties-not-recorded = Not recorded: { $what }.
ties-told = told in time
ties-goodbye = goodbye
ties-joint = joint meeting
ties-successor = successor known by name

## Continuity

numbers-title = Continuity
numbers-window = From { $from } to { $to }. Contacts outside hospital, and therapy on a ward; one for each professional and day.
numbers-more = More numbers
numbers-caution = A high number is not good by itself, and all of them fall with the number of contacts by chance alone. Compare this patient with their own earlier years only, and ask whether somebody knows them.
numbers-undefined = cannot be calculated
numbers-no-named-contact = no day with a named contact
numbers-none-to-judge = none to judge
numbers-percent = { $n }%
numbers-length = { $n ->
    [one] one day
   *[other] { $n } days
}
numbers-contacts = { $n ->
    [one] over one contact
   *[other] over { $n } contacts
}
numbers-days = { $n ->
    [one] of one day in service
   *[other] of { $n } days in service
}
numbers-discharges = { $n ->
    [one] of one discharge
   *[other] of { $n } discharges
}
numbers-admissions = { $n ->
    [one] of one admission
   *[other] of { $n } admissions
}
numbers-coc = Few faces (COC)
numbers-coc-meaning = The chance that two contacts drawn at random were with the same person.
numbers-secon = Same person next time (SECON)
numbers-secon-meaning = How often the next contact was with the same person as the one before.
numbers-upc_named = With the named contact (UPC-named)
numbers-upc_named-meaning = The share of contacts that were with whoever was the named contact that day.
numbers-upc = With the person met most (UPC)
numbers-upc-meaning = The share of contacts that were with the person met most often.
numbers-k_index = Met again (K-index)
numbers-k_index-meaning = The share of contacts that could have been with somebody known, and were.
numbers-mmci = Few faces for so many contacts (MMCI)
numbers-mmci-meaning = How few people the patient met for the number of contacts; 1 is one person.
numbers-providers = Different professionals
numbers-providers-meaning = How many people the patient had to get to know.
numbers-longest_gap = Longest time without a contact
numbers-longest_gap-meaning = Days admitted are left out. Read it against what was agreed.
numbers-coverage = Days with a named contact
numbers-coverage-meaning = The share of days in service on which somebody was the patient’s named contact.
numbers-uncovered = Longest time without a named contact
numbers-uncovered-meaning = Days in service in a row without one.
numbers-across_discharge = Somebody known after discharge
numbers-across_discharge-meaning = Discharges after which the patient met, within 30 days, somebody whom they had met in the stay or just before it.
numbers-known_at_admission = Somebody known at admission
numbers-known_at_admission-meaning = Admissions in which the patient met, within 72 hours, somebody whom they knew.
numbers-followed_up = Met within a week of discharge
numbers-followed_up-meaning = Discharges followed by a contact outside hospital within seven days.

## Admissions

admissions-title = Admissions
admissions-none = No admission is recorded.
admissions-all = All { $n } admissions
admissions-from = From
admissions-to = To
admissions-lasts = lasts
admissions-nights = Nights
admissions-kind = Planned or not
admissions-wards = Wards

## Contacts

contacts-title = Contacts
contacts-link = All contacts
contacts-back = Back to the patient
contacts-all = All contacts
contacts-with = Contacts with { $who }
contacts-of-relationship = Contacts with { $who } as { $kind }
contacts-in-month = { $which }, { $month }
contacts-count = { $n ->
    [one] One contact, bookings and missed ones included.
   *[other] { $n } contacts, bookings and missed ones included.
}
contacts-count-more = More than { $n } contacts.
contacts-show-all = Show all contacts
contacts-none = No contact is recorded here.
contacts-when = When
contacts-status = What became of it
contacts-how = How
contacts-where = Where
contacts-who = With whom
contacts-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
}
