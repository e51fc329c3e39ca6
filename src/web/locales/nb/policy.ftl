# Terskler: hva de sier, å endre dem, hva en endring ville føre til, og hva som er endret.
#
# Setningen for en terskel har tallet under $n. På siden er tallet et felt: da er $n ikke noe tall,
# og flertallsformen brukes.

## Siden

policy-title = Terskler
policy-lead = Når tjenesten får vite at noe ikke er gjort. Alle tallene kan endres her, med en begrunnelse. Varsler som finnes, beholder tersklene de ble gitt etter.
policy-for = Vises for
policy-service = Hele tjenesten
policy-choose = Vis
policy-history = Historikk
policy-in-force = Gjelder nå
policy-nobody-set = Ingen har endret noe: standardene gjelder.
policy-unit-none = { $unit } har ingenting eget: det som gjelder over, gjelder her.
policy-unit-own = { $unit } har { $n ->
    [one] én egen terskel
   *[other] { $n } egne terskler
}. De gjelder også for enheter under.
policy-since = Siden { $time }, av { $who }: { $reason }
policy-coming = Fra { $time }, av { $who }: { $reason }
policy-by-command-line = kommandolinjen
policy-default = standard { $value }
policy-otherwise = ellers { $value }
policy-never = aldri
policy-empty-never = la stå tomt for aldri
policy-not-read = det som ble skrevet
policy-count_patient_controlled-true = teller også
policy-count_patient_controlled-false = teller ikke
policy-count_messages-true = teller
policy-count_messages-false = teller ikke
policy-settings = Innleggelser som teller
policy-save-heading = Lagre endringen
policy-reason = Hvorfor
policy-reason-hint = Hvem som har bestemt det, og hva det er godt for. Alle som spør, kan lese det. Skriv ingenting om pasienter.
policy-valid-from = Fra når
policy-valid-from-hint = La stå tomt for nå.
policy-preview = Forhåndsvis
policy-save = Lagre
policy-take-back = Følg det som gjelder over, igjen
policy-take-back-hint = Tar tilbake alt som er eget for denne enheten. Også det trenger en begrunnelse.
policy-wrong = Ingenting ble endret
policy-wrong-number = Skriv et helt tall fra { $least } til { $most }.
policy-wrong-number-never = Skriv et helt tall fra { $least } til { $most }, eller ingenting.
policy-wrong-percent = Skriv et tall fra { $least } til { $most }.
policy-wrong-share = Skriv et tall fra { $least } til { $most }, for eksempel 0,25.
policy-wrong-choice = Velg ett av de to.
policy-wrong-settings = Velg minst én.
policy-wrong-at-most = Skriv høyst det som er satt her: { $other }
policy-wrong-below = Skriv mindre enn det som er satt her: { $other }
policy-wrong-within = { $what } Det gjelder { $unit }, som har noen egne terskler.
policy-wrong-reason = Skriv hvorfor, med høyst 2 000 tegn.
policy-wrong-valid_from = Skriv et tidspunkt som ikke har vært, eller ingenting.
policy-wrong-changes = Alt er slik allerede. Endre noe først.
policy-wrong-unknown = Denne terskelen finnes ikke.
policy-outdated = Noen andre har endret terskler i mellomtiden
policy-outdated-more = Det du skrev, står nedenfor, ved siden av det som gjelder nå. Se over og lagre igjen.
policy-saved = Tersklene er endret
policy-saved-more = { $n ->
    [one] Varslene for én pasient
   *[other] Varslene for { $n } pasienter
} beregnes på nytt. Det tar litt tid.
policy-preview-title = Hva som ville endre seg
policy-preview-estimate = Bedømt ut fra { $sample } tilfeldig trukne pasienter av { $everyone } som endringen kan nå. Omtrent så mange varsler, med ytterpunktene for 95 %-intervallet:
policy-preview-all = Alle { $everyone } pasientene som endringen kan nå, er sett på.
policy-preview-nothing = Ingen varsler ville komme eller forsvinne nå.
policy-preview-few = Tall fra 1 til 4 vises som «<5», slik at ingen kan gjenkjennes.
policy-preview-rule = Regel
policy-preview-severity = Hvor snart
policy-preview-now = Nå
policy-preview-appear = Ville komme
policy-preview-disappear = Ville forsvinne
policy-preview-about = { $about } ({ $from }–{ $to })
policy-preview-exactly = Tell nøyaktig, for alle
policy-exact-running = Alle blir sett på
policy-exact-done = Hva som ville endre seg, talt nøyaktig
policy-exact-failed = Tellingen kunne ikke fullføres
policy-exact-broken_off = Tellingen ble avbrutt
policy-exact-again = Ingenting er endret. Gå tilbake og begynn på nytt.
policy-exact-of = { $n } av { $of } pasienter
policy-exact-lead = Denne siden oppdaterer seg selv. Du kan gå herfra og komme tilbake til denne adressen senere.
policy-exact-look = Se igjen
policy-exact-asked = Spurt { $time } av { $who }.
policy-changes = Endringen
policy-change = { $rule }: { $what } (før: { $before })
policy-back = Tilbake til tersklene
policy-history-lead = Alle endringer, de siste først: hvem, når, hvorfor og hva.
policy-history-none = Ingenting er endret ennå
policy-history-none-why = Standardene gjelder. Hver endring vil stå her med sin begrunnelse.
policy-history-set = Satt { $time } av { $who }
policy-history-holds = gjelder
policy-history-from = gjelder fra { $time }
policy-history-taken-back = Enheten følger igjen det som gjelder over.

## Reglene

policy-group-common = For flere regler
policy-group-extensive_hospitalisation = Mye tid på sykehus
policy-group-tipping_point = Den tredje innleggelsen
policy-group-high_clinician_turnover = Mange behandlingsansvarlige i ett opphold
policy-group-fragmented_care = Mange team og flyttinger
policy-group-abrupt_ending = En relasjon tok slutt uten avskjed
policy-group-lapsed_maintenance = Det er gått lenger enn avtalt
policy-group-no_follow_up_72h = Ingen kontakt de første dagene etter utskrivning
policy-group-no_follow_up_7d = Ingen kontakt den første uken etter utskrivning
policy-group-readmission_30d = Snart tilbake på sykehus
policy-group-no_crisis_plan = Ingen oppdatert kriseplan
policy-group-pca_not_considered = Ingen avgjørelse om brukerstyrt innleggelse
policy-group-no_named_contact = Ingen er fast kontakt
policy-group-no_coordinator = Ingen koordinerer hjelpen
policy-group-handover_unacknowledged = En overlevering ligger ulest
policy-group-rupture_unresolved = Et brudd som ikke er reparert
policy-group-alliance_drop = Samarbeidet vurderes lavere
policy-group-upcoming_loss = En viktig relasjon vil ta slutt
policy-group-coercion_without_debrief = Ingen samtale etter et tvangstiltak
policy-group-seclusion_many_staff = Mange ulike ansatte under én skjerming
policy-group-request_unanswered = Et ønske uten svar
policy-group-narrative_unread = Delte ord som ingen har lest
policy-group-single_thread = Én relasjon bærer alt
policy-group-planning = For planlegging

## Tersklene

policy-t-gap_hours = Opphold med høyst { $n } { $n ->
    [one] time
   *[other] timer
} mellom seg regnes som én innleggelse.
policy-t-counted_settings = Innleggelser som teller, er innleggelser i: { $n }
policy-t-count_patient_controlled = Brukerstyrte innleggelser { $n }.
policy-t-count_messages = Meldinger { $n } som kontakter.
policy-t-contact_days = Nylige kontakter er kontakter gjennom de siste { $n } { $n ->
    [one] dagen
   *[other] dagene
}.
policy-t-joint_before_days = Et fellesmøte hører til en avslutning fra { $n } { $n ->
    [one] dag
   *[other] dager
} før den.
policy-t-joint_after_days = Et fellesmøte hører til en avslutning til { $n } { $n ->
    [one] dag
   *[other] dager
} etter den.

policy-t-more_than_admissions = Varsler ved mer enn { $n } { $n ->
    [one] innleggelse
   *[other] innleggelser
} i løpet av 12 måneder.
policy-t-more_than_weeks = Varsler ved én innleggelse på mer enn { $n } { $n ->
    [one] uke
   *[other] uker
}.
policy-t-ext_recency_years = Varselet går over { $n } år etter disse oppholdene.

policy-t-ext_recency_years-never = Varselet går aldri over.
policy-t-tipping_at = Varsler ved innleggelse nummer { $n } av alle som er kjent.
policy-t-tipping_active_days = Varselet står i { $n } { $n ->
    [one] dag
   *[other] dager
} fra denne innleggelsen begynte.

policy-t-turnover_distinct = Trenger oppmerksomhet fra { $n } { $n ->
    [one] behandlingsansvarlig
   *[other] behandlingsansvarlige
} i ett opphold.
policy-t-turnover_info_distinct = Nevnes til orientering fra { $n } { $n ->
    [one] behandlingsansvarlig
   *[other] behandlingsansvarlige
}.
policy-t-turnover_window_days = De telles innenfor { $n } { $n ->
    [one] dag
   *[other] dager
}.
policy-t-cover_max_hours = Vikariat på inntil { $n } { $n ->
    [one] time
   *[other] timer
} regnes ikke med.
policy-t-turnover_settled_days = Varselet opphører når én har vært der i mer enn { $n } { $n ->
    [one] dag
   *[other] dager
}.
policy-t-turnover_tail_days = Etter utskrivning står varselet i { $n } { $n ->
    [one] dag
   *[other] dager
}.

policy-t-frag_teams = Varsler fra { $n } team.
policy-t-frag_moves = Varsler fra { $n } { $n ->
    [one] flytting
   *[other] flyttinger
} mellom behandlingssteder.
policy-t-frag_coc_below = Varsler ved en kontinuitetsindeks (COC) under { $n }.
policy-t-frag_min_contacts = Indeksen leses fra { $n } { $n ->
    [one] kontakt
   *[other] kontakter
}.
policy-t-frag_days = Alt dette innenfor de siste { $n } { $n ->
    [one] dagen
   *[other] dagene
}.
policy-t-frag_review_days = En relasjonssamtale gjelder som svar i { $n } { $n ->
    [one] dag
   *[other] dager
}.

policy-t-abrupt_min_days = En relasjon regnes som viktig når den varte i { $n } { $n ->
    [one] dag
   *[other] dager
}.
policy-t-abrupt_min_contacts = Det gjør den også når den omfattet { $n } { $n ->
    [one] møte
   *[other] møter
}.
policy-t-abrupt_lookback_days = Varselet står i { $n } { $n ->
    [one] dag
   *[other] dager
} etter slutten.
policy-t-abrupt_mutes_days = I { $n } { $n ->
    [one] dag
   *[other] dager
} står varselet også for at fast kontakt mangler.

policy-t-maint_grace_days = Varsler { $n } { $n ->
    [one] dag
   *[other] dager
} etter at avtalt tid er ute.

policy-t-fu_days_1 = Varsler når det er gått { $n } { $n ->
    [one] dag
   *[other] dager
} etter utskrivning uten kontakt.

policy-t-fu_days_2 = Varsler når det er gått { $n } { $n ->
    [one] dag
   *[other] dager
} etter utskrivning uten kontakt.
policy-t-fu_close_days = Varselet lukkes { $n } { $n ->
    [one] dag
   *[other] dager
} etter utskrivning.

policy-t-readmit_days = Varsler ved en uplanlagt innleggelse innen { $n } { $n ->
    [one] dag
   *[other] dager
} etter forrige utskrivning.

policy-t-crisis_lookback_years = Etter et døgnopphold skal det finnes en plan i { $n } år.
policy-t-crisis_review_days = En plan skal gås gjennom igjen etter { $n } { $n ->
    [one] dag
   *[other] dager
}.
policy-t-crisis_ask_again_months = En pasient som ikke ville ha noen, spørres igjen etter { $n } { $n ->
    [one] måned
   *[other] måneder
}.

policy-t-pca_lookback_years = En avgjørelse gjelder i { $n } år.

policy-t-named_gap_days = Varsler etter { $n } { $n ->
    [one] dag
   *[other] dager
} uten fast kontakt.
policy-t-named_gap_inpatient_days = Under innleggelse varsles det etter { $n } { $n ->
    [one] dag
   *[other] dager
}.

policy-t-coord_overlap_days = Varsler når to team har vært inne samtidig i { $n } { $n ->
    [one] dag
   *[other] dager
}.

policy-t-ack_hours-shift = Ved vaktskifte skal en overlevering bekreftes innen { $n } { $n ->
    [one] time
   *[other] timer
}.
policy-t-ack_hours-ward_transfer = Mellom poster innen { $n } { $n ->
    [one] time
   *[other] timer
}.
policy-t-ack_hours-discharge_to_community = Ved utskrivning innen { $n } { $n ->
    [one] time
   *[other] timer
}.
policy-t-ack_hours-professional_to_professional = Fra en fagperson til en annen innen { $n } { $n ->
    [one] time
   *[other] timer
}.
policy-t-ack_hours-temporary_cover = Ved vikariat innen { $n } { $n ->
    [one] time
   *[other] timer
}.

policy-t-rupture_days = Varsler når et brudd har stått åpent i { $n } { $n ->
    [one] dag
   *[other] dager
}.
policy-t-rupture_inpatient_days = Under innleggelse etter { $n } { $n ->
    [one] dag
   *[other] dager
}.

policy-t-alliance_drop_share = Varsler ved et fall på { $n } % av skalaen.

policy-t-loss_horizon_days = Ser { $n } { $n ->
    [one] dag
   *[other] dager
} fram.
policy-t-loss_attention_days = Trenger oppmerksomhet når det er { $n } { $n ->
    [one] dag
   *[other] dager
} igjen.
policy-t-loss_urgent_days = Haster når det er { $n } { $n ->
    [one] dag
   *[other] dager
} igjen, om pasienten har markert relasjonen.
policy-t-loss_share = Uten markering teller en relasjon når den står for { $n } % av kontaktene.

policy-t-debrief_days = En samtale skal tilbys innen { $n } { $n ->
    [one] dag
   *[other] dager
}.
policy-t-debrief_again_days = Etter et nei tilbys den én gang til { $n } { $n ->
    [one] dag
   *[other] dager
} senere.

policy-t-secl_min_days = Gjelder skjerming som har vart i minst { $n } { $n ->
    [one] dag
   *[other] dager
}.
policy-t-secl_min_visits = Andelen leses fra { $n } besøk.
policy-t-secl_top3_below = Varsler når de tre som kom oftest, sto for mindre enn { $n } % av besøkene.
policy-t-secl_recent_days = Varselet opphører når et lite team har stått for besøkene i { $n } { $n ->
    [one] dag
   *[other] dager
}.

policy-t-request_days = Varsler når et ønske har ventet i mer enn { $n } { $n ->
    [one] dag
   *[other] dager
}.

policy-t-narrative_hours = Varsler når et opphold har vart i mer enn { $n } { $n ->
    [one] time
   *[other] timer
} og delte ord er ulest.

policy-t-single_share = Varsler når én relasjon står for { $n } % av kontaktene.
policy-t-single_min_contacts = Andelen leses fra { $n } { $n ->
    [one] kontakt
   *[other] kontakter
}.

policy-t-caseload_limit = Ingen er fast kontakt for mer enn { $n } { $n ->
    [one] pasient
   *[other] pasienter
}, hvis ikke noe annet er avtalt.
