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

flag-no_crisis_plan-title = Etter et opphold på sykehus er ingen kriseplan oppdatert
flag-no_crisis_plan-evidence = Kriseplanen ble sist gjennomgått { $date }.
flag-no_crisis_plan-ended = Den har ikke vært gyldig siden { $ended }.
flag-no_crisis_plan-none = Ingen kriseplan er registrert her.
flag-no_crisis_plan-do = Lag planen, eller gå gjennom den, sammen med pasienten, som beholder en kopi.

flag-pca_not_considered-title = Mye tid på sykehus, og ennå ikke tatt stilling til brukerstyrt innleggelse
flag-pca_not_considered-evidence = Det ble sist tatt stilling til en avtale { $date }.
flag-pca_not_considered-none = Det er ikke registrert at noen har tatt stilling til en avtale.
flag-pca_not_considered-do = Snakk med pasienten om en avtale. Er svaret nei, så gi en skriftlig begrunnelse.

flag-no_coordinator-title = Ingen koordinerer hjelpen
flag-no_coordinator-teams = { $n } team på én gang siden { $date }: { $teams }.
flag-no_coordinator-hospital = Det har vært mye tid på sykehus.
flag-no_coordinator-evidence = Verken koordinator eller svar fra pasienten er registrert.
flag-no_coordinator-do = Oppnevn en koordinator, og spør om pasienten ønsker en individuell plan.

flag-rupture_unresolved-title = Et brudd i et samarbeid er ikke reparert
flag-rupture_unresolved-evidence = { $days ->
    [one] Merket { $date }, i går, med { $who }: { $kind }.
   *[other] Merket { $date }, for { $days } dager siden, med { $who }: { $kind }.
}
flag-rupture_unresolved-next = Neste kontakt er { $time }.
flag-rupture_unresolved-unbooked = Ingen kontakt er avtalt.
flag-rupture_unresolved-do = Snakk om det som skjedde, og ta ansvar for din del. Ta det med til veiledning, og tilby at en tredje er med i rommet.

flag-alliance_drop-title = Samarbeidet vurderes lavere enn før, og ingen har snakket om det
flag-alliance_drop-evidence = Samarbeidet med { $who } fikk { $last } poeng { $date } ({ $instrument }).
flag-alliance_drop-before = Den midterste av de tre poengsummene før var { $before }.
flag-alliance_drop-cut = Instrumentet ber om en samtale når summen er under { $cut }.
flag-alliance_drop-scores = De siste poengsummene, den eldste først: { $scores }.
flag-alliance_drop-do = Spør hva det handler om, takk for ærligheten, og gjør noe annerledes.

flag-coercion_without_debrief-title = Et tvangstiltak er avsluttet, og ingen samtale om det er tilbudt
flag-coercion_without_debrief-evidence = Det tok slutt { $time } ({ $kind }). Vedtatt av { $who }.
flag-coercion_without_debrief-none = Ikke noe tilbud om samtale er registrert.
flag-coercion_without_debrief-declined = Pasienten takket nei { $date }: tilbudet skal gis én gang til.
flag-coercion_without_debrief-do = Tilby en samtale med en pasienten stoler på, ikke bare med den som fattet vedtaket. Også de som så på, kan trenge en samtale.

flag-seclusion_many_staff-title = Mange ulike ansatte under én skjerming
flag-seclusion_many_staff-evidence = { $n } ulike ansatte på { $visits } besøk siden { $from }. De tre som kom oftest, sto for { $share } % av dem.
flag-seclusion_many_staff-ended = Den tok slutt { $date }.
flag-seclusion_many_staff-do = Sett sammen en liten gruppe på fire til seks, og presenter hver ny person ved navn.

flag-request_unanswered-title = Noe pasienten har bedt om, er ikke besvart
flag-request_unanswered-evidence = { $days ->
    [one] Spurte { $date }, i går: «{ $request }».
   *[other] Spurte { $date }, for { $days } dager siden: «{ $request }».
}
flag-request_unanswered-received = Mottatt av { $who }.
flag-request_unanswered-do = Svar skriftlig, med en begrunnelse.

flag-narrative_unread-title = Det pasienten har delt med neste fagperson, er ikke lest
flag-narrative_unread-evidence = { $n ->
    [one] Én tekst har ventet siden { $date }.
   *[other] { $n } tekster har ventet siden { $date }.
}
flag-narrative_unread-opened = { $n ->
    [one] Én er åpnet, men det er ikke registrert at pasienten har fått vite det.
   *[other] { $n } er åpnet, men det er ikke registrert at pasienten har fått vite det.
}
flag-narrative_unread-do = Les det, og fortell pasienten at du har gjort det.

flag-known_face_available-title = En pasienten kjenner, kan spørres om å komme
flag-known_face_available-ward = En pasienten har markert som viktig, arbeider på denne posten.
flag-known_face_available-in_reach = En pasienten har markert som viktig, er det mulig å få tak i.
flag-known_face_available-who = Det er { $who }, { $kind }.
flag-known_face_available-unnamed = Navnet fortelles ikke her, for pasienten har ennå ikke sagt ja til kontakt med en kjent person.
flag-known_face_available-evidence = Ingen kontakt med vedkommende er registrert siden innleggelsen { $date }.
flag-known_face_available-do = Spør pasienten om det er ønske om kontakt med en kjent person.

flag-possible-now = Mulig nå
flag-nobody = ingen navngitt
flag-some-unit = en enhet
flag-reason-missing = grunn ikke registrert

# Hva som avslutter hvert av dem, med tallene i regelverket.

flag-extensive_hospitalisation-clears = { $years ->
    [0] Ingenting avslutter det.
    [one] Det går over av seg selv, ett år etter disse oppholdene.
   *[other] Det går over av seg selv, { $years } år etter disse oppholdene.
}
flag-tipping_point-clears = En relasjonssamtale, eller { $days } dager etter at innleggelsen begynte.
flag-high_clinician_turnover-clears = Én behandlingsansvarlig som blir i mer enn { $days } dager, eller { $tail } dager etter utskrivningen.
flag-fragmented_care-clears = En relasjonssamtale, som er svar nok i { $days } dager, eller færre team og flyttinger.
flag-abrupt_ending-clears = En avskjed eller et fellesmøte, eller { $days } dager etter slutten.
flag-lapsed_maintenance-clears = En kontakt, en ny avtale eller et annet avtalt intervall.
flag-no_follow_up_72h-clears = En kontakt utenfor sykehuset, en ny innleggelse eller pasientens nei til oppfølging.
flag-no_follow_up_7d-clears = En kontakt utenfor sykehuset, en ny innleggelse eller pasientens nei til oppfølging. Det lukkes { $days } dager etter utskrivningen.
flag-readmission_30d-clears = En relasjonssamtale, eller { $days } dager etter utskrivningen.
flag-no_crisis_plan-clears = { $months ->
    [one] En plan som lages eller gjennomgås, eller pasientens nei, som gjelder i én måned.
   *[other] En plan som lages eller gjennomgås, eller pasientens nei, som gjelder i { $months } måneder.
}
flag-pca_not_considered-clears = Et svar, uansett hvilket: avtale, nei fra pasienten, eller ikke tilbudt og hvorfor.
flag-no_named_contact-clears = En fast kontakt.
flag-no_coordinator-clears = En koordinator, eller pasientens nei til å ha en.
flag-handover_unacknowledged-clears = Svar fra mottakeren, eller avsenderen trekker den tilbake.
flag-rupture_unresolved-clears = Reparert, enige om å være uenige, avsluttet av pasienten, eller pasienten ønsker ikke å gå videre med det.
flag-alliance_drop-clears = En ny poengsum på nivå med de tidligere, eller en samtale registrert som relasjonssamtale.
flag-upcoming_loss-clears = Et møte der alle tre er sammen, også etterfølgeren, eller en annen dato.
flag-coercion_without_debrief-clears = Tilbudet om en samtale, også når pasienten takker nei. Etter et nei gis det én gang til, { $days } dager senere.
flag-seclusion_many_staff-clears = I løpet av { $days } dager står tre personer for minst { $share } % av besøkene, eller skjermingen er slutt og en samtale om den er tilbudt.
flag-request_unanswered-clears = Et svar: ja, delvis eller nei.
flag-narrative_unread-clears = Behandlingsansvarlig eller kontaktpersonen har åpnet det og sagt det til pasienten.
flag-known_face_available-clears = Kontakt med vedkommende, eller pasientens svar, uansett hvilket.
flag-single_thread-clears = En stedfortreder, eller en relasjon til som er med og bærer.

# Det samme, fortalt til pasienten. Det som er mellom pasienten og én fagperson alene, fortelles ikke
# på denne måten.

flag-extensive_hospitalisation-patient = Du har vært mye på sykehus. Noen bør spørre deg hvem du stoler på, og hva som bør være likt om det skjer igjen. Vi kan ikke se at noen har spurt.
flag-tipping_point-patient = Du har vært på sykehus for tredje gang. Du bør få tilbud om en samtale om hvordan du og vi samarbeider. Vi kan ikke se at den har vært.
flag-high_clinician_turnover-patient = Du har hatt mange behandlingsansvarlige leger eller psykologer i løpet av ett opphold. Du bør få vite hvorfor, og hvem som skal følge deg nå.
flag-fragmented_care-patient = Mange team har hjulpet deg i år. Vi kan ikke se at noen har satt seg ned sammen med deg for å samle alt i én plan.
flag-abrupt_ending-patient = Kontakten din med { $who } tok slutt { $date }. Det skulle vært en avskjed, og et møte sammen med den neste. Vi kan ikke se at det har skjedd.
flag-lapsed_maintenance-patient = Du og { $who } ble enige om hvor ofte dere skulle møtes. Det er gått lenger enn det, og vi kan ikke se noen ny avtale.
flag-no_follow_up_72h-patient = Du ble lovet en telefon innen tre dager. Vi kan ikke se at noen har ringt.
flag-no_follow_up_7d-patient = Du ble lovet kontakt innen en uke etter at du kom hjem fra sykehuset. Vi kan ikke se at det har skjedd.
flag-readmission_30d-patient = Du kom tilbake til sykehuset kort tid etter at du hadde reist hjem. Noen bør spørre deg hva som manglet i mellomtiden. Vi kan ikke se at noen har spurt.
flag-no_crisis_plan-patient = Du har vært på sykehus, og vi kan ikke se en kriseplan som er gjennomgått med deg i det siste. Du kan be om en, og du kan si nei til den.
flag-pca_not_considered-patient = Noen har en avtale om at de selv kan bestemme at de vil legges inn noen dager. Vi kan ikke se at noen har snakket med deg om det.
flag-no_named_contact-patient = Du skal ha én person her som er din faste kontakt. Vi kan ikke se at noen er utpekt.
flag-no_coordinator-patient = Du kan få en koordinator: én person som sørger for at de som hjelper deg, samarbeider. Vi kan ikke se at du har en, eller at noen har spurt deg.
flag-handover_unacknowledged-patient = En som har hjulpet deg, har skrevet til dem som skal hjelpe deg nå, så du slipper å fortelle alt på nytt. Vi kan ikke se at det er lest.
flag-upcoming_loss-patient = Kontakten din med { $who } tar slutt { $date }. Før det bør dere møte den neste sammen. Vi kan ikke se at det har skjedd.
flag-coercion_without_debrief-patient = { $again ->
    [yes] Det ble brukt et tiltak som du ikke hadde sagt ja til. Det tok slutt { $date }. Du takket nei til en samtale om det den gangen. Du skal bli spurt én gang til, og du kan velge en du stoler på.
   *[no] Det ble brukt et tiltak som du ikke hadde sagt ja til. Det tok slutt { $date }. Du har rett til en samtale om hvordan det var for deg, med en du stoler på. Vi kan ikke se at du har fått tilbud om det.
}
flag-seclusion_many_staff-patient = Mange ulike mennesker kom til deg mens du var skjermet. Det skulle vært noen få som du kunne bli kjent med.
flag-request_unanswered-patient = Du ba om dette { $date }: «{ $request }». Vi kan ikke se at du har fått svar.
flag-narrative_unread-patient = Du har delt ord med dem som skal hjelpe deg videre. Vi kan ikke se at de har lest dem og sagt det til deg.
flag-known_face_available-patient = En du har markert som viktig, kan spørres om å komme til deg. Du bestemmer om du vil det.
