# A ward's board.

board-title = Board
board-cards = Patients
board-show = Show
board-all = All
board-mine = My patients
board-unaccepted = Not accepted
board-others = Other units
board-count-patients = { $n ->
    [one] patient
   *[other] patients
}
board-count-coming = coming in
board-count-leaving = going home by tomorrow
board-count-unaccepted = { $n ->
    [one] handover not accepted
   *[other] handovers not accepted
}
board-count-unnamed = without a named contact
board-as-of = As of { $time }
board-live = Live, { $time }
board-stale = No connection since { $time }. What you see may be old.
board-room = Room { $room }.
board-day = Day { $day }.
board-responsible = { $n ->
    [one] 1 responsible clinician.
   *[other] { $n } responsible clinicians so far.
}
board-on-leave = On leave.
board-no-words = Not written yet. Ask.
board-today = Nurse today
board-yesterday = Yesterday
board-not-named = not named
board-not-recorded = not recorded
board-known = Known face
board-known-here = { $n ->
    [one] { $name }, met on 1 day
    [0] { $name }
   *[other] { $name }, met on { $n } days
}
board-known-elsewhere = { $name }, { $place }
board-known-nobody = nobody here has met them before
board-next = Next
board-next-back = Back from leave { $time }
board-next-contact = { $time }, { $who }
board-next-home = Going home { $date }
board-next-nurse = Name a nurse for today
board-next-nothing = nothing recorded
board-legal-title = Legal status
board-legal-until = { $status }, until { $date }
board-crisis-plan = Has a crisis plan
board-no-crisis-plan = No crisis plan
board-timeline = Timeline
board-handover-waits = Handover waits
board-handover-read = Last handover
board-empty = Nobody is here now.
board-empty-narrowed = Nobody fits.

board-coming-title = On the way
board-coming-from = { $time }, from { $unit }.
board-coming-at = { $time }.
board-coming-handed-from = Handed over from { $unit }, no time is agreed.
board-coming-handed = Handed over, no time is agreed.
board-coming-settle = Came, or not
