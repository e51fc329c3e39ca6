# Formal status and restrictive measures.

measures-title = Legal status and measures
measures-lead = What compulsion meant for the people around the patient: who was there, and who talked about it afterwards. This is not a legal register. Decisions and complaints are kept where the law says.
measures-statuses = Legal status
measures-no-status = No legal status is recorded.
measures-status = Formal status
measures-when = When
measures-felt = Felt forced
measures-measures = Restrictive measures
measures-none = No restrictive measure is recorded.
measures-from-to = { $from } to { $to }
measures-since = Since { $from }
measures-decided-by = Decided by
measures-known-person = Somebody known was there
measures-share = Visits by the three who came most
measures-people-in-all = { $people ->
    [one] One person was with the patient, { $visits ->
        [one] once
       *[other] { $visits } times
    }.
   *[other] { $people } different people were with the patient, { $visits } times in all.
}
measures-day = Day
measures-visits = Visits
measures-people = People
measures-who = Who
measures-no-visits = Who was with the patient is not recorded.
measures-debrief-held = A conversation about it was held. It was offered on { $date }.
measures-debrief-held-undated = A conversation about it was held.
measures-debrief-declined = A conversation about it was offered on { $date }. The patient did not want it.
measures-debrief-declined-undated = A conversation about it was offered. The patient did not want it.
measures-debrief-offered = A conversation about it was offered on { $date }.
measures-debrief-later = A conversation about it is to be offered when it is over.
measures-debrief-nothing = No conversation about it is recorded as offered.
measures-own-words = Write down what the patient says about it

## What formal statuses are called: the codes of src/domain/legal/statuses.toml

legal-no-2-1 = voluntary (Norway, § 2-1)
legal-no-2-2 = by contract (Norway, § 2-2, no longer used)
legal-no-3-2 = compulsory observation (Norway, § 3-2)
legal-no-3-3-in = compulsory care with a stay (Norway, § 3-3)
legal-no-3-3-out = compulsory care without a stay (Norway, § 3-3)
legal-no-dom = sentenced to compulsory care (Norway)
legal-no-hol-10 = compulsory stay for substance use (Norway, chapter 10)
legal-gb-informal = informal
legal-gb-s2 = section 2
legal-gb-s3 = section 3
legal-gb-s4 = section 4
legal-gb-s5-2 = section 5(2)
legal-gb-s5-4 = section 5(4)
legal-gb-s17a = community treatment order (section 17A)
legal-gb-s37-41 = section 37/41
legal-gb-s135-136 = section 135 or 136
