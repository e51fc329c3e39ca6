# What opens and closes a record besides care: broken glasses and their review, bars, own records.

access-choose = Choose
access-wrong = Something is missing
access-outdated = Somebody else was faster
access-outdated-more = It was changed since you looked at it. What is so now is shown here.
access-back = Back to the patient

access-banner = You broke the glass of this record. It is open to you until { $time }. Everything you open is written down, and the privacy officer looks at why.
access-banner-end = Close it now
access-way-in = Break the glass

access-glass-title = Break the glass
access-glass-lead = You are about to open a record of a patient whose care you are not part of.
access-glass-means = It is open to you for { $hours } hours. The patient sees that you opened it and why, and the privacy officer looks at it within { $days } days. Do it where somebody would come to harm if you waited, and say what for.
access-glass-reason = Why
access-glass-words = In your words
access-glass-words-hint = What you need to know, and for what. At most 500 characters.
access-glass-do = Open the record for 12 hours
access-glass-not = Do not open it

access-find-lead = For a patient who needs you now and whose record is not open to you.
access-find-how = Give an identifier as it is written, or names together with the day of birth. That you looked is written down. Nothing of the patient is shown before you have said why.
access-find-nobody = It fits nobody, or several. Give the identifier, or the names and the day of birth as they are recorded.
access-find-more = Give an identifier, or names together with the day of birth.
access-find-link = The patient needs you now, and the record is not open to you? Break the glass.

access-bars-title = Who the patient does not want
access-bars-lead = A patient can decide that a person, or the staff of a unit, does not open the record. It holds for whatever part they have in the care, and breaking the glass does not get around it. Staff of a unit who have a relationship of their own with the patient keep that.
access-bars-none = The patient has not asked for it of anybody.
access-bars-link = Who the patient does not want to open the record
access-bar-new = Write down what the patient wants
access-bar-whom = Which person or unit
access-bar-whom-hint = The name as it is recorded. Those the record names, and units, are suggested.
access-bar-reason = In the patient’s words, if the patient wants to say why
access-bar-reason-hint = It need not be said. Those who take part in the care can read it here.
access-bar-do = Close the record to them
access-bar-lift = Open it to them again
access-bar-recorded = The record is closed to them from now on
access-bar-lifted = The record is open to them again where they take part in the care
access-bar-since = since { $from }, written down by { $who }
access-bar-until = from { $from } until { $to }, written down by { $who }
access-bar-was = was so from { $from } until { $to }, written down by { $who }

access-own-title = Own and family records
access-own-lead = Nobody opens their own record, or that of their family, at work. Enter here whose record is whose; breaking the glass does not get around it.
access-own-none = Nothing is entered.
access-own-who = Professional
access-own-patient = Patient’s id
access-own-patient-hint = As the source system writes it. Nothing of the record is shown here.
access-own-since = Since
access-own-change = Change
access-own-told = { $from }, by { $who }
access-own-new = Enter one
access-own-do = Close the record to this professional
access-own-end = End it
access-own-entered = The record is closed to them from now on
access-own-ended = It no longer holds

access-review-title = Broken glasses
access-review-lead = Each time somebody opened a record whose care they are not part of. Look at it within { $n } days; what you find can be read in the patient’s access log.
access-review-none = Nothing waits for you.
access-review-record = Record
access-review-told = Opened { $from }, closed { $to }.
access-review-due = To be looked at by { $time }.
access-review-late = That time is over.
access-review-outcome = What you found
access-review-words = In your words
access-review-do = Write it down
access-review-done = It is written down
access-review-before = Looked at before
access-review-found = { $outcome }, says { $who }, { $time }:

access-arrivals-title = On the way to a unit
access-arrivals-link = On the way to a unit: announce or settle
access-arrivals-lead = Who is announced at a unit can be read there until they come, or it is settled, and seven days longer than expected at most. An admission or a transfer to the unit settles it by itself.
access-arrivals-none = Nobody has announced the patient anywhere.
access-arrival-at = expected { $time }.
access-arrival-announced = Announced by { $who }, { $time }.
access-arrival-arrived = Came: recorded by { $who }, { $time }.
access-arrival-declined = Declined by { $who }, { $time }.
access-arrival-withdrawn = Withdrawn by { $who }, { $time }.
access-arrival-came = The patient came
access-arrival-decline = Decline
access-arrival-withdraw = Not coming after all
access-arrival-new = Announce the patient
access-arrival-unit = Where to
access-arrival-when = When
access-arrival-do = Announce
