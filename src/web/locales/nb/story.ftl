# Pasientens fortelling: å lese den, å skrive ned det som blir fortalt, og hvem den deles med.

story-title = Pasientens fortelling
story-lead = Med pasientens egne ord, så langt de er delt med deg. Ingenting blir gitt poeng, og ingen regel leser hva som står her.
story-count = { $n ->
    [0] Ingenting er delt med deg ennå.
    [one] Én tekst er delt med deg.
   *[other] { $n } tekster er delt med deg.
  }
story-none = Her er det ingenting som er delt med deg. Det en pasient holder for seg selv, telles ikke her.
story-more = Det er flere tekster enn det er plass til på siden: de eldre leses gjennom API-et.
story-new = Skriv ned det som blir fortalt
story-kin-title = Det pårørende forteller
story-gone-title = Trukket tilbake
story-untold = Det går an å spørre om
story-untold-lead = Ingenting må besvares. Spør når det passer, og skriv det ned hvis pasienten vil det.
story-open = Deling, og hvem som har lest
story-back = Tilbake til fortellingen

story-own = Pasientens egne ord, { $time }.
story-told-to = Fortalt til { $who }, { $time }.
story-co-written = Skrevet sammen med { $who }, { $time }.
story-kin = Pårørendes egne ord, skrevet ned av { $who }, { $time }.
story-transcript = Skrevet av etter opptak, { $time }.
story-somebody = noen som ikke er navngitt
story-confirmed = Pasienten fant at det stemmer { $date }.
story-unconfirmed = Pasienten har ikke bekreftet det ennå.
story-gone = Trukket tilbake av pasienten { $time }.

story-shared-0 = Delt med ingen andre enn den som skrev det ned.
story-shared-named = Delt med { $who }.
story-shared-named-nobody = Delt med personer pasienten velger; ingen er navngitt.
story-shared-2 = Delt med teamet nå.
story-shared-3 = Delt med alle tjenester i dette forløpet, også akuttenheter.
story-shared-4 = Delt med alle tjenester i dette forløpet, også akuttenheter, og uten identitet til læring.
story-until = { $said } Til og med { $date }.
story-opened = Du åpnet det { $time } og har ikke sagt det til pasienten.
story-told = Du har lest det og sagt det til pasienten { $time }.
story-tell-read = Jeg har sagt til pasienten at jeg har lest det
story-readers = Hvem som har lest det
story-readers-none = Ingen har åpnet det utenom den som skrev det ned.
story-reader = { $who }, { $time }.
story-reader-told = { $who }, { $time }; sa det til pasienten { $told }.

story-spring = våren
story-summer = sommeren
story-autumn = høsten
story-winter = vinteren
story-about = omkring { $years }

story-new-lead = Skriv det slik det blir sagt, i jeg-form. Ingenting må forklares eller bevises.
story-not-at-once = Ingen leser dette med det samme. Den som trenger hjelp nå, sier det til noen som er her.
story-crisis = Eller ringer:
story-duty = Hvis loven pålegger deg å gjøre noe med det du får høre (fare, et barn), si det før det blir fortalt. Det som er ført i journalen, kan ikke trekkes tilbake derfra.
story-kind = Hva det handler om
story-text = Med deres ord
story-text-hint = Slik det blir sagt, på hvilket språk som helst, høyst 10 000 tegn.
story-when = Når det var, hvis det blir sagt
story-when-hint = Slik det blir sagt: 2019, våren 2019, mars 2019, 2015-2018, omtrent 2019, da jeg var 16.
story-whose = Hvem ordene er sine
story-by-told_to_staff = fortalt til meg, og skrevet ned av meg
story-by-co_written = skrevet sammen med pasienten
story-by-next_of_kin = pårørendes egne ord
story-write = Skriv det ned

story-share-with = Hvem pasienten deler det med
story-level-0 = Ingen
story-level-0-means = Pasienten, og du som skriver det ned. Teknisk personale kunne nå det i databasen.
story-level-1 = Personer som pasienten velger
story-level-1-means = De som er navngitt under, så lenge journalen er åpen for dem.
story-level-2 = Teamet nå
story-level-2-means = De som har en relasjon, og personalet der pasienten er.
story-level-3 = Alle tjenester i dette forløpet
story-level-3-means = Også der pasienten er på vei, og en akuttenhet.
story-named = Personer
story-named-hint = Bare for det andre valget.
story-other = Noen andre, med navn
story-until-label = Til og med, hvis pasienten vil at det tar slutt
story-until-hint = Ut den dagen; deretter er det delt med ingen.
story-share-title = Hvem pasienten deler det med
story-share-lead = Det bestemmer pasienten, og kan når som helst bestemme noe annet. Det gjelder med det samme.
story-share-do = Del det slik
story-wish = Pasienten har sagt til meg at de vil dette
story-withdraw-title = Trekk det tilbake
story-withdraw-lead = Ordene er borte for alle med det samme og kan ikke hentes fram igjen. At noe ble trukket tilbake, og når, blir stående. De som har lest det, er navngitt over.
story-withdraw-do = Trekk det tilbake for pasienten
story-confirm-title = Har pasienten bekreftet det?
story-confirm-lead = Les det for pasienten, eller la dem lese det. Til de finner at det stemmer, vises det som ikke bekreftet.
story-confirm-do = Pasienten fant at det stemmer
story-reword-title = Rett det du skrev
story-reword-do = Lagre

story-done-written = Det er skrevet ned.
story-done-reword = Det er rettet.
story-done-confirm = Det vises som bekreftet av pasienten.
story-done-share = Det er delt slik pasienten vil.
story-done-withdraw = Ordene er borte.
story-done-tell-read = Det vises at du har lest det og sagt det til pasienten.
story-done-told = Det vises at du har lest dem og sagt det til pasienten.

story-disputed = Pasienten sier at det ikke var slik det ble sagt ({ $date }).
story-confidential = Fortalt i fortrolighet: pasienten vet at det er fortalt noe, og når, men ikke hva.
story-confidential-label = I fortrolighet
story-confidential-hint = Bare for pårørende: pasienten ser at noe er fortalt, og når, men ikke hva.
story-in-question = Det er for tiden et spørsmål om pasienten kan samtykke: ingenting deles med flere. Å dele med færre og å ta tilbake følges.
story-in-question-more = Hvem som mener det, og hvorfor
story-hand-over = Du kan skrive ned at pasienten vil dele dette med færre. Alt annet lar du pasienten gjøre selv:
story-reply-title = Svar
story-reply-lead = Pasienten har åpnet dette for svar. Pasienten og alle som får lese det, ser ditt.
story-reply-label = Ditt svar
story-reply-do = Svar
story-replies-title = Svar
story-replies-open = La dem som får lese det, svare
story-replies-close = Ikke flere svar
story-done-open-replies = Det er åpnet for svar.
story-done-close-replies = Det er lukket for svar.
story-done-reply = Svaret ditt står der.

voice-about = Handler om:
voice-about-what = Handler det om noe som er registrert?
voice-about-hint = Bare hvis pasienten sier det. Da vises det også der, for dem det er delt med.
voice-about-nothing = Ikke noe bestemt
voice-open = Åpne
voice-beside = Med pasientens ord
voice-differs = Skriv ned at pasienten ser noe annerledes
voice-differs-title = Det pasienten ser annerledes
voice-differs-lead = Skriv det slik det blir sagt. Det står ved siden av det det handler om, overalt der det vises, for alle pasienten deler det med.
voice-differs-what = Hva ser pasienten annerledes?
voice-differs-mark = Pasienten ser dette annerledes
voice-links-title = Hva det handler om
voice-links-lead = Det var du som fikk høre det, så du skriver ned hva det handler om, hvis pasienten sier det. Ingenting kobles av seg selv.
voice-link = Det handler om dette
voice-unlink = Ikke om dette
voice-thing = { $what }, { $date }
voice-handover = Overlevering: { $what }
voice-request = Ønske: { $what }
voice-rupture = Brudd med { $who }
story-told-which = Har du sagt til pasienten at du har lest disse? Ta bort dem dere ikke har snakket om.
story-told-chosen = Jeg har sagt til pasienten at jeg har lest disse
story-done-link = Det er koblet sammen.
story-done-unlink = Koblingen er fjernet.
