# The frame of every page, dates and words that all pages share.

shell-skip = Til innholdet
shell-nav = Hovedmeny
shell-nav-patients = Mine pasienter
shell-nav-search = Finn pasient
shell-nav-imports = Import
shell-nav-policy = Terskler
shell-nav-audit = Innsynslogger
shell-theme = Lys eller mørk
shell-theme-auto = Som enheten
shell-theme-light = Lys
shell-theme-dark = Mørk
shell-units = { $n } enheter
shell-sign-out = Logg ut
shell-send-lost = Forbindelsen ble brutt før svaret kom. Det du skrev, står her fortsatt. Send det på nytt; det blir registrert bare én gang.
shell-send-slow = Sender …

month-1 = januar
month-2 = februar
month-3 = mars
month-4 = april
month-5 = mai
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = desember

month-short-1 = jan.
month-short-2 = feb.
month-short-3 = mars
month-short-4 = april
month-short-5 = mai
month-short-6 = juni
month-short-7 = juli
month-short-8 = aug.
month-short-9 = sep.
month-short-10 = okt.
month-short-11 = nov.
month-short-12 = des.
