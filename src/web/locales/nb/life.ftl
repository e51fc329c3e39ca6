# Et flaggs liv: ens egne flagg, ett flagg med historien, hva som kan gjøres med det, og hva pasienten
# får vite.

life-title = Mine flagg
life-lead = Det som venter på deg personlig, eller på personalet ved en av enhetene dine i fellesskap.
life-count = { $n ->
    [one] Ett flagg.
   *[other] { $n } flagg.
}
life-count-more = Mer enn { $n } flagg.
life-order = De som har ventet lengst, kommer først.
life-keys = Taster: j og k går fra flagg til flagg. a tar det på seg, s lar det hvile, r gjør det opp, n sier at det ikke passer, e at det er gjort et annet sted, o åpner det igjen, u angrer.
life-group-urgent = I dag
life-group-attention = I løpet av dager
life-group-info = Godt å vite
life-filter-soon = Når
life-filter-state = Hva som er gjort
life-filter-rule = Om
life-filter-any = Alle
life-filter-waiting = Venter: åpne eller tatt hånd om
life-empty = Ingen flagg venter på deg.
life-empty-why = Det du eller andre har gjort opp, står på pasientenes sider, og kommer tilbake når noe endrer seg.
life-empty-narrowed = Ingen av flaggene dine er slik.
life-empty-later = Det er ikke flere flagg på denne siden.
life-all-mine = Alle mine flagg
life-owner = Ansvarlig:
life-owner-staff = personalet ved { $unit } i fellesskap
life-owner-nobody = ingen ennå: ingen enhet er registrert
life-more = Mer om det
life-one = Dette må gjøres
life-all-of-patient = Alle flagg om pasienten

## Hva som er gjort med det

life-raised = Funnet { $date }.
life-raised-late = Funnet { $date }: det som det bygger på, ble registrert sent.
life-cleared = Borte siden { $date }: det som det ba om, er registrert eller gjelder ikke lenger.
life-acknowledged = { $who } tok hånd om det { $date }.
life-snoozed = Hviler til { $until }. { $who }: { $reason }
life-resolved = Gjort opp { $date }. { $who }: { $words }
life-elsewhere = Gjort et annet sted { $on }, av { $whom }. Meldt av { $who }.
life-not-applicable = Passer ikke, siden { $date }. { $who }: { $reason }
life-by-itself = Red Thread selv
life-by-command-line = kommandolinjen
life-rule = Regelen i ord
life-rule-default = Ingen har endret disse tallene: de er standard.
life-rule-version = Disse tallene gjelder siden { $date }, fordi: { $reason }
life-history = Hva som har skjedd
life-event-acknowledged = { $time }: { $who } tok hånd om det.
life-event-snoozed = { $time }: { $who } lot det hvile til { $date }: { $words }
life-event-woken = { $time }: hvilen var over.
life-event-resolved = { $time }: { $who } gjorde det opp: { $words }
life-event-elsewhere = { $time }: { $who } meldte at det ble gjort et annet sted { $date }, av { $words }.
life-event-not-applicable = { $time }: { $who } sa at det ikke passer: { $words }
life-event-reopened = { $time }: { $who } åpnet det igjen.
life-event-changed = { $time }: åpent igjen, fordi det som det bygger på, var endret.
life-event-rose = { $time }: åpent igjen, fordi det hadde begynt å haste mer.
life-event-wrong = { $time }: pasienten sier at dette er feil. Skrevet ned av { $who }.
life-event-wrong-words = { $time }: pasienten sier at dette er feil: «{ $words }» Skrevet ned av { $who }.
life-event-matters = { $time }: pasienten sier at dette betyr noe. Skrevet ned av { $who }.
life-event-matters-words = { $time }: pasienten sier at dette betyr noe: «{ $words }» Skrevet ned av { $who }.

## Hva som kan gjøres

life-take-on = Jeg tar hånd om dette
life-reopen = Åpne det igjen
life-undo = Angre
life-snooze-do = La det hvile …
life-snooze-until = Til
life-snooze-reason = Hvorfor
life-snooze-what = Det kommer tilbake den dagen, senest om 30 dager, og før hvis noe endrer seg.
life-snooze-button = La det hvile
life-resolve-do = Gjort opp …
life-resolve-by-what = Hva som ble gjort
life-resolve-what = Det forsvinner fra listene, og kommer tilbake hvis noe endrer seg.
life-resolve-button = Merk som gjort opp
life-not-applicable-do = Passer ikke …
life-not-applicable-reason = Hvorfor ikke
life-not-applicable-what = Det forsvinner fra listene. Regler som ofte ikke passer, blir foreslått endret.
life-not-applicable-button = Si at det ikke passer
life-done-elsewhere-do = Gjort et annet sted …
life-done-elsewhere-by = Av hvem
life-done-elsewhere-on = Når
life-done-elsewhere-what = For kontakter som ikke registreres her, som kommunens. Ingen blir spurt om denne utskrivningen igjen.
life-done-elsewhere-button = Det er gjort et annet sted
life-done-acknowledge = Du har tatt hånd om det.
life-done-snooze = Det hviler nå.
life-done-resolve = Det er gjort opp.
life-done-not-applicable = Det er merket som noe som ikke passer.
life-done-done-elsewhere = Det er gjort opp: det ble gjort et annet sted.
life-done-reopen = Det er åpent igjen.
life-wrong = Ingenting ble endret
life-wrong-more = Noe av det som ble skrevet, kan ikke brukes. Det er merket nedenfor, og det du skrev, er tatt vare på.
life-wrong-words = noen få ord, høyst { $n } bokstaver
life-wrong-few-words = høyst { $n } bokstaver
life-wrong-until = en dag etter i dag, høyst { $n } dager fra nå
life-wrong-choice = en av mulighetene som er oppgitt
life-wrong-known = noen eller noe som finnes her
life-wrong-time = en dag og et klokkeslett som kan stemme
life-wrong-on = en dag til og med i dag
life-wrong-on-discharge = en dag fra utskrivningen { $date } til og med i dag
life-outdated = Noen andre kom først
life-outdated-more = Flagget er endret siden du så på det. Hva som har skjedd, står nedenfor. Det du skrev, er tatt vare på: send det igjen hvis det fortsatt stemmer.
life-not-possible = Det går ikke nå
life-not-possible-more = Flagget er gjort opp eller over. Hva som har skjedd, står nedenfor.

## Til pasienten

life-patient-link = Til pasienten: les sammen eller skriv ut
life-patient-title = Hva vi ser om hjelpen din
life-patient-lead = Dette er ting som vi som tjeneste ikke har gjort, eller ikke har skrevet ned. De sier ingenting om deg som person. Si fra hvis noe er feil, eller hvis det betyr noe for deg.
life-patient-none = Det står ingenting her nå.
life-patient-taken-on = Noen tar hånd om dette.
life-patient-rests = Vi kommer tilbake til dette.
life-patient-words = Med dine egne ord (kan stå tomt)
life-patient-wrong = Dette er feil
life-patient-matters = Dette betyr noe for meg
life-patient-paper = Det jeg vil si om det:
life-patient-said-wrong = Du sa { $date }: dette er feil.
life-patient-said-wrong-words = Du sa { $date }: dette er feil. «{ $words }»
life-patient-said-matters = Du sa { $date }: dette betyr noe for meg.
life-patient-said-matters-words = Du sa { $date }: dette betyr noe for meg. «{ $words }»
life-patient-staff = Personalet skriver ned det pasienten sier, for pasienten. Noen flagg fortelles bare i en form som er avtalt med pasienten, og står ikke her.
life-said = Det er skrevet ned.

## Hva det ble av flaggene, for dem som har ansvar for en tjeneste

life-noise-title = Hva det ble av flaggene
life-noise-proposed = Verdt å se på igjen
life-noise-proposed-why = Om mer enn halvparten av disse flaggene i perioden, og minst ti, ble det sagt at de ikke passer. Kanskje tersklene bør være andre her.
life-noise-rule = Om
life-noise-not-told = –
