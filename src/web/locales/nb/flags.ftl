# Hva hver regel sier til mennesker: hva tjenesten ikke har gjort (title), hva det bygger på
# (evidence), og hva som kan gjøres. Aldri en kode, og aldri noe om hva pasienten er.

flag-extensive_hospitalisation-title = Mye tid på sykehus: ingen har ennå spurt hva som bør være likt neste gang
flag-extensive_hospitalisation-count = { $n } innleggelser innen ett år, den siste { $last }.
flag-extensive_hospitalisation-nights = Én innleggelse varte i { $n } døgn.
flag-extensive_hospitalisation-do = Tilby en relasjonssamtale: hvem stoler pasienten på, og hva bør være likt neste gang?

flag-tipping_point-title = Tredje innleggelse, og ennå ingen samtale om samarbeidet
flag-tipping_point-evidence = Den tredje innleggelsen begynte { $date }. Ingen relasjonssamtale er registrert siden.
flag-tipping_point-do = Ta en halvtime før utskrivning til å snakke om samarbeidet, og bli enige om en fast kontakt som blir med over utskrivningen.

flag-high_clinician_turnover-title = Mange behandlingsansvarlige i ett opphold
flag-high_clinician_turnover-evidence = { $n } ulike behandlingsansvarlige i løpet av { $days } dager. I dette oppholdet: { $who }.
flag-high_clinician_turnover-do = Utpek én behandlingsansvarlig for resten av oppholdet, og fortell pasienten hvorfor det ble bytter.

flag-fragmented_care-title = Mange team og flyttinger på ett år, og ingen har samlet trådene
flag-fragmented_care-evidence = { $teams ->
    [one] Ett team
   *[other] { $teams } team
} og { $moves ->
    [one] én flytting
   *[other] { $moves } flyttinger
} mellom behandlingssteder de siste 365 dagene. Ingen relasjonssamtale er registrert i den tiden.
flag-fragmented_care-coc = Sjansen for at to kontakter var med samme person, er { $share } % over { $n } kontakter.
flag-fragmented_care-do = Kall inn til nettverksmøte, lag én plan og oppnevn en koordinator.

flag-abrupt_ending-title = En relasjon tok slutt uten avskjed
flag-abrupt_ending-evidence = Relasjonen til { $who } tok slutt { $date } ({ $reason }).
flag-abrupt_ending-missing = Ikke registrert: { $missing }.
flag-abrupt_ending-important = Pasienten har markert denne relasjonen som viktig.
flag-abrupt_ending-told_in_time = beskjed minst 14 dager før
flag-abrupt_ending-goodbye = en avskjed
flag-abrupt_ending-joint_meeting = et fellesmøte med etterfølgeren
flag-abrupt_ending-successor_with_overlap = en etterfølger som begynte før slutten
flag-abrupt_ending-do = Planlegg en avskjedssamtale, også i etterkant, eller la etterfølgeren ringe om pasienten ønsker det.

flag-lapsed_maintenance-title = Det er gått lenger enn avtalt siden sist, og ingen ny kontakt er avtalt
flag-lapsed_maintenance-evidence = { $days ->
    [one] { $who } møtte pasienten sist { $date }, for én dag siden.
   *[other] { $who } møtte pasienten sist { $date }, for { $days } dager siden.
} { $interval ->
    [one] Avtalt er høyst én dag mellom kontaktene.
   *[other] Avtalt er høyst { $interval } dager mellom kontaktene.
}
flag-lapsed_maintenance-never = { $days ->
    [one] Ingen kontakt med { $who } er registrert på den første dagen av relasjonen.
   *[other] Ingen kontakt med { $who } er registrert i de { $days } dagene relasjonen har vart.
} { $interval ->
    [one] Avtalt er høyst én dag mellom kontaktene.
   *[other] Avtalt er høyst { $interval } dager mellom kontaktene.
}
flag-lapsed_maintenance-do = Avtal en kontakt, og spør om intervallet fortsatt passer.

flag-no_follow_up_72h-title = Utskrevet, og ingen kontakt registrert innen tre døgn
flag-no_follow_up_72h-evidence = Utskrevet { $date }, for { $days } dager siden. Ingen kontakt utenfor sykehuset er registrert her siden.
flag-no_follow_up_72h-do = Ring i dag, helst en pasienten kjenner.

flag-no_follow_up_7d-title = Utskrevet, og ingen kontakt registrert innen en uke
flag-no_follow_up_7d-evidence = Utskrevet { $date }, for { $days } dager siden. Ingen kontakt utenfor sykehuset er registrert her siden.
flag-no_follow_up_7d-do = Ring i dag, helst en pasienten kjenner. Har noen andre møtt pasienten, så registrer hvem og når.

flag-no_follow_up-attempts = { $n ->
    [one] Ett forsøk er registrert: en avtale ble avlyst, eller pasienten kom ikke.
   *[other] { $n } forsøk er registrert: avtaler ble avlyst, eller pasienten kom ikke.
}

flag-readmission_30d-title = Tilbake på sykehus innen 30 dager, og ingen har spurt hva som manglet
flag-readmission_30d-evidence = { $days ->
    [one] Utskrevet { $discharged } og innlagt igjen { $admitted }, dagen etter.
   *[other] Utskrevet { $discharged } og innlagt igjen { $admitted }, { $days } dager senere.
} Ingen relasjonssamtale er registrert siden.
flag-readmission_30d-do = Spør pasienten hva som manglet mellom de to oppholdene.

flag-no_named_contact-title = Ingen er pasientens faste kontakt
flag-no_named_contact-evidence = { $days ->
    [one] Uten fast kontakt siden { $date }, én dag.
   *[other] Uten fast kontakt siden { $date }, { $days } dager.
}
flag-no_named_contact-last = Den siste var { $who }.
flag-no_named_contact-never = Ingen tidligere er registrert.
flag-no_named_contact-do = Utpek en i dag, og fortell pasienten navnet.

flag-handover_unacknowledged-title = En overlevering ligger ulest
flag-handover_unacknowledged-evidence = Tilbudt av { $from } til { $to } { $time }: { $kind }. Ingen har tatt imot den.
flag-handover_unacknowledged-hours = { $n ->
    [one] Avtalt frist er én time.
   *[other] Avtalt frist er { $n } timer.
}
flag-handover_unacknowledged-days = { $n ->
    [one] Avtalt frist er ett døgn.
   *[other] Avtalt frist er { $n } døgn.
}
flag-handover_unacknowledged-do = Mottakeren leser den og bekrefter med egne ord.

flag-upcoming_loss-title = En relasjon som betyr noe, tar slutt, og ikke noe fellesmøte med en etterfølger er registrert
flag-upcoming_loss-evidence = { $days ->
    [0] Relasjonen til { $who } tar slutt i dag.
    [one] Relasjonen til { $who } tar slutt { $date }, i morgen.
   *[other] Relasjonen til { $who } tar slutt { $date }, om { $days } dager.
} { $others ->
    [0] Ingen annen relasjon varer.
    [one] Én annen relasjon varer.
   *[other] { $others } andre relasjoner varer.
}
flag-upcoming_loss-do = Fortell det til pasienten, planlegg møter der pasienten og etterfølgeren er sammen, og la pasienten være med på å skrive til den neste.

flag-single_thread-title = Én relasjon bærer alt, uten stedfortreder
flag-single_thread-evidence = { $who } hadde { $share } % av de { $n } kontaktene de siste 365 dagene. Ingen stedfortreder er utpekt.
flag-single_thread-do = Utpek en stedfortreder, og la en relasjon til vokse fram i ro.

flag-nobody = ingen navngitt
flag-some-unit = en enhet
flag-reason-missing = grunn ikke registrert
