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
plan-review-due = It should have been gone through by now.
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
