# Det som åpner og lukker en journal utenom behandlingen: nødtilgang og gjennomgang, sperrer, egne journaler.

access-choose = Velg
access-wrong = Noe mangler
access-outdated = Noen andre kom først
access-outdated-more = Det er endret siden du så på det. Slik det er nå, vises her.
access-back = Tilbake til pasienten

access-banner = Du har brukt nødtilgang til denne journalen. Den er åpen for deg til { $time }. Alt du åpner, blir skrevet ned, og personvernombudet ser på hvorfor.
access-banner-end = Lukk den nå
access-way-in = Bruk nødtilgang

access-glass-title = Nødtilgang
access-glass-lead = Du er i ferd med å åpne journalen til en pasient du ikke deltar i behandlingen av.
access-glass-means = Den er åpen for deg i { $hours } timer. Pasienten ser at du åpnet den og hvorfor, og personvernombudet ser på det innen { $days } dager. Gjør det der noen kan ta skade av at du venter, og si hva det er til.
access-glass-reason = Hvorfor
access-glass-words = Med dine ord
access-glass-words-hint = Hva du trenger å vite, og til hva. Høyst 500 tegn.
access-glass-do = Åpne journalen i 12 timer
access-glass-not = Ikke åpne den

access-find-lead = For en pasient som trenger deg nå, og som du ikke har åpen journal for.
access-find-how = Oppgi en identifikator slik den er skrevet, eller navn sammen med fødselsdato. At du har lett, blir skrevet ned. Ingenting om pasienten vises før du har sagt hvorfor.
access-find-nobody = Det passer på ingen, eller på flere. Oppgi identifikatoren, eller navn og fødselsdato slik de er registrert.
access-find-more = Oppgi en identifikator, eller navn sammen med fødselsdato.
access-find-link = Trenger pasienten deg nå, og journalen ikke er åpen for deg? Bruk nødtilgang.

access-bars-title = Hvem pasienten ikke ønsker
access-bars-lead = En pasient kan bestemme at en person, eller de ansatte ved en enhet, ikke skal åpne journalen. Det gjelder uansett hvilken del de har i behandlingen, og nødtilgang kommer ikke forbi det. Ansatte ved en enhet som har en egen relasjon til pasienten, beholder den.
access-bars-none = Pasienten har ikke bedt om det for noen.
access-bars-link = Hvem pasienten ikke ønsker skal åpne journalen
access-bar-new = Skriv ned hva pasienten ønsker
access-bar-whom = Hvilken person eller enhet
access-bar-whom-hint = Navnet slik det er registrert. De som er nevnt i journalen, og enheter, blir foreslått.
access-bar-reason = Med pasientens ord, hvis pasienten vil si hvorfor
access-bar-reason-hint = Det trenger ikke å sies. De som deltar i behandlingen, kan lese det her.
access-bar-do = Steng journalen for dem
access-bar-lift = Åpne den for dem igjen
access-bar-recorded = Journalen er stengt for dem fra nå av
access-bar-lifted = Journalen er åpen for dem igjen der de deltar i behandlingen
access-bar-since = siden { $from }, skrevet ned av { $who }
access-bar-until = fra { $from } til { $to }, skrevet ned av { $who }
access-bar-was = gjaldt fra { $from } til { $to }, skrevet ned av { $who }

access-own-title = Egne og families journaler
access-own-lead = Ingen åpner sin egen journal, eller familiens, på jobb. Før opp her hvilken journal som er hvems; nødtilgang kommer ikke forbi det.
access-own-none = Ingenting er ført opp.
access-own-who = Fagperson
access-own-patient = Pasientens id
access-own-patient-hint = Slik kildesystemet skriver den. Ingenting fra journalen vises her.
access-own-since = Siden
access-own-change = Endre
access-own-told = { $from }, av { $who }
access-own-new = Før opp en
access-own-do = Steng journalen for denne fagpersonen
access-own-end = Avslutt
access-own-entered = Journalen er stengt for dem fra nå av
access-own-ended = Det gjelder ikke lenger

access-review-title = Bruk av nødtilgang
access-review-lead = Hver gang noen har åpnet en journal de ikke hadde del i behandlingen av. Se på det innen { $n } dager; det du finner, kan leses i pasientens innsynslogg.
access-review-none = Ingenting venter på deg.
access-review-record = Journal
access-review-told = Åpnet { $from }, lukket { $to }.
access-review-due = Skal være sett på innen { $time }.
access-review-late = Den tiden er ute.
access-review-outcome = Hva du fant
access-review-words = Med dine ord
access-review-do = Skriv det ned
access-review-done = Det er skrevet ned
access-review-before = Sett på tidligere
access-review-found = { $outcome }, sier { $who }, { $time }:

access-arrivals-title = På vei til en enhet
access-arrivals-link = På vei til en enhet: meld eller avklar
access-arrivals-lead = En pasient som er meldt til en enhet, kan leses der til pasienten kommer eller det er avklart, og høyst sju dager lenger enn ventet. En innleggelse eller overføring til enheten avklarer det av seg selv.
access-arrivals-none = Pasienten er ikke meldt noe sted.
access-arrival-at = ventet { $time }.
access-arrival-announced = Meldt av { $who }, { $time }.
access-arrival-arrived = Kom: registrert av { $who }, { $time }.
access-arrival-declined = Avslått av { $who }, { $time }.
access-arrival-withdrawn = Trukket tilbake av { $who }, { $time }.
access-arrival-came = Pasienten kom
access-arrival-decline = Avslå
access-arrival-withdraw = Kommer likevel ikke
access-arrival-new = Meld pasienten
access-arrival-unit = Hvor
access-arrival-when = Når
access-arrival-do = Meld
