# Formell status og tvangstiltak.

measures-title = Formell status og tiltak
measures-lead = Hva tvang betydde for menneskene rundt pasienten: hvem som var der, og hvem som snakket om det etterpå. Dette er ikke et juridisk register. Vedtak og klager føres der loven sier.
measures-statuses = Formell status
measures-no-status = Ingen formell status er registrert.
measures-status = Status
measures-when = Når
measures-felt = Opplevde tvang
measures-measures = Tvangstiltak
measures-none = Ingen tvangstiltak er registrert.
measures-from-to = { $from } til { $to }
measures-since = Siden { $from }
measures-decided-by = Bestemt av
measures-known-person = Noen pasienten kjenner, var der
measures-share = Besøk av de tre som kom oftest
measures-people-in-all = { $people ->
    [one] Én person var hos pasienten, { $visits ->
        [one] én gang
       *[other] { $visits } ganger
    }.
   *[other] { $people } forskjellige personer var hos pasienten, { $visits } ganger i alt.
}
measures-day = Dag
measures-visits = Besøk
measures-people = Personer
measures-who = Hvem
measures-no-visits = Hvem som var hos pasienten, er ikke registrert.
measures-debrief-held = En samtale om det er gjennomført. Den ble tilbudt { $date }.
measures-debrief-held-undated = En samtale om det er gjennomført.
measures-debrief-declined = En samtale om det ble tilbudt { $date }. Pasienten ønsket den ikke.
measures-debrief-declined-undated = En samtale om det ble tilbudt. Pasienten ønsket den ikke.
measures-debrief-offered = En samtale om det ble tilbudt { $date }.
measures-debrief-later = En samtale om det skal tilbys når det er over.
measures-debrief-nothing = Det er ikke registrert at en samtale om det er tilbudt.
measures-own-words = Skriv ned hva pasienten sier om det

## Hva formell status heter: kodene i src/domain/legal/statuses.toml

legal-no-2-1 = frivillig (§ 2-1)
legal-no-2-2 = etter kontrakt (§ 2-2, brukes ikke lenger)
legal-no-3-2 = tvungen observasjon (§ 3-2)
legal-no-3-3-in = tvungent psykisk helsevern med døgnopphold (§ 3-3)
legal-no-3-3-out = tvungent psykisk helsevern uten døgnopphold (§ 3-3)
legal-no-dom = dom på overføring til tvungent psykisk helsevern
legal-no-hol-10 = tilbakeholdelse for rus (kapittel 10)
legal-gb-informal = frivillig (England)
legal-gb-s2 = section 2 (England)
legal-gb-s3 = section 3 (England)
legal-gb-s4 = section 4 (England)
legal-gb-s5-2 = section 5(2) (England)
legal-gb-s5-4 = section 5(4) (England)
legal-gb-s17a = behandling uten opphold (England, section 17A)
legal-gb-s37-41 = section 37/41 (England)
legal-gb-s135-136 = section 135 eller 136 (England)
