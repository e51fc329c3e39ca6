# The page of the day, the letters, and where letters go. No letter names anybody: counts only.

digest-title = Today
digest-lead = What is urgent now, and what happened since { $since } to your own flags and those of your units.
digest-from = How far back
digest-from-last = Since the last digest
digest-from-days = { $n } days
digest-empty = Nothing is urgent, and nothing happened to your flags since { $since }.
digest-empty-why = Flags that somebody has seen already are not told again. They stay on the patient's page until what they ask for is recorded.
digest-part-urgent = Urgent
digest-part-new = New
digest-part-returned = Back again
digest-part-returned-what = They were put aside or settled. That time is over, or something has changed.
digest-part-cleared = Gone
digest-part-cleared-what = What they asked for has been recorded, or no longer applies.
digest-found = found { $date }
digest-found-new = new, found { $date }
digest-gone = gone { $date }
digest-left-out = { $n ->
    [one] One more is not shown here; it is on the patient's page.
   *[other] { $n } more are not shown here; they are on the patients' pages.
  }

letter-digest-subject = Red Thread: your digest of { $date }
letter-digest-lead = This is what waits for you in Red Thread on { $date }:
letter-digest-urgent = { $n ->
    [one] 1 urgent flag, to be looked at today
   *[other] { $n } urgent flags, to be looked at today
  }
letter-digest-attention = { $n ->
    [one] 1 new flag, to be looked at within days
   *[other] { $n } new flags, to be looked at within days
  }
letter-digest-info = { $n ->
    [one] 1 new flag that is good to know
   *[other] { $n } new flags that are good to know
  }
letter-digest-returned = { $n ->
    [one] 1 flag that is back after it was put aside or settled
   *[other] { $n } flags that are back after they were put aside or settled
  }
letter-digest-cleared = { $n ->
    [one] 1 flag that is gone: what it asked for is recorded
   *[other] { $n } flags that are gone: what they asked for is recorded
  }
letter-urgent-subject = { $n ->
    [one] Red Thread: 1 urgent flag is waiting
   *[other] Red Thread: { $n } urgent flags are waiting
  }
letter-urgent-lead = { $n ->
    [one] 1 urgent flag is waiting for you in Red Thread. Sign in to see it.
   *[other] { $n } urgent flags are waiting for you in Red Thread. Sign in to see them.
  }
letter-where = Your page in Red Thread: { $address }
letter-where-unknown = Sign in to Red Thread and choose “{ $page }”.
letter-why = A flag tells of something that the service has not done yet. Whom it is about is said in Red Thread only, never in an e-mail.
letter-stop = Where these e-mails go, and whether they come, you choose on the page of your account in Red Thread. Nobody reads answers to this address.

account-mail-title = E-mail
account-mail-what = When you are the one to look at an urgent flag, you get an e-mail at once, at most one an hour. It says how many there are, never whom they are about.
account-mail-off = This service sends no e-mail at present. What you choose here holds from when it does.
account-mail-address = E-mail address
account-mail-address-hint = Leave it empty to get no e-mail.
account-mail-language = Language of the e-mails
account-mail-digest = Also send me a digest of the day, when there is something new or urgent
account-mail-do = Save
account-mail-done = Your choice is saved
account-mail-done-to = E-mails go to the address below.
account-mail-done-none = You get no e-mail.
account-mail-unfit = This is not an e-mail address. One looks like kari.berg@example.org, without spaces and with letters of the English alphabet
account-mail-faults = Nothing is saved
