# What each rule says to people: what the service has not done (title), what that rests on
# (evidence), and what can be done. Never a rule's code, and never about what the patient is.

flag-extensive_hospitalisation-title = Much time in hospital: nobody has asked yet what should stay the same
flag-extensive_hospitalisation-count = { $n } admissions within a year, the last on { $last }.
flag-extensive_hospitalisation-nights = One admission lasted { $n } nights.
flag-extensive_hospitalisation-do = Offer a relational review: whom does the patient trust, and what should stay the same next time?

flag-tipping_point-title = A third admission, and no conversation yet about working together
flag-tipping_point-evidence = The third admission began on { $date }. No relational review is recorded since.
flag-tipping_point-do = Before discharge, take half an hour to talk about working together, and agree on a named contact who stays across the discharge.

flag-high_clinician_turnover-title = Many responsible clinicians in one stay
flag-high_clinician_turnover-evidence = { $n } different responsible clinicians within { $days } days. In this stay: { $who }.
flag-high_clinician_turnover-do = Appoint one clinician for the rest of the stay, and tell the patient why there were changes.

flag-fragmented_care-title = Many teams and moves in a year, and nobody has gathered the threads
flag-fragmented_care-evidence = { $teams ->
    [one] One team
   *[other] { $teams } teams
} and { $moves ->
    [one] one move
   *[other] { $moves } moves
} between settings in the last 365 days. No relational review is recorded in that time.
flag-fragmented_care-coc = The chance that two contacts were with the same person is { $share }% over { $n } contacts.
flag-fragmented_care-do = Call a network meeting, make one plan, and name a coordinator.

flag-abrupt_ending-title = A relationship ended without a goodbye
flag-abrupt_ending-evidence = The relationship with { $who } ended on { $date } ({ $reason }).
flag-abrupt_ending-missing = Not recorded: { $missing }.
flag-abrupt_ending-important = The patient marked this relationship as important.
flag-abrupt_ending-told_in_time = told at least 14 days before
flag-abrupt_ending-goodbye = a goodbye
flag-abrupt_ending-joint_meeting = a joint meeting with the successor
flag-abrupt_ending-successor_with_overlap = a successor who began before the end
flag-abrupt_ending-do = Plan a farewell contact, also after the fact, or a call from the successor if the patient wants it.

flag-lapsed_maintenance-title = An agreed contact is overdue and nothing is booked
flag-lapsed_maintenance-evidence = { $days ->
    [one] { $who } last met the patient on { $date }, one day ago.
   *[other] { $who } last met the patient on { $date }, { $days } days ago.
} { $interval ->
    [one] Agreed is at most one day between contacts.
   *[other] Agreed is at most { $interval } days between contacts.
}
flag-lapsed_maintenance-never = { $days ->
    [one] No contact with { $who } is recorded in the first day of the relationship.
   *[other] No contact with { $who } is recorded in the { $days } days of the relationship.
} { $interval ->
    [one] Agreed is at most one day between contacts.
   *[other] Agreed is at most { $interval } days between contacts.
}
flag-lapsed_maintenance-do = Book a contact, and ask whether the interval still fits.

flag-no_follow_up_72h-title = Discharged, and no contact recorded within three days
flag-no_follow_up_72h-evidence = Discharged on { $date }, { $days } days ago. No contact outside hospital is recorded here since.
flag-no_follow_up_72h-do = Call today; best is somebody whom the patient knows.

flag-no_follow_up_7d-title = Discharged, and no contact recorded within a week
flag-no_follow_up_7d-evidence = Discharged on { $date }, { $days } days ago. No contact outside hospital is recorded here since.
flag-no_follow_up_7d-do = Call today; best is somebody whom the patient knows. If somebody else has met the patient, record who and when.

flag-no_follow_up-attempts = { $n ->
    [one] One attempt is recorded: an appointment was cancelled, or the patient did not come.
   *[other] { $n } attempts are recorded: appointments were cancelled, or the patient did not come.
}

flag-readmission_30d-title = Back in hospital within 30 days, and nobody has asked what was missing
flag-readmission_30d-evidence = { $days ->
    [one] Discharged on { $discharged } and admitted again on { $admitted }, the day after.
   *[other] Discharged on { $discharged } and admitted again on { $admitted }, { $days } days later.
} No relational review is recorded since.
flag-readmission_30d-do = Ask the patient what was missing between the two stays.

flag-no_named_contact-title = Nobody is this patient’s named contact
flag-no_named_contact-evidence = { $days ->
    [one] Without a named contact since { $date }, one day.
   *[other] Without a named contact since { $date }, { $days } days.
}
flag-no_named_contact-last = The last was { $who }.
flag-no_named_contact-never = No earlier one is recorded.
flag-no_named_contact-do = Name one today, and tell the patient the name.

flag-handover_unacknowledged-title = A handover lies unread
flag-handover_unacknowledged-evidence = Offered by { $from } to { $to } on { $time }: { $kind }. Nobody has accepted it.
flag-handover_unacknowledged-hours = { $n ->
    [one] The agreed time is one hour.
   *[other] The agreed time is { $n } hours.
}
flag-handover_unacknowledged-days = { $n ->
    [one] The agreed time is one day.
   *[other] The agreed time is { $n } days.
}
flag-handover_unacknowledged-do = The receiver reads it and confirms it in their own words.

flag-upcoming_loss-title = A relationship that matters will end, and no joint meeting with a successor is recorded
flag-upcoming_loss-evidence = { $days ->
    [0] The relationship with { $who } ends today.
    [one] The relationship with { $who } ends on { $date }, tomorrow.
   *[other] The relationship with { $who } ends on { $date }, in { $days } days.
} { $others ->
    [0] No other relationship lasts.
    [one] One other relationship lasts.
   *[other] { $others } other relationships last.
}
flag-upcoming_loss-do = Tell the patient, plan meetings with the patient and the successor together, and let the patient help to write the letter to the next one.

flag-single_thread-title = One relationship carries everything, without a deputy
flag-single_thread-evidence = { $who } held { $share }% of the { $n } contacts in the last 365 days. No deputy is named.
flag-single_thread-do = Name a deputy, and let a second relationship grow slowly.

flag-nobody = nobody named
flag-some-unit = a unit
flag-reason-missing = reason not recorded
