# Planlegging: hva som ryker når noen slutter, hvem som kan ta over tråden, og hvem som bør bli fast kontakt for dem
# som ikke har noen.

leaving-title = Når noen slutter
leaving-if = Hvis { $n ->
    [one] { $who } slutter
   *[other] { $who } slutter
} { $date }
leaving-if-unit = Hvis alle slutter ved { $unit } { $date }
leaving-lead = Hva som ryker, hvem som allerede kjenner disse pasientene, og planen som holder flest tråder hele.
leaving-whom = Hvem som slutter, og når
leaving-who = Hvem som slutter
leaving-unit = Eller alle ved en enhet, med alt som hører under
leaving-no-unit = Ingen hel enhet
leaving-on = Første dag uten dem
leaving-than = Sammenlign med en annen dag
leaving-think = Tenk det gjennom
leaving-wrong = Dette lar seg ikke tenke gjennom slik det er
leaving-wrong-professional = Velg hvem som slutter, eller en enhet der alle slutter: høyst 100 personer, med høyst 500 pasienter til sammen.
leaving-wrong-on = Skriv en dag fra og med i dag, høyst to år fram.
leaving-wrong-unit = Velg en av dine egne enheter.
leaving-wrong-successor = En du valgte, arbeider ikke der den dagen, eller kan ikke velges for pasienten. Velg på nytt.
leaving-none = Ingen mister en relasjon
leaving-none-why = Ingen varig relasjon til dem hører til en av dine enheter.
leaving-figure-patients = { $n ->
    [one] pasient mister en relasjon
   *[other] pasienter mister en relasjon
}
leaving-figure-only = { $n ->
    [one] mister den eneste
   *[other] mister den eneste
}
leaving-figure-important = har markert den som viktig
leaving-figure-coc = median COC, med denne planen
leaving-figure-coverage = dager med en fast kontakt, med denne planen
leaving-figure-known = { $n ->
    [one] beholder noen de kjenner
   *[other] beholder noen de kjenner
}
leaving-figure-days = { $n ->
    [one] dag til å planlegge avskjedene
   *[other] dager til å planlegge avskjedene
}
leaving-patients = Pasienter, de sterkeste båndene først
leaving-patient = Pasient
leaving-tie = Bånd
leaving-others = Kjenner også pasienten
leaving-next = Foreslått etterfølger, og hvorfor
leaving-becomes = Hva det blir til
leaving-coverage = Dager med en fast kontakt
leaving-for-days = i { $n } { $n ->
    [one] dag
   *[other] dager
}
leaving-for-months = i { $n } { $n ->
    [one] måned
   *[other] måneder
}
leaving-for-years = i { $n } år
leaving-days-met = { $n ->
    [0] ikke møtt på to år
    [one] møtt én dag på to år
   *[other] møtt { $n } dager på to år
}
leaving-important = viktig for pasienten
leaving-only = den eneste
leaving-known-nobody = ingen på 24 måneder
leaving-known-more = { $n ->
    [one] én til
   *[other] { $n } til
}
leaving-nobody = Ingen
leaving-nobody-chosen = du har valgt at det ikke er noen ennå
leaving-nobody-there = ingen som kan velges, arbeider der den dagen
leaving-nobody-of-profession = ingen i yrkesgruppen arbeider der den dagen
leaving-nobody-room = alle i yrkesgruppen har så mange pasienter som de kan ha
leaving-why-chosen = ditt valg
leaving-why-met = de har møttes { $n } { $n ->
    [one] dag
   *[other] dager
} på to år
leaving-why-new = de har ikke møttes på to år
leaving-why-tied = har allerede en relasjon
leaving-why-other-profession = fra en annen yrkesgruppe
leaving-why-caseload = { $n } av { $limit } pasienter nå
leaving-fate = { $before }, uten noen { $without }
leaving-fate-with = med vedkommende { $with }
leaving-choose-for = Hvem som tar over for { $name }
leaving-option-suggested = Som foreslått
leaving-option-nobody = Ingen ennå
leaving-option = { $name }, plass til { $n }
leaving-compare-own-do = Sammenlign med mine valg
leaving-compare-own-hint = De du lar stå som foreslått, fordeles på nytt rundt valgene dine.
leaving-compare-day = { $date }
leaving-compare-own = Dine valg, { $date }
leaving-compare-suggested = Som foreslått, { $date }
leaving-compared = To planer ved siden av hverandre
leaving-compared-what = Med planen
leaving-compare-patients = Pasienter som mister en relasjon
leaving-compare-placed = Har en etterfølger
leaving-compare-known = Beholder noen de kjenner
leaving-compare-familiarity = Kjennskap, summert
leaving-compare-coverage = Dager med en fast kontakt
leaving-compare-coc = COC, median
leaving-compare-over = Etterfølgere over grensen sin
leaving-compared-same = Begge gir alle videre til de samme.
leaving-differences = Der de skiller seg
leaving-not-concerned = ikke berørt
leaving-unplaced = For disse finnes det ingen
leaving-loads = Antall pasienter med denne planen
leaving-load-who = Hvem
leaving-load-before = Pasienter nå
leaving-load-gets = Tar over
leaving-load-after = Deretter
leaving-load-limit = Høyst
leaving-load-over = over grensen
leaving-note = Av de 182 dagene før, og av de samme dagene én gang til uten dem. Her ser du navn og bånd ved dine egne enheter, og ingenting av det pasientene har sagt; hver pasient som nevnes, får det ført i innsynsloggen sin. Ingenting endres før du bekrefter.

leaving-unnamed-title = Pasienter uten fast kontakt
leaving-unnamed-lead = { $n ->
    [0] Alle i behandling ved disse enhetene har en fast kontakt.
    [one] Én pasient i behandling har ingen fast kontakt. Under står hvem det bør bli, og hvorfor.
   *[other] { $n } pasienter i behandling har ingen fast kontakt. Under står hvem det bør bli, og hvorfor.
}
leaving-unnamed-none = Ingen mangler en fast kontakt
leaving-unnamed-none-why = Alle pasienter i behandling ved disse enhetene har noen som skal være deres.
leaving-unnamed-more = { $n ->
    [one] Det er én til, som det ikke er lett etter noen for her.
   *[other] Det er { $n } til, som det ikke er lett etter noen for her.
}
leaving-unnamed-note = Foreslått for alle på én gang, slik at de som møtes, kjenner hverandre best mulig, innenfor hver enkelts antall pasienter og med yrkesgruppen til den forrige faste kontakten. Hvem det blir, føres på pasientens side av dem som har ansvar for behandlingen.
leaving-all-units = Alle mine enheter
leaving-without-since = Uten siden
leaving-knows = Kjenner pasienten
leaving-could-be = Hvem det bør bli, og hvorfor
leaving-since = siden { $date }
leaving-since-last = { $date }; det var { $name }
leaving-since-never = har aldri hatt noen

leaving-confirm = Bekreft: { $endings ->
    [one] én planlagt avslutning
   *[other] { $endings } planlagte avslutninger
}, { $handovers ->
    [one] én varm overføring
   *[other] { $handovers } varme overføringer
}
leaving-confirm-hint = Varsler hver avslutning med hvem som kommer etter, og begynner en varm overføring for den som slutter. Det kan angres i ett steg, til noen har arbeidet videre med det.
leaving-outdated = Noe ble endret i mellomtiden
leaving-outdated-more = Ingenting ble skrevet. Dette er planen slik den er nå: se gjennom den og bekreft på nytt.
leaving-undo-outdated = Ingenting ble endret. Se på planen slik den er nå.
leaving-confirmed = Planen er bekreftet
leaving-confirmed-more = { $endings ->
    [one] Én avslutning er
   *[other] { $endings } avslutninger er
} varslet, og { $drafts ->
    [one] én varm overføring
   *[other] { $drafts } varme overføringer
} er påbegynt. Den står her til alle pasientene har møtt den som tar over.
leaving-undone = Planen er angret
leaving-undone-back = { $n ->
    [one] Én relasjon er som den var.
   *[other] { $n } relasjoner er som de var.
}
leaving-undone-kept = { $n ->
    [one] Én blir stående, fordi noen har arbeidet videre med den.
   *[other] { $n } blir stående, fordi noen har arbeidet videre med dem.
}
leaving-was-undone = Denne planen er angret. Det som står her, ble stående fordi noen hadde arbeidet videre med det.
leaving-underway = Planer som er i gang
leaving-underway-lead = Bekreftede planer, til alle pasientene har møtt den som tar over.
leaving-underway-none = Ingen plan er i gang
leaving-underway-none-why = Det finnes ingen plan, eller alle har møtt den som tar over.
leaving-leaves = { $n ->
    [one] { $who } slutter
   *[other] { $who } slutter
} { $date }
leaving-days-left = { $n ->
    [0] Det er i dag.
    [one] Én dag igjen.
   *[other] { $n } dager igjen.
}
leaving-days-gone = { $n ->
    [one] Det var i går.
   *[other] Det var for { $n } dager siden.
}
leaving-met-of = { $n } av { $all } har møtt den som tar over.
leaving-takes-over = Tar over
leaving-have-met = Har de møttes
leaving-handover = Overføring
leaving-nobody-yet = ingen ennå
leaving-met-on = møttes { $date }
leaving-not-met = ikke ennå
leaving-draft-begun = et utkast er påbegynt for den som slutter
leaving-draft-being-written = den som slutter, skrev allerede på en
leaving-draft-no-account = den som slutter, har ingen konto å skrive med
leaving-draft-nobody = det er ingen å overføre til ennå
leaving-undo = Angre denne planen
leaving-undo-hint = Det ingen har arbeidet videre med, blir som det var. Ingenting noen har skrevet, går tapt.
