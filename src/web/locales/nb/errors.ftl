# Hva som gikk galt, slik sidene sier det: hva som skjedde, hvorfor, og hva man kan gjøre.
# Nøkler: error-<gruppe>-what, -why, -do; gruppene står i src/web/error.rs.

error-home = Til startsiden
error-sign-in = Logg inn
error-report = Skjer det igjen, si fra til dem som drifter Red Thread. De finner det under { $id }.

error-not-found-what = Her er det ingenting
error-not-found-why = Adressen kan være gammel eller feilskrevet, eller den hører til noe denne kontoen ikke har tilgang til.
error-not-found-do = Gå til startsiden og finn fram derfra.

error-forbidden-what = Kontoen din har ikke tilgang hit
error-forbidden-why = Journalen er åpen for dem som arbeider med pasienten, og hver rolle har sine egne sider.
error-forbidden-do = Trenger du tilgangen i arbeidet ditt, spør den som har ansvar for kontoene.

error-no-care-role-what = Rollen din gir ikke tilgang til pasientenes journaler
error-no-care-role-why = De er åpne for koordinatorer og ansatte på post som deltar i behandlingen av pasienten.
error-no-care-role-do = Arbeider du også med pasienter, be en administrator gi kontoen din den rollen.

error-no-part-in-care-what = Du deltar ikke i behandlingen av denne pasienten
error-no-part-in-care-why = Journalen er åpen for dem som har en aktiv relasjon til pasienten, for enheten der pasienten er eller sist var, og for enheten pasienten er på vei til. I 30 dager etter at din del er over, kan du lese den.
error-no-part-in-care-do = Skal du møte pasienten, be noen som har pasienten om å registrere relasjonen, overføringen eller ankomsten. Kan det ikke vente, kan du bruke nødtilgang: Journalen er da åpen for deg i 12 timer, pasienten ser at du åpnet den, og personvernombudet ser på hvorfor.

error-record-closed-what = Denne journalen er stengt for deg
error-record-closed-why = Noen journaler er stengt for noen personer, uansett hvilken del de har i behandlingen. Hvilken grunn som gjelder her, blir ikke fortalt. Nødtilgang åpner den ikke.
error-record-closed-do = Må noen gjøre noe, la en kollega gjøre det. Mener du at dette er feil, spør personvernombudet i tjenesten.

error-read-only-record-what = Du kan lese denne journalen, men ikke endre noe
error-read-only-record-why = Din del i behandlingen av pasienten er over. I 30 dager kan du fortsatt slå opp.
error-read-only-record-do = Be noen som har pasienten nå, om å skrive det inn. Skal du delta igjen, må det registreres først.

error-behind-glass-what = Med nødtilgang slipper du ingen inn for lengre tid
error-behind-glass-why = Du har brukt nødtilgang til denne journalen. Du kan skrive inn det du gjør for pasienten. Du kan ikke starte relasjoner, melde pasienten til din egen enhet eller overlevere til noen som ikke har pasienten nå: det ville åpne journalen for lengre tid enn nødssituasjonen varer.
error-behind-glass-do = Be noen som har pasienten, om å gjøre det. Er pasienten hos dere nå, så skriv pasienten inn.

error-not-shared-what = Pasienten har ikke delt dette med deg
error-not-shared-why = Pasienter velger selv hvem som leser ordene deres.
error-not-shared-do = Trenger du å vite det, spør pasienten.

error-not-yours-to-reword-what = Dette er ikke ditt å rette
error-not-yours-to-reword-why = Bare den som skrev det ned, retter det, og bare til pasienten fant at det stemmer.
error-not-yours-to-reword-do = Skriv ned ved siden av det som bør sies, eller spør pasienten.

error-hand-the-screen-over-what = Dette er det pasienten som gjør
error-hand-the-screen-over-why = Bare den som skrev det ned slik det ble fortalt, tar det tilbake for pasienten, deler det med flere eller åpner det for svar.
error-hand-the-screen-over-do = Gi skjermen til pasienten, som gjør det selv på sine egne sider. Å dele med færre går alltid her.

error-kins-own-words-what = Dette er pårørendes egne ord
error-kins-own-words-why = De bestemmer selv hvem de deler dem med, og tar dem tilbake selv.
error-kins-own-words-do = Du kan skrive ved siden av hvordan du ser det.

error-no-answers-taken-what = Dette tar ikke imot svar
error-no-answers-taken-why = Pasienten har ikke åpnet det for svar, eller har lukket det igjen.
error-no-answers-taken-do = Snakk med pasienten om det.

error-in-hands-what = Denne skjermen er din nå
error-in-hands-why = Så lenge du har den, viser den dine egne sider og ikke noe annet.
error-in-hands-do = Gå til dine egne sider, eller gi skjermen tilbake. Da logger den som ga deg den, inn igjen.

error-privacy-officers-what = Dette er for personvernombudet
error-privacy-officers-why = Bruk av nødtilgang gjennomgås av personvernombudene i tjenesten.
error-privacy-officers-do = Har du spørsmål om en, spør et personvernombud.

error-own-glass-what = Du har selv brukt denne nødtilgangen
error-own-glass-why = Ingen vurderer det de selv har gjort.
error-own-glass-do = La et annet personvernombud se på det.

error-guests-what = Dette er ikke for gjester
error-guests-why = Gjester slippes inn for en dag, ved én enhet, for pasientene der. De slipper ikke inn andre og bryter ikke glasset.
error-guests-do = Spør en kollega ved enheten.

error-not-your-unit-what = Dette er tavla til en annen enhet
error-not-your-unit-why = En tavle er åpen for dem som deltar i behandlingen av pasienter ved enheten.
error-not-your-unit-do = Hvis du arbeider der nå, be en administrator om å gi kontoen din en rolle ved enheten. Dine egne enheter finner du under Tavle.

error-administrators-what = Dette er for administratorer
error-administrators-why = Administratorene tar seg av import og kontoer.
error-administrators-do = Skal noe importeres eller en konto endres, spør en administrator i tjenesten.
error-overseers-what = Dette er for personvernombudet
error-overseers-why = Loggen over hvem som ser på journaler, leses av dem som fører tilsyn med den.
error-overseers-do = Innsynsloggen til en pasient du har ansvar for, finner du på pasientens side. Spør personvernombudet i tjenesten om du trenger mer.

error-managers-what = Dette er for dem som har ansvar for en tjeneste
error-managers-why = Rapporter er åpne for ledere av tjenester og administratorer.
error-managers-do = Trenger du et tall fra en rapport, spør lederen av tjenesten.

error-planners-what = Dette er for dem som leder enheter
error-planners-why = Avganger og faste kontakter planlegges av ledere, for deres egne enheter: her nevnes pasienter ved navn.
error-planners-do = Spør lederen for enheten.

error-old-form-what = Dette skjemaet er for gammelt til å sendes
error-old-form-why = Du har logget inn på nytt siden det ble åpnet, kanskje i et annet vindu. Ingenting er endret.
error-old-form-do = Gå tilbake, last siden på nytt og send derfra.

error-other-site-what = Dette ble ikke sendt fra en side i Red Thread
error-other-site-why = Et annet nettsted eller et program prøvde å sende det. Ingenting er endret.
error-other-site-do = Åpne siden her og send derfra.

error-signed-out-what = Du må logge inn
error-signed-out-why = Ingen er logget inn her, eller det er så lenge siden at økten er avsluttet.
error-signed-out-do = Logg inn, så kommer du tilbake til denne siden.

error-not-understood-what = Dette forsto ikke Red Thread
error-not-understood-why = Noe i adressen eller skjemaet er annerledes enn siden venter.
error-not-understood-do = Gå tilbake: Det du skrev, står der fortsatt. Rett det og send på nytt.

error-bad-file-what = Filen kan ikke leses
error-bad-file-why = Det er ikke en av filene Red Thread kjenner, eller den første linjen har andre kolonner.
error-bad-file-do = Sammenlign filen med beskrivelsen av filformatene, og prøv igjen.

error-method-what = Siden kan ikke åpnes på denne måten
error-method-why = Adressen hører til et skjema, og skjemaet må sendes inn.
error-method-do = Gå til startsiden og åpne skjemaet derfra.

error-conflict-what = Noen andre har endret dette i mellomtiden
error-conflict-why = Det du så, er ikke lenger det som er lagret. Derfor er ingenting skrevet over.
error-conflict-do = Gå tilbake, se på det på nytt og gjør endringen en gang til.

error-too-large-what = Dette er mer enn det går an å sende på én gang
error-too-large-why = Det som ble sendt, er større enn siden tar imot, og ble ikke lest.
error-too-large-do = Gå tilbake og send mindre. Store importer gjøres fra kommandolinjen.

error-too-many-what = For mange forsøk
error-too-many-why = Det kom flere forsøk på kort tid enn et menneske gjør.
error-too-many-do = Vent noen minutter og prøv igjen.

error-too-slow-what = Dette tok for lang tid
error-too-slow-why = Svaret kom ikke i tide, og forsøket ble avbrutt.
error-too-slow-do = Prøv igjen om litt. Ingenting er lagret halvveis.

error-busy-what = Red Thread er opptatt
error-busy-why = Databasen kan ikke svare akkurat nå.
error-busy-do = Prøv igjen om litt. Ingenting er gått tapt.

error-not-stored-what = Akkurat nå kan ingenting lagres
error-not-stored-why = Databasen tar ikke imot endringer: Disken er full, eller den er sperret for skriving.
error-not-stored-do = Gå tilbake og ta vare på det du skrev. Si fra til dem som drifter Red Thread.

error-audit-what = Ingenting kan vises eller endres
error-audit-why = Det kan ikke skrives ned hvem som ser på hva, og uten det får ingen se en journal.
error-audit-do = Si fra til dem som drifter Red Thread. Det du skrev, er ikke lagret.

error-upkeep-what = Det gjøres vedlikehold på Red Thread
error-upkeep-why = Programmet og databasen er ikke av samme versjon.
error-upkeep-do = Vent til vedlikeholdet er ferdig. Varer det lenge, si fra til dem som drifter Red Thread.

error-ours-what = Noe gikk galt i Red Thread
error-ours-why = Dette er en feil i programmet, ikke noe du har gjort.
error-ours-do = Gå tilbake og prøv igjen. Det som var lagret fra før, er trygt.
