# Handovers: writing one, reading and answering one, and those that wait.

handing-title = Handovers
handing-nav = { $n ->
    [0] Handovers
   *[other] Handovers ({ $n })
}
handing-nav-many = Handovers ({ $n }+)
handing-lead = What is handed over to you, in person or together with the staff of your unit, and what you have handed over.
handing-tab-mine = To me
handing-tab-pool = My unit’s pool
handing-tab-sent = Sent by me
handing-count = { $n ->
    [one] One handover.
   *[other] { $n } handovers.
}
handing-count-more = More than { $n } handovers.
handing-order = Those that have waited longest come first.
handing-empty = No handover is waiting here
handing-empty-why = Those that were accepted are on the patients’ pages, and in their timelines.
handing-drafts = Begun and not yet offered
handing-choose = Choose the handover of { $name }
handing-accept-together = Accept the chosen ones together
handing-accept-together-more = Only settled ones can be accepted together. The others need your own words.
handing-accepted-together = { $n ->
    [0] No handover was accepted
    [one] One handover is accepted
   *[other] { $n } handovers are accepted
}
handing-refused-together = { $n ->
    [one] One could not be accepted: somebody else was first, or it was changed. Open it to see.
   *[other] { $n } could not be accepted: somebody else was first, or they were changed. Open them to see.
}
handing-between = from { $from } to { $to }
handing-staff = the staff of { $unit }
handing-nobody = nobody yet
handing-all = All handovers
handing-print = Sheet for printing
handing-back = Back to the handover
handing-new = Hand over
handing-begin = A draft begins with what was recorded since the last handover. It is yours alone until you offer it.

## Writing

handing-of = Hand over { $name }
handing-saved = Draft, saved { $time }
handing-saving = Saving …
handing-unsaved = Not saved yet. Press “Save draft”: what you have written goes along.
handing-way = → offered → accepted by the receiver
handing-revision = This handover was offered before. When you offer it again, it takes the place of that one; the earlier version is kept.
handing-discarded = This draft was put away. Nothing in it is lost.
handing-restore = Take it out again
handing-severity = How are things now
handing-severity-more = settled, watch or acute
handing-severity-reason = Why
handing-severity-unsaid = Not said how things are
handing-summary = Since last time
handing-summary-more = drafted from what was recorded, change anything
handing-actions = Do next
handing-actions-more = what, who, by when
handing-what = What
handing-who = Who
handing-by-when = By when
handing-contingency = If, then
handing-contingency-more = from the crisis plan
handing-promises = Promised and not yet kept
handing-supplement = What this person wants you to know, what builds trust, how we said goodbye
handing-more-parts = What to do next, if and then, promises, whom they trust
handing-know-me = What this person wants you to know
handing-builds-trust = What builds trust
handing-breaks-trust = What breaks trust
handing-trusts = Who the patient trusts
handing-trusts-more = those whom the patient has marked as important
handing-goodbye = How we said goodbye
handing-to = Offer to
handing-units = The staff of a unit together
handing-people = A person
handing-how = What kind of handover, and how
handing-type = What is handed over
handing-return-on = Back on, if it is cover for a while
handing-grade = How
handing-joint = Joint contact, if it is together with the patient
handing-no-joint = No joint contact is recorded near today
handing-unsaid = Not said
handing-offer-to = Offer to { $to }
handing-pool = Leave with the pool
handing-save = Save draft
handing-discard = Put away
handing-keys = Ctrl Enter offers. Nothing is lost if you are called away.
handing-beside = What helps
handing-voice = In the patient’s own words
handing-since = Since the last handover
handing-since-none = Nothing was recorded since.
handing-last = The last handover
handing-last-none = None is recorded.
handing-hint-example = For example: “{ $instead }”
handing-hint-use = Use
handing-hint-keep = Keep mine
handing-stale = This draft was changed in another window
handing-stale-more = What you have written is in the form, what is there now stands above it. Save once more to keep yours, or copy what you need first.
handing-theirs = What is there now
handing-wrong = Something is missing before it can be offered
handing-wrong-more = Everything you have written is kept.
handing-wrong-words = Some words, at most { $n } characters.
handing-wrong-few-words = At most { $n } characters.
handing-wrong-severity = Choose settled, watch or acute.
handing-wrong-type = Choose what is handed over.
handing-wrong-receiver = Choose a person or a unit, or leave it with the pool.
handing-wrong-self = Choose somebody else than yourself.
handing-wrong-day = Cover for a while needs the day of return, after today.
handing-wrong-joint = A handover together with the patient names the contact at which you both meet the patient.

## What happened since

handing-met = Met: { $met }.
handing-met-before = { $n ->
    [one] One meeting before these.
   *[other] { $n } meetings before these.
}
handing-tie-began = { $who }, { $kind }, since { $date }.
handing-tie-ended = { $who }, { $kind }, until { $date }.
handing-status-began = A legal status began on { $time }.
handing-status-ended = A legal status ended on { $time }.
handing-leave-began = On leave since { $time }.
handing-leave-ended = Back from leave on { $time }.
handing-measure-began = Measure, { $what }: began { $time }.
handing-measure-ended = Measure, { $what }: ended { $time }.

## Reading

handing-one = Handover of { $name }
handing-written = What was written
handing-nothing-written = Nothing was written. It was left with the pool as it was.
handing-synthesis = In the receiver’s words
handing-asked = The receiver asks
handing-answer = Your answer
handing-do-answer = Answer
handing-your-words = In your own words
handing-your-words-needed = what you have understood, and what you will do
handing-your-words-free = if you like: a settled one needs none
handing-do-accept = Accept
handing-ask = Ask something first
handing-question = Your question
handing-do-ask = Ask
handing-give-back = Give it back
handing-reason = Why
handing-do-give-back = Give back
handing-do-revise = Take it up again
handing-do-withdraw = Withdraw
handing-do-close = Close
handing-new-since-accepted = New since it was accepted
handing-new-since-offered = New since it was offered
handing-happened = What has happened
handing-happened-elsewhere = This handover came from another system.
handing-not-possible = This is not possible now
handing-not-possible-more = The handover is not where it was when you opened the page. It is shown as it is now; what you have written is kept.
handing-own-offer = Nobody accepts a handover that they offered themselves.
handing-for-receiver = This is for those to whom it is offered. Once it is overdue, the staff of the unit receive it together.
handing-for-sender = This is for whoever offered it, and the staff of that unit.
handing-left-over = What you had written
handing-outdated = Somebody else was here first
handing-outdated-more = The handover is shown as it is now. What you have written is kept: look, and send it again.
handing-done-offered = The handover is offered
handing-done-left = The handover is left with the pool
handing-done-accepted = You have accepted the handover
handing-done-questioned = Your question is sent
handing-done-answered = Your answer is sent
handing-done-returned = The handover is given back
handing-done-withdrawn = The handover is withdrawn
handing-done-closed = The handover is closed

## Where it is

handing-is-draft = A draft.
handing-is-offered = Offered to { $to } on { $time }.
handing-is-overdue = Not acknowledged by { $to }: it should have been by { $time }. The pool of the unit is told.
handing-is-questioned = Read: { $to } asked something, and it waits for an answer. Offered on { $time }.
handing-is-accepted = Accepted by { $who } on { $time }.
handing-is-returned = Given back: it waits for whoever offered it.
handing-is-done = Closed.
handing-is-withdrawn = Withdrawn.
handing-is-expired = Nobody accepted it in time. Offered to { $to } on { $time }. It can still be accepted, or offered again.
handing-told-offered = { $time }: { $who } offered it to { $to }.
handing-told-left = { $time }: { $who } left it with { $to }.
handing-told-accepted = { $time }: { $who } accepted it.
handing-told-accepted-words = { $time }: { $who } accepted it: “{ $words }”
handing-told-questioned = { $time }: { $who } asked: “{ $words }”
handing-told-answered = { $time }: { $who } answered: “{ $words }”
handing-told-returned = { $time }: { $who } gave it back: “{ $words }”
handing-told-withdrawn = { $time }: { $who } withdrew it.
handing-told-done = { $time }: { $who } closed it.
handing-told-escalated = { $time }: nobody had acknowledged it; the pool was told.
handing-told-expired = { $time }: nobody had accepted it in time.

## Wordings that are hinted at

handing-language-title = Wordings
handing-language-lead = While staff write handovers, these wordings get a quiet hint with a better one. Nothing is blocked, and who was given which hint is written down nowhere. The words of patients and their kin, and quotations, are left alone.
handing-language-own = Added or hidden here
handing-language-none = Nothing was added or hidden.
handing-language-add = Add a wording
handing-language-lang = Language
handing-language-term = Wording
handing-language-why = What it does
handing-language-instead = Better
handing-language-act = Change
handing-language-do-add = Add the wording
handing-language-remove = Take back
handing-language-hide = Hide
handing-language-hidden = Hidden
handing-language-shipped = The list that comes with Red Thread
handing-language-changed = The wordings are changed
handing-language-wrong = A wording, what it does and a better one: each up to { $n } characters.
