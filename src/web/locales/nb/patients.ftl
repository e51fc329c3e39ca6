# Pasientlisten, søket, en pasients side og listen over kontakter.

patient-and = og
patient-no-name = Uten registrert navn
patient-unnamed-professional = en fagperson uten registrert navn
patient-unnamed-unit = en enhet uten registrert navn
patient-not-recorded = ikke registrert
patient-nobody-recorded = ingen registrert
patient-no-contact-recorded = ingen kontakt registrert
patient-count = { $n ->
    [one] Én pasient.
   *[other] { $n } pasienter.
}
patient-count-more = Flere enn { $n } pasienter.
patient-pages = Sider i listen
patient-first-page = Første side
patient-next-page = Neste side

## Startsiden for roller som ikke åpner noen journal

welcome-title = Startside
welcome-hello = Hei, { $name }
welcome-service_manager = Du har ansvar for en tjeneste. Rapporter per enhet og periode kommer her; inntil da har denne rollen ingenting å åpne.
welcome-administrator = Du har ansvar for selve Red Thread: du importerer opplysninger fra andre systemer og ser hva som ble av dem.
welcome-privacy_officer = Du passer på hvem som har sett på hva: Åpne «Innsynslogger» for å finne pasienten som spør.
welcome-no-role = Denne kontoen har ingen rolle ennå. Be den som har ansvar for kontoene, om å gi den en.
welcome-closed = Pasientenes opplysninger er ikke åpne for denne kontoen. De er åpne for dem som deltar i behandlingen: koordinatorer og ansatte på post.

## Pasientlisten

caseload-title = Mine pasienter
caseload-whose = Pasienter
caseload-whose-all = Mine og de ved enhetene mine
caseload-whose-mine = De jeg har en relasjon til
caseload-whose-units = De ved enhetene mine
caseload-unit = Enhet
caseload-unit-any = Alle
caseload-needs = Varsler
caseload-needs-all = Med og uten
caseload-needs-any = Bare med varsel
caseload-show = Vis
caseload-order = De det haster mest for, står først.
caseload-patient = Pasient
caseload-flag = Det viktigste nå
caseload-year = Det siste året
caseload-next-contact = Neste avtalte kontakt
caseload-last-handover = Siste overlevering
caseload-more-flags = { $n ->
    [one] og én til
   *[other] og { $n } til
}
caseload-no-flag = Ingen varsler
caseload-next = { $time }, { $who }
caseload-no-next = Ingen avtalt
caseload-handover-accepted = { $date }, tatt imot av { $to }
caseload-handover-waiting = { $date }, til { $to }: ikke tatt imot
caseload-no-handover = Ingen registrert
caseload-empty = Ingen pasienter er åpne for deg nå.
caseload-empty-do = Her står pasientene du har en aktiv relasjon til, og de som har en åpen behandlingsperiode ved en av enhetene dine. Mangler noen, er relasjonen eller behandlingsperioden ikke registrert, eller avsluttet.
caseload-empty-narrowed = Ingen passer til det du valgte.
caseload-empty-later = Det er ingenting etter siden du kom fra: noen kan ha gått ut av listen i mellomtiden.
caseload-all = Vis alle
caseload-key = Årets stripe: skravert er innlagt, det brede båndet er tid hos team eller poliklinikk, streken under er en fast kontakt, og rødt er en relasjon pasienten har markert som viktig.
caseload-strip-admissions = { $n ->
    [0] Siste år: ingen innleggelse.
    [one] Siste år: én innleggelse, { $nights } døgn.
   *[other] Siste år: { $n } innleggelser, { $nights } døgn.
}
caseload-strip-teams = Hos { $teams }.
caseload-strip-people = Fast kontakt: { $people }.
caseload-strip-person = { $who }
caseload-strip-person-important = { $who }, viktig for pasienten
caseload-strip-person-ended = { $who } (avsluttet)
caseload-strip-person-ended-important = { $who }, viktig for pasienten (avsluttet)
caseload-strip-nobody = Ingen fast kontakt registrert.

## Søk

search-title = Finn en pasient
search-within = Det søkes bare blant pasienter som er åpne for deg: de du har en aktiv relasjon til, og de som har en åpen behandlingsperiode ved en av enhetene dine.
search-name = Navn
search-name-hint = Hele navn eller begynnelsen av dem, i valgfri rekkefølge. Skrivemåten av å, ø, æ og aksenter spiller ingen rolle.
search-identifier = Identifikator
search-identifier-hint = Hele, slik den står i journalen.
search-born = Fødselsdato
search-born-hint = For eksempel 31.1.1990 eller 1990-01-31.
search-bad-date = Dette er ingen dato. Skriv den som 31.1.1990 eller 1990-01-31.
search-nothing-typed = Skriv et navn, en identifikator eller en fødselsdato, og søk på nytt.
search-do = Finn
search-found = Funnet
search-nobody = Ingen som er åpne for deg, passer til alt du skrev.
search-nobody-do = Prøv færre bokstaver av navnet, eller bare ett felt. En pasient som ikke er i behandling ved enhetene dine, eller som relasjonen til deg er avsluttet for, finnes ikke her.

## Toppen av en pasients side

patient-age = { $n ->
    [0] Under ett år.
    [one] Ett år.
   *[other] { $n } år.
}
patient-with-team = Hos { $teams }.
patient-team-since = { $unit } siden { $date }
patient-more-teams = { $n ->
    [one] Og hos én til.
   *[other] Og hos { $n } til.
}
patient-died = Døde { $date }.
patient-home = Ikke innlagt.
patient-place-not-recorded = Ikke noe behandlingssted er registrert.
patient-not-with-us = Ikke hos noen enhet siden { $date }.
patient-admitted = Innlagt på { $ward } siden { $since }, { $n ->
    [one] ett døgn
   *[other] { $n } døgn
}.
patient-admitted-moved = Innlagt siden { $admitted }, { $n ->
    [one] ett døgn
   *[other] { $n } døgn
}; på { $ward } siden { $since }.
patient-born = Født { $date }.
patient-born-not-recorded = Fødselsdato ikke registrert.
patient-id = Id { $id }.
patient-empty = Ingenting er registrert om denne pasienten ennå.
patient-empty-do = Siden fylles når behandlingsperioder, kontakter, relasjoner eller overleveringer importeres for pasienten.

## Kort fortalt

patient-named-contact = Fast kontakt
patient-knows-best = Kjenner pasienten best
patient-knows-ended = { $name } (avsluttet)
patient-crisis-plan = Kriseplan
patient-plan-agreed = Avtalt { $date }
patient-decided = { $outcome }, { $date }
patient-secon = Samme person neste gang (SECON)
patient-index-of = { $value } over { $n } kontakter, siste år
patient-too-few = { $n ->
    [0] Ingen kontakt det siste året: ingenting å regne ut
    [one] Én kontakt det siste året, for få til å regne ut
   *[other] { $n } kontakter det siste året, for få til å regne ut
}
patient-teams = Team og flyttinger siste år
patient-teams-moves = { $teams ->
    [one] Ett team
   *[other] { $teams } team
}, { $moves ->
    [0] ingen flytting
    [one] én flytting
   *[other] { $moves } flyttinger
}

## Varsler på siden

patient-flags = Dette bør gjøres
patient-no-flags = Ingen varsler: etter reglene som gjelder, er det ingenting i journalen som må gjøres nå.
patient-all-flags = Vis alle { $n }
patient-flag-soon = Når: { $soon }
patient-flag-do = Hva som kan gjøres:
patient-flag-clears = Hva som avslutter det:
patient-flag-show = Vis på tidslinjen
patient-flag-shown = Vises på tidslinjen.
patient-flag-hide = Slutt å vise det
patient-flags-aside = { $n ->
    [one] Ett som hviler eller er gjort opp
   *[other] { $n } som hviler eller er gjort opp
}
patient-flag-gone = Det lenken gjaldt, stemmer ikke lenger, så det er ingenting av det å vise på tidslinjen.

## Relasjoner

ties-title = Relasjoner
ties-lasting = Nå
ties-ended = Avsluttet
ties-all-ended = Alle { $n } som er avsluttet
ties-none-lasting = Ingen relasjon er registrert som varende nå.
ties-who = Hvem
ties-role = Som hva
ties-since = Siden
ties-from-to = Fra og til
ties-contacts = Kontakter
ties-contacts-with = { $n ->
    [one] Én kontakt med { $who }: vis den
   *[other] { $n } kontakter med { $who }: vis dem
}
ties-last-met = Sist møtt
ties-how-ended = Hvordan den tok slutt
ties-at = { $kind }, { $unit }
ties-important = Viktig for pasienten
ties-mark-own = Pasienten har sagt det selv.
ties-mark-others = Merket av { $who }; pasienten har ikke sagt det selv her.
ties-mark-elsewhere = Merket et annet sted; pasienten har ikke sagt det selv her.
ties-cover = I stedet for en annen
ties-planned-end = Slutter { $date }
ties-interval = Avtalt: høyst { $days } dager mellom kontaktene
ties-deputy = Stedfortreder: { $name }
ties-next = Neste: { $time }
ties-never = aldri
ties-no-contact = ingen
ties-abrupt = Uten avskjed
ties-reason-missing = Grunn ikke registrert
ties-done = Gjort: { $what }.
ties-not-done = Ikke gjort: { $what }.
ties-not-recorded = Ikke registrert: { $what }.
ties-told = beskjed i tide
ties-goodbye = avskjed
ties-joint = fellesmøte
ties-successor = etterfølger kjent med navn

## Kontinuitet

numbers-title = Kontinuitet
numbers-window = Fra { $from } til { $to }. Kontakter utenfor sykehus, og terapi på post; én for hver fagperson og dag.
numbers-more = Flere tall
numbers-caution = Et høyt tall er ikke godt i seg selv, og alle synker tilfeldig når kontaktene blir flere. Sammenlign bare med pasientens egne tidligere år, og spør om noen kjenner dem.
numbers-undefined = kan ikke regnes ut
numbers-no-named-contact = ingen dag med fast kontakt
numbers-none-to-judge = ingen å vurdere
numbers-percent = { $n } %
numbers-length = { $n ->
    [one] én dag
   *[other] { $n } dager
}
numbers-contacts = { $n ->
    [one] over én kontakt
   *[other] over { $n } kontakter
}
numbers-days = { $n ->
    [one] av én dag i tjenesten
   *[other] av { $n } dager i tjenesten
}
numbers-discharges = { $n ->
    [one] av én utskrivning
   *[other] av { $n } utskrivninger
}
numbers-admissions = { $n ->
    [one] av én innleggelse
   *[other] av { $n } innleggelser
}
numbers-coc = Få ansikter (COC)
numbers-coc-meaning = Sjansen for at to tilfeldig valgte kontakter var med samme person.
numbers-secon = Samme person neste gang (SECON)
numbers-secon-meaning = Hvor ofte neste kontakt var med samme person som den før.
numbers-upc_named = Med den faste kontakten (UPC-named)
numbers-upc_named-meaning = Andelen kontakter som var med den som var fast kontakt den dagen.
numbers-upc = Med den pasienten møtte mest (UPC)
numbers-upc-meaning = Andelen kontakter som var med den personen pasienten møtte oftest.
numbers-k_index = Møtt igjen (K-indeks)
numbers-k_index-meaning = Andelen kontakter som kunne ha vært med en kjent person, og som var det.
numbers-mmci = Få ansikter for så mange kontakter (MMCI)
numbers-mmci-meaning = Hvor få personer pasienten møtte for antallet kontakter; 1 er én person.
numbers-providers = Ulike fagpersoner
numbers-providers-meaning = Hvor mange pasienten måtte bli kjent med.
numbers-longest_gap = Lengste tid uten kontakt
numbers-longest_gap-meaning = Dager som innlagt er holdt utenfor. Les det opp mot det som var avtalt.
numbers-coverage = Dager med fast kontakt
numbers-coverage-meaning = Andelen dager i tjenesten da noen var pasientens faste kontakt.
numbers-uncovered = Lengste tid uten fast kontakt
numbers-uncovered-meaning = Sammenhengende dager i tjenesten uten.
numbers-across_discharge = En kjent person etter utskrivning
numbers-across_discharge-meaning = Utskrivninger der pasienten innen 30 dager møtte noen de hadde møtt i oppholdet eller like før.
numbers-known_at_admission = En kjent person ved innleggelse
numbers-known_at_admission-meaning = Innleggelser der pasienten innen 72 timer møtte noen de kjente.
numbers-followed_up = Møtt innen en uke etter utskrivning
numbers-followed_up-meaning = Utskrivninger fulgt av en kontakt utenfor sykehuset innen sju dager.

## Innleggelser

admissions-title = Innleggelser
admissions-none = Ingen innleggelse er registrert.
admissions-all = Alle { $n } innleggelser
admissions-from = Fra
admissions-to = Til
admissions-lasts = varer
admissions-nights = Døgn
admissions-kind = Planlagt eller ikke
admissions-wards = Poster

## Kontakter

contacts-title = Kontakter
contacts-link = Alle kontakter
contacts-back = Tilbake til pasienten
contacts-all = Alle kontakter
contacts-with = Kontakter med { $who }
contacts-of-relationship = Kontakter med { $who } som { $kind }
contacts-in-month = { $which }, { $month }
contacts-count = { $n ->
    [one] Én kontakt, avtalte og uteblitte medregnet.
   *[other] { $n } kontakter, avtalte og uteblitte medregnet.
}
contacts-count-more = Flere enn { $n } kontakter.
contacts-show-all = Vis alle kontakter
contacts-none = Ingen kontakt er registrert her.
contacts-when = Når
contacts-status = Hva det ble til
contacts-how = Hvordan
contacts-where = Hvor
contacts-who = Med hvem
contacts-minutes = { $n ->
    [one] ett minutt
   *[other] { $n } minutter
}
