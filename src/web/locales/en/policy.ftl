# Thresholds: what they say, changing them, what a change would change, and what was changed.
#
# A threshold's sentence holds its number under $n. On the page the number is an input: then $n is no
# number, and the form for many is taken.

## The page

policy-title = Thresholds
policy-lead = When the service is told that something has not been done. Every number is yours to change, with a reason; flags that are there keep the thresholds they were raised by.
policy-for = Shown for
policy-service = The whole service
policy-choose = Show
policy-history = History
policy-in-force = In force
policy-nobody-set = Nobody has changed anything: the defaults hold.
policy-unit-none = { $unit } keeps nothing for itself: what holds above it holds here.
policy-unit-own = { $unit } keeps { $n ->
    [one] one threshold
   *[other] { $n } thresholds
} for itself. They hold for units below it, too.
policy-since = Since { $time }, by { $who }: { $reason }
policy-coming = From { $time }, by { $who }: { $reason }
policy-by-command-line = the command line
policy-default = default { $value }
policy-otherwise = otherwise { $value }
policy-never = never
policy-empty-never = leave it empty for never
policy-not-read = what was typed
policy-count_patient_controlled-true = count, too
policy-count_patient_controlled-false = do not count
policy-count_messages-true = count
policy-count_messages-false = do not count
policy-settings = Admissions that count
policy-save-heading = Save the change
policy-reason = Why
policy-reason-hint = Who decided it, and what for. Everybody who asks may read it; write nothing about patients.
policy-valid-from = From when
policy-valid-from-hint = Leave it empty for now.
policy-preview = Preview
policy-save = Save
policy-take-back = Follow what is above again
policy-take-back-hint = Takes back everything that this unit keeps for itself. It needs a reason, too.
policy-wrong = Nothing was changed
policy-wrong-number = Enter a whole number from { $least } to { $most }.
policy-wrong-number-never = Enter a whole number from { $least } to { $most }, or nothing.
policy-wrong-percent = Enter a number from { $least } to { $most }.
policy-wrong-share = Enter a number from { $least } to { $most }, such as 0.25.
policy-wrong-choice = Choose one of the two.
policy-wrong-settings = Choose at least one.
policy-wrong-at-most = Enter at most what is set here: { $other }
policy-wrong-below = Enter less than what is set here: { $other }
policy-wrong-within = { $what } It is about { $unit }, which keeps some thresholds for itself.
policy-wrong-reason = Say why, in at most 2 000 letters.
policy-wrong-valid_from = Enter a moment that is still to come, or nothing.
policy-wrong-changes = Everything is like that already. Change something first.
policy-wrong-unknown = There is no such threshold.
policy-outdated = Somebody else changed thresholds meanwhile
policy-outdated-more = What you typed is kept below, beside what holds now. Look it through and save again.
policy-saved = The thresholds were changed
policy-saved-more = { $n ->
    [one] The flags of one patient are
   *[other] The flags of { $n } patients are
} worked out again; that takes a while.
policy-preview-title = What would change
policy-preview-estimate = Judged by { $sample } patients drawn by lot, of { $everyone } whom the change may reach. About so many flags, with the ends of the 95 % interval:
policy-preview-all = All { $everyone } patients whom the change may reach were looked at.
policy-preview-nothing = No flag would appear or disappear now.
policy-preview-few = Numbers from 1 to 4 are shown as “<5”, so that nobody can be recognised.
policy-preview-rule = Rule
policy-preview-severity = How soon
policy-preview-now = Now
policy-preview-appear = Would appear
policy-preview-disappear = Would disappear
policy-preview-about = { $about } ({ $from }–{ $to })
policy-preview-exactly = Count exactly, for everyone
policy-exact-running = Everyone is being looked at
policy-exact-done = What would change, counted exactly
policy-exact-failed = The count could not be finished
policy-exact-broken_off = The count was broken off
policy-exact-again = Nothing was changed. Go back and begin again.
policy-exact-of = { $n } of { $of } patients
policy-exact-lead = This page renews itself. You may leave it, and come back to this address later.
policy-exact-look = Look again
policy-exact-asked = Asked on { $time } by { $who }.
policy-changes = The change
policy-change = { $rule }: { $what } (before: { $before })
policy-back = Back to the thresholds
policy-history-lead = Every change, the latest first: who, when, why, and what.
policy-history-none = Nothing has been changed yet
policy-history-none-why = The defaults hold. Each change will stand here with its reason.
policy-history-set = Set on { $time } by { $who }
policy-history-holds = holds
policy-history-from = holds from { $time }
policy-history-taken-back = The unit follows what is above it again.

## The rules

policy-group-common = For several rules
policy-group-extensive_hospitalisation = Much time in hospital
policy-group-tipping_point = The third admission
policy-group-high_clinician_turnover = Many responsible clinicians in one stay
policy-group-fragmented_care = Many teams and moves
policy-group-abrupt_ending = A relationship ended without a goodbye
policy-group-lapsed_maintenance = An agreed contact is overdue
policy-group-no_follow_up_72h = No contact in the first days after discharge
policy-group-no_follow_up_7d = No contact in the first week after discharge
policy-group-readmission_30d = Back in hospital soon
policy-group-no_crisis_plan = No crisis plan that is up to date
policy-group-pca_not_considered = No decision on patient-controlled admission
policy-group-no_named_contact = Nobody is the named contact
policy-group-no_coordinator = Nobody coordinates the help
policy-group-handover_unacknowledged = A handover lies unread
policy-group-rupture_unresolved = A break that has not been repaired
policy-group-alliance_drop = Working together is rated lower
policy-group-upcoming_loss = A relationship that matters will end
policy-group-coercion_without_debrief = No conversation after a restrictive measure
policy-group-seclusion_many_staff = Many different staff during one seclusion
policy-group-request_unanswered = A request without an answer
policy-group-narrative_unread = Shared words that nobody has read
policy-group-single_thread = One relationship carries everything
policy-group-planning = For planning

## The thresholds

policy-t-gap_hours = Ward stays at most { $n } { $n ->
    [one] hour
   *[other] hours
} apart are one admission.
policy-t-counted_settings = Admissions that count are those to: { $n }
policy-t-count_patient_controlled = Patient-controlled admissions { $n }.
policy-t-count_messages = Text messages { $n } as contacts.
policy-t-contact_days = Recent contacts are those of the last { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-joint_before_days = A joint meeting belongs to an ending from { $n } { $n ->
    [one] day
   *[other] days
} before it.
policy-t-joint_after_days = A joint meeting belongs to an ending until { $n } { $n ->
    [one] day
   *[other] days
} after it.

policy-t-more_than_admissions = Fires with more than { $n } { $n ->
    [one] admission
   *[other] admissions
} in any 12 months.
policy-t-more_than_weeks = Fires with a single admission of more than { $n } { $n ->
    [one] week
   *[other] weeks
}.
policy-t-ext_recency_years = It passes { $n } { $n ->
    [one] year
   *[other] years
} after these stays.

policy-t-ext_recency_years-never = It never passes.
policy-t-tipping_at = Fires at admission number { $n } of all that are known.
policy-t-tipping_active_days = It stays for { $n } { $n ->
    [one] day
   *[other] days
} from the start of that admission.

policy-t-turnover_distinct = Needs attention from { $n } { $n ->
    [one] responsible clinician
   *[other] responsible clinicians
} in one stay.
policy-t-turnover_info_distinct = Is told for information from { $n } { $n ->
    [one] responsible clinician
   *[other] responsible clinicians
}.
policy-t-turnover_window_days = They are counted within any { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-cover_max_hours = Cover of up to { $n } { $n ->
    [one] hour
   *[other] hours
} is left out.
policy-t-turnover_settled_days = It ends when one has stayed for more than { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-turnover_tail_days = After the discharge it stays for { $n } { $n ->
    [one] day
   *[other] days
}.

policy-t-frag_teams = Fires from { $n } { $n ->
    [one] team
   *[other] teams
}.
policy-t-frag_moves = Fires from { $n } { $n ->
    [one] move
   *[other] moves
} between settings.
policy-t-frag_coc_below = Fires with an index of continuity (COC) below { $n }.
policy-t-frag_min_contacts = The index is read from { $n } { $n ->
    [one] contact
   *[other] contacts
} on.
policy-t-frag_days = All of this within the last { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-frag_review_days = A relational review answers it for { $n } { $n ->
    [one] day
   *[other] days
}.

policy-t-abrupt_min_days = A relationship matters when it lasted { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-abrupt_min_contacts = It also does when it held { $n } { $n ->
    [one] meeting
   *[other] meetings
}.
policy-t-abrupt_lookback_days = It stays for { $n } { $n ->
    [one] day
   *[other] days
} after the end.
policy-t-abrupt_mutes_days = For { $n } { $n ->
    [one] day
   *[other] days
} it also stands for a missing named contact.

policy-t-maint_grace_days = Fires { $n } { $n ->
    [one] day
   *[other] days
} after the agreed interval is over.

policy-t-fu_days_1 = Fires when { $n } { $n ->
    [one] day
   *[other] days
} after the discharge have passed without a contact.

policy-t-fu_days_2 = Fires when { $n } { $n ->
    [one] day
   *[other] days
} after the discharge have passed without a contact.
policy-t-fu_close_days = It closes { $n } { $n ->
    [one] day
   *[other] days
} after the discharge.

policy-t-readmit_days = Fires for an unplanned admission within { $n } { $n ->
    [one] day
   *[other] days
} of the last discharge.

policy-t-crisis_lookback_years = A stay in hospital asks for a plan for { $n } { $n ->
    [one] year
   *[other] years
}.
policy-t-crisis_review_days = A plan is to be gone through again after { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-crisis_ask_again_months = A patient who wanted none is asked again after { $n } { $n ->
    [one] month
   *[other] months
}.

policy-t-pca_lookback_years = A decision answers it for { $n } { $n ->
    [one] year
   *[other] years
}.

policy-t-named_gap_days = Fires after { $n } { $n ->
    [one] day
   *[other] days
} without a named contact.
policy-t-named_gap_inpatient_days = While admitted, it fires after { $n } { $n ->
    [one] day
   *[other] days
}.

policy-t-coord_overlap_days = Fires when two teams have been there at once for { $n } { $n ->
    [one] day
   *[other] days
}.

policy-t-ack_hours-shift = Between shifts, a handover is to be acknowledged within { $n } { $n ->
    [one] hour
   *[other] hours
}.
policy-t-ack_hours-ward_transfer = Between wards, within { $n } { $n ->
    [one] hour
   *[other] hours
}.
policy-t-ack_hours-discharge_to_community = At discharge, within { $n } { $n ->
    [one] hour
   *[other] hours
}.
policy-t-ack_hours-professional_to_professional = From one professional to another, within { $n } { $n ->
    [one] hour
   *[other] hours
}.
policy-t-ack_hours-temporary_cover = For temporary cover, within { $n } { $n ->
    [one] hour
   *[other] hours
}.

policy-t-rupture_days = Fires when a break has been open for { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-rupture_inpatient_days = While admitted, after { $n } { $n ->
    [one] day
   *[other] days
}.

policy-t-alliance_drop_share = Fires for a fall of { $n } % of the scale.

policy-t-loss_horizon_days = Looks { $n } { $n ->
    [one] day
   *[other] days
} ahead.
policy-t-loss_attention_days = Needs attention from { $n } { $n ->
    [one] day
   *[other] days
} left.
policy-t-loss_urgent_days = Is urgent from { $n } { $n ->
    [one] day
   *[other] days
} left, if the patient marked the relationship.
policy-t-loss_share = Without a mark, a relationship counts when it holds { $n } % of the contacts.

policy-t-debrief_days = A conversation is to be offered within { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-debrief_again_days = After a no, it is offered once more { $n } { $n ->
    [one] day
   *[other] days
} later.

policy-t-secl_min_days = Looks at seclusion of at least { $n } { $n ->
    [one] day
   *[other] days
}.
policy-t-secl_min_visits = The share is read from { $n } { $n ->
    [one] visit
   *[other] visits
} on.
policy-t-secl_top3_below = Fires when the three who came most often made less than { $n } % of the visits.
policy-t-secl_recent_days = A small team over { $n } { $n ->
    [one] day
   *[other] days
} ends it.

policy-t-request_days = Fires when a request has waited for more than { $n } { $n ->
    [one] day
   *[other] days
}.

policy-t-narrative_hours = Fires when a stay has lasted for more than { $n } { $n ->
    [one] hour
   *[other] hours
} and shared words are unread.

policy-t-single_share = Fires when one relationship holds { $n } % of the contacts.
policy-t-single_min_contacts = The share is read from { $n } { $n ->
    [one] contact
   *[other] contacts
} on.

policy-t-caseload_limit = Somebody is the named contact of at most { $n } { $n ->
    [one] patient
   *[other] patients
}, where nothing else was agreed with them.
