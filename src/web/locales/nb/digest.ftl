# Dagens side, brevene, og hvor de går. Ingen brev nevner noen: bare antall.

digest-title = I dag
digest-lead = Det som haster nå, og det som har skjedd siden { $since } med dine egne varsler og varslene til enhetene dine.
digest-from = Hvor langt tilbake
digest-from-last = Siden forrige oversikt
digest-from-days = { $n } dager
digest-empty = Ingenting haster, og ingenting har skjedd med varslene dine siden { $since }.
digest-empty-why = Varsler som noen allerede har sett, blir ikke nevnt på nytt. De står på pasientens side til det de ber om, er registrert.
digest-part-urgent = Haster
digest-part-new = Nytt
digest-part-returned = Tilbake
digest-part-returned-what = Disse var lagt til side eller avsluttet. Nå er tiden ute, eller noe har endret seg.
digest-part-cleared = Borte
digest-part-cleared-what = Det de ba om, er registrert eller gjelder ikke lenger.
digest-found = funnet { $date }
digest-found-new = nytt, funnet { $date }
digest-gone = borte { $date }
digest-left-out = { $n ->
    [one] Ett til vises ikke her. Det står på pasientens side.
   *[other] { $n } til vises ikke her. De står på pasientenes sider.
  }

letter-digest-subject = Red Thread: oversikten din for { $date }
letter-digest-lead = Dette venter på deg i Red Thread { $date }:
letter-digest-urgent = { $n ->
    [one] 1 varsel haster og bør ses på i dag
   *[other] { $n } varsler haster og bør ses på i dag
  }
letter-digest-attention = { $n ->
    [one] 1 nytt varsel bør ses på i løpet av noen dager
   *[other] { $n } nye varsler bør ses på i løpet av noen dager
  }
letter-digest-info = { $n ->
    [one] 1 nytt varsel er greit å vite om
   *[other] { $n } nye varsler er greie å vite om
  }
letter-digest-returned = { $n ->
    [one] 1 varsel er tilbake etter å ha vært lagt til side eller avsluttet
   *[other] { $n } varsler er tilbake etter å ha vært lagt til side eller avsluttet
  }
letter-digest-cleared = { $n ->
    [one] 1 varsel er borte: det som manglet, er registrert
   *[other] { $n } varsler er borte: det som manglet, er registrert
  }
letter-urgent-subject = { $n ->
    [one] Red Thread: 1 varsel haster
   *[other] Red Thread: { $n } varsler haster
  }
letter-urgent-lead = { $n ->
    [one] 1 varsel som haster, venter på deg i Red Thread. Logg inn for å se det.
   *[other] { $n } varsler som haster, venter på deg i Red Thread. Logg inn for å se dem.
  }
letter-where = Siden din i Red Thread: { $address }
letter-where-unknown = Logg inn i Red Thread og velg «{ $page }».
letter-why = Et varsel handler om noe tjenesten ikke har gjort ennå. Hvem det gjelder, står bare i Red Thread, aldri i en e-post.
letter-stop = På kontosiden din i Red Thread velger du hvor disse e-postene skal gå, og om de skal komme. Ingen leser svar til denne adressen.

account-mail-title = E-post
account-mail-what = Når det er du som skal se på et varsel som haster, får du en e-post med en gang, høyst én i timen. Den sier hvor mange det er, aldri hvem de gjelder.
account-mail-off = Tjenesten sender ikke e-post for tiden. Det du velger her, gjelder fra den begynner med det.
account-mail-address = E-postadresse
account-mail-address-hint = La feltet stå tomt hvis du ikke vil ha e-post.
account-mail-language = Språk i e-postene
account-mail-digest = Send meg også en oversikt over dagen når noe er nytt eller haster
account-mail-do = Lagre
account-mail-done = Valget ditt er lagret
account-mail-done-to = E-post går til adressen nedenfor.
account-mail-done-none = Du får ingen e-post.
account-mail-unfit = Dette er ikke en e-postadresse. Den skal se ut som kari.berg@example.org, uten mellomrom og uten æ, ø og å
account-mail-faults = Ingenting er lagret
