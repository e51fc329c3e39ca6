# Words for every code of src/domain/vocabulary.rs, in the form they have inside a sentence.
# Use: text.word("setting", code); text.capital_word(..) where the word begins a line.
# Prefixes: setting, setting-class, profession, relationship, relationship-mode, end, admission,
#   period-end, contact-mode, contact-status, purpose, handover-type, handover-grade,
#   handover-severity, handover-state, decision, outcome, sex, severity, role, owner, measure,
#   debrief, plan, answer, rupture, noticed-by, rupture-status, narrative, authorship, precision,
#   flag-kind, flag-state, glass-reason, glass-outcome, arrival-state, news, news-mail.
# A test checks that every code has its word in both languages.

## Where care happens

setting-acute_ward = acute ward
setting-subacute_ward = subacute ward
setting-forensic_unit = forensic unit
setting-rehab_ward = rehabilitation ward
setting-community_mental_health_centre = community mental health centre
setting-dps_inpatient = community inpatient ward
setting-outpatient_clinic = outpatient clinic
setting-day_unit = day unit
setting-assertive_outreach = assertive outreach team
setting-crisis_resolution_team = crisis resolution team
setting-emergency_room = emergency room
setting-drug_rehabilitation = drug rehabilitation
setting-patient_controlled_bed = patient-controlled bed
setting-private_institution = private institution
setting-municipal_housing = supported housing
setting-municipal_team = municipal team
setting-gp_practice = GP practice
setting-camhs = child and adolescent mental health service
setting-private_specialist = private specialist
setting-peer_meeting_place = clubhouse or meeting place
setting-home = home
setting-prison = prison
setting-general_hospital = general hospital

## What a setting is to a patient's path

setting-class-inpatient = admitted
setting-class-emergency = emergency
setting-class-community = community
setting-class-other = other

## What a professional is

profession-psychiatrist = psychiatrist
profession-resident_doctor = resident doctor
profession-psychologist = psychologist
profession-psychiatric_nurse = psychiatric nurse
profession-nurse = nurse
profession-social_educator = social educator
profession-milieu_therapist = milieu therapist
profession-healthcare_assistant = healthcare assistant
profession-social_worker = social worker
profession-occupational_therapist = occupational therapist
profession-physiotherapist = physiotherapist
profession-gp = GP
profession-peer_worker = peer worker
profession-chaplain = chaplain
profession-coordinator = coordinator
profession-team_leader = team leader
profession-other = professional

## What somebody is to one patient

relationship-responsible_clinician = responsible clinician
relationship-contact_doctor_psychologist = contact doctor or psychologist
relationship-therapist = therapist
relationship-primary_nurse = primary nurse
relationship-contact_person = contact person
relationship-case_manager = case manager
relationship-coordinator = coordinator
relationship-gp = GP
relationship-peer_worker = peer worker
relationship-medication_responsible = responsible for medication
relationship-team_member = team member
relationship-decision_maker = responsible for decisions on compulsion
relationship-trusted_person = trusted person
relationship-next_of_kin = next of kin
relationship-guardian = guardian
relationship-advocate = advocate

## How present a relationship is meant to be

relationship-mode-active = active
relationship-mode-maintenance = kept alive by rare, agreed contacts
relationship-mode-on_call = can be called when needed
relationship-mode-dormant = resting

## Why a relationship ended

end-agreed_completion = completed as agreed
end-discharge = discharge
end-transfer_unit = move to another unit
end-transfer_team = move to another team
end-service_boundary = the service's limits: age, area or diagnosis
end-rota_change = change of rota
end-rotation_end = end of a training post
end-leave = leave
end-professional_left = the professional left
end-retired = retirement
end-team_reorganised = the team was reorganised
end-patient_choice = the patient's choice
end-mismatch_agreed = both found that it did not fit
end-professional_request = the professional asked for it
end-lost_contact = contact was lost
end-patient_moved = the patient moved
end-patient_died = the patient died
end-professional_died = the professional died
end-unknown = reason not known

## How a ward stay came about

admission-unplanned = unplanned
admission-planned = planned
admission-patient_controlled = the patient's own decision

## Where a treatment period led

period-end-home = home
period-end-other_ward = to another ward
period-end-other_service = to another service
period-end-own_wish = the patient's own wish
period-end-left_without_agreement = left without agreement
period-end-died = died
period-end-unknown = not known

## How a contact was held

contact-mode-in_person = in person
contact-mode-video = by video
contact-mode-phone = by phone
contact-mode-home_visit = home visit
contact-mode-message = by message

## What became of a contact

contact-status-attended = took place
contact-status-no_show = the patient did not come
contact-status-cancelled = cancelled
contact-status-planned = booked

## What a contact was for

purpose-treatment = treatment
purpose-therapy = therapy
purpose-assessment = assessment
purpose-joint_meeting = meeting with the next one
purpose-farewell = farewell
purpose-network_meeting = network meeting
purpose-shift = shift
purpose-other = other

## What is passed on, and between whom

handover-type-shift = change of shift
handover-type-ward_transfer = move between wards
handover-type-discharge_to_community = discharge to the community
handover-type-professional_to_professional = from one professional to another
handover-type-temporary_cover = temporary cover

## How a handover was made

handover-grade-none = no handover
handover-grade-written = written
handover-grade-spoken = spoken
handover-grade-warm = together with the patient

## How closely the receiver should look

handover-severity-settled = settled
handover-severity-watch = watch
handover-severity-acute = acute

## Where a handover is in its life

handover-state-draft = draft
handover-state-offered = offered
handover-state-accepted = accepted
handover-state-questioned = questioned
handover-state-returned = returned
handover-state-done = done
handover-state-withdrawn = withdrawn
handover-state-expired = expired

## What was offered in a decision

decision-coordinator = coordinator
decision-crisis_plan = crisis plan
decision-patient_controlled_admission = patient-controlled admission
decision-follow_up = follow-up
decision-debrief = talk afterwards
decision-individual_plan = individual plan
decision-known_person_contact = contact with a known person

## What was answered

outcome-agreed = agreed
outcome-declined_by_patient = declined by the patient
outcome-not_offered = not offered

## Sex, as the source records it

sex-female = female
sex-male = male
sex-other = other
sex-unknown = not known

## How soon someone should look; never a grade of the patient

severity-info = good to know
severity-attention = within days
severity-urgent = today

## What an account may do

role-care_coordinator = care coordinator
role-ward_staff = ward staff
role-service_manager = service manager
role-administrator = administrator
role-privacy_officer = privacy officer

## Who owns the task a flag makes

owner-named_contact = the patient's named contact
owner-responsible_clinician = the responsible clinician
owner-coordinator = the coordinator
owner-unit_pool = the unit's staff together
owner-receiver = whoever receives the handover
owner-relationship_holder = whoever the relationship is with
owner-decider = whoever is to answer

## What a restrictive measure does

measure-seclusion = seclusion
measure-involuntary_medication = medication without consent
measure-mechanical_restraint = mechanical restraint
measure-holding = holding
measure-isolation = isolation
measure-contact_limits = limits on contact
measure-search = search

## What became of an offer to talk about a measure

debrief-held = held
debrief-declined = declined by the patient

## What a plan or agreement is

plan-crisis_plan = crisis plan
plan-safety_plan = safety plan
plan-individual_plan = individual plan
plan-patient_controlled_admission_agreement = agreement on patient-controlled admission
plan-advance_statement = advance statement

## What the service answered to a request

answer-yes = yes
answer-partly = partly
answer-no = no

## How a working relationship broke

rupture-withdrawal = moving away
rupture-confrontation = moving against
rupture-mixed = both moving away and moving against
rupture-institutional = caused by the service’s own frame

## Who noticed it

noticed-by-patient = the patient
noticed-by-professional = the professional
noticed-by-third = somebody else

## Where a rupture is

rupture-status-open = open
rupture-status-repaired = repaired
rupture-status-agreed_to_differ = agreed to differ
rupture-status-patient_ended = the patient chose to end it
rupture-status-not_pursued = the patient does not want to pursue it

## What a narrative entry tells

narrative-what_matters = what matters to me
narrative-seen_and_heard = when I felt seen or heard
narrative-positive_encounter = a meeting that did me good
narrative-disappointing_encounter = a meeting that disappointed or hurt
narrative-helped_in_crisis = what helped when it was at its worst
narrative-did_not_help = what made it worse
narrative-next_professional = what I want the next professional to know
narrative-early_signs = early signs that I am getting worse
narrative-people_i_trust = people I trust, and why
narrative-outside_crisis = who I am the rest of the year
narrative-promise = something I was promised
narrative-ending = how it ended
narrative-turning_point = when something changed
narrative-sees_differently = I see this differently

## Whose words it holds

authorship-patient_verbatim = the patient’s own words
authorship-told_to_staff = told to staff
authorship-next_of_kin = next of kin’s own words
authorship-co_written = written together
authorship-recording_transcript = written down from a recording

## How precisely a time is known

precision-day = to the day
precision-month = to the month
precision-season = to the season
precision-year = to the year
precision-approximate = about

## What a flag is

flag-kind-gap = not done yet
flag-kind-opportunity = possible now

## What people did with a flag

flag-state-open = open
flag-state-acknowledged = seen
flag-state-snoozed = put off
flag-state-resolved = resolved
flag-state-not_applicable = does not apply
flag-state-cleared = cleared by the record

## Why a glass is broken

glass-reason-danger_to_life = life or health is in danger
glass-reason-in_need_of_care_here = the patient is here and needs care now
glass-reason-asked_by_patient = the patient asks for it
glass-reason-standing_in = standing in for somebody at short notice
glass-reason-legal_duty = a duty by law
glass-reason-other = another reason

## What was found of a broken glass

glass-outcome-justified = justified
glass-outcome-unclear = not clear
glass-outcome-not_justified = not justified

## Where a planned arrival is

arrival-state-expected = expected
arrival-state-arrived = arrived
arrival-state-declined = declined
arrival-state-withdrawn = withdrawn

news-admitted = admitted
news-transferred = moved
news-discharged = discharged
news-leave_overstayed = leave overstayed
news-handover_unaccepted = handover not accepted
news-mail-none = not by e-mail
news-mail-digest = in the digest of the day
news-mail-at_once = by e-mail at once, without a name in it

## From where a crisis plan was opened

plan-origin-board = from the ward’s board
plan-origin-glass = by breaking the glass
plan-origin-emergency = at an emergency unit
plan-origin-admitted = while the patient was admitted
plan-origin-page = from the record

## Whether a crisis plan was followed

plan-followed-yes = it was followed
plan-followed-partly = it was followed in part
plan-followed-no = it was not followed
