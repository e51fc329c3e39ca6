# Tidslinjen til en pasient: valg, bilde, tabell, og hva merkene sier.

timeline-heading = Tidslinje
timeline-picture-label = Tidslinjen som bilde. Alt i bildet står også i tabellen foran.

## Hva som vises

timeline-windows = Hvor lang tid
timeline-window-30d = 30 dager
timeline-window-1y = 1 år
timeline-window-5y = 5 år
timeline-window-all = Alt
timeline-axis = Hva aksen teller
timeline-dates = Datoer
timeline-days-since-discharge = Dager siden utskrivning
timeline-days-since-admission = Dager siden innleggelse
timeline-days-since-named_contact = Dager siden bytte av fast kontakt
timeline-or-since-discharge = siden utskrivning
timeline-or-since-admission = siden innleggelse
timeline-or-since-named_contact = siden bytte av fast kontakt
timeline-other-dates = Andre datoer
timeline-first-day = Første dag
timeline-last-day = Siste dag
timeline-date-form = 2026-03-02
timeline-show-dates = Vis disse datoene
timeline-error-order = Siste dag er tidligere enn første dag. Velg en siste dag som ikke er før den første. Så lenge vises det siste året.
timeline-error-first = Første dag er ikke en dato som kan leses. Skriv den som 2026-03-02. Så lenge vises det siste året.
timeline-error-last = Siste dag er ikke en dato som kan leses. Skriv den som 2026-03-02. Så lenge vises det siste året.
timeline-error-time = Her trengs en dag uten klokkeslett. Skriv den som 2026-03-02. Så lenge vises det siste året.
timeline-error-year = Årene går fra 0001 til 9999. Til datoene er endret, vises det siste året.
timeline-filter = Filtrer
timeline-filter-chosen = { $n ->
    [one] Filter: 1 valgt
   *[other] Filter: { $n } valgt
}
timeline-filter-by-lane = Vis bare
timeline-filter-by-setting = Bare på
timeline-filter-by-unit = Bare ved
timeline-filter-by-person = Bare med
timeline-filter-apply = Vis det som er valgt
timeline-filter-clear = Vis alt
timeline-before = { $n ->
    [one] 1 tidligere opplysning
   *[other] { $n } tidligere opplysninger
}
timeline-after = { $n ->
    [one] 1 senere opplysning
   *[other] { $n } senere opplysninger
}
timeline-filtered = { $n ->
    [one] 1 opplysning er filtrert bort
   *[other] { $n } opplysninger er filtrert bort
}
timeline-as-table = Som tabell
timeline-rows = { $n ->
    [one] 1 rad
   *[other] { $n } rader
}
timeline-csv = CSV
timeline-print = Skriv ut
timeline-to-picture = Til bildet
timeline-unpin = Lukk
timeline-open-list = Liste over kontakter

## Tabellen

timeline-when = Når
timeline-what = Hva
timeline-empty = Ingenting er registrert i dette tidsrommet.
timeline-is-evidence = Varselet bygger på dette.
timeline-flag-in-view = Markert i bildet:
timeline-lane-admissions = Innleggelser
timeline-lane-places = Hvor
timeline-lane-compulsion = Etter loven
timeline-lane-people = Hvem
timeline-lane-handovers = Overleveringer
timeline-lane-agreed = Avtalt
timeline-none-admissions = Ingen innleggelse i dette tidsrommet
timeline-none-places = Ikke noe opphold eller behandling
timeline-none-compulsion = Ingen status eller tiltak
timeline-none-people = Ingen relasjon eller kontakt
timeline-none-handovers = Ingen overlevering i dette tidsrommet
timeline-none-agreed = Ingenting avtalt eller tilbudt
timeline-decisions = Tilbud og samtaler
timeline-statuses = Formell status
timeline-measures = Tiltak

## Hva merkene sier

timeline-felt-forced = opplevde tvang
timeline-measure-people = { $n ->
    [one] én person hos pasienten
   *[other] { $n } forskjellige personer hos pasienten
}
timeline-measure-people-you = { $n ->
    [one] én person hos deg
   *[other] { $n } forskjellige personer hos deg
}
timeline-mark = { $who }: { $what }, { $when }
timeline-mark-alone = { $what }, { $when }
timeline-from-to = { $from } til { $to }
timeline-since = siden { $from }
timeline-day-month = { $day }. { $month }
timeline-today = i dag
timeline-tint = det varselet gjelder
timeline-nothing = ingenting registrert
timeline-years = { $n ->
    [one] 1 år
   *[other] { $n } år
}
timeline-admission = Innleggelse
timeline-admission-kind-unknown = hvordan den kom i stand, er ikke registrert
timeline-nights = { $n ->
    [one] 1 døgn
   *[other] { $n } døgn
}
timeline-leave = permisjon { $when }
timeline-treatment = i behandling
timeline-others = { $n ->
    [one] 1 annen fagperson
   *[other] { $n } andre fagpersoner
}
timeline-others-detail = møtt av og til
timeline-unrecorded = Ikke registrert hvem
timeline-important = viktig for pasienten
timeline-important-you = viktig for deg
timeline-cover = vikarierer
timeline-ends-on = slutter { $day }
timeline-ended-because = avsluttet: { $reason }
timeline-ended-reason-unknown = avsluttet, årsak ikke registrert
timeline-ending-unknown = hvordan den ble avsluttet, er ikke registrert
timeline-goodbye-yes = tok farvel
timeline-goodbye-no = ingen avskjed
timeline-joint-yes = fellesmøte holdt
timeline-joint-no = ikke noe fellesmøte
timeline-successor-yes = etterfølger kjent ved navn
timeline-successor-no = ingen etterfølger kjent ved navn
timeline-broke-off-alone = avsluttet, ingen avskjed, møtte ingen etterfølger
timeline-broke-off = avsluttet, ingen avskjed
timeline-broke-off-unrecorded = avsluttet, verken avskjed eller etterfølger registrert
timeline-broke-off-goodbye-unrecorded = avsluttet, avskjed ikke registrert
timeline-told-yes = fikk vite det i tide
timeline-told-no = fikk ikke vite det i tide
timeline-attended = { $n ->
    [one] 1 kontakt
   *[other] { $n } kontakter
}
timeline-planned = { $n ->
    [one] 1 planlagt
   *[other] { $n } planlagte
}
timeline-missed = { $n } uteblitt eller avlyst
timeline-indirect = { $n ->
    [one] 1 melding eller møte uten pasienten
   *[other] { $n } meldinger eller møter uten pasienten
}
timeline-indirect-you = { $n ->
    [one] 1 melding eller møte uten deg
   *[other] { $n } meldinger eller møter uten deg
}
timeline-shifts = { $n ->
    [one] 1 vakt som pasientens sykepleier
   *[other] { $n } vakter som pasientens sykepleier
}
timeline-shifts-you = { $n ->
    [one] 1 vakt som sykepleieren din
   *[other] { $n } vakter som sykepleieren din
}
timeline-passed = { $from } til { $to }
timeline-nobody = ingen navngitt
timeline-grade-unknown = hvordan det ble overlevert, er ikke registrert
timeline-accepted = tatt imot { $day }
timeline-not-accepted = ikke tatt imot ennå
timeline-review = samtale om hvem pasienten har tillit til
timeline-review-you = samtale om hvem du har tillit til

## Tegnforklaring

timeline-legend = Hva tegnene betyr
timeline-legend-hatched = innlagt
timeline-legend-plain = i behandling, ikke innlagt
timeline-legend-urgent = akutt
timeline-legend-other = bolig og annet
timeline-legend-status = formell status
timeline-legend-measure = tvangstiltak
timeline-legend-red = viktig for pasienten, frynset der den brast
timeline-legend-thick = behandlingsansvarlig
timeline-legend-ticks = kontakt
timeline-legend-dense = mange kontakter
timeline-legend-planned = planlagt
timeline-legend-missed = uteblitt eller avlyst
timeline-legend-half = melding, eller uten pasienten
timeline-legend-shift = på vakt
timeline-legend-warm = overlevert sammen eller muntlig
timeline-legend-written = overlevert skriftlig
timeline-legend-open = ikke tatt imot, eller ingen overlevering
timeline-legend-frayed = brast
timeline-legend-evidence = varselet bygger på dette

timeline-lane-voice = Pasientens stemme
timeline-none-voice = Ingenting fortalt i dette tidsrommet
timeline-told = Fortalt
timeline-quote = «{ $words }»
timeline-quote-of = { $quote }, { $what }
timeline-unread = { $what }: du har ikke åpnet det
timeline-legend-said = pasientens egne ord
timeline-legend-unread = fortalt, og ennå ikke åpnet av deg
