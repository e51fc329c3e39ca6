# Ord for hver kode i src/domain/vocabulary.rs, i den formen de har inne i en setning.
# Bruk: text.word("setting", code); text.capital_word(..) der ordet står først.
# Prefikser: setting, setting-class, profession, relationship, relationship-mode, end, admission,
#   period-end, contact-mode, contact-status, purpose, handover-type, handover-grade,
#   handover-severity, handover-state, decision, outcome, sex, severity, role, owner, measure,
#   debrief, plan, answer, rupture, noticed-by, rupture-status, narrative, authorship, precision,
#   flag-kind, flag-state, glass-reason, glass-outcome, arrival-state, news, news-mail.
# En test ser etter at hver kode har sitt ord på begge språk.

## Hvor behandlingen gis

setting-acute_ward = akuttpost
setting-subacute_ward = subakutt post
setting-forensic_unit = sikkerhetspsykiatrisk enhet
setting-rehab_ward = rehabiliteringspost
setting-community_mental_health_centre = DPS
setting-dps_inpatient = døgnenhet ved DPS
setting-outpatient_clinic = poliklinikk
setting-day_unit = dagenhet
setting-assertive_outreach = ACT- eller FACT-team
setting-crisis_resolution_team = ambulant akutteam
setting-emergency_room = legevakt eller akuttmottak
setting-drug_rehabilitation = rusinstitusjon
setting-patient_controlled_bed = brukerstyrt seng
setting-private_institution = privat institusjon
setting-municipal_housing = bemannet bolig
setting-municipal_team = kommunalt psykisk helse- og rusteam
setting-gp_practice = fastlegekontor
setting-camhs = BUP
setting-private_specialist = avtalespesialist
setting-peer_meeting_place = klubbhus eller møteplass
setting-home = hjemme
setting-prison = fengsel
setting-general_hospital = somatisk sykehus

## Hva et behandlingssted er i pasientens forløp

setting-class-inpatient = innlagt
setting-class-emergency = akuttmottak
setting-class-community = utenfor døgnavdeling
setting-class-other = annet

## Hva en fagperson er

profession-psychiatrist = psykiater
profession-resident_doctor = lege i spesialisering
profession-psychologist = psykolog
profession-psychiatric_nurse = psykiatrisk sykepleier
profession-nurse = sykepleier
profession-social_educator = vernepleier
profession-milieu_therapist = miljøterapeut
profession-healthcare_assistant = helsefagarbeider
profession-social_worker = sosionom
profession-occupational_therapist = ergoterapeut
profession-physiotherapist = fysioterapeut
profession-gp = fastlege
profession-peer_worker = erfaringskonsulent
profession-chaplain = prest
profession-coordinator = koordinator
profession-team_leader = teamleder
profession-other = fagperson

## Hva noen er for én pasient

relationship-responsible_clinician = behandlingsansvarlig
relationship-contact_doctor_psychologist = kontaktlege eller kontaktpsykolog
relationship-therapist = behandler
relationship-primary_nurse = primærkontakt
relationship-contact_person = kontaktperson
relationship-case_manager = oppfølgingsansvarlig
relationship-coordinator = koordinator
relationship-gp = fastlege
relationship-peer_worker = erfaringskonsulent
relationship-medication_responsible = medisinansvarlig
relationship-team_member = teammedlem
relationship-decision_maker = faglig ansvarlig for vedtak
relationship-trusted_person = trygghetsperson
relationship-next_of_kin = pårørende
relationship-guardian = verge
relationship-advocate = talsperson

## Hvor nær en relasjon er ment å være

relationship-mode-active = aktiv
relationship-mode-maintenance = holdes ved like med sjeldne, avtalte møter
relationship-mode-on_call = kan kontaktes ved behov
relationship-mode-dormant = hviler

## Hvorfor en relasjon tok slutt

end-agreed_completion = avsluttet etter avtale
end-discharge = utskrivning
end-transfer_unit = overflytting til annen enhet
end-transfer_team = overføring til annet team
end-service_boundary = tjenestens grenser: alder, område eller diagnose
end-rota_change = endret turnus
end-rotation_end = slutt på tjenesteperioden
end-leave = permisjon
end-professional_left = fagpersonen sluttet
end-retired = fagpersonen gikk av med pensjon
end-team_reorganised = teamet ble omorganisert
end-patient_choice = pasientens eget valg
end-mismatch_agreed = enighet om at det ikke passet
end-professional_request = etter ønske fra fagpersonen
end-lost_contact = mistet kontakten
end-patient_moved = pasienten flyttet
end-patient_died = pasienten døde
end-professional_died = fagpersonen døde
end-unknown = ukjent grunn

## Hvordan et avdelingsopphold kom i stand

admission-unplanned = ikke planlagt
admission-planned = planlagt
admission-patient_controlled = brukerstyrt

## Hvor en behandlingsperiode førte

period-end-home = hjem
period-end-other_ward = til en annen post
period-end-other_service = til en annen tjeneste
period-end-own_wish = etter eget ønske
period-end-left_without_agreement = forlot uten avtale
period-end-died = død
period-end-unknown = ikke kjent

## Hvordan en kontakt foregikk

contact-mode-in_person = ansikt til ansikt
contact-mode-video = på video
contact-mode-phone = på telefon
contact-mode-home_visit = hjemmebesøk
contact-mode-message = som melding

## Hva det ble av en kontakt

contact-status-attended = gjennomført
contact-status-no_show = pasienten kom ikke
contact-status-cancelled = avlyst
contact-status-planned = avtalt

## Hva en kontakt var til for

purpose-treatment = behandling
purpose-therapy = terapi
purpose-assessment = utredning
purpose-joint_meeting = fellesmøte med den neste
purpose-farewell = avskjed
purpose-network_meeting = nettverksmøte
purpose-shift = vakt
purpose-other = annet

## Hva som overleveres, og mellom hvem

handover-type-shift = vaktskifte
handover-type-ward_transfer = overflytting mellom poster
handover-type-discharge_to_community = utskrivning til oppfølging utenfor sykehuset
handover-type-professional_to_professional = fra en fagperson til en annen
handover-type-temporary_cover = vikar for en tid

## Hvordan en overlevering skjedde

handover-grade-none = ingen overlevering
handover-grade-written = skriftlig
handover-grade-spoken = muntlig
handover-grade-warm = sammen med pasienten

## Hvor nøye mottakeren bør følge med

handover-severity-settled = rolig
handover-severity-watch = følg med
handover-severity-acute = akutt

## Hvor en overlevering er i sitt løp

handover-state-draft = utkast
handover-state-offered = tilbudt
handover-state-accepted = tatt imot
handover-state-questioned = spørsmål stilt
handover-state-returned = sendt tilbake
handover-state-done = fullført
handover-state-withdrawn = trukket tilbake
handover-state-expired = utløpt

## Hva som ble tilbudt i en beslutning

decision-coordinator = koordinator
decision-crisis_plan = kriseplan
decision-patient_controlled_admission = brukerstyrt innleggelse
decision-follow_up = oppfølging
decision-debrief = ettersamtale
decision-individual_plan = individuell plan
decision-known_person_contact = kontakt med en kjent person

## Hva svaret ble

outcome-agreed = avtalt
outcome-declined_by_patient = pasienten takket nei
outcome-not_offered = ikke tilbudt

## Kjønn, slik kilden oppgir det

sex-female = kvinne
sex-male = mann
sex-other = annet
sex-unknown = ikke kjent

## Hvor snart noen bør se på det; aldri en karakter på pasienten

severity-info = greit å vite
severity-attention = i løpet av noen dager
severity-urgent = i dag

## Hva en konto gir adgang til

role-care_coordinator = koordinator
role-ward_staff = personale på post
role-service_manager = enhetsleder
role-administrator = administrator
role-privacy_officer = personvernombud

## Hvem som eier oppgaven et varsel gir

owner-named_contact = pasientens faste kontakt
owner-responsible_clinician = behandlingsansvarlig
owner-coordinator = koordinatoren
owner-unit_pool = personalet ved enheten
owner-receiver = den som tar imot overleveringen
owner-relationship_holder = den relasjonen er til
owner-decider = den som skal svare

## Hva et tvangstiltak gjør

measure-seclusion = skjerming
measure-involuntary_medication = medisin uten samtykke
measure-mechanical_restraint = mekaniske tvangsmidler
measure-holding = fastholding
measure-isolation = isolering
measure-contact_limits = begrenset kontakt med andre
measure-search = undersøkelse

## Hva det ble av tilbudet om samtale etter et tiltak

debrief-held = gjennomført
debrief-declined = avslått av pasienten

## Hva en plan eller avtale er

plan-crisis_plan = kriseplan
plan-safety_plan = sikkerhetsplan
plan-individual_plan = individuell plan
plan-patient_controlled_admission_agreement = avtale om brukerstyrt innleggelse
plan-advance_statement = forhåndserklæring

## Hva tjenesten svarte på en henvendelse

answer-yes = ja
answer-partly = delvis
answer-no = nei

## Hvordan et samarbeid brast

rupture-withdrawal = tilbaketrekning
rupture-confrontation = konfrontasjon
rupture-mixed = både tilbaketrekning og konfrontasjon
rupture-institutional = skapt av rammene i tjenesten

## Hvem som merket det

noticed-by-patient = pasienten
noticed-by-professional = fagpersonen
noticed-by-third = en annen

## Hvor bruddet står

rupture-status-open = åpent
rupture-status-repaired = reparert
rupture-status-agreed_to_differ = enige om å være uenige
rupture-status-patient_ended = pasienten valgte å avslutte
rupture-status-not_pursued = pasienten ønsker ikke å gå videre med det

## Hva en fortelling handler om

narrative-what_matters = hva er viktig for meg
narrative-seen_and_heard = da jeg ble sett eller hørt
narrative-positive_encounter = et møte som gjorde godt
narrative-disappointing_encounter = et møte som skuffet eller såret
narrative-helped_in_crisis = hva som hjalp da det var som verst
narrative-did_not_help = hva som gjorde det verre
narrative-next_professional = hva jeg vil at neste fagperson skal vite
narrative-early_signs = tidlige tegn
narrative-people_i_trust = mennesker jeg stoler på
narrative-outside_crisis = hvem jeg er resten av året
narrative-promise = noe jeg ble lovet
narrative-ending = hvordan det sluttet
narrative-turning_point = da noe snudde
narrative-sees_differently = jeg ser dette annerledes

## Hvem ordene tilhører

authorship-patient_verbatim = pasientens egne ord
authorship-told_to_staff = fortalt til personalet
authorship-next_of_kin = pårørendes egne ord
authorship-co_written = skrevet sammen
authorship-recording_transcript = skrevet ned fra opptak

## Hvor nøyaktig et tidspunkt er kjent

precision-day = på dagen
precision-month = på måneden
precision-season = på årstiden
precision-year = på året
precision-approximate = omtrent

## Hva et varsel er

flag-kind-gap = ikke gjort ennå
flag-kind-opportunity = mulig nå

## Hva noen har gjort med et varsel

flag-state-open = åpent
flag-state-acknowledged = sett
flag-state-snoozed = utsatt
flag-state-resolved = løst
flag-state-not_applicable = gjelder ikke
flag-state-cleared = borte fordi journalen svarer

## Hvorfor det brukes nødtilgang

glass-reason-danger_to_life = fare for liv eller helse
glass-reason-in_need_of_care_here = pasienten er her og trenger hjelp nå
glass-reason-asked_by_patient = pasienten ber om det
glass-reason-standing_in = vikar på kort varsel
glass-reason-legal_duty = en plikt etter loven
glass-reason-other = en annen grunn

## Hva gjennomgangen kom fram til

glass-outcome-justified = berettiget
glass-outcome-unclear = uklart
glass-outcome-not_justified = ikke berettiget

## Hvor en varslet ankomst står

arrival-state-expected = ventet
arrival-state-arrived = kommet
arrival-state-declined = avslått
arrival-state-withdrawn = trukket tilbake

news-admitted = innlagt
news-transferred = flyttet
news-discharged = utskrevet
news-leave_overstayed = permisjon over tiden
news-handover_unaccepted = overlevering ikke tatt imot
news-mail-none = ikke på e-post
news-mail-digest = i dagens oversikt
news-mail-at_once = på e-post med en gang, uten navn

## From where a crisis plan was opened

plan-origin-board = fra postens tavle
plan-origin-glass = ved å bryte glasset
plan-origin-emergency = ved en akuttenhet
plan-origin-admitted = mens pasienten var innlagt
plan-origin-page = fra journalen

## Whether a crisis plan was followed

plan-followed-yes = den ble fulgt
plan-followed-partly = den ble fulgt delvis
plan-followed-no = den ble ikke fulgt
