# The frame of every page, dates and words that all pages share.

shell-skip = To the content
shell-nav = Sections
shell-nav-patients = My patients
shell-nav-search = Find a patient
shell-nav-imports = Imports
shell-nav-policy = Thresholds
shell-nav-audit = Access logs
shell-theme = Light or dark
shell-theme-auto = As the device
shell-theme-light = Light
shell-theme-dark = Dark
shell-units = { $n } units
shell-sign-out = Sign out
shell-send-lost = The connection was lost before the answer came. What you typed is still here. Send it again: it is recorded once only.
shell-send-slow = Sending …

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
