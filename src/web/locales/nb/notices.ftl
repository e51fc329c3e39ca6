# Det noen får vite med en gang, det som er endret siden de så etter, og hvem som kjenner en pasient.

notices-title = Nytt
notices-nav = { $n ->
    [0] Nytt
   *[other] Nytt ({ $n } uleste)
}
notices-nav-many = Nytt ({ $n }+ uleste)
notices-lead = Det som har skjedd med pasientene du har en relasjon til: innleggelser, flyttinger, utskrivninger, permisjoner som varer for lenge, og overleveringer ingen har tatt imot.
notices-count = { $n ->
    [one] Én nyhet, den nyeste først.
   *[other] { $n } nyheter, de nyeste først.
}
notices-count-more = Mer enn { $n } nyheter, de nyeste først.
notices-new = Ulest
notices-read = Lest
notices-read-all = Jeg har lest alle disse
notices-empty = Det er ikke noe nytt.
notices-empty-why = Her får du vite det når noe skjer med en pasient du har en relasjon til, og noen andre har registrert det.
notices-no-unit = en enhet som ikke er registrert
notices-admitted = innlagt på { $unit }
notices-transferred = flyttet fra { $from } til { $unit }
notices-discharged = utskrevet fra { $unit }
notices-leave_overstayed = på permisjon fra { $unit } i mer enn et døgn, og ingen har registrert at pasienten er tilbake
notices-handover_unaccepted = ingen har tatt imot overleveringen til { $unit } i tide

since-title = Siden du sist var her, { $time }
since-nothing = Ingen andre har registrert noe.
since-label = Siden du sist var her
since-quiet = Ikke noe nytt
since-never = Ikke åpnet ennå
since-came = Kom til { $unit } { $date }.
since-left = Forlot { $unit } { $date }.
since-new = Nytt: { $what }.
since-changed = Endret: { $what }.
since-thing-treatment_period = { $n ->
    [one] én behandlingsperiode
   *[other] { $n } behandlingsperioder
}
since-thing-contact = { $n ->
    [one] én kontakt
   *[other] { $n } kontakter
}
since-thing-relationship = { $n ->
    [one] én relasjon
   *[other] { $n } relasjoner
}
since-thing-handover = { $n ->
    [one] én overlevering
   *[other] { $n } overleveringer
}
since-thing-decision = { $n ->
    [one] ett tilbud med svar
   *[other] { $n } tilbud med svar
}
since-thing-relational_review = { $n ->
    [one] én samtale om relasjoner
   *[other] { $n } samtaler om relasjoner
}
since-thing-legal_period = { $n ->
    [one] det rettslige grunnlaget
   *[other] det rettslige grunnlaget, { $n } ganger
}
since-thing-measure = { $n ->
    [one] ett tvangstiltak
   *[other] { $n } tvangstiltak
}
since-thing-plan = { $n ->
    [one] én plan
   *[other] { $n } planer
}
since-thing-request = { $n ->
    [one] ett ønske
   *[other] { $n } ønsker
}

people-title = Hvem kjenner denne pasienten
people-link = Alle som kjenner pasienten, og hvem av dem som er i nærheten
people-lead = De som pasienten har merket som viktige, står først. Så følger de som har møtt pasienten oftest og senest de siste to årene.
people-unit = Sett fra
people-unit-none = Ingen bestemt enhet
people-near = { $n ->
    [0] Ingen av dem arbeider på { $unit } i dag.
    [one] Én av dem arbeider på { $unit } i dag.
   *[other] { $n } av dem arbeider på { $unit } i dag.
}
people-unmet = Oppnevnt for pasienten, og ikke møtt de siste to årene: { $who }.
people-nobody = Ingen er registrert med et møte med pasienten de siste to årene.
people-nobody-do = Den som møter pasienten, registrerer en kontakt og står deretter her.
people-differs-others = Det pasienten ser annerledes i andre relasjoner
people-back = Tilbake til pasientens side
people-important = Viktig for pasienten.
people-tie = Er { $kinds } for pasienten nå.
people-tie-ended = Hadde en relasjon til pasienten som er avsluttet.
people-met = { $n ->
    [one] Møttes 1 dag de siste to årene, { $date }.
   *[other] Møttes { $n } dager de siste to årene, sist { $date }.
}
people-not-met = Har ikke møtt pasienten de siste to årene.
people-here = Arbeider på { $unit }
people-here-shift = Arbeider på { $unit }, på vakt nå
people-elsewhere = Kan nås på { $unit }
people-elsewhere-shift = Kan nås på { $unit }, på vakt nå
people-nowhere = Ikke ansatt noe sted i dag, så langt det er registrert
people-admit = Hvem kjenner denne pasienten, sett fra { $unit }
people-admit-here = Et kjent ansikt på avdelingen betyr mye den første timen.
people-admit-nobody = Ingen som kjenner pasienten, er på jobb noe sted i dag, så langt det er registrert.
people-admit-others = Sett fra en annen enhet:
people-all = Alle som kjenner pasienten

letter-news-subject = Red Thread: noe er endret for en av pasientene dine
letter-news-lead = { $n ->
    [one] Noe er endret for en av pasientene dine. Logg inn for å se hva.
   *[other] { $n } ting er endret for pasientene dine. Logg inn for å se hva.
}
letter-news-why = Du har en relasjon til den det gjelder. Hvem det er, og hva som har skjedd, står bare i Red Thread, aldri i en e-post.
letter-digest-news = { $n ->
    [one] 1 nyhet om en pasient av dine
   *[other] { $n } nyheter om pasientene dine
}
account-mail-news = Når noe skjer med en av pasientene mine
