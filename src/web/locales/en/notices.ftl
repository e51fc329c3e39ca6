# What somebody is told at once, what changed since they looked, and who knows a patient.

notices-title = News
notices-nav = { $n ->
    [0] News
   *[other] News ({ $n } new)
}
notices-nav-many = News ({ $n }+ new)
notices-lead = What happened to the patients whom you have a relationship with: admissions, transfers, discharges, leave that lasts too long, handovers that nobody accepted.
notices-count = { $n ->
    [one] One piece of news, the newest first.
   *[other] { $n } pieces of news, the newest first.
}
notices-count-more = More than { $n } pieces of news, the newest first.
notices-new = New
notices-read = Read
notices-read-all = I have read all of these
notices-empty = There is no news.
notices-empty-why = You are told here when something happens to a patient whom you have a relationship with, and somebody else recorded it.
notices-no-unit = a unit that is not recorded
notices-admitted = admitted to { $unit }
notices-transferred = moved from { $from } to { $unit }
notices-discharged = discharged from { $unit }
notices-leave_overstayed = on leave from { $unit } for more than a day, and nobody has recorded the return
notices-handover_unaccepted = nobody has accepted the handover to { $unit } in time

since-title = Since you last looked, { $time }
since-nothing = Nothing was recorded by anybody else.
since-label = Since you last looked
since-quiet = Nothing new
since-never = Not opened yet
since-came = Came to { $unit } on { $date }.
since-left = Left { $unit } on { $date }.
since-new = New: { $what }.
since-changed = Changed: { $what }.
since-thing-treatment_period = { $n ->
    [one] one treatment period
   *[other] { $n } treatment periods
}
since-thing-contact = { $n ->
    [one] one contact
   *[other] { $n } contacts
}
since-thing-relationship = { $n ->
    [one] one relationship
   *[other] { $n } relationships
}
since-thing-handover = { $n ->
    [one] one handover
   *[other] { $n } handovers
}
since-thing-decision = { $n ->
    [one] one offer and its answer
   *[other] { $n } offers and their answers
}
since-thing-relational_review = { $n ->
    [one] one conversation about relationships
   *[other] { $n } conversations about relationships
}
since-thing-legal_period = { $n ->
    [one] the legal status
   *[other] the legal status, { $n } times
}
since-thing-measure = { $n ->
    [one] one restrictive measure
   *[other] { $n } restrictive measures
}
since-thing-plan = { $n ->
    [one] one plan
   *[other] { $n } plans
}
since-thing-request = { $n ->
    [one] one request
   *[other] { $n } requests
}

people-title = Who knows this patient
people-link = Everybody who knows this patient, and who of them is near
people-lead = Those whom the patient marked as important come first, then those who met the patient most and most recently in the last two years.
people-unit = Seen from
people-unit-none = No unit in particular
people-near = { $n ->
    [0] None of them works at { $unit } today.
    [one] One of them works at { $unit } today.
   *[other] { $n } of them work at { $unit } today.
}
people-unmet = Named for this patient, and not met in the last two years: { $who }.
people-nobody = Nobody is recorded as having met this patient in the last two years.
people-nobody-do = Whoever meets the patient records a contact; then they stand here.
people-differs-others = What the patient sees differently of other relationships
people-back = Back to the patient’s page
people-important = Important to the patient.
people-tie = Is the patient’s { $kinds } now.
people-tie-ended = Had a relationship with the patient that has ended.
people-met = { $n ->
    [one] Met on 1 day in the last two years, on { $date }.
   *[other] Met on { $n } days in the last two years, last on { $date }.
}
people-not-met = Has not met the patient in the last two years.
people-here = Works at { $unit }
people-here-shift = Works at { $unit }, on shift now
people-elsewhere = Can be reached at { $unit }
people-elsewhere-shift = Can be reached at { $unit }, on shift now
people-nowhere = Not employed anywhere today, as far as is recorded
people-admit = Who knows this patient, seen from { $unit }
people-admit-here = A known face on the ward is worth much in the first hour.
people-admit-nobody = Nobody who knows the patient can be found at work today, as far as is recorded.
people-admit-others = Seen from another unit:
people-all = All who know this patient

letter-news-subject = Red Thread: something changed for a patient of yours
letter-news-lead = { $n ->
    [one] Something changed for one of your patients. Sign in to see what.
   *[other] { $n } things changed for your patients. Sign in to see what.
}
letter-news-why = You have a relationship with whom it is about. Who that is, and what happened, is said in Red Thread only, never in an e-mail.
letter-digest-news = { $n ->
    [one] 1 piece of news about a patient of yours
   *[other] { $n } pieces of news about patients of yours
}
account-mail-news = When something happens to a patient of mine
