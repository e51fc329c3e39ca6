# The patient's story: reading it, writing down what is told, whom it is shared with.

story-title = The patient’s story
story-lead = In the patient’s own words, as far as they are shared with you. Nothing of it is scored, and no rule reads what it says.
story-count = { $n ->
    [0] Nothing is shared with you yet.
    [one] One entry is shared with you.
   *[other] { $n } entries are shared with you.
  }
story-none = There is nothing here that is shared with you. What a patient keeps to themselves is not counted here.
story-more = There are more entries than fit on this page: the older ones are read through the API.
story-new = Write down what is told
story-kin-title = What next of kin tell
story-gone-title = Taken back
story-untold = What could be asked
story-untold-lead = Nothing of it has to be answered. It is asked when it fits, and written down if the patient wants that.
story-open = Sharing, and who has read it
story-back = Back to the story

story-own = The patient’s own words, { $time }.
story-told-to = Told to { $who }, { $time }.
story-co-written = Written together with { $who }, { $time }.
story-kin = Next of kin’s own words, written down by { $who }, { $time }.
story-transcript = Written down from a recording, { $time }.
story-somebody = somebody whose name is not recorded
story-confirmed = The patient found it right on { $date }.
story-unconfirmed = The patient has not yet confirmed it.
story-gone = Taken back by the patient, { $time }.

story-shared-0 = Shared with nobody but whoever wrote it down.
story-shared-named = Shared with { $who }.
story-shared-named-nobody = Shared with persons whom the patient chooses; none is named.
story-shared-2 = Shared with the present team.
story-shared-3 = Shared with every service in this course, emergency units too.
story-shared-4 = Shared with every service in this course, emergency units too, and without identity for learning.
story-until = { $said } Until { $date }.
story-opened = You opened it { $time } and have not told the patient so.
story-told = You have read it and told the patient so, { $time }.
story-tell-read = I have told the patient that I read it
story-readers = Who has read it
story-readers-none = Nobody has opened it but whoever wrote it down.
story-reader = { $who }, { $time }.
story-reader-told = { $who }, { $time }; told the patient so { $told }.

story-spring = spring
story-summer = summer
story-autumn = autumn
story-winter = winter
story-about = about { $years }

story-new-lead = Write it as it is said, in the first person. Nothing has to be explained or proved.
story-not-at-once = Nobody reads this at once. Who needs help now tells somebody who is here.
story-crisis = Or calls:
story-duty = If the law obliges you to act on what you are told (danger, a child), say so before it is told. What is copied into the statutory record cannot be taken back from there.
story-kind = What it is about
story-text = In their words
story-text-hint = As it is said, in any language, at most 10 000 characters.
story-when = When it was, if it is said
story-when-hint = As it is said: 2019, spring 2019, March 2019, 2015-2018, about 2019, when I was 16.
story-whose = Whose words they are
story-by-told_to_staff = told to me, and written down by me
story-by-co_written = written together with the patient
story-by-next_of_kin = next of kin’s own words
story-write = Write it down

story-share-with = Whom the patient shares it with
story-level-0 = Nobody
story-level-0-means = The patient, and you who write it down. Technical staff could reach it in the database.
story-level-1 = Persons whom the patient chooses
story-level-1-means = Those named below, as long as the record is open to them.
story-level-2 = The present team
story-level-2-means = Those with a relationship, and the staff of the unit where the patient is.
story-level-3 = Every service in this course
story-level-3-means = Also where the patient is on the way to, and an emergency unit.
story-named = Persons
story-named-hint = For the second choice only.
story-other = Somebody else, by name
story-until-label = Until, if the patient wants an end
story-until-hint = To the end of that day; then it is shared with nobody.
story-share-title = Whom the patient shares it with
story-share-lead = The patient decides it, and can decide otherwise at any time. It holds at once.
story-share-do = Share it so
story-wish = The patient has told me that they want this
story-withdraw-title = Take it back
story-withdraw-lead = The words are gone for everybody at once and cannot be brought back. That something was taken back, and when, stays. Those who have read it are named above.
story-withdraw-do = Take it back for the patient
story-confirm-title = Has the patient confirmed it?
story-confirm-lead = Read it to the patient, or let them read it. Until they find it right it is shown as not confirmed.
story-confirm-do = The patient found it right
story-reword-title = Put right what you wrote
story-reword-do = Save

story-done-written = It is written down.
story-done-reword = It is put right.
story-done-confirm = It is shown as confirmed by the patient.
story-done-share = It is shared as the patient wants it.
story-done-withdraw = The words are gone.
story-done-tell-read = It is shown that you read it and told the patient so.
story-done-told = It is shown that you read them and told the patient so.

story-disputed = The patient says that this is not how they said it ({ $date }).
story-confidential = Told in confidence: the patient knows that there is something and when it was told, and not what.
story-confidential-label = In confidence
story-confidential-hint = For next of kin only: the patient sees that something was told and when, and not what.
story-in-question = It is in question at present whether the patient can consent: nothing is shared more widely. Sharing with fewer, and taking back, are obeyed.
story-in-question-more = Who stated it, and why
story-hand-over = You can write down that the patient wants to share this with fewer. For anything else, let them do it themselves:
story-reply-title = Answer
story-reply-lead = The patient has opened this for answers. They and everybody who may read the entry see yours.
story-reply-label = Your answer
story-reply-do = Answer
story-replies-title = Answers
story-replies-open = Let those who may read it answer
story-replies-close = No more answers
story-done-open-replies = It is open for answers.
story-done-close-replies = It is closed for answers.
story-done-reply = Your answer is there.

voice-about = About:
voice-about-what = Is it about something that is recorded?
voice-about-hint = Only if the patient says so. It is then shown there, too, to those whom it is shared with.
voice-about-nothing = Nothing in particular
voice-open = Open it
voice-beside = In the patient’s words
voice-differs = Write down that the patient sees something differently
voice-differs-title = What the patient sees differently
voice-differs-lead = Write it as it is said. It stands beside what it is about, wherever that is shown, for everybody whom the patient shares it with.
voice-differs-what = What does the patient see differently?
voice-differs-mark = The patient sees this differently
voice-links-title = What it is about
voice-links-lead = You were told it, so you write down what it is about, if the patient says so. Nothing is ever linked by itself.
voice-link = It is about this
voice-unlink = Not about this
voice-thing = { $what }, { $date }
voice-handover = Handover: { $what }
voice-request = Request: { $what }
voice-rupture = Break with { $who }
story-told-which = Have you told the patient that you read these? Leave out those you have not spoken about.
story-told-chosen = I have told the patient that I read these
story-done-link = It is linked.
story-done-unlink = The link is removed.
