# Tavla til en post.

board-title = Tavle
board-cards = Pasienter
board-show = Vis
board-all = Alle
board-mine = Mine pasienter
board-unaccepted = Ikke mottatt
board-others = Andre enheter
board-count-patients = { $n ->
    [one] pasient
   *[other] pasienter
}
board-count-coming = på vei inn
board-count-leaving = reiser hjem innen i morgen
board-count-unaccepted = { $n ->
    [one] overlevering ikke mottatt
   *[other] overleveringer ikke mottatt
}
board-count-unnamed = uten fast kontakt
board-as-of = Slik det var { $time }
board-live = Direkte, { $time }
board-stale = Ingen forbindelse siden { $time }. Det du ser, kan være gammelt.
board-room = Rom { $room }.
board-day = Dag { $day }.
board-responsible = { $n ->
    [one] 1 behandlingsansvarlig.
   *[other] { $n } behandlingsansvarlige så langt.
}
board-on-leave = På permisjon.
board-no-words = Ikke skrevet ennå. Spør.
board-today = Sykepleier i dag
board-yesterday = I går
board-not-named = ikke satt opp
board-not-recorded = ikke registrert
board-known = Kjent ansikt
board-known-here = { $n ->
    [one] { $name }, møttes 1 dag
    [0] { $name }
   *[other] { $name }, møttes { $n } dager
}
board-known-elsewhere = { $name }, { $place }
board-known-nobody = ingen her har møtt pasienten før
board-next = Neste
board-next-back = Tilbake fra permisjon { $time }
board-next-contact = { $time }, { $who }
board-next-home = Reiser hjem { $date }
board-next-nurse = Sett opp en sykepleier for i dag
board-next-nothing = ingenting registrert
board-legal-title = Rettslig grunnlag
board-legal-until = { $status }, til { $date }
board-crisis-plan = Har kriseplan
board-no-crisis-plan = Ingen kriseplan
board-timeline = Tidslinje
board-handover-waits = Overlevering venter
board-handover-read = Siste overlevering
board-empty = Ingen er her nå.
board-empty-narrowed = Ingen passer.

board-coming-title = På vei hit
board-coming-from = { $time }, fra { $unit }.
board-coming-at = { $time }.
board-coming-handed-from = Overlevert fra { $unit }, tid er ikke avtalt.
board-coming-handed = Overlevert, tid er ikke avtalt.
board-coming-settle = Kom, eller ikke
