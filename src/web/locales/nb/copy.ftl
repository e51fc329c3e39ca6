# Pasientens egen kopi av journalen, og å lese den sammen. Sagt til pasienten.

copy-title = Pasientens kopi
copy-yours = Din egen kopi
copy-made = Laget { $time }.
copy-lead = Dette er det journalen din her sier om hvor du har vært, hvem du har møtt, hva du har fortalt og bedt om, og hvem som har sett i den.
copy-left-out = Det som ikke er med
copy-left-out-staff = Det du ikke har delt med noen, eller ikke med den som laget denne kopien, står aldri på en kopi som ansatte skriver ut. Din egen kopi med alt lages på dine egne sider, på en skjerm som ansatte gir deg.
copy-left-out-kin = Det pårørende har fortalt i fortrolighet, er ikke med i noen kopi.
copy-left-out-flags = Noen få ting vi ser etter, blir bare fortalt på en måte vi først er blitt enige med deg om.
copy-left-out-reasons = Det ansatte skrev som grunn for å åpne journalen i en nødsituasjon, er holdt tilbake. Du kan spørre personvernombudet om det.
copy-file = Ta den med som fil (JSON)
copy-correct = Noe er feil: be om at det rettes
copy-correct-about = Du kan be om at det som er feil, blir rettet. Du får svar innen én måned. Det dere er uenige om, blir stående så lenge, sammen med det du sier.

copy-timeline = Hvor du har vært og hvem du har møtt
copy-when = Når
copy-what = Hva
copy-no-timeline = Ingenting er registrert.
copy-ties = Mennesker som er eller har vært der for deg
copy-who = Hvem
copy-role = Som hva
copy-from = Fra
copy-to = Til
copy-lasts = fortsatt
copy-no-ties = Ingen er registrert.
copy-story = Det du har fortalt
copy-no-story = Her er det ingenting som er delt med den som laget kopien.
copy-no-story-own = Du har ikke fortalt noe her ennå.
copy-readers = Er lest av:
copy-nobody-read = Ingen andre enn den som skrev det ned, har lest det.
copy-gone = Det du har tatt tilbake
copy-plans = Det vi er blitt enige om
copy-plan-patient = Med dine ord
copy-no-plans = Ingen plan er registrert.
copy-requests = Det du har bedt om
copy-no-requests = Ingenting er registrert.
copy-asked = Du ba om det { $what }.
copy-not-answered = Det er ikke besvart ennå.
copy-flags = Det vi ikke har gjort
copy-flags-lead = Dette er ting vi som tjeneste ikke har gjort, eller ikke har skrevet ned. De sier ingenting om deg som menneske.
copy-no-flags = Det er ingenting her nå.
copy-access = Hvem som har sett i journalen din
copy-day = Dag
copy-done = Hva som ble gjort
copy-why = Hvorfor
copy-times = { $n ->
    [one] én gang
   *[other] { $n } ganger
  }
copy-access-cut = Det er mer enn det er plass til her. Du kan be om hele listen.
copy-no-access = Ingen har sett i den.

together-title = Les sammen
together-banner = Dere leser dette sammen.
together-lead = Det som står her, er ditt: det du har fortalt og delt, det vi er blitt enige om, og det vi skylder deg. Du kan når som helst si at noe er feil.
together-story = Det du har fortalt
together-no-story = Her er det ingenting du har delt med den som sitter sammen med deg.
together-plan = Kriseplanen din
together-requests = Det du venter på
together-flags = Det vi ikke har gjort
together-told-which = Hvilke av disse har dere snakket om?
together-told-chosen = Jeg har lest disse og sagt det til deg
together-told-about = For den som sitter sammen med deg. Du og de som følger deg opp, ser at det er lest, og at du har fått vite det.
together-copy = Din egen kopi, til å skrive ut
together-leave = Ansatte: tilbake til journalen
