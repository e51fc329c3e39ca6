# Signing in and out, and one's own account.

sign-in-title = Sign in
sign-in-what = Red Thread shows who has followed a patient, and where the thread is about to break.
sign-in-username = Username
sign-in-password = Password
sign-in-do = Sign in
sign-in-help = An administrator of your service gives out accounts, and a new password where one is forgotten.

sign-in-needed = Sign in to see this page
sign-in-needed-more = You come to it as soon as you have signed in.
sign-in-ended = You were signed out before this was sent
sign-in-ended-more = That happens after 30 minutes without use, and after 12 hours. What you typed is kept: sign in, and you can send it.
sign-in-ended-lost = You were signed out before this was sent
sign-in-ended-lost-more = That happens after 30 minutes without use, and after 12 hours. Nothing was changed. Files, passwords and very long texts are not kept: please give them again after you have signed in.
sign-in-out = You are signed out
sign-in-out-more = On a shared computer, close the window as well.
sign-in-wrong = The username or the password is wrong
sign-in-wrong-more = Which of the two is not told. Check the name, and that capital letters are not locked on; after five failures in a row you have to wait a minute.
sign-in-locked = Too many attempts have failed
sign-in-locked-more = { $n ->
    [one] Wait a minute before you try again. If it was not you, tell an administrator.
   *[other] Wait { $n } minutes before you try again. If it was not you, tell an administrator.
  }
sign-in-busy = Too many are signing in just now
sign-in-busy-more = Wait a few seconds and try again. This attempt was not counted.
sign-in-disabled = This account is disabled
sign-in-disabled-more = The password was right, but the account has been closed. An administrator of your service can open it again.

sign-in-continue-title = You are signed in
sign-in-continue-what = What you had typed before is still here and has not been sent yet.
sign-in-continue-do = Send what was typed
sign-in-continue-leave = Leave it

account-title = Your account
account-username = Username
account-professional = Professional
account-no-professional = belongs to no professional
account-roles = Roles
account-role-at = { $role } at { $unit }
account-role-everywhere = { $role } for the whole service
account-password-title = Change your password
account-password-present = Present password
account-password-new = New password
account-password-hint = 12 to 128 characters. Several words in a row are easy to remember; your username must not be in it.
account-password-again = New password once more
account-password-do = Change the password
account-password-after = Every other browser and program that is signed in with this account is signed out.
account-password-done = The password is changed
account-password-done-more = Other browsers and programs were signed out.
account-password-wrong = This is not your present password
account-password-unfit = Take 12 to 128 characters without your username
account-password-differs = The two are not the same
account-password-locked = Too many attempts have failed; wait { $n } min and try again
account-password-busy = Too many are signing in just now; wait a few seconds and try again
account-faults = The password is not changed
account-others-title = Other places
account-others = { $n ->
    [0] You are signed in here only.
    [one] You are signed in with one other browser, too.
   *[other] You are signed in with { $n } other browsers, too.
  }
account-others-what = Signing out elsewhere ends them at once, and programs that use your account as well.
account-others-do = Sign out everywhere else
account-others-done = Everything else is signed out
account-others-done-more = Only this browser is still signed in.

account-pin-title = PIN for shared computers
account-pin-what = On a computer that several share you can change users with a PIN of 6 to 11 digits. It works only where you asked to be remembered, for 30 days after you gave your password there, and never alone.
account-pin-set = You have a PIN.
account-pin-none = You have no PIN.
account-pin-here = This computer remembers you.
account-pin-not-here = This computer does not remember you.
account-pin-hint = 6 to 11 digits that nobody guesses: no run such as 123456, no repetition such as 121212. Leave it empty to keep the one you have.
account-pin-new = New PIN
account-pin-again = New PIN once more
account-pin-remember = Remember me on this computer
account-pin-remember-what = Your name then stands on its sign-in page, for whoever uses it, and sessions on it lock after some minutes without use. Tick it on a computer of your ward, not on one that strangers use.
account-pin-do = Save the PIN
account-pin-remove = Take my PIN away
account-pin-forget = Forget me on this computer
account-pin-faults = The PIN is not changed
account-pin-done = Your PIN is saved
account-pin-done-more = On a computer that remembers you, tap your name and type it.
account-pin-removed = You have no PIN any more
account-pin-removed-more = No computer remembers you.
account-pin-forgotten = This computer has forgotten you
account-pin-forgotten-more = Your name stands on its sign-in page no longer.
account-pin-differs = The two are not the same
account-pin-length = Take 6 to 11 digits
account-pin-guessable = This one is easily guessed. Take digits that are no run, no repetition and not in your username
