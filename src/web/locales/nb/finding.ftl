# Å finne tekster i en journal ved ordene i dem.

finding-title = Søk i journalen
finding-lead = I historien, planer, ønsker og mottatte overleveringer, så langt du kan lese dem. Begynnelsen av ord er nok. Det du søker etter, lagres ikke.
finding-words = Ord
finding-do = Søk
finding-count = { $n ->
    [0] Ingenting ble funnet.
    [one] Én tekst.
   *[other] { $n } tekster.
  }
finding-many = Mer enn { $n } tekster.
finding-none = Ingen tekst du kan lese, har alle disse ordene. Det pasienten holder for seg selv, blir ikke søkt i.
finding-request = Bedt om: { $subject }
finding-handover = Overlevering, { $kind }
finding-part-patient = pasientens ord
finding-part-staff = det de ansatte legger til
finding-part-reason = begrunnelsen for svaret
