# The life of a flag: one's own flags, one flag with its history, what can be done with it, and what is
# told to the patient.

life-title = My flags
life-lead = What waits for you in person, or for the staff of a unit of yours together.
life-count = { $n ->
    [one] One flag.
   *[other] { $n } flags.
}
life-count-more = More than { $n } flags.
life-order = Those that have waited longest come first.
life-keys = Keys: j and k go from flag to flag. a takes it on, s lets it rest, r settles it, n says that it does not fit, e that it was done elsewhere, o opens it again, u takes back.
life-group-urgent = Today
life-group-attention = Within days
life-group-info = Good to know
life-filter-soon = When
life-filter-state = What was done
life-filter-rule = About
life-filter-any = Any
life-filter-waiting = Waiting: open or taken on
life-empty = No flag waits for you.
life-empty-why = What you or others have settled is on the patients’ pages, and comes back when something changes.
life-empty-narrowed = No flag of yours is like that.
life-empty-later = There are no more flags on this page.
life-all-mine = All my flags
life-owner = Whose it is:
life-owner-staff = the staff of { $unit } together
life-owner-nobody = nobody yet: no unit is recorded
life-more = More about it
life-one = What needs to be done
life-all-of-patient = All flags of the patient

## What was done with it

life-raised = Found on { $date }.
life-raised-late = Found on { $date }: what it rests on was recorded late.
life-cleared = Gone since { $date }: what it asked for is recorded, or no longer applies.
life-acknowledged = Taken on by { $who } on { $date }.
life-snoozed = Rests until { $until }. { $who }: { $reason }
life-resolved = Settled on { $date }. { $who }: { $words }
life-elsewhere = Done elsewhere on { $on }, by { $whom }. Told by { $who }.
life-not-applicable = Does not fit, since { $date }. { $who }: { $reason }
life-by-itself = Red Thread itself
life-by-command-line = the command line
life-rule = The rule in words
life-rule-default = Nobody has changed these numbers: they are the defaults.
life-rule-version = These numbers hold since { $date }, because: { $reason }
life-history = What has happened
life-event-acknowledged = { $time }: { $who } took it on.
life-event-snoozed = { $time }: { $who } let it rest until { $date }: { $words }
life-event-woken = { $time }: its rest was over.
life-event-resolved = { $time }: { $who } settled it: { $words }
life-event-elsewhere = { $time }: { $who } told that it was done elsewhere on { $date }, by { $words }.
life-event-not-applicable = { $time }: { $who } said that it does not fit: { $words }
life-event-reopened = { $time }: { $who } opened it again.
life-event-changed = { $time }: open again, because what it rests on had changed.
life-event-rose = { $time }: open again, because it had become more pressing.
life-event-wrong = { $time }: the patient says that this is wrong. Written down by { $who }.
life-event-wrong-words = { $time }: the patient says that this is wrong: “{ $words }” Written down by { $who }.
life-event-matters = { $time }: the patient says that this matters. Written down by { $who }.
life-event-matters-words = { $time }: the patient says that this matters: “{ $words }” Written down by { $who }.

## What can be done

life-take-on = I take this on
life-reopen = Open it again
life-undo = Take that back
life-snooze-do = Let it rest …
life-snooze-until = Until
life-snooze-reason = Why
life-snooze-what = It comes back on that day, at most 30 days from now, and sooner if something changes.
life-snooze-button = Let it rest
life-resolve-do = Settled …
life-resolve-by-what = What was done
life-resolve-what = It leaves the lists, and comes back if something changes.
life-resolve-button = Mark as settled
life-not-applicable-do = Does not fit …
life-not-applicable-reason = Why not
life-not-applicable-what = It leaves the lists. Rules that often do not fit are proposed for a change.
life-not-applicable-button = Say that it does not fit
life-done-elsewhere-do = Done elsewhere …
life-done-elsewhere-by = By whom
life-done-elsewhere-on = When
life-done-elsewhere-what = For contacts that are not recorded here, such as the municipality’s. Nobody is asked about this discharge again.
life-done-elsewhere-button = It was done elsewhere
life-done-acknowledge = You have taken it on.
life-done-snooze = It rests now.
life-done-resolve = It is settled.
life-done-not-applicable = It is marked as not fitting.
life-done-done-elsewhere = It is settled: it was done elsewhere.
life-done-reopen = It is open again.
life-wrong = Nothing was changed
life-wrong-more = Something that was typed cannot be used. It is marked below, and what you typed is kept.
life-wrong-words = a few words, at most { $n } letters
life-wrong-few-words = at most { $n } letters
life-wrong-until = a day after today, at most { $n } days from now
life-wrong-choice = one of those that are offered
life-wrong-known = somebody or something that is known here
life-wrong-time = a day and a time that can be meant
life-wrong-on = a day up to today
life-wrong-on-discharge = a day from the discharge on { $date } up to today
life-outdated = Somebody else was faster
life-outdated-more = The flag was changed since you looked at it. What happened is told below. What you typed is kept: send it again if it still holds.
life-not-possible = That cannot be done now
life-not-possible-more = The flag is settled or over. What happened is told below.

## Told to the patient

life-patient-link = For the patient: read together or print
life-patient-title = What we see about your care
life-patient-lead = These are things that we as a service have not done, or have not written down. They say nothing about you as a person. Tell us if something is wrong, or if it matters to you.
life-patient-none = There is nothing here now.
life-patient-taken-on = Somebody is looking after this.
life-patient-rests = We will come back to this.
life-patient-words = In your own words (may be left empty)
life-patient-wrong = This is wrong
life-patient-matters = This matters to me
life-patient-paper = What I want to say about it:
life-patient-said-wrong = You said on { $date }: this is wrong.
life-patient-said-wrong-words = You said on { $date }: this is wrong. “{ $words }”
life-patient-said-matters = You said on { $date }: this matters to me.
life-patient-said-matters-words = You said on { $date }: this matters to me. “{ $words }”
life-patient-staff = Staff write down what the patient says, for the patient. Some flags are told only in a form agreed with the patient, and are not here.
life-said = It is written down.

## What became of the flags, for those who look after a service

life-noise-title = What became of the flags
life-noise-proposed = Worth another look
life-noise-proposed-why = Of these flags of the period, at least ten, more than half were said not to fit. Perhaps their thresholds should be others here.
life-noise-rule = About
life-noise-not-told = –
