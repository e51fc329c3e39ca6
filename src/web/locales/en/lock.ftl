# A session that is hidden on a shared computer, and who takes over there.

lock-do = Lock
lock-switch = Switch user
lock-title = Locked
lock-lead = The work of { $name } is hidden, and what was half typed is kept.
lock-secret = PIN or password
lock-open = Go on
lock-other = Somebody else
lock-other-what = When somebody else signs in here, this session ends. What was half typed stays safe for whoever typed it and comes back with their next sign-in, for up to 12 hours.
lock-wrong = That was not right
lock-wrong-more = Type the PIN or the password once more. A PIN works only on a computer that remembers you; after five wrong PINs, or 30 days without the password, only the password opens it there.
lock-kept = This was not sent: the page had been locked
lock-kept-more = That happens when a shared computer is left for some minutes. What you typed is kept: go on with your PIN or password, and you can send it.
lock-who = Who are you?
lock-somebody-else = Somebody else
lock-back = What you had typed is back. It is not saved yet.
lock-elsewhere = The page has changed meanwhile. What you had typed does not fit into it any more; here it is:
lock-cut-off = Locked. There is no connection to the service just now; what you typed is kept in this page. Do not close it.
