# En økt som er skjult på en felles maskin, og hvem som tar over der.

lock-do = Lås
lock-switch = Bytt bruker
lock-title = Låst
lock-lead = Arbeidet til { $name } er skjult, og det som er halvskrevet, er tatt vare på.
lock-secret = PIN eller passord
lock-open = Fortsett
lock-other = Noen andre
lock-other-what = Når noen andre logger inn her, avsluttes denne økten. Det som er halvskrevet, er trygt for den som skrev det, og kommer tilbake ved neste innlogging, i inntil 12 timer.
lock-wrong = Det stemte ikke
lock-wrong-more = Skriv PIN eller passord en gang til. En PIN virker bare på en maskin som husker deg. Etter fem feil, eller 30 dager uten passordet, er det bare passordet som åpner der.
lock-kept = Dette ble ikke sendt, for siden var låst
lock-kept-more = Det skjer når en felles maskin blir stående noen minutter. Det du skrev, er tatt vare på: fortsett med PIN eller passord, så kan du sende det.
lock-who = Hvem er du?
lock-somebody-else = Noen andre
lock-back = Det du hadde skrevet, er tilbake. Det er ikke lagret ennå.
lock-elsewhere = Siden er endret i mellomtiden. Det du hadde skrevet, passer ikke lenger inn. Her er det:
lock-cut-off = Låst. Akkurat nå er det ingen forbindelse til tjenesten. Det du skrev, er tatt vare på i denne siden. Ikke lukk den.
