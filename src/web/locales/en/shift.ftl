# The end of a shift: one patient after the other, and then all of them together.

shift-end-title = End of shift
shift-lead = Your patients on this shift, with what you have written about each. Choose what becomes of each, and hand them over together.
shift-none = You have no patients on this shift
shift-none-why = Those whom you take over for a shift are listed here until it ends, and two hours longer if nobody was handed over.
shift-begin = Write about one after the other
shift-progress = { $number } of { $of }
shift-see-all = See all
shift-not-begun = Nothing is kept yet: it begins with what was recorded.
shift-next = Save, next patient
shift-last = Save, see all
shift-back = Save, previous patient
shift-skip = Skip
shift-keys = Ctrl Enter saves and goes on. Nothing is lost if you are called away.
shift-since = since { $from }
shift-until = { $from } to { $to }
shift-not-written = Nothing written
shift-handed-already = handed over on this shift
shift-what = What becomes of it
shift-offer-to = Offer to
shift-otherwise = Otherwise
shift-pool = Leave it with the staff together, as it is
shift-later = No handover, only end my shift
shift-keep = Keep the patient, my shift goes on
shift-do = Hand over and end my shift
shift-do-more = Each is done by itself: one that lacks something does not keep the others back.
shift-nobody = Nobody is handed over
shift-nobody-more = You keep all of them. Choose what becomes of at least one.
shift-done = { $n ->
    [0] Nothing has ended
    [one] Your shift with one patient has ended
   *[other] Your shift with { $n } patients has ended
}
shift-left = Not all of it could be done. Nothing is changed for those below that say so.
shift-handed = Handed over to { $to }.
shift-ended = Ended without a handover.
shift-outdated = What is written was changed meanwhile. Look at it once more.
shift-refused = This could not be done.
shift-read = Read it
shift-write = Go on writing
shift-again = Back to those who are left
