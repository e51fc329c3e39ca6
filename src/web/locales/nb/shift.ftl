# Slutten på en vakt: én pasient om gangen, og så alle samlet.

shift-end-title = Vaktslutt
shift-lead = Pasientene dine på denne vakten, med det du har skrevet om hver. Velg hva som skal skje med hver, og overlever dem samlet.
shift-none = Du har ingen pasienter på denne vakten
shift-none-why = De du tar over for en vakt, står her til den er slutt, og to timer lenger hvis ingen er overlevert.
shift-begin = Skriv om én etter én
shift-progress = { $number } av { $of }
shift-see-all = Se alle
shift-not-begun = Ingenting er lagret ennå: det begynner med det som er registrert.
shift-next = Lagre, neste pasient
shift-last = Lagre, se alle
shift-back = Lagre, forrige pasient
shift-skip = Hopp over
shift-keys = Ctrl Enter lagrer og går videre. Ingenting går tapt om du blir kalt bort.
shift-since = siden { $from }
shift-until = { $from } til { $to }
shift-not-written = Ikke skrevet
shift-handed-already = overlevert på denne vakten
shift-what = Hva skjer med den
shift-offer-to = Tilby til
shift-otherwise = Ellers
shift-pool = Legg den til de ansatte samlet, som den er
shift-later = Ingen overlevering, bare avslutt vakten min
shift-keep = Behold pasienten, vakten min fortsetter
shift-do = Overlever og avslutt vakten
shift-do-more = Hver blir gjort for seg: mangler det noe ved én, stopper det ikke de andre.
shift-nobody = Ingen er overlevert
shift-nobody-more = Du beholder alle. Velg hva som skal skje med minst én.
shift-done = { $n ->
    [0] Ingenting er avsluttet
    [one] Vakten din med én pasient er avsluttet
   *[other] Vakten din med { $n } pasienter er avsluttet
}
shift-left = Ikke alt lot seg gjøre. For dem det står ved nedenfor, er ingenting endret.
shift-handed = Overlevert til { $to }.
shift-ended = Avsluttet uten overlevering.
shift-outdated = Det som er skrevet, ble endret i mellomtiden. Se på det en gang til.
shift-refused = Dette lot seg ikke gjøre.
shift-read = Les den
shift-write = Skriv videre
shift-again = Tilbake til dem som gjenstår
