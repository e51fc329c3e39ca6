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

flag-no_crisis_plan-title = After a stay in hospital, no crisis plan is up to date
flag-no_crisis_plan-evidence = The crisis plan was last gone through on { $date }.
flag-no_crisis_plan-ended = It has not been in force since { $ended }.
flag-no_crisis_plan-none = No crisis plan is recorded here.
flag-no_crisis_plan-do = Make the plan, or go through it, together with the patient, who keeps a copy.

flag-pca_not_considered-title = Much time in hospital, and no decision yet on admissions that the patient controls
flag-pca_not_considered-evidence = The last decision on an agreement was on { $date }.
flag-pca_not_considered-none = No decision on an agreement is recorded.
flag-pca_not_considered-do = Talk with the patient about an agreement. If the answer is no, give the reason in writing.

flag-no_coordinator-title = Nobody coordinates the help
flag-no_coordinator-teams = { $n } teams at once since { $date }: { $teams }.
flag-no_coordinator-hospital = There has been much time in hospital.
flag-no_coordinator-evidence = No coordinator is recorded, and no answer from the patient.
flag-no_coordinator-do = Appoint a coordinator, and ask whether the patient wants an individual plan.

flag-rupture_unresolved-title = A break in a working relationship has not been repaired
flag-rupture_unresolved-evidence = { $days ->
    [one] Noticed on { $date }, yesterday, with { $who }: { $kind }.
   *[other] Noticed on { $date }, { $days } days ago, with { $who }: { $kind }.
}
flag-rupture_unresolved-next = The next contact is on { $time }.
flag-rupture_unresolved-unbooked = No contact is booked.
flag-rupture_unresolved-do = Talk about what happened and own your part. Take it to supervision, and offer a third person in the room.

flag-alliance_drop-title = Working together is rated lower than before, and nobody has talked about it
flag-alliance_drop-evidence = Working with { $who } was rated { $last } on { $date } ({ $instrument }).
flag-alliance_drop-before = The score in the middle of the three before it was { $before }.
flag-alliance_drop-cut = The instrument asks for a conversation below { $cut }.
flag-alliance_drop-scores = The last scores, oldest first: { $scores }.
flag-alliance_drop-do = Ask what it is about, say thank you for the honesty, and change something.

flag-coercion_without_debrief-title = A restrictive measure ended, and no conversation about it is offered
flag-coercion_without_debrief-evidence = It ended on { $time } ({ $kind }). Decided by { $who }.
flag-coercion_without_debrief-none = No offer of a conversation is recorded.
flag-coercion_without_debrief-declined = The patient said no on { $date }: the offer is to be made once more.
flag-coercion_without_debrief-do = Offer a conversation with somebody whom the patient trusts, not only with whoever decided. Those who saw it may need one, too.

flag-seclusion_many_staff-title = Many different staff during one seclusion
flag-seclusion_many_staff-evidence = { $n } different staff in { $visits } visits since { $from }. The three who came most often made { $share }% of them.
flag-seclusion_many_staff-ended = It ended on { $date }.
flag-seclusion_many_staff-do = Fix a small team of four to six, and introduce each new person by name.

flag-request_unanswered-title = A request from the patient has no answer
flag-request_unanswered-evidence = { $days ->
    [one] Asked on { $date }, yesterday: “{ $request }”.
   *[other] Asked on { $date }, { $days } days ago: “{ $request }”.
}
flag-request_unanswered-received = Received by { $who }.
flag-request_unanswered-do = Answer in writing, with a reason.

flag-narrative_unread-title = What the patient shared for the next professional has not been read
flag-narrative_unread-evidence = { $n ->
    [one] One entry has waited since { $date }.
   *[other] { $n } entries have waited since { $date }.
}
flag-narrative_unread-opened = { $n ->
    [one] One has been opened, and it is not recorded that the patient was told.
   *[other] { $n } have been opened, and it is not recorded that the patient was told.
}
flag-narrative_unread-do = Read it, and tell the patient that you have.

flag-known_face_available-title = Somebody whom the patient knows could be asked to come
flag-known_face_available-ward = Somebody whom the patient marked as important works on this ward.
flag-known_face_available-in_reach = Somebody whom the patient marked as important can be reached.
flag-known_face_available-who = It is { $who }, { $kind }.
flag-known_face_available-unnamed = No name is told here, as the patient has not yet said yes to contact with a known person.
flag-known_face_available-evidence = No contact with them is recorded since the admission on { $date }.
flag-known_face_available-do = Ask the patient whether they want contact with somebody whom they know.

flag-possible-now = Possible now
flag-nobody = nobody named
flag-some-unit = a unit
flag-reason-missing = reason not recorded

# What ends each, with the numbers of the policy.

flag-extensive_hospitalisation-clears = { $years ->
    [0] Nothing ends it.
    [one] It passes by itself, a year after these stays.
   *[other] It passes by itself, { $years } years after these stays.
}
flag-tipping_point-clears = A relational review, or { $days } days since the admission began.
flag-high_clinician_turnover-clears = One responsible clinician who stays for more than { $days } days, or { $tail } days after the discharge.
flag-fragmented_care-clears = A relational review, which answers it for { $days } days, or fewer teams and moves.
flag-abrupt_ending-clears = A farewell or a joint contact, or { $days } days since the end.
flag-lapsed_maintenance-clears = A contact, a booking, or another agreed interval.
flag-no_follow_up_72h-clears = A contact outside hospital, a new admission, or the patient’s no to follow-up.
flag-no_follow_up_7d-clears = A contact outside hospital, a new admission, or the patient’s no to follow-up. It closes { $days } days after the discharge.
flag-readmission_30d-clears = A relational review, or { $days } days after the discharge.
flag-no_crisis_plan-clears = { $months ->
    [one] A plan that is made or gone through, or the patient’s no, which holds for a month.
   *[other] A plan that is made or gone through, or the patient’s no, which holds for { $months } months.
}
flag-pca_not_considered-clears = A decision, whatever it is: agreed, declined by the patient, or not offered and why.
flag-no_named_contact-clears = A named contact.
flag-no_coordinator-clears = A coordinator, or the patient’s no to one.
flag-handover_unacknowledged-clears = The receiver’s answer, or the sender takes it back.
flag-rupture_unresolved-clears = Repaired, agreed to differ, ended by the patient, or the patient does not want to pursue it.
flag-alliance_drop-clears = A new score back where they were, or a conversation recorded as a relational review.
flag-upcoming_loss-clears = A meeting of all three, with the successor, or another date.
flag-coercion_without_debrief-clears = The offer of a conversation, also if the patient says no. After a no it is made once more, { $days } days later.
flag-seclusion_many_staff-clears = Over { $days } days three people make at least { $share }% of the visits; or the seclusion has ended and a conversation about it is offered.
flag-request_unanswered-clears = An answer: yes, partly or no.
flag-narrative_unread-clears = The responsible clinician or the contact person has opened it and told the patient so.
flag-known_face_available-clears = A contact with them, or the patient’s answer, whatever it is.
flag-single_thread-clears = A deputy, or a second relationship that helps to carry.

# The same told to the patient. What is between the patient and one professional alone is not told
# in this form.

flag-extensive_hospitalisation-patient = You have spent much time in hospital. Somebody should ask you whom you trust, and what should stay the same if it happens again. We cannot see that anybody has asked.
flag-tipping_point-patient = You have been in hospital for the third time. You should be offered a talk about how you and we work together. We cannot see that it has happened.
flag-high_clinician_turnover-patient = You have had many responsible doctors or psychologists during one stay. You should be told why, and who will stay with you now.
flag-fragmented_care-patient = Many teams have helped you this year. We cannot see that anybody has sat down with you to gather it all in one plan.
flag-abrupt_ending-patient = Your contact with { $who } ended on { $date }. There should have been a goodbye, and a meeting together with the next person. We cannot see that it happened.
flag-lapsed_maintenance-patient = You and { $who } agreed how often you would meet. It has been longer than that, and we cannot see a new appointment.
flag-no_follow_up_72h-patient = You were promised a call within three days. We cannot see that it happened.
flag-no_follow_up_7d-patient = You were promised contact within a week after you left hospital. We cannot see that it happened.
flag-readmission_30d-patient = You came back to hospital soon after you had left. Somebody should ask you what was missing in between. We cannot see that anybody has asked.
flag-no_crisis_plan-patient = You have been in hospital, and we cannot see a crisis plan that was gone through with you lately. You can ask for one, and you can say no to it.
flag-pca_not_considered-patient = With some people the service agrees that they can decide themselves to be admitted for a few days. We cannot see that anybody has talked with you about this.
flag-no_named_contact-patient = You should have one person here who is your contact. We cannot see that anybody has been named.
flag-no_coordinator-patient = You can have a coordinator: one person who sees to it that those who help you work together. We cannot see that you have one, or that anybody has asked you.
flag-handover_unacknowledged-patient = Somebody who has helped you wrote to those who help you next, so that you need not tell everything again. We cannot see that it has been read.
flag-upcoming_loss-patient = Your contact with { $who } ends on { $date }. Before that you should meet the next person together. We cannot see that it has happened.
flag-coercion_without_debrief-patient = { $again ->
    [yes] A measure was used that you had not agreed to. It ended on { $date }. You said no to a conversation about it then. You should be asked once more, and you can choose somebody whom you trust.
   *[no] A measure was used that you had not agreed to. It ended on { $date }. You have a right to a conversation about how it was for you, with somebody whom you trust. We cannot see that you have been offered one.
}
flag-seclusion_many_staff-patient = Many different people came to you while you were in seclusion. It should have been a few whom you could get to know.
flag-request_unanswered-patient = You asked for this on { $date }: “{ $request }”. We cannot see that you have had an answer.
flag-narrative_unread-patient = You have shared words for those who help you next. We cannot see that they have read them and told you so.
flag-known_face_available-patient = Somebody whom you have marked as important could be asked to come and see you. You decide whether you want that.
