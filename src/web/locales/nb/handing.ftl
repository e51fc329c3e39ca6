# Overleveringer: å skrive en, å lese og svare på en, og de som venter.

handing-title = Overleveringer
handing-nav = { $n ->
    [0] Overleveringer
   *[other] Overleveringer ({ $n })
}
handing-nav-many = Overleveringer ({ $n }+)
handing-lead = Det som er overlevert til deg, personlig eller sammen med de andre på enheten, og det du har overlevert.
handing-tab-mine = Til meg
handing-tab-pool = Til enheten min
handing-tab-sent = Sendt av meg
handing-count = { $n ->
    [one] Én overlevering.
   *[other] { $n } overleveringer.
}
handing-count-more = Over { $n } overleveringer.
handing-order = De som har ventet lengst, står først.
handing-empty = Ingen overlevering venter her
handing-empty-why = De som er tatt imot, finner du på pasientenes sider og i tidslinjene.
handing-drafts = Påbegynt og ikke tilbudt ennå
handing-choose = Velg overleveringen av { $name }
handing-accept-together = Ta imot de valgte samlet
handing-accept-together-more = Bare rolige kan tas imot samlet. For de andre trengs dine egne ord.
handing-accepted-together = { $n ->
    [0] Ingen overlevering er tatt imot
    [one] Én overlevering er tatt imot
   *[other] { $n } overleveringer er tatt imot
}
handing-refused-together = { $n ->
    [one] Én kunne ikke tas imot: noen andre var først, eller den er endret. Åpne den for å se.
   *[other] { $n } kunne ikke tas imot: noen andre var først, eller de er endret. Åpne dem for å se.
}
handing-between = fra { $from } til { $to }
handing-staff = de ansatte ved { $unit }
handing-nobody = ingen ennå
handing-all = Alle overleveringer
handing-print = Ark til utskrift
handing-back = Tilbake til overleveringen
handing-new = Overlever
handing-begin = Et utkast begynner med det som er registrert siden forrige overlevering. Det er bare ditt til du tilbyr det.

## Å skrive

handing-of = Overlever { $name }
handing-saved = Utkast, lagret { $time }
handing-saving = Lagrer …
handing-unsaved = Ikke lagret ennå. Trykk «Lagre utkast», så blir det du har skrevet, med.
handing-way = → tilbudt → tatt imot av mottakeren
handing-revision = Denne overleveringen er tilbudt før. Når du tilbyr den igjen, trer den i stedet for den gamle, som blir tatt vare på.
handing-discarded = Dette utkastet er lagt bort. Ingenting i det er tapt.
handing-restore = Ta det fram igjen
handing-severity = Hvordan er det nå
handing-severity-more = rolig, følg med eller akutt
handing-severity-reason = Hvorfor
handing-severity-unsaid = Ikke sagt hvordan det er
handing-summary = Siden sist
handing-summary-more = et utkast fra det som er registrert, endre fritt
handing-actions = Gjør dette nå
handing-actions-more = hva, hvem, innen når
handing-what = Hva
handing-who = Hvem
handing-by-when = Innen når
handing-contingency = Hvis, så
handing-contingency-more = fra kriseplanen
handing-promises = Lovet og ikke holdt ennå
handing-supplement = Det pasienten vil at du skal vite, hva som bygger tillit, hvordan vi tok farvel
handing-more-parts = Hva som skal gjøres, hvis og så, løfter, hvem pasienten stoler på
handing-know-me = Det pasienten vil at du skal vite
handing-builds-trust = Det som bygger tillit
handing-breaks-trust = Det som bryter tillit
handing-trusts = Hvem pasienten stoler på
handing-trusts-more = de som pasienten har merket som viktige
handing-goodbye = Hvordan vi tok farvel
handing-to = Tilby til
handing-units = De ansatte ved en enhet samlet
handing-people = En person
handing-how = Hva slags overlevering, og hvordan
handing-type = Hva som overleveres
handing-return-on = Tilbake den, hvis det er et vikariat
handing-grade = Hvordan
handing-joint = Felles kontakt, hvis det skjer sammen med pasienten
handing-no-joint = Ingen felles kontakt er registrert rundt i dag
handing-unsaid = Ikke sagt
handing-offer-to = Tilby til { $to }
handing-pool = Legg den hos enheten
handing-save = Lagre utkast
handing-discard = Legg bort
handing-keys = Ctrl Enter tilbyr. Ingenting går tapt om du må gå fra den.
handing-beside = Til hjelp
handing-voice = Med pasientens egne ord
handing-since = Siden forrige overlevering
handing-since-none = Ingenting er registrert siden.
handing-last = Forrige overlevering
handing-last-none = Ingen er registrert.
handing-hint-example = For eksempel: «{ $instead }»
handing-hint-use = Bruk
handing-hint-keep = Behold min
handing-stale = Dette utkastet er endret i et annet vindu
handing-stale-more = Det du har skrevet, står i skjemaet, og det som ligger der nå, står over. Lagre en gang til for å beholde ditt, eller kopier det du trenger først.
handing-theirs = Det som ligger der nå
handing-wrong = Noe mangler før den kan tilbys
handing-wrong-more = Alt du har skrevet, er tatt vare på.
handing-wrong-words = Noen ord, høyst { $n } tegn.
handing-wrong-few-words = Høyst { $n } tegn.
handing-wrong-severity = Velg rolig, følg med eller akutt.
handing-wrong-type = Velg hva som overleveres.
handing-wrong-receiver = Velg en person eller en enhet, eller legg den hos enheten.
handing-wrong-self = Velg en annen enn deg selv.
handing-wrong-day = Et vikariat trenger dagen for når den andre er tilbake, etter i dag.
handing-wrong-joint = En overlevering sammen med pasienten nevner kontakten der dere begge møter pasienten.

## Det som har skjedd siden

handing-met = Møtte: { $met }.
handing-met-before = { $n ->
    [one] Ett møte før disse.
   *[other] { $n } møter før disse.
}
handing-tie-began = { $who }, { $kind }, siden { $date }.
handing-tie-ended = { $who }, { $kind }, til { $date }.
handing-status-began = En rettslig status begynte { $time }.
handing-status-ended = En rettslig status tok slutt { $time }.
handing-leave-began = På permisjon siden { $time }.
handing-leave-ended = Tilbake fra permisjon { $time }.
handing-measure-began = Tiltak, { $what }: begynte { $time }.
handing-measure-ended = Tiltak, { $what }: tok slutt { $time }.

## Å lese

handing-one = Overlevering av { $name }
handing-written = Det som er skrevet
handing-nothing-written = Ingenting er skrevet. Den ble lagt hos enheten som den var.
handing-synthesis = Med mottakerens ord
handing-asked = Mottakeren spør
handing-answer = Svaret ditt
handing-do-answer = Svar
handing-your-words = Med dine egne ord
handing-your-words-needed = det du har forstått, og hva du skal gjøre
handing-your-words-free = om du vil: en rolig overlevering trenger ingen
handing-do-accept = Ta imot
handing-ask = Spør om noe først
handing-question = Spørsmålet ditt
handing-do-ask = Spør
handing-give-back = Gi den tilbake
handing-reason = Hvorfor
handing-do-give-back = Gi tilbake
handing-do-revise = Ta den opp igjen
handing-do-withdraw = Trekk tilbake
handing-do-close = Avslutt
handing-new-since-accepted = Nytt siden den ble tatt imot
handing-new-since-offered = Nytt siden den ble tilbudt
handing-happened = Det som har skjedd
handing-happened-elsewhere = Denne overleveringen kom fra et annet system.
handing-not-possible = Dette går ikke nå
handing-not-possible-more = Overleveringen er ikke der den var da du åpnet siden. Den vises slik den er nå, og det du har skrevet, er tatt vare på.
handing-own-offer = Ingen tar imot en overlevering de selv har tilbudt.
handing-for-receiver = Dette er for dem den er tilbudt til. Når den er over tiden, tar de ansatte ved enheten imot den sammen.
handing-for-sender = Dette er for den som tilbød den, og de ansatte ved den enheten.
handing-left-over = Det du hadde skrevet
handing-outdated = Noen andre var her først
handing-outdated-more = Overleveringen vises slik den er nå. Det du har skrevet, er tatt vare på: se, og send det igjen.
handing-done-offered = Overleveringen er tilbudt
handing-done-left = Overleveringen ligger hos enheten
handing-done-accepted = Du har tatt imot overleveringen
handing-done-questioned = Spørsmålet ditt er sendt
handing-done-answered = Svaret ditt er sendt
handing-done-returned = Overleveringen er gitt tilbake
handing-done-withdrawn = Overleveringen er trukket tilbake
handing-done-closed = Overleveringen er avsluttet

## Hvor den er

handing-is-draft = Et utkast.
handing-is-offered = Tilbudt til { $to } { $time }.
handing-is-overdue = Ikke bekreftet av { $to }: det skulle vært gjort innen { $time }. Enheten er varslet.
handing-is-questioned = Lest: { $to } har spurt om noe, og den venter på svar. Tilbudt { $time }.
handing-is-accepted = Tatt imot av { $who } { $time }.
handing-is-returned = Gitt tilbake: den venter på den som tilbød den.
handing-is-done = Avsluttet.
handing-is-withdrawn = Trukket tilbake.
handing-is-expired = Ingen tok imot den i tide. Tilbudt til { $to } { $time }. Den kan fortsatt tas imot eller tilbys igjen.
handing-told-offered = { $time }: { $who } tilbød den til { $to }.
handing-told-left = { $time }: { $who } la den hos { $to }.
handing-told-accepted = { $time }: { $who } tok imot den.
handing-told-accepted-words = { $time }: { $who } tok imot den: «{ $words }»
handing-told-questioned = { $time }: { $who } spurte: «{ $words }»
handing-told-answered = { $time }: { $who } svarte: «{ $words }»
handing-told-returned = { $time }: { $who } ga den tilbake: «{ $words }»
handing-told-withdrawn = { $time }: { $who } trakk den tilbake.
handing-told-done = { $time }: { $who } avsluttet den.
handing-told-escalated = { $time }: ingen hadde bekreftet den, og enheten ble varslet.
handing-told-expired = { $time }: ingen hadde tatt imot den i tide.

## Ord det gis hint om

handing-language-title = Ordvalg
handing-language-lead = Når ansatte skriver overleveringer, får disse ordene et stille hint med et bedre. Ingenting blir stoppet, og hvem som fikk hvilket hint, skrives ikke ned noe sted. Pasienters og pårørendes egne ord og sitater får være i fred.
handing-language-own = Lagt til eller skjult her
handing-language-none = Ingenting er lagt til eller skjult.
handing-language-add = Legg til et uttrykk
handing-language-lang = Språk
handing-language-term = Uttrykk
handing-language-why = Hva det gjør
handing-language-instead = Bedre
handing-language-act = Endre
handing-language-do-add = Legg til uttrykket
handing-language-remove = Ta tilbake
handing-language-hide = Skjul
handing-language-hidden = Skjult
handing-language-shipped = Listen som følger med Red Thread
handing-language-changed = Ordvalget er endret
handing-language-wrong = Et uttrykk, hva det gjør og et bedre: hvert på opptil { $n } tegn.
