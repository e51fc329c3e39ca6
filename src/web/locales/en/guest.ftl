# Agency staff who are let in for a day.

guest-title = Guests
guest-title-at = Guests at { $unit }
guest-what = Agency staff whom you let in: as ward staff, at this unit only, for { $n } hours. Everything they do is written down under their name, and that it was you who let them in.
guest-named = { $name } (agency)
guest-name = Name
guest-name-hint = As it is to be shown to colleagues, such as Ane Lie.
guest-profession = Profession
guest-give-title = Let somebody in
guest-give = Let in for a day
guest-faults = Nobody was let in
guest-shown = Let in
guest-shown-once = The password is shown this once. Write it down for your guest, or let them sign in now.
guest-shown-before = shown before; end this access and let them in anew if it is lost
guest-list = Who is in, and who was
guest-none = Nobody was let in here yet.
guest-given = Let in
guest-given-by = { $time } by { $who }
guest-end-title = Until
guest-until = until { $time }
guest-over = over since { $time }
guest-ended-by = ended { $time } by { $who }
guest-end = End now
guest-board = To the board
