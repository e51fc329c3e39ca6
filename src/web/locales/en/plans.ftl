# Plans and requests: what was agreed with the patient, and what they asked for.

plan-crisis-title = Crisis plan
plan-crisis-none = There is no crisis plan in force.
plan-crisis-no = The patient was asked: write down the answer
plan-crisis-no-words = The patient’s own words are not recorded.
plan-early-signs = Early signs
plan-helps = What helps
plan-worsens = What makes it worse
plan-call = Whom to call
plan-call-not = Whom not to call
plan-supporters = What I want those around me to do
plan-outside = The plan
plan-staff = What staff add
plan-agreed-on = Agreed on { $date }.
plan-reviewed-on = Gone through on { $date }.
plan-review-by = To be gone through by { $date }.
plan-numbers = Help now:
plan-card = As a card to print (A6)
plan-card-back = Back to the plan

request-correction = that something in the record be put right
request-title = What the patient asked for
request-lead = In their words, with who carries it. A no with its reason is an answer, too.
request-waiting = Waiting for an answer
request-none-waiting = Nothing waits for an answer.
request-answered-title = Answered
request-asked = Asked for on { $date }, { $n ->
    [0] today.
    [one] one day ago.
   *[other] { $n } days ago.
  }
request-received = Received by { $what }.
request-decider = To be answered by { $what }.
request-nobody = Nobody is named who answers it.
request-due = Due { $what }.
request-answered = { $answer }, { $date }. { $reason }

plan-all-title = Plans
plan-all-lead = What was agreed with the patient: their words and the staff’s apart.
plan-all-back = All plans
plan-overdue = { $n ->
    [one] One plan should have been gone through by now.
   *[other] { $n } plans should have been gone through by now.
  }
plan-none-in-force = No plan is in force.
plan-nos-title = What was answered no
plan-no-again = A no is an answer. It is asked again from { $date }.
plan-others-title = Plans that no longer hold
plan-editions = Earlier editions
plan-no-editions = It has not been changed.
plan-edition-until = Edition { $n }, until { $date }. Changed by { $who }.
plan-due-since = It was to be gone through by { $date }.
plan-due-soon = Soon to be gone through: by { $date }.
plan-valid-to = It holds until { $date }.
plan-make-crisis-plan = Make a crisis plan
plan-make-patient-controlled-admission-agreement = Agree on patient-controlled admission
plan-make-individual-plan = Make an individual plan
plan-make-advance-statement = Write an advance statement
plan-goals = What I want to get to
plan-steps = What is to be done, by whom and when
plan-together = Who works together with me
plan-if-unable = What I want when I cannot decide for myself
plan-refuses = What I do not want
plan-speaks = Who may speak for me
plan-uses = What I use the bed for
plan-welcome = How I want to be met when I come
plan-terms-unit = The bed is at { $unit }.
plan-terms-nights = { $n ->
    [one] At most one night at a time.
   *[other] At most { $n } nights at a time.
  }
plan-terms-quarantine = { $n ->
    [one] One day of waiting between two stays.
   *[other] { $n } days of waiting between two stays.
  }
plan-terms-no-quarantine = No waiting between two stays.
plan-due-title = Plans to go through
plan-due-row-since = was to be gone through by { $date }
plan-due-row-soon = to be gone through by { $date }

agreement-title = Patient-controlled admission
agreement-none = There is no agreement on patient-controlled admission.
agreement-used = Used so far
agreement-year = In the last year: { $stays }, { $nights }.
agreement-year-stays = { $n ->
    [0] no stay
    [one] one stay
   *[other] { $n } stays
  }
agreement-nights = { $n ->
    [0] no night
    [one] one night
   *[other] { $n } nights
  }
agreement-nights-of = { $n } of { $most } nights
agreement-no-most = No number of nights is agreed.
agreement-stay = { $from } to { $to }: { $nights }.
agreement-stay-lasts = Since { $from }: { $nights }.
agreement-beyond = { $n ->
    [one] One night more than agreed.
   *[other] { $n } nights more than agreed.
  }
agreement-early = It began before the waiting was over.
agreement-next-now = The bed can be used from today.
agreement-next-on = The bed can be used again from { $date }.
agreement-next-admitted = The patient is admitted now. The bed can be used after that.
agreement-next-ended = The agreement ends before the bed can be used again.
agreement-lasts-until = The patient uses the bed now, by agreement until { $date }.
agreement-lasts = The patient uses the bed now.
agreement-on-admission = There is an agreement on patient-controlled admission at { $unit }.
agreement-if-today = If it begins today, it is agreed until { $date }.
agreement-yours-to-decide = That is earlier than agreed; you may still admit the patient.
agreement-asked = Beds that were asked for
agreement-asked-none = No bed was asked for yet.

request-bed = A bed under the agreement
request-answered-by = Answered by { $what }.

plan-use-title = Was it opened in a crisis?
plan-use-lead = Say what it was worth, in a few words or none. Whoever goes through the plan next sees it, and so does the patient.
plan-use-button = It was opened in a crisis
plan-use-noted = It is written down that the plan was opened in a crisis.
plan-use-followed = Was it followed?
plan-use-helped = What helped
plan-use-helped-not = What did not help
plan-uses-title = Opened in a crisis
plan-uses-none = Nobody has written down that it was opened in a crisis.
plan-uses-since = Opened in a crisis since it was last gone through:
plan-used = { $time }, { $origin }. Written down by { $who }.
plan-used-helped = What helped: { $words }
plan-used-helped-not = What did not help: { $words }
plan-openings-title = Who has opened the plan
plan-opened = { $time }: { $who }, { $origin }.
plan-opened-somebody = somebody on the staff

safety-title = Call before you decide
safety-lead = The patient names somebody whom they trust. Call before something is decided that they would want to have a say in. Only the patient decides who it is.
safety-none = The patient has named nobody.
safety-board = Call before deciding
safety-line = { $who }: { $route }
safety-who = { $who }, { $kind }
safety-route = { $unit }, { $name }: { $reach }. { $hours }.
safety-hours = Can be called:
safety-stale = This way is closed, or the relationship has ended. Ask the patient whom and how.
safety-name-title = Name somebody
safety-name-button = Save the card
safety-change = Change
safety-change-title = Change the card of { $who }
safety-change-button = Save the card
safety-end = Take it back
safety-end-title = Take back the card of { $who }
safety-end-button = Take the card back
safety-call-title = A call to { $who }
safety-call-button = Write down a call
safety-whom = Whom
safety-what-for = What for, in the patient’s words
safety-no-number = No telephone number here: whoever calls a private number may reach nobody. Choose a way below that the service answers.
safety-by = By which way
safety-by-hint = The unit’s own telephone or line. The staff there know how to reach the person.
safety-hours-label = When they can be called, where it is not always
safety-wish = The patient has said so themselves
safety-called-at = When
safety-reached = Were they reached?
safety-reached-yes = Yes
safety-reached-no = No
safety-changed = What was decided otherwise because of it
safety-called = { $time }: { $caller } called { $who } and reached them.
safety-called-not = { $time }: { $caller } called { $who } and did not reach them.
safety-changed-nothing = Nothing was decided otherwise.
safety-changed-what = Decided otherwise: { $words }
safety-calls = Calls, and what they changed
safety-calls-none = No call is written down.
safety-no-routes = No unit has a way by which it is reached yet. Service managers and administrators write them down:
safety-no-ties = Nobody is recorded whom the patient could name. Record the relationship first:
safety-done = It is saved.
