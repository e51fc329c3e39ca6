# Planning: what somebody's departure would break, who could take the thread, and who should be named for those who
# have nobody.

leaving-title = Departures
leaving-if = If { $who } { $n ->
    [one] leaves
   *[other] leave
} on { $date }
leaving-if-unit = If everybody leaves { $unit } on { $date }
leaving-lead = What would break, who already knows these patients, and the plan that keeps the most threads whole.
leaving-whom = Who leaves, and when
leaving-who = Who leaves
leaving-unit = Or everybody at a unit, with all below it
leaving-no-unit = No whole unit
leaving-on = The first day without them
leaving-than = Compare with another day
leaving-think = Think it through
leaving-wrong = This cannot be thought through as it is
leaving-wrong-professional = Choose who leaves, or a unit that everybody leaves: at most 100 people, with at most 500 patients between them.
leaving-wrong-on = Enter a day from today on, at most two years ahead.
leaving-wrong-unit = Choose one of your units.
leaving-wrong-successor = Somebody you chose does not work there on that day, or cannot be chosen for the patient. Choose again.
leaving-none = Nobody loses a relationship
leaving-none-why = No lasting relationship with them belongs to a unit of yours.
leaving-figure-patients = { $n ->
    [one] patient loses a relationship
   *[other] patients lose a relationship
}
leaving-figure-only = { $n ->
    [one] loses their only one
   *[other] lose their only one
}
leaving-figure-important = marked it as important
leaving-figure-coc = median COC, with this plan
leaving-figure-coverage = days with a named contact, with this plan
leaving-figure-known = { $n ->
    [one] keeps somebody they know
   *[other] keep somebody they know
}
leaving-figure-days = { $n ->
    [one] day to plan the goodbyes
   *[other] days to plan the goodbyes
}
leaving-patients = Patients, the strongest ties first
leaving-patient = Patient
leaving-tie = Tie
leaving-others = Also knows the patient
leaving-next = Suggested next, and why
leaving-becomes = What becomes of it
leaving-coverage = Days with a named contact
leaving-for-days = for { $n } { $n ->
    [one] day
   *[other] days
}
leaving-for-months = for { $n } { $n ->
    [one] month
   *[other] months
}
leaving-for-years = for { $n } { $n ->
    [one] year
   *[other] years
}
leaving-days-met = { $n ->
    [0] not met in two years
    [one] met on one day in two years
   *[other] met on { $n } days in two years
}
leaving-important = important to the patient
leaving-only = the only one
leaving-known-nobody = nobody in 24 months
leaving-known-more = { $n ->
    [one] one more
   *[other] { $n } more
}
leaving-nobody = Nobody
leaving-nobody-chosen = you chose nobody yet
leaving-nobody-there = nobody who could be chosen works there on that day
leaving-nobody-of-profession = nobody of the profession works there on that day
leaving-nobody-room = all of the profession have as many patients as they may have
leaving-why-chosen = your choice
leaving-why-met = they have met on { $n } { $n ->
    [one] day
   *[other] days
} in two years
leaving-why-new = they have not met in two years
leaving-why-tied = a relationship lasts already
leaving-why-other-profession = of another profession
leaving-why-caseload = { $n } of { $limit } patients now
leaving-fate = { $before }, with nobody { $without }
leaving-fate-with = with them { $with }
leaving-choose-for = Who takes over for { $name }
leaving-option-suggested = As suggested
leaving-option-nobody = Nobody yet
leaving-option = { $name }, room for { $n }
leaving-compare-own-do = Compare with my choices
leaving-compare-own-hint = Whom you leave as suggested is shared out anew around your choices.
leaving-compare-day = On { $date }
leaving-compare-own = Your choices, { $date }
leaving-compare-suggested = As suggested, { $date }
leaving-compared = Two plans beside each other
leaving-compared-what = With the plan
leaving-compare-patients = Patients who lose a relationship
leaving-compare-placed = Have a successor
leaving-compare-known = Keep somebody they know
leaving-compare-familiarity = Familiarity, summed
leaving-compare-coverage = Days with a named contact
leaving-compare-coc = Median COC
leaving-compare-over = Successors above their limit
leaving-compared-same = Both pass everybody on to the same people.
leaving-differences = Where they differ
leaving-not-concerned = not concerned
leaving-unplaced = For these nobody is found
leaving-loads = Caseloads with this plan
leaving-load-who = Who
leaving-load-before = Patients now
leaving-load-gets = Takes over
leaving-load-after = Then
leaving-load-limit = At most
leaving-load-over = above the limit
leaving-note = Of the 182 days before, and of those days once more without them. You see names and ties of your own units here, and nothing of what patients said; each patient who is named has an entry in their access log. Nothing is changed until you confirm.

leaving-unnamed-title = Patients without a named contact
leaving-unnamed-lead = { $n ->
    [0] Everybody in service at these units has a named contact.
    [one] One patient in service has no named contact. Below is who it should be, and why.
   *[other] { $n } patients in service have no named contact. Below is who it should be, and why.
}
leaving-unnamed-none = Nobody is without a named contact
leaving-unnamed-none-why = Every patient in service at these units has somebody who is supposed to be theirs.
leaving-unnamed-more = { $n ->
    [one] There is one more, for whom nobody was looked for here.
   *[other] There are { $n } more, for whom nobody was looked for here.
}
leaving-unnamed-note = Suggested over all of them at once, so that those who meet know each other best, within everybody's caseload and with the profession of the last named contact. Who it becomes is recorded on the patient's page, by those in their care.
leaving-all-units = All my units
leaving-without-since = Without one since
leaving-knows = Knows the patient
leaving-could-be = Who should it be, and why
leaving-since = since { $date }
leaving-since-last = { $date }; it was { $name }
leaving-since-never = never had one

leaving-confirm = Confirm: { $endings ->
    [one] one planned ending
   *[other] { $endings } planned endings
}, { $handovers ->
    [one] one warm handover
   *[other] { $handovers } warm handovers
}
leaving-confirm-hint = Announces each end with who comes next, and begins a warm handover for whoever leaves. It can be undone in one step, until it is worked on.
leaving-outdated = Something changed meanwhile
leaving-outdated-more = Nothing was written. This is the plan as it is now: look it through and confirm it again.
leaving-undo-outdated = Nothing was changed. Look at the plan as it is now.
leaving-confirmed = The plan is confirmed
leaving-confirmed-more = { $endings ->
    [one] One end was
   *[other] { $endings } ends were
} announced, and { $drafts ->
    [one] one warm handover
   *[other] { $drafts } warm handovers
} begun. It stays here until every patient has met who takes over.
leaving-undone = The plan was undone
leaving-undone-back = { $n ->
    [one] One relationship is as it was before.
   *[other] { $n } relationships are as they were before.
}
leaving-undone-kept = { $n ->
    [one] One stays, because somebody worked on it meanwhile.
   *[other] { $n } stay, because somebody worked on them meanwhile.
}
leaving-was-undone = This plan was undone. What is here stayed, because somebody had worked on it.
leaving-underway = Departures under way
leaving-underway-lead = Plans that were confirmed, until every patient has met who takes over.
leaving-underway-none = No departure is under way
leaving-underway-none-why = There is no plan, or everybody has met who takes over.
leaving-leaves = { $who } { $n ->
    [one] leaves
   *[other] leave
} on { $date }
leaving-days-left = { $n ->
    [0] That is today.
    [one] One day left.
   *[other] { $n } days left.
}
leaving-days-gone = { $n ->
    [one] That was yesterday.
   *[other] That was { $n } days ago.
}
leaving-met-of = { $n } of { $all } have met who takes over.
leaving-takes-over = Takes over
leaving-have-met = Have they met
leaving-handover = Handover
leaving-nobody-yet = nobody yet
leaving-met-on = met on { $date }
leaving-not-met = not yet
leaving-draft-begun = a draft was begun for whoever leaves
leaving-draft-being-written = whoever leaves was writing one already
leaving-draft-no-account = whoever leaves has no account to write with
leaving-draft-nobody = there is nobody to hand over to yet
leaving-undo = Undo this plan
leaving-undo-hint = What was not worked on is as it was before. Nothing that somebody wrote is lost.
