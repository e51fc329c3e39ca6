# Planer og ønsker: det som er avtalt med pasienten, og det de har bedt om.

plan-crisis-title = Kriseplan
plan-crisis-none = Det finnes ingen kriseplan som gjelder.
plan-crisis-no = Pasienten ble spurt: skriv ned svaret
plan-crisis-no-words = Pasientens egne ord er ikke registrert.
plan-early-signs = Tidlige tegn
plan-helps = Det som hjelper
plan-worsens = Det som gjør det verre
plan-call = Ring til
plan-call-not = Ikke ring til
plan-supporters = Det jeg vil at de rundt meg gjør
plan-outside = Planen
plan-staff = Det personalet legger til
plan-agreed-on = Avtalt { $date }.
plan-reviewed-on = Gjennomgått { $date }.
plan-review-by = Skal gjennomgås innen { $date }.
plan-numbers = Hjelp nå:
plan-card = Som kort til utskrift (A6)
plan-card-back = Tilbake til planen

request-correction = at noe i journalen rettes
request-title = Det pasienten har bedt om
request-lead = Med deres ord, og hvem som tar det videre. Et nei med begrunnelse er også et svar.
request-waiting = Venter på svar
request-none-waiting = Ingenting venter på svar.
request-answered-title = Besvart
request-asked = Bedt om { $date }, { $n ->
    [0] i dag.
    [one] for én dag siden.
   *[other] for { $n } dager siden.
  }
request-received = Mottatt av { $what }.
request-decider = Skal besvares av { $what }.
request-nobody = Ingen er navngitt som skal svare.
request-due = Frist { $what }.
request-answered = { $answer }, { $date }. { $reason }

plan-all-title = Planer
plan-all-lead = Det som er avtalt med pasienten: deres ord og personalets hver for seg.
plan-all-back = Alle planer
plan-overdue = { $n ->
    [one] Én plan skulle vært gjennomgått nå.
   *[other] { $n } planer skulle vært gjennomgått nå.
  }
plan-none-in-force = Ingen plan gjelder nå.
plan-nos-title = Det som er besvart med nei
plan-no-again = Et nei er også et svar. Det spørres på nytt fra { $date }.
plan-others-title = Planer som ikke gjelder lenger
plan-editions = Tidligere utgaver
plan-no-editions = Den er ikke endret.
plan-edition-until = Utgave { $n }, til { $date }. Endret av { $who }.
plan-due-since = Den skulle vært gjennomgått innen { $date }.
plan-due-soon = Skal snart gjennomgås: innen { $date }.
plan-valid-to = Den gjelder til { $date }.
plan-make-crisis-plan = Lag en kriseplan
plan-make-patient-controlled-admission-agreement = Avtal brukerstyrt innleggelse
plan-make-individual-plan = Lag en individuell plan
plan-make-advance-statement = Skriv en forhåndserklæring
plan-goals = Det jeg vil nå
plan-steps = Det som skal gjøres, av hvem og når
plan-together = De som samarbeider med meg
plan-if-unable = Det jeg vil når jeg ikke kan bestemme selv
plan-refuses = Det jeg ikke vil
plan-speaks = Den som kan snakke for meg
plan-uses = Det jeg bruker sengen til
plan-welcome = Slik vil jeg bli tatt imot når jeg kommer
plan-terms-unit = Sengen er ved { $unit }.
plan-terms-nights = { $n ->
    [one] Høyst én natt om gangen.
   *[other] Høyst { $n } netter om gangen.
  }
plan-terms-quarantine = { $n ->
    [one] Én dags venting mellom to opphold.
   *[other] { $n } dagers venting mellom to opphold.
  }
plan-terms-no-quarantine = Ingen venting mellom to opphold.
plan-due-title = Planer som skal gjennomgås
plan-due-row-since = skulle vært gjennomgått innen { $date }
plan-due-row-soon = skal gjennomgås innen { $date }

agreement-title = Brukerstyrt innleggelse
agreement-none = Det er ingen avtale om brukerstyrt innleggelse.
agreement-used = Brukt til nå
agreement-year = Det siste året: { $stays }, { $nights }.
agreement-year-stays = { $n ->
    [0] ingen opphold
    [one] ett opphold
   *[other] { $n } opphold
  }
agreement-nights = { $n ->
    [0] ingen netter
    [one] én natt
   *[other] { $n } netter
  }
agreement-nights-of = { $n } av { $most } netter
agreement-no-most = Det er ikke avtalt hvor mange netter.
agreement-stay = { $from } til { $to }: { $nights }.
agreement-stay-lasts = Siden { $from }: { $nights }.
agreement-beyond = { $n ->
    [one] Én natt mer enn avtalt.
   *[other] { $n } netter mer enn avtalt.
  }
agreement-early = Oppholdet begynte før ventetiden var over.
agreement-next-now = Sengen kan brukes fra i dag.
agreement-next-on = Sengen kan brukes igjen fra { $date }.
agreement-next-admitted = Pasienten er innlagt nå. Sengen kan brukes etter det.
agreement-next-ended = Avtalen utløper før sengen kan brukes igjen.
agreement-lasts-until = Pasienten bruker sengen nå, etter avtalen til { $date }.
agreement-lasts = Pasienten bruker sengen nå.
agreement-on-admission = Det er en avtale om brukerstyrt innleggelse ved { $unit }.
agreement-if-today = Begynner oppholdet i dag, er det avtalt til { $date }.
agreement-yours-to-decide = Det er tidligere enn avtalt; du kan likevel legge pasienten inn.
agreement-asked = Senger det er bedt om
agreement-asked-none = Det er ikke bedt om noen seng ennå.

request-bed = En seng etter avtalen
request-answered-by = Besvart av { $what }.

plan-use-title = Ble den åpnet i en krise?
plan-use-lead = Si hva den var verdt, med få ord eller ingen. Den som går gjennom planen neste gang, ser det, og det gjør pasienten også.
plan-use-button = Den ble åpnet i en krise
plan-use-noted = Det er skrevet ned at planen ble åpnet i en krise.
plan-use-followed = Ble den fulgt?
plan-use-helped = Det som hjalp
plan-use-helped-not = Det som ikke hjalp
plan-uses-title = Åpnet i en krise
plan-uses-none = Ingen har skrevet ned at den ble åpnet i en krise.
plan-uses-since = Åpnet i en krise siden den sist ble gjennomgått:
plan-used = { $time }, { $origin }. Skrevet ned av { $who }.
plan-used-helped = Det som hjalp: { $words }
plan-used-helped-not = Det som ikke hjalp: { $words }
plan-openings-title = Hvem som har åpnet planen
plan-opened = { $time }: { $who }, { $origin }.
plan-opened-somebody = noen i personalet

safety-title = Ring før dere bestemmer
safety-lead = Pasienten velger noen de stoler på. Ring før det bestemmes noe pasienten ville hatt et ord med i. Bare pasienten avgjør hvem det er.
safety-none = Pasienten har ikke valgt noen.
safety-board = Ring før dere bestemmer
safety-line = { $who }: { $route }
safety-who = { $who }, { $kind }
safety-route = { $unit }, { $name }: { $reach }. { $hours }.
safety-hours = Kan ringes:
safety-stale = Denne veien er stengt, eller relasjonen er avsluttet. Spør pasienten hvem og hvordan.
safety-name-title = Velg noen
safety-name-button = Lagre kortet
safety-change = Endre
safety-change-title = Endre kortet til { $who }
safety-change-button = Lagre kortet
safety-end = Trekk det tilbake
safety-end-title = Trekk tilbake kortet til { $who }
safety-end-button = Trekk kortet tilbake
safety-call-title = En samtale med { $who }
safety-call-button = Skriv ned at det ble ringt
safety-whom = Hvem
safety-what-for = Hva det gjelder, med pasientens ord
safety-no-number = Ikke noe telefonnummer her: Den som ringer et privat nummer, når kanskje ingen. Velg en vei under som tjenesten svarer på.
safety-by = På hvilken vei
safety-by-hint = Enhetens egen telefon eller linje. Personalet der vet hvordan de når personen.
safety-hours-label = Når de kan ringes, hvis det ikke er alltid
safety-wish = Pasienten har selv sagt det
safety-called-at = Når
safety-reached = Ble de nådd?
safety-reached-yes = Ja
safety-reached-no = Nei
safety-changed = Det som ble bestemt annerledes på grunn av det
safety-called = { $time }: { $caller } ringte { $who } og nådde dem.
safety-called-not = { $time }: { $caller } ringte { $who } og nådde dem ikke.
safety-changed-nothing = Ingenting ble bestemt annerledes.
safety-changed-what = Bestemt annerledes: { $words }
safety-calls = Samtaler, og hva de endret
safety-calls-none = Det er ikke skrevet ned at noen har ringt.
safety-no-routes = Ingen enhet har noen vei de nås på ennå. Ledere og administratorer skriver dem ned:
safety-no-ties = Det er ikke registrert noen som pasienten kan velge. Registrer relasjonen først:
safety-done = Det er lagret.
