# Import via nettsiden: sende filer, se hva de vil gjøre, hva de gjorde, og hva som er gjort før.

## Hva som er importert

imports-history = Import
imports-history-lead = Opplysninger fra andre systemer, importert fra filer. De samme filene en gang til endrer ingenting.
imports-begin = Importer filer
imports-look = Se på den
imports-none = Ingenting er importert ennå
imports-none-why = Kjøringer vises her når filer er importert, herfra eller fra kommandolinjen.
imports-runs = { $n ->
    [one] { $n } kjøring
   *[other] { $n } kjøringer
}
imports-runs-more = Mer enn { $n } kjøringer
imports-when = Når
imports-who = Av
imports-by-command-line = Kommandolinjen
imports-not-recorded = Ikke registrert
imports-source-short = Kilde
imports-state = Status
imports-run-running = Pågår
imports-run-finished = Ferdig
imports-run-failed = Ikke fullført
imports-run-cut_off = Avbrutt
imports-run = Kjøring
imports-ended = Avsluttet
imports-not-ended = Ikke avsluttet
imports-run-more-cut_off = Tjenesten stoppet mens dette pågikk. Det som er telt her, er lagret. Importer de samme filene igjen for å få med resten.
imports-run-more-failed = Det som er telt her, er lagret. Importer de samme filene igjen for å få med resten.
imports-first = Til begynnelsen
imports-next = Neste

## Antall

imports-created = Nye
imports-updated = Rettet
imports-unchanged = Uendret
imports-rejected = Avvist
imports-by-file = Fil for fil
imports-file = Fil
imports-kind = Opplysninger
imports-kind-unit = enheter
imports-kind-professional = fagpersoner
imports-kind-employment = ansettelser
imports-kind-patient = pasienter
imports-kind-treatment_period = behandlingsperioder
imports-kind-contact = kontakter
imports-kind-relationship = relasjoner
imports-kind-shift_assignment = vaktfordelinger
imports-kind-handover = overleveringer
imports-kind-decision = beslutninger
imports-kind-relational_review = relasjonssamtaler
imports-kind-legal_period = rettslige statusperioder
imports-kind-measure = tvangstiltak
imports-kind-measure_visit = tilsyn under tvangstiltak
imports-kind-plan = planer og avtaler
imports-kind-request = ønsker og spørsmål
imports-kind-alliance_score = alliansemålinger
imports-kind-rupture = brudd i samarbeidet
imports-kind-narrative_entry = pasientens egne tekster
imports-kind-narrative_read = åpninger av pasientens tekster
imports-kind-unreadable = kunne ikke leses
imports-left-out = { $file }: { $n ->
    [one] { $n } oppføring uten feil er utelatt, fordi den ikke hører hjemme her eller gjentar en annen.
   *[other] { $n } oppføringer uten feil er utelatt, fordi de ikke hører hjemme her eller gjentar andre.
}
imports-evaluated = { $n ->
    [one] Varsler er vurdert på nytt for { $n } pasient.
   *[other] Varsler er vurdert på nytt for { $n } pasienter.
}

## Sende filer

imports-new-lead = Filene blir kontrollert først. Ingenting lagres før du har sett hva som vil skje, og sagt ja.
imports-source = Systemet opplysningene kommer fra
imports-source-hint = Id-ene lagres under dette navnet. Bruk samme navn for samme system hver gang.
imports-mapping = Filformat
imports-mapping-hint = Red Threads eget, eller en oversettelse av et annet systems eksport.
imports-mapping-none = Red Thread CSV eller FHIR R4
imports-files = Filer
imports-files-hint = CSV-filer med formatets filnavn, for eksempel patients.csv, eller FHIR som JSON eller NDJSON. Velg alle filene på én gang.
imports-files-limit = Høyst { $n } MB til sammen. Kommandolinjen tar imot mer.
imports-check = Kontroller filene
imports-check-hint = Filene ligger der bare tjenesten kan lese dem, og slettes når de er importert eller forkastet, eller etter noen timer.
imports-under-way = Du har filer som blir kontrollert eller importert. Vent til det er ferdig.
imports-under-way-look = Se hvor langt det er kommet

## Filer som ikke tas imot

imports-refused-again = Ingenting er lagret. Nettleseren glemmer hvilke filer som var valgt, så velg dem på nytt.
imports-refused-no_files = Ingen fil er valgt
imports-refused-too_many = Dette er mer enn { $n } filer. Send dem i flere omganger
imports-refused-source_name = Systemet trenger et navn: høyst 255 tegn, uten | eller linjeskift
imports-refused-too_large = Filene er større enn { $n } MB til sammen. Send dem i flere omganger, eller bruk kommandolinjen
imports-refused-disk_full = Det er ikke plass til filene på serveren. Den som drifter den, kan rydde plass
imports-refused-under_way = Andre filer fra deg er underveis, kanskje fra et annet vindu
imports-refused-stopping = Tjenesten er i ferd med å stoppe. Prøv igjen om litt
imports-refused-files = Noen av filene kan ikke leses slik de er
imports-file-empty = Filen er tom. Den første raden må inneholde kolonnenavnene.
imports-file-archive = Dette er et komprimert arkiv. Pakk det ut, og send filene som ligger i det.
imports-file-not_utf8 = Teksten er ikke UTF-8. Lagre filen som UTF-8, og send den igjen.
imports-file-json_as_csv = Navnet sier CSV, men innholdet er JSON. La FHIR-filer ha navn som slutter på .json eller .ndjson.
imports-file-not_json = Navnet sier JSON, men det er ikke innholdet.
imports-file-other_form = CSV- og FHIR-filer kan ikke blandes. Send dem hver for seg.
imports-file-unknown_name = Ingen fil med dette navnet blir lest. Gyldige navn: { $accepted }.
imports-file-twice = To filer har dette navnet. Send bare den ene.
imports-file-not_a_header = Den første raden inneholder ikke kolonnenavn. Gyldige navn: { $accepted }.
imports-file-unknown_columns = Ukjente kolonner: { $what }. Gyldige navn: { $accepted }.
imports-file-repeated_columns = Kolonner som står der flere ganger: { $what }. Behold én av hver.
imports-file-missing_columns = Kolonner som må være med, mangler: { $what }.
imports-file-missing_file = Denne oversettelsen trenger også filen { $what }. Send begge samtidig.
imports-file-unreadable = Filen kan ikke leses tilbake. Send den igjen.

## En sending

imports-state-heading-checking = Filene blir kontrollert
imports-state-heading-checked = Dette vil filene gjøre
imports-state-heading-check_failed = Filene kunne ikke kontrolleres
imports-state-heading-applying = Opplysningene blir importert
imports-state-heading-applied = Opplysningene er importert
imports-state-heading-apply_failed = Ikke alle opplysningene kunne hentes inn
imports-state-more-check_failed = Ingenting er lagret.
imports-state-more-apply_failed = Det som ble importert før det stoppet, er lagret. Importer de samme filene igjen for å få med resten.
imports-failure-bad_file = En fil er ikke det den først så ut til å være.
imports-failure-disk_full = Det er ikke mer plass på serveren. Den som drifter den, kan rydde plass.
imports-failure-busy = Databasen har for mye å gjøre. Prøv igjen senere.
imports-failure-unavailable = Databasen svarer ikke. Prøv igjen senere.
imports-failure-stopped = Tjenesten ble stoppet underveis.
imports-failure-internal = Noe gikk galt i Red Thread. Den som drifter tjenesten, finner årsaken i loggen.
imports-going-files = Leser filene
imports-going-rows = Går gjennom radene
imports-going-evaluating = Vurderer pasientene på nytt
imports-going-of = { $n } av { $of }
imports-going-lead = Dette går av seg selv. Du kan forlate siden og komme tilbake via Import.
imports-look-again = Se på nytt
imports-uploaded = Sendt
imports-files-count = Antall filer
imports-apply = { $n ->
    [one] Importer { $n } opplysning
   *[other] Importer { $n } opplysninger
}
imports-discard = Forkast filene
imports-nothing-to-apply = Det er ingenting å hente inn.

## Rader som ikke tas med

imports-faults = Avviste rader
imports-faults-lead = Hva en rad inneholder, vises ikke her. Slå opp numrene i filen din: den første raden etter kolonnenavnene er nummer 2. De andre radene er ikke berørt.
imports-fault-groups = { $n ->
    [one] { $n } slags feil
   *[other] { $n } slags feil
}
imports-column = Kolonne
imports-whole-row = hele raden
imports-what-is-wrong = Hva som er galt
imports-times = Antall ganger
imports-rows = Radnumre
imports-rows-all = alle radene
imports-rows-lead = For JSON er det nummeret på linjen eller oppføringen.
imports-rows-count = { $n ->
    [one] { $n } rad
   *[other] { $n } rader
}
imports-rows-cut = Bare de første { $n } er listet opp. De har samme feil. Rett den i kilden, og send filen igjen.
imports-back-to-upload = Tilbake til filene
imports-reason-missing = En verdi som må være med, er tom.
imports-reason-unknown_code = En kode finnes ikke i formatet.
imports-reason-bad_time = Et klokkeslett eller en dato kan ikke leses, eller finnes ikke.
imports-reason-bad_value = Et tall, ja eller nei, en liste eller en id kan ikke leses.
imports-reason-end_before_start = Slutten ligger før starten.
imports-reason-unknown_reference = Raden viser til en pasient, enhet eller fagperson som er ukjent i denne kilden.
imports-reason-ambiguous_reference = Raden viser til noe som kan være flere ting.
imports-reason-duplicate_id = Id-en er brukt før med annet innhold, eller tilhører en annen pasient.
imports-reason-before_birth = Det skjedde før pasienten ble født.
imports-reason-after_death = Det skjedde etter at pasienten var død.
imports-reason-malformed = Raden er ikke riktig bygd opp: ikke UTF-8, feil i anførselstegn eller klammer, eller for lang.
imports-reason-unmappable = En ressurs av denne typen eller med denne statusen hører ikke hjemme her.
