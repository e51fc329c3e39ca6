# Hvem som har sett på en pasients journal.

audit-link = Hvem som har sett på denne journalen
audit-title = Innsynslogg
audit-about = Alle som har sett på denne journalen eller endret den, de siste først. Roller og enheter er dem kontoen har i dag.
audit-file = Som fil (CSV)
audit-none = Ingen har sett på denne journalen.
audit-when = Når
audit-who = Hvem
audit-what = Hva
audit-why = Formål
audit-kind-list = Navnet vist i en liste
audit-kind-record = Journalen åpnet
audit-kind-timeline = Tidslinjen lest
audit-kind-contacts = Kontakter lest
audit-kind-part = Del av journalen lest
audit-kind-flags = Varsler lest
audit-kind-change = Noe ble registrert eller besvart
audit-kind-evaluation = Journalen vurdert av systemet
audit-kind-glass = Åpnet med nødtilgang
audit-kind-handover = Overlevering lest
audit-kind-refused = Ikke sluppet inn
audit-kind-log = Innsynsloggen lest
audit-kind-file = Hentet ut som fil
audit-kind-story = Fortelling åpnet
audit-kind-plan = Kriseplan åpnet
audit-kind-search = Søkt i journalen
audit-kind-copy = Kopi laget, eller lest sammen
audit-kind-other = Noe annet
audit-other = Noe annet ({ $action })
audit-why-care = Helsehjelp
audit-why-oversight = Tilsyn med innsyn
audit-why-access = Tilgang til journalen
audit-why-operation = Drift av tjenesten
audit-command-line = Noen ved kommandolinjen
audit-command-line-of = { $name }, ved kommandolinjen
audit-patient = Pasienten
audit-you = Du
audit-system = Red Thread selv
audit-account-gone = Uten rolle i dag
audit-and-more = { $n ->
    [one] { $place } og én til
   *[other] { $place } og { $n } til
  }
audit-find-title = Hvem har sett på en journal?
audit-find-about = Finn pasienten som spør. Du ser hvem som har sett, men ingenting av det som står i journalen. At du så, blir også skrevet ned.
audit-nobody = Ingen passer til alt du skrev.
audit-nobody-do = Prøv færre bokstaver av navnet, eller bare ett felt.
