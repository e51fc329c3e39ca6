# Planer og ønsker: det som er avtalt med pasienten, og det de har bedt om.

plan-crisis-title = Kriseplan
plan-crisis-none = Det finnes ingen kriseplan som gjelder.
plan-crisis-no = Pasienten ble spurt: skriv ned svaret
plan-crisis-no-words = Pasientens egne ord er ikke registrert.
plan-early-signs = Tidlige tegn
plan-helps = Det som hjelper
plan-worsens = Det som gjør det verre
plan-call = Ring til
plan-call-not = Ikke ring til
plan-supporters = Det jeg vil at de rundt meg gjør
plan-outside = Planen
plan-staff = Det personalet legger til
plan-agreed-on = Avtalt { $date }.
plan-reviewed-on = Gjennomgått { $date }.
plan-review-by = Skal gjennomgås innen { $date }.
plan-review-due = Den skulle vært gjennomgått nå.
plan-numbers = Hjelp nå:
plan-card = Som kort til utskrift (A6)
plan-card-back = Tilbake til planen

request-correction = at noe i journalen rettes
request-title = Det pasienten har bedt om
request-lead = Med deres ord, og hvem som tar det videre. Et nei med begrunnelse er også et svar.
request-waiting = Venter på svar
request-none-waiting = Ingenting venter på svar.
request-answered-title = Besvart
request-asked = Bedt om { $date }, { $n ->
    [0] i dag.
    [one] for én dag siden.
   *[other] for { $n } dager siden.
  }
request-received = Mottatt av { $what }.
request-decider = Skal besvares av { $what }.
request-nobody = Ingen er navngitt som skal svare.
request-due = Frist { $what }.
request-answered = { $answer }, { $date }. { $reason }
