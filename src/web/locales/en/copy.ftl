# The patient’s own copy of their record, and reading it together. Said to the patient.

copy-title = The patient’s copy
copy-yours = Your own copy
copy-made = Made { $time }.
copy-lead = This is what your record here says about where you have been, whom you have met, what you have told and asked for, and who has looked at it.
copy-left-out = What is not in it
copy-left-out-staff = What you have shared with nobody, or not with whoever made this copy, is never on a copy that staff print. Your own copy with everything is made on your own pages, on a screen that staff hand you.
copy-left-out-kin = What your next of kin have told in confidence is not in any copy.
copy-left-out-flags = A few things that we look at are only told in a form that we first agree with you.
copy-left-out-reasons = What staff wrote as their reason for opening the record in an emergency is held back. You can ask the privacy officer about it.
copy-file = Take it along as a file (JSON)
copy-correct = Something is wrong: ask for it to be put right
copy-correct-about = You may ask for what is wrong to be put right. You get an answer within a month. What is disputed stays until then, with what you say.

copy-timeline = Where you have been and whom you have met
copy-when = When
copy-what = What
copy-no-timeline = Nothing is recorded.
copy-ties = People who are or were there for you
copy-who = Who
copy-role = As what
copy-from = From
copy-to = To
copy-lasts = still
copy-no-ties = Nobody is recorded.
copy-story = What you have told
copy-no-story = There is nothing here that is shared with whoever made this copy.
copy-no-story-own = You have told nothing here yet.
copy-readers = Has been read by:
copy-nobody-read = Nobody has read it but whoever wrote it down.
copy-gone = What you have taken back
copy-plans = What we have agreed
copy-plan-patient = In your words
copy-no-plans = No plan is recorded.
copy-requests = What you have asked for
copy-no-requests = Nothing is recorded.
copy-asked = You asked for it on { $what }.
copy-not-answered = It has not been answered yet.
copy-flags = What we have not done
copy-flags-lead = These are things that we as a service have not done, or have not written down. They say nothing about you as a person.
copy-no-flags = There is nothing here now.
copy-access = Who has looked at your record
copy-day = Day
copy-done = What was done
copy-why = Why
copy-times = { $n ->
    [one] once
   *[other] { $n } times
  }
copy-access-cut = There is more than fits here. The whole list can be asked for.
copy-no-access = Nobody has looked.

together-title = Read together
together-banner = You are reading this together.
together-lead = What stands here is yours: what you have told and shared, what we agreed, and what we owe you. You can say at any time that something is wrong.
together-story = What you have told
together-no-story = There is nothing here that you have shared with the person beside you.
together-plan = Your crisis plan
together-requests = What you are waiting for
together-flags = What we have not done
together-told-which = Which of these have you talked about?
together-told-chosen = I have read these, and told you so
together-told-about = For the person beside you. You and those who care for you see that it was read, and that you were told.
together-copy = Your own copy, to print
together-leave = Staff: back to the record
