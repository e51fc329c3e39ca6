//! The life of a handover.
//!
//! ```text
//! draft -> offered -> accepted -> done
//!            |  ^
//!            |  +-- questioned (answered: offered again)
//!            +----> returned   (offered again, left with a pool, withdrawn, closed)
//!            +----> expired    (accepted late, returned, offered again, left with a pool, withdrawn)
//!            +----> withdrawn
//! ```
//!
//! Two sides act: the outgoing one (who offers, and the staff of the unit it comes from) and the incoming
//! one (whom it is offered to; the unit's staff together, where it is offered to a unit, left with its
//! pool, or overdue). Where a side names nobody, whoever takes part in the patient's care may act for it.
//! Nobody is trapped: from every state that still asks something of a side there is a way on for it that
//! needs no other person. Nobody accepts what they offered themselves.
//!
//! An act that the last step was already, by the same person in the same words, changes nothing: sending
//! it twice is sending it once.

use chrono::TimeDelta;

use super::content::{Content, Expected, Fault, WORDS_MAX};
use super::needs_synthesis;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::HandoverState;

/// Whom a handover is for: a person, a unit's staff together, or a person at a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Receiver {
    /// The person; `None` is the unit's staff together.
    pub professional: Option<ProfessionalId>,
    /// The unit; after it is overdue, its staff together receive it.
    pub unit: Option<UnitId>,
}

/// An offer that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// To whom.
    pub to: Receiver,
    /// When.
    pub at: Instant,
    /// When it should be acknowledged.
    pub due_at: Instant,
    /// When the pool was told that it is overdue.
    pub escalated_at: Option<Instant>,
}

/// Who took it on, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Who.
    pub by: Option<ProfessionalId>,
    /// When.
    pub at: Instant,
    /// What the receiver heard, in their own words.
    pub synthesis: Option<String>,
    /// What staff had written then. Nothing changes it.
    pub content: Content,
}

/// Where a handover is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is being written, and nobody else's to see.
    Draft,
    /// It waits for the receiver.
    Offered(Offer),
    /// The receiver asked something; it waits for an answer.
    Questioned(Offer),
    /// The receiver has taken it on.
    Accepted(Accepted),
    /// The receiver gave it back.
    Returned(Receiver),
    /// Everything in it is done, or whoever offered it closed what was given back.
    Done(Option<Accepted>),
    /// Whoever offered it took it back.
    Withdrawn(Receiver),
    /// Nobody took it on in time.
    Expired(Offer),
}

/// A handover: where it is, and what is written in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Where.
    pub state: State,
    /// What is written.
    pub content: Content,
}

/// Who offers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parties {
    /// Who wrote it.
    pub professional: Option<ProfessionalId>,
    /// The unit it comes from.
    pub unit: Option<UnitId>,
}

/// Whoever acts.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// The professional.
    pub professional: Option<ProfessionalId>,
    /// The units at which they have a part in patients' care.
    pub units: &'a [UnitId],
}

/// What somebody does with a handover, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Offers it, as it is written now, to somebody.
    Offer(Receiver, Box<Content>),
    /// Leaves it, as it is written now, with a unit's staff together. Asks for nothing else.
    LeaveWithPool(UnitId, Box<Content>),
    /// Takes it on.
    Accept {
        /// In the receiver's own words.
        synthesis: String,
    },
    /// Asks something.
    Question(String),
    /// Answers what was asked.
    Answer(String),
    /// Gives it back.
    Return(String),
    /// Takes it back.
    Withdraw,
    /// Closes it.
    Done,
    /// Time: it is overdue, and the pool is told.
    Escalate,
    /// Time: nobody took it on.
    Expire,
}

/// What happened in a handover's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It was offered.
    Offered(Receiver),
    /// It was left with a unit's staff together.
    LeftWithPool(UnitId),
    /// It was taken on.
    Accepted(Option<String>),
    /// Something was asked.
    Questioned(String),
    /// It was answered.
    Answered(String),
    /// It was given back.
    Returned(String),
    /// It was taken back.
    Withdrawn,
    /// It was closed.
    Done,
    /// The pool was told that it is overdue.
    Escalated,
    /// Nobody took it on.
    Expired,
}

/// What a handover became, and what is written down about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// As it is now.
    pub handover: Handover,
    /// What happened.
    pub event: Event,
}

/// In which circumstances somebody acts.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// Who; `None` is time itself.
    pub who: Option<Person<'a>>,
    /// Who offers, or offered.
    pub parties: Parties,
    /// The last thing that happened, where the same person did it.
    pub last: Option<&'a Event>,
    /// How long the receiver has.
    pub time_to_acknowledge: TimeDelta,
    /// Whether the contact named is one at which two met the patient.
    pub is_joint: bool,
    /// The instant.
    pub now: Instant,
    /// The local date.
    pub today: chrono::NaiveDate,
}

/// Why an act changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// What was typed cannot be used.
    Faults(Vec<Fault>),
    /// The handover is not where this is possible, or not for this person.
    Illegal(Illegal),
}

/// A transition that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Illegal {
    /// It is still a draft.
    #[error("this handover is a draft; offer it first")]
    NotOffered,
    /// It waits for the receiver.
    #[error(
        "this handover is offered already and waits for the receiver; withdraw it to change it"
    )]
    Waits,
    /// Nothing was asked.
    #[error("nothing was asked about this handover, or it was answered")]
    NothingAsked,
    /// Somebody has taken it on.
    #[error("this handover is accepted; what is new belongs in a new one")]
    Accepted,
    /// It was given back.
    #[error("this handover was given back to whoever offered it")]
    Returned,
    /// It is over.
    #[error("this handover is over; write a new one")]
    Over,
    /// Nobody has taken it on yet.
    #[error("this handover is not accepted yet")]
    NotAccepted,
    /// Time has not done that yet.
    #[error("this handover is not overdue")]
    NotOverdue,
    /// It is the other side's to do.
    #[error("this is for those to whom the handover is offered")]
    ForTheReceiver,
    /// It is the other side's to do.
    #[error("this is for whoever offered the handover, and the staff of that unit")]
    ForTheSender,
    /// Nobody accepts what they offered.
    #[error("nobody accepts a handover that they offered themselves")]
    OwnOffer,
    /// Each of those that need the receiver's words is accepted by itself.
    #[error("only settled handovers are accepted together; the others need your own words")]
    NotSettled,
}

/// A side of a handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who offers.
    Outgoing,
    /// Who receives.
    Incoming,
}

impl State {
    /// The word for it, as stored.
    pub const fn word(&self) -> HandoverState {
        match self {
            Self::Draft => HandoverState::Draft,
            Self::Offered(_) => HandoverState::Offered,
            Self::Questioned(_) => HandoverState::Questioned,
            Self::Accepted(_) => HandoverState::Accepted,
            Self::Returned(_) => HandoverState::Returned,
            Self::Done(_) => HandoverState::Done,
            Self::Withdrawn(_) => HandoverState::Withdrawn,
            Self::Expired(_) => HandoverState::Expired,
        }
    }

    /// Whom it is, or was, for.
    pub const fn receiver(&self) -> Option<Receiver> {
        match self {
            Self::Offered(offer) | Self::Questioned(offer) | Self::Expired(offer) => Some(offer.to),
            Self::Returned(to) | Self::Withdrawn(to) => Some(*to),
            Self::Draft | Self::Accepted(_) | Self::Done(_) => None,
        }
    }

    /// The offer that waits, or waited in vain.
    pub const fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Offered(offer) | Self::Questioned(offer) | Self::Expired(offer) => Some(offer),
            _ => None,
        }
    }

    /// Whether it still asks something of a side.
    pub const fn asks(&self, side: Side) -> bool {
        match self {
            Self::Draft | Self::Returned(_) => matches!(side, Side::Outgoing),
            Self::Accepted(_) => matches!(side, Side::Incoming),
            Self::Offered(_) | Self::Questioned(_) | Self::Expired(_) => true,
            Self::Done(_) | Self::Withdrawn(_) => false,
        }
    }
}

impl Person<'_> {
    fn works_at(&self, unit: Option<UnitId>) -> bool {
        unit.is_some_and(|unit| self.units.contains(&unit))
    }

    fn is(&self, professional: Option<ProfessionalId>) -> bool {
        professional.is_some() && self.professional == professional
    }
}

impl Parties {
    /// Whether somebody acts for the outgoing side.
    pub fn has(&self, who: &Person<'_>) -> bool {
        let is_nobody = self.professional.is_none() && self.unit.is_none();
        is_nobody || who.is(self.professional) || who.works_at(self.unit)
    }
}

impl Receiver {
    /// Whether somebody acts for the incoming side. `is_pool_told` says whether the unit's staff
    /// together receive it beside the person.
    pub fn has(&self, who: &Person<'_>, is_pool_told: bool) -> bool {
        let is_nobody = self.professional.is_none() && self.unit.is_none();
        let is_pool = self.professional.is_none() || is_pool_told;
        is_nobody || who.is(self.professional) || is_pool && who.works_at(self.unit)
    }
}

impl Handover {
    /// Something that is being written.
    pub const fn draft(content: Content) -> Self {
        Self {
            state: State::Draft,
            content,
        }
    }

    /// What an act makes of it; `None` when it is so already.
    ///
    /// # Errors
    /// What was typed cannot be used, the handover is not where this is possible, or it is not for this
    /// person.
    pub fn act(&self, act: &Act, scene: &Scene<'_>) -> Result<Option<Step>, Refused> {
        if let (Some(last), Some(event)) = (scene.last, act.event())
            && *last == event
        {
            return Ok(None);
        }
        match act {
            Act::Offer(to, content) => self.offered(*to, content, scene).map(Some),
            Act::LeaveWithPool(unit, content) => self.left(*unit, content, scene),
            Act::Accept { synthesis } => self.accepted(synthesis, scene).map(Some),
            Act::Question(words) => self.questioned(words, scene).map(Some),
            Act::Answer(words) => self.answered(words, scene).map(Some),
            Act::Return(reason) => self.returned(reason, scene).map(Some),
            Act::Withdraw => self.withdrawn(scene).map(Some),
            Act::Done => self.done(scene).map(Some),
            Act::Escalate => self.escalated(scene).map(Some),
            Act::Expire => self.expired(scene).map(Some),
        }
    }

    fn step(&self, state: State, event: Event) -> Step {
        Step {
            handover: Self {
                state,
                content: self.content.clone(),
            },
            event,
        }
    }

    /// Whether it can be offered from where it is.
    fn may_offer(&self, scene: &Scene<'_>) -> Result<(), Refused> {
        match self.state {
            State::Draft | State::Returned(_) | State::Expired(_) => scene.outgoing(),
            _ => Err(Refused::Illegal(self.why_not())),
        }
    }

    fn offered(&self, to: Receiver, content: &Content, scene: &Scene<'_>) -> Result<Step, Refused> {
        self.may_offer(scene)?;
        let mut faults = content.unkept();
        if to.professional.is_none() && to.unit.is_none() {
            faults.push(fault("to", Expected::Receiver));
        }
        if to.professional.is_some() && to.professional == scene.parties.professional {
            faults.push(fault("to", Expected::SomebodyElse));
        }
        faults.extend(content.lacks(scene.today, scene.is_joint));
        waits_for(to, content, Event::Offered(to), (faults, scene))
    }

    fn left(
        &self,
        unit: UnitId,
        content: &Content,
        scene: &Scene<'_>,
    ) -> Result<Option<Step>, Refused> {
        let waits = matches!(self.state, State::Offered(_) | State::Questioned(_));
        if waits {
            scene.outgoing()?;
        } else {
            self.may_offer(scene)?;
        }
        let to = Receiver {
            professional: None,
            unit: Some(unit),
        };
        if waits && self.state.receiver() == Some(to) {
            return Ok(None);
        }
        // What the receiver may have read already stays as it is.
        let content = if waits { &self.content } else { content };
        let event = Event::LeftWithPool(unit);
        waits_for(to, content, event, (content.unkept(), scene)).map(Some)
    }

    fn questioned(&self, words: &str, scene: &Scene<'_>) -> Result<Step, Refused> {
        let offer = self.waiting(scene)?;
        let words = said(words, "words")?;
        Ok(self.step(State::Questioned(*offer), Event::Questioned(words)))
    }

    fn answered(&self, words: &str, scene: &Scene<'_>) -> Result<Step, Refused> {
        let State::Questioned(offer) = &self.state else {
            return Err(Refused::Illegal(match self.state {
                State::Offered(_) | State::Draft => Illegal::NothingAsked,
                _ => self.why_not(),
            }));
        };
        scene.outgoing()?;
        let words = said(words, "words")?;
        Ok(self.step(State::Offered(*offer), Event::Answered(words)))
    }

    fn returned(&self, reason: &str, scene: &Scene<'_>) -> Result<Step, Refused> {
        let offer = self.waiting(scene)?;
        let reason = said(reason, "reason")?;
        Ok(self.step(State::Returned(offer.to), Event::Returned(reason)))
    }

    fn escalated(&self, scene: &Scene<'_>) -> Result<Step, Refused> {
        match &self.state {
            State::Offered(offer)
                if offer.is_overdue(scene.now) && offer.escalated_at.is_none() =>
            {
                let unit = offer.to.unit.or(scene.parties.unit);
                let offer = Offer {
                    to: Receiver { unit, ..offer.to },
                    escalated_at: Some(scene.now),
                    ..*offer
                };
                Ok(self.step(State::Offered(offer), Event::Escalated))
            }
            _ => Err(Refused::Illegal(Illegal::NotOverdue)),
        }
    }

    fn expired(&self, scene: &Scene<'_>) -> Result<Step, Refused> {
        match &self.state {
            State::Offered(offer) if scene.now > offer.expires_at() => {
                Ok(self.step(State::Expired(*offer), Event::Expired))
            }
            _ => Err(Refused::Illegal(Illegal::NotOverdue)),
        }
    }

    /// The offer that waits for the receiver who acts.
    fn waiting(&self, scene: &Scene<'_>) -> Result<&Offer, Refused> {
        let offer = self.state.offer();
        let offer = offer.ok_or_else(|| Refused::Illegal(self.why_not()))?;
        let is_pool_told = offer.escalated_at.is_some() || matches!(self.state, State::Expired(_));
        scene.incoming(offer.to, is_pool_told)?;
        Ok(offer)
    }

    fn accepted(&self, synthesis: &str, scene: &Scene<'_>) -> Result<Step, Refused> {
        self.waiting(scene)?;
        let who = scene.who.and_then(|who| who.professional);
        if who.is_some() && who == scene.parties.professional {
            return Err(Refused::Illegal(Illegal::OwnOffer));
        }
        let synthesis = if needs_synthesis(self.content.severity) {
            Some(said(synthesis, "synthesis")?)
        } else {
            few(synthesis, "synthesis")?
        };
        let accepted = Accepted {
            by: who,
            at: scene.now,
            synthesis: synthesis.clone(),
            content: self.content.clone(),
        };
        Ok(self.step(State::Accepted(accepted), Event::Accepted(synthesis)))
    }

    fn withdrawn(&self, scene: &Scene<'_>) -> Result<Step, Refused> {
        let to = match &self.state {
            State::Draft | State::Accepted(_) | State::Done(_) | State::Withdrawn(_) => None,
            other => other.receiver(),
        };
        let to = to.ok_or_else(|| Refused::Illegal(self.why_not()))?;
        scene.outgoing()?;
        Ok(self.step(State::Withdrawn(to), Event::Withdrawn))
    }

    fn done(&self, scene: &Scene<'_>) -> Result<Step, Refused> {
        let accepted = match &self.state {
            State::Accepted(accepted) => Some(accepted.clone()),
            State::Returned(_) => {
                scene.outgoing()?;
                None
            }
            State::Done(_) | State::Withdrawn(_) => return Err(Refused::Illegal(Illegal::Over)),
            _ => return Err(Refused::Illegal(Illegal::NotAccepted)),
        };
        Ok(self.step(State::Done(accepted), Event::Done))
    }

    /// What stands in the way of what belongs elsewhere.
    const fn why_not(&self) -> Illegal {
        match &self.state {
            State::Draft => Illegal::NotOffered,
            State::Offered(_) | State::Questioned(_) => Illegal::Waits,
            State::Accepted(_) => Illegal::Accepted,
            State::Returned(_) => Illegal::Returned,
            State::Expired(_) => Illegal::NotAccepted,
            State::Done(_) | State::Withdrawn(_) => Illegal::Over,
        }
    }
}

/// An offer of what is written, unless something is wrong with it.
fn waits_for(
    to: Receiver,
    content: &Content,
    event: Event,
    (faults, scene): (Vec<Fault>, &Scene<'_>),
) -> Result<Step, Refused> {
    if !faults.is_empty() {
        return Err(Refused::Faults(faults));
    }
    let offer = Offer {
        to,
        at: scene.now,
        due_at: scene.now + scene.time_to_acknowledge,
        escalated_at: None,
    };
    Ok(Step {
        handover: Handover {
            state: State::Offered(offer),
            content: content.clone(),
        },
        event,
    })
}

impl Act {
    /// The event that it makes, as far as its own words tell.
    fn event(&self) -> Option<Event> {
        let kept = |words: &str| words.trim().to_owned();
        Some(match self {
            Self::Offer(to, _) => Event::Offered(*to),
            Self::LeaveWithPool(unit, _) => Event::LeftWithPool(*unit),
            Self::Accept { synthesis } => {
                let words = kept(synthesis);
                Event::Accepted((!words.is_empty()).then_some(words))
            }
            Self::Question(words) => Event::Questioned(kept(words)),
            Self::Answer(words) => Event::Answered(kept(words)),
            Self::Return(words) => Event::Returned(kept(words)),
            Self::Withdraw => Event::Withdrawn,
            Self::Done => Event::Done,
            Self::Escalate | Self::Expire => return None,
        })
    }
}

impl Scene<'_> {
    fn outgoing(&self) -> Result<(), Refused> {
        let is_theirs = self.who.is_some_and(|who| self.parties.has(&who));
        is_theirs
            .then_some(())
            .ok_or(Refused::Illegal(Illegal::ForTheSender))
    }

    fn incoming(&self, to: Receiver, is_pool_told: bool) -> Result<(), Refused> {
        let is_theirs = self.who.is_some_and(|who| to.has(&who, is_pool_told));
        is_theirs
            .then_some(())
            .ok_or(Refused::Illegal(Illegal::ForTheReceiver))
    }
}

const fn fault(field: &'static str, expected: Expected) -> Fault {
    Fault { field, expected }
}

/// Words, or none.
fn few(typed: &str, field: &'static str) -> Result<Option<String>, Refused> {
    let words = typed.trim();
    if words.chars().count() > WORDS_MAX || words.contains('\0') {
        return Err(Refused::Faults(vec![fault(field, Expected::FewWords)]));
    }
    Ok((!words.is_empty()).then(|| words.to_owned()))
}

/// Words that have to be there.
fn said(typed: &str, field: &'static str) -> Result<String, Refused> {
    let missing = || Refused::Faults(vec![fault(field, Expected::Words)]);
    few(typed, field)
        .map_err(|_| missing())?
        .ok_or_else(missing)
}
