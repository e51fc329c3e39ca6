# Vikarer fra byrå som slippes inn for en dag.

guest-title = Gjester
guest-title-at = Gjester ved { $unit }
guest-what = Vikarer fra byrå som du slipper inn: som personale i døgnenhet, bare ved denne enheten, i { $n } timer. Alt de gjør, blir skrevet ned under navnet deres, og også at det var du som slapp dem inn.
guest-named = { $name } (vikar)
guest-name = Navn
guest-name-hint = Slik det skal vises for kolleger, for eksempel Ane Lie.
guest-profession = Yrke
guest-give-title = Slipp inn noen
guest-give = Slipp inn for en dag
guest-faults = Ingen ble sluppet inn
guest-shown = Sluppet inn
guest-shown-once = Passordet vises bare denne ene gangen. Skriv det ned til gjesten, eller la gjesten logge inn nå.
guest-shown-before = er vist tidligere. Avslutt tilgangen og slipp gjesten inn på nytt hvis det er borte
guest-list = Hvem som er inne, og hvem som har vært det
guest-none = Ingen er sluppet inn her ennå.
guest-given = Sluppet inn
guest-given-by = { $time } av { $who }
guest-end-title = Til
guest-until = til { $time }
guest-over = over siden { $time }
guest-ended-by = avsluttet { $time } av { $who }
guest-end = Avslutt nå
guest-board = Til tavlen
