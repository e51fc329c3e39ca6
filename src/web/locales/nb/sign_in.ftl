# Innlogging og utlogging, og egen konto.

sign-in-title = Logg inn
sign-in-what = Red Thread viser hvem som har fulgt en pasient, og hvor tråden holder på å ryke.
sign-in-username = Brukernavn
sign-in-password = Passord
sign-in-do = Logg inn
sign-in-help = En administrator i tjenesten deler ut kontoer, og gir deg nytt passord hvis du har glemt det.

sign-in-needed = Logg inn for å se denne siden
sign-in-needed-more = Du kommer rett til den når du har logget inn.
sign-in-ended = Du ble logget ut før dette ble sendt
sign-in-ended-more = Det skjer etter 30 minutter uten bruk, og etter 12 timer. Det du skrev, er tatt vare på: logg inn, så kan du sende det.
sign-in-ended-lost = Du ble logget ut før dette ble sendt
sign-in-ended-lost-more = Det skjer etter 30 minutter uten bruk, og etter 12 timer. Ingenting er endret. Filer, passord og svært lange tekster blir ikke tatt vare på, så de må du oppgi på nytt når du har logget inn.
sign-in-out = Du er logget ut
sign-in-out-more = Lukk også vinduet hvis flere bruker denne maskinen.
sign-in-wrong = Brukernavnet eller passordet er feil
sign-in-wrong-more = Hvilket av dem sier vi ikke. Se etter at navnet er riktig, og at Caps Lock ikke er på. Etter fem feil på rad må du vente ett minutt.
sign-in-locked = For mange forsøk har mislyktes
sign-in-locked-more = { $n ->
    [one] Vent ett minutt før du prøver igjen. Si fra til en administrator hvis det ikke var deg.
   *[other] Vent { $n } minutter før du prøver igjen. Si fra til en administrator hvis det ikke var deg.
  }
sign-in-busy = Mange logger inn akkurat nå
sign-in-busy-more = Vent noen sekunder og prøv igjen. Dette forsøket ble ikke talt med.
sign-in-disabled = Denne kontoen er stengt
sign-in-disabled-more = Passordet var riktig, men kontoen er stengt. En administrator i tjenesten kan åpne den igjen.

sign-in-continue-title = Du er logget inn
sign-in-continue-what = Det du hadde skrevet, er fortsatt her og er ikke sendt ennå.
sign-in-continue-do = Send det jeg skrev
sign-in-continue-leave = La det være

account-title = Kontoen din
account-username = Brukernavn
account-professional = Fagperson
account-no-professional = tilhører ingen fagperson
account-roles = Roller
account-role-at = { $role } ved { $unit }
account-role-everywhere = { $role } for hele tjenesten
account-password-title = Bytt passord
account-password-present = Nåværende passord
account-password-new = Nytt passord
account-password-hint = 12 til 128 tegn. Flere ord etter hverandre er lette å huske. Brukernavnet kan ikke være med.
account-password-again = Nytt passord en gang til
account-password-do = Bytt passord
account-password-after = Alle andre nettlesere og programmer som er logget inn med denne kontoen, blir logget ut.
account-password-done = Passordet er byttet
account-password-done-more = Andre nettlesere og programmer er logget ut.
account-password-wrong = Dette er ikke det nåværende passordet ditt
account-password-unfit = Bruk 12 til 128 tegn, uten brukernavnet
account-password-differs = De to er ikke like
account-password-locked = For mange forsøk har mislyktes. Vent { $n } min og prøv igjen
account-password-busy = Mange logger inn akkurat nå. Vent noen sekunder og prøv igjen
account-faults = Passordet er ikke byttet
account-others-title = Andre steder
account-others = { $n ->
    [0] Du er bare logget inn her.
    [one] Du er også logget inn i én annen nettleser.
   *[other] Du er også logget inn i { $n } andre nettlesere.
  }
account-others-what = Når du logger ut andre steder, skjer det med en gang, også for programmer som bruker kontoen din.
account-others-do = Logg ut alle andre steder
account-others-done = Alt annet er logget ut
account-others-done-more = Bare denne nettleseren er fortsatt logget inn.

account-pin-title = PIN på felles maskiner
account-pin-what = På en maskin som flere deler, kan du bytte bruker med en PIN på 6 til 11 sifre. Den virker bare der du har bedt om å bli husket, i 30 dager etter at du oppga passordet der, og aldri alene.
account-pin-set = Du har en PIN.
account-pin-none = Du har ingen PIN.
account-pin-here = Denne maskinen husker deg.
account-pin-not-here = Denne maskinen husker deg ikke.
account-pin-hint = 6 til 11 sifre som ingen gjetter: ingen rekke som 123456, ingen gjentakelse som 121212. La feltet stå tomt for å beholde den du har.
account-pin-new = Ny PIN
account-pin-again = Ny PIN en gang til
account-pin-remember = Husk meg på denne maskinen
account-pin-remember-what = Da står navnet ditt på innloggingssiden for alle som bruker maskinen, og økter der låses etter noen minutter uten bruk. Kryss av på en maskin på posten din, ikke på en som fremmede bruker.
account-pin-do = Lagre PIN
account-pin-remove = Ta bort PIN-en min
account-pin-forget = Glem meg på denne maskinen
account-pin-faults = PIN-en er ikke endret
account-pin-done = PIN-en din er lagret
account-pin-done-more = På en maskin som husker deg, trykker du på navnet ditt og skriver den.
account-pin-removed = Du har ikke lenger noen PIN
account-pin-removed-more = Ingen maskin husker deg.
account-pin-forgotten = Denne maskinen har glemt deg
account-pin-forgotten-more = Navnet ditt står ikke lenger på innloggingssiden.
account-pin-differs = De to er ikke like
account-pin-length = Bruk 6 til 11 sifre
account-pin-guessable = Denne er lett å gjette. Bruk sifre som ikke er en rekke eller en gjentakelse og ikke står i brukernavnet
