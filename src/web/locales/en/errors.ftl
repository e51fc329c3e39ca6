# What went wrong, as pages say it: what happened, why, and what to do.
# Keys: error-<group>-what, -why, -do; the groups are in src/web/error.rs.

error-home = To the start page
error-sign-in = Sign in
error-report = If it happens again, tell whoever looks after Red Thread. They find it under { $id }.

error-not-found-what = There is nothing here
error-not-found-why = The address may be old or misspelt, or it belongs to something that this account cannot see.
error-not-found-do = Go to the start page and find it from there.

error-forbidden-what = This is not open to your account
error-forbidden-why = Records are open to those who work with the patient, and each role has its own pages.
error-forbidden-do = If you need it for your work, ask whoever looks after accounts.

error-no-care-role-what = Patients’ records are not open to your role
error-no-care-role-why = They are open to care coordinators and ward staff who take part in the patient’s care.
error-no-care-role-do = If you work with patients as well, ask an administrator to give your account that role.

error-no-part-in-care-what = You are not part of this patient’s care
error-no-part-in-care-why = A record is open to those who have an active relationship with the patient, to the unit where the patient is or was last, and to the unit the patient is on the way to. For 30 days after your part has ended, you can read it.
error-no-part-in-care-do = If you are to meet the patient, ask somebody who cares for the patient to record the relationship, the handover or the arrival. Where that cannot wait, you can break the glass: the record is then open to you for 12 hours, the patient sees that you opened it, and the privacy officer looks at why.

error-record-closed-what = This record is closed to you
error-record-closed-why = Some records are closed to some people, whatever their part in the care. Which reason holds here, is not told. Breaking the glass does not open it.
error-record-closed-do = If somebody has to act, let a colleague do it. If you think that this is wrong, ask the privacy officer of your service.

error-read-only-record-what = You can read this record, and change nothing in it
error-read-only-record-why = Your part in this patient’s care has ended. For 30 days you can still look things up.
error-read-only-record-do = Ask somebody who cares for the patient now to write it down. If you take part again, have that recorded first.

error-behind-glass-what = Behind a broken glass you let nobody in for longer
error-behind-glass-why = You broke the glass of this record. You can write down what you do for the patient. It does not let you begin relationships, send for the patient, or hand over to somebody who does not have the patient now: that would open the record for longer than the emergency.
error-behind-glass-do = Ask somebody who cares for the patient to do it. If the patient is with you now, admit them.

error-not-shared-what = The patient did not share this with you
error-not-shared-why = Patients choose who reads their own words.
error-not-shared-do = If you need to know, ask the patient.

error-not-yours-to-reword-what = This is not yours to put right
error-not-yours-to-reword-why = Only whoever wrote it down puts it right, and only until the patient found it right.
error-not-yours-to-reword-do = Write down beside it what is to be said, or ask the patient.

error-hand-the-screen-over-what = This is the patient’s to do
error-hand-the-screen-over-why = Only whoever wrote it down as it was told takes it back for the patient, shares it more widely or opens it for answers.
error-hand-the-screen-over-do = Give the screen to the patient: on their own pages they do it themselves. Making the sharing narrower is always possible here.

error-kins-own-words-what = These are next of kin’s own words
error-kins-own-words-why = They decide whom they share them with, and take them back themselves.
error-kins-own-words-do = You can write beside them how you see it.

error-no-answers-taken-what = There are no answers to this
error-no-answers-taken-why = The patient has not opened it for answers, or has closed it again.
error-no-answers-taken-do = Talk with the patient about it.

error-in-hands-what = This screen is yours for now
error-in-hands-why = While it is in your hands it shows your own pages and nothing else.
error-in-hands-do = Go to your own pages, or give the screen back: whoever gave it to you signs in again.

error-privacy-officers-what = This is for privacy officers
error-privacy-officers-why = Broken glasses are looked at by the privacy officers of the service.
error-privacy-officers-do = If you have a question about one, ask a privacy officer.

error-own-glass-what = You broke this glass yourself
error-own-glass-why = Nobody judges what they did themselves.
error-own-glass-do = Let another privacy officer look at it.

error-guests-what = This is not for guests
error-guests-why = Guests are let in for a day, at one unit, for its patients. They let nobody else in and break no glass.
error-guests-do = Ask a colleague of the unit.

error-not-your-unit-what = This is another unit’s board
error-not-your-unit-why = A board is open to those who take part in patients’ care at the unit.
error-not-your-unit-do = If you work there now, ask an administrator to give your account a role at the unit. Your own units are under Board.

error-administrators-what = This is for administrators
error-administrators-why = Imports and accounts are looked after by administrators.
error-administrators-do = If something has to be imported or an account changed, ask an administrator of your service.
error-overseers-what = This is for privacy officers
error-overseers-why = The log of who looks at records is read by those who oversee it.
error-overseers-do = The access log of a patient in your care is on the patient’s page. For more, ask the privacy officer of your service.

error-managers-what = This is for those who look after a service
error-managers-why = Reports are open to service managers and administrators.
error-managers-do = If you need a number from a report, ask the manager of your service.

error-planners-what = This is for those who manage units
error-planners-why = Departures and named contacts are planned by service managers, for their own units: patients are named here.
error-planners-do = Ask the manager of the unit.

error-old-form-what = This form is too old to be sent
error-old-form-why = You have signed in anew since it was opened, perhaps in another window. Nothing was changed.
error-old-form-do = Go back, load the page again and send it from there.

error-other-site-what = This was not sent from a page of Red Thread
error-other-site-why = Another site or a program tried to send it. Nothing was changed.
error-other-site-do = Open the page here and send it from there.

error-signed-out-what = You need to sign in
error-signed-out-why = Nobody is signed in here, or it was so long ago that the session has ended.
error-signed-out-do = Sign in, and you come back to this page.

error-not-understood-what = Red Thread could not understand this
error-not-understood-why = Something in the address or in the form is not what the page expects.
error-not-understood-do = Go back: what you typed is still there. Change it and send it again.

error-bad-file-what = This file cannot be read
error-bad-file-why = It is not one of the files that Red Thread knows, or its first line has other columns.
error-bad-file-do = Compare the file with the description of file formats, and try again.

error-method-what = This page cannot be opened in this way
error-method-why = The address belongs to a form, and a form has to be sent.
error-method-do = Go to the start page and open the form from there.

error-conflict-what = Somebody else changed this meanwhile
error-conflict-why = What you saw is no longer what is stored, so nothing of yours was stored over it.
error-conflict-do = Go back, look at it again and repeat your change.

error-too-large-what = This is more than can be sent at once
error-too-large-why = What was sent is larger than the page takes, and was not read.
error-too-large-do = Go back and send less. Large imports are made on the command line.

error-too-many-what = Too many attempts
error-too-many-why = There were more attempts in a short time than a person makes.
error-too-many-do = Wait a few minutes, and try again.

error-too-slow-what = This took too long
error-too-slow-why = The answer did not come in time and was given up.
error-too-slow-do = Try again in a moment. Nothing was stored half.

error-busy-what = Red Thread is busy
error-busy-why = The database cannot answer at the moment.
error-busy-do = Try again in a moment. Nothing was lost.

error-not-stored-what = Nothing can be stored at the moment
error-not-stored-why = The database takes no changes: its disk is full, or it is kept from being written.
error-not-stored-do = Go back and keep what you typed. Tell whoever looks after Red Thread.

error-audit-what = Nothing can be shown or changed
error-audit-why = It cannot be written down who looks at what, and nobody sees a record without that.
error-audit-do = Tell whoever looks after Red Thread. What you typed has not been saved.

error-upkeep-what = Red Thread is being looked after
error-upkeep-why = The program and its database are not of the same version.
error-upkeep-do = Wait until the upkeep is done. If it lasts, tell whoever looks after Red Thread.

error-ours-what = Something went wrong in Red Thread
error-ours-why = This is a fault of the program. It is nothing that you did.
error-ours-do = Go back and try again. What was stored before is safe.
