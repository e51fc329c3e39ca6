# Finding texts of a record by their words.

finding-title = Search the record
finding-lead = In the story, plans, requests and accepted handovers, as far as you may read them. Beginnings of words are enough. What you look for is not kept.
finding-words = Words
finding-do = Search
finding-count = { $n ->
    [0] Nothing was found.
    [one] One text.
   *[other] { $n } texts.
  }
finding-many = More than { $n } texts.
finding-none = No text that you may read has all of these words. What a patient keeps to themselves is not searched.
finding-request = Asked for: { $subject }
finding-handover = Handover, { $kind }
finding-part-patient = the patient’s words
finding-part-staff = what staff add
finding-part-reason = the reason of the answer
