# The timeline of a patient: choices, picture, table, and what marks say.

timeline-heading = Timeline
timeline-picture-label = Timeline as a picture. Everything in it also stands in the table before it.

## What to show

timeline-windows = How much time
timeline-window-30d = 30 days
timeline-window-1y = 1 year
timeline-window-5y = 5 years
timeline-window-all = All
timeline-axis = What the axis counts
timeline-dates = Dates
timeline-days-since-discharge = Days since discharge
timeline-days-since-admission = Days since admission
timeline-days-since-named_contact = Days since the named contact changed
timeline-or-since-discharge = since discharge
timeline-or-since-admission = since admission
timeline-or-since-named_contact = since the named contact changed
timeline-other-dates = Other dates
timeline-first-day = First day
timeline-last-day = Last day
timeline-date-form = 2026-03-02
timeline-show-dates = Show these dates
timeline-error-order = The last day is earlier than the first. Choose a last day that is not before the first. Until then, the last year is shown.
timeline-error-first = The first day is not a date that can be read. Write it as 2026-03-02. Until then, the last year is shown.
timeline-error-last = The last day is not a date that can be read. Write it as 2026-03-02. Until then, the last year is shown.
timeline-error-time = A day is wanted without a time. Write it as 2026-03-02. Until then, the last year is shown.
timeline-error-year = Years go from 0001 to 9999. Until the dates are changed, the last year is shown.
timeline-filter = Filter
timeline-filter-chosen = { $n ->
    [one] Filter: 1 chosen
   *[other] Filter: { $n } chosen
}
timeline-filter-by-lane = Show only
timeline-filter-by-setting = Only in
timeline-filter-by-unit = Only at
timeline-filter-by-person = Only with
timeline-filter-apply = Show what is chosen
timeline-filter-clear = Show everything
timeline-before = { $n ->
    [one] 1 earlier entry
   *[other] { $n } earlier entries
}
timeline-after = { $n ->
    [one] 1 later entry
   *[other] { $n } later entries
}
timeline-filtered = { $n ->
    [one] 1 entry left out by the filter
   *[other] { $n } entries left out by the filter
}
timeline-as-table = As a table
timeline-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
}
timeline-csv = CSV
timeline-print = Print
timeline-to-picture = To the picture
timeline-unpin = Close
timeline-open-list = List of contacts

## The table

timeline-when = When
timeline-what = What
timeline-empty = Nothing is recorded in these dates.
timeline-is-evidence = The flag rests on this.
timeline-flag-in-view = Marked on the picture:
timeline-lane-admissions = Admissions
timeline-lane-places = Where
timeline-lane-compulsion = Under the law
timeline-lane-people = Who
timeline-lane-handovers = Handovers
timeline-lane-agreed = Agreed
timeline-none-admissions = No admission in these dates
timeline-none-places = No stay or treatment
timeline-none-compulsion = No status or measure
timeline-none-people = No relationship or contact
timeline-none-handovers = No handover in these dates
timeline-none-agreed = Nothing agreed or offered
timeline-decisions = Offers and reviews
timeline-statuses = Legal status
timeline-measures = Measures

## What marks say

timeline-felt-forced = felt forced
timeline-measure-people = { $n ->
    [one] one person with the patient
   *[other] { $n } different people with the patient
}
timeline-measure-people-you = { $n ->
    [one] one person with you
   *[other] { $n } different people with you
}
timeline-mark = { $who }: { $what }, { $when }
timeline-mark-alone = { $what }, { $when }
timeline-from-to = { $from } to { $to }
timeline-since = since { $from }
timeline-day-month = { $day } { $month }
timeline-today = today
timeline-tint = what the flag is about
timeline-nothing = nothing recorded
timeline-years = { $n ->
    [one] 1 year
   *[other] { $n } years
}
timeline-admission = Admission
timeline-admission-kind-unknown = how it came about is not recorded
timeline-nights = { $n ->
    [one] 1 night
   *[other] { $n } nights
}
timeline-leave = on leave { $when }
timeline-treatment = in treatment
timeline-others = { $n ->
    [one] 1 other professional
   *[other] { $n } other professionals
}
timeline-others-detail = met now and then
timeline-unrecorded = Not recorded who
timeline-important = marked as important by the patient
timeline-important-you = marked as important by you
timeline-cover = standing in
timeline-ends-on = ends on { $day }
timeline-ended-because = ended: { $reason }
timeline-ended-reason-unknown = ended, reason not recorded
timeline-ending-unknown = how it was ended is not recorded
timeline-goodbye-yes = goodbye held
timeline-goodbye-no = no goodbye
timeline-joint-yes = joint meeting held
timeline-joint-no = no joint meeting
timeline-successor-yes = successor known by name
timeline-successor-no = no successor known by name
timeline-broke-off-alone = ended, no goodbye, no successor met
timeline-broke-off = ended, no goodbye
timeline-broke-off-unrecorded = ended, no goodbye or successor recorded
timeline-broke-off-goodbye-unrecorded = ended, no goodbye recorded
timeline-told-yes = told in time
timeline-told-no = not told in time
timeline-attended = { $n ->
    [one] 1 contact
   *[other] { $n } contacts
}
timeline-planned = { $n } planned
timeline-missed = { $n } missed or cancelled
timeline-indirect = { $n ->
    [one] 1 message or meeting without the patient
   *[other] { $n } messages or meetings without the patient
}
timeline-indirect-you = { $n ->
    [one] 1 message or meeting without you
   *[other] { $n } messages or meetings without you
}
timeline-shifts = { $n ->
    [one] 1 shift as the patient's nurse
   *[other] { $n } shifts as the patient's nurse
}
timeline-shifts-you = { $n ->
    [one] 1 shift as your nurse
   *[other] { $n } shifts as your nurse
}
timeline-passed = { $from } to { $to }
timeline-nobody = nobody named
timeline-grade-unknown = how it was passed on is not recorded
timeline-accepted = accepted { $day }
timeline-not-accepted = not accepted yet
timeline-review = talk about who the patient trusts
timeline-review-you = talk about who you trust

## The legend

timeline-legend = What the signs mean
timeline-legend-hatched = admitted
timeline-legend-plain = in treatment, not admitted
timeline-legend-urgent = emergency
timeline-legend-other = housing and other
timeline-legend-status = legal status
timeline-legend-measure = restrictive measure
timeline-legend-red = marked as important by the patient, frayed where it broke
timeline-legend-thick = responsible clinician
timeline-legend-ticks = contact
timeline-legend-dense = many contacts
timeline-legend-planned = planned
timeline-legend-missed = missed or cancelled
timeline-legend-half = message, or without the patient
timeline-legend-shift = on shift
timeline-legend-warm = handed over together or spoken
timeline-legend-written = handed over in writing
timeline-legend-open = handover not accepted, or none
timeline-legend-frayed = broke off
timeline-legend-evidence = the flag rests on this

timeline-lane-voice = The patient’s voice
timeline-none-voice = Nothing told in these dates
timeline-told = Told
timeline-quote = “{ $words }”
timeline-quote-of = { $quote }, { $what }
timeline-unread = { $what }: you have not opened it
timeline-legend-said = the patient’s own words
timeline-legend-unread = told, and not yet opened by you
