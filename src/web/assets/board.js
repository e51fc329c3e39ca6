// Keeps an open board true. The service says whose card changed; the card itself is asked for, so that it
// is shown to who may see it only. Without scripts the page is whole as of when it was opened.
const board = document.getElementById("board");
const unit = board.dataset.unit;
const MARK = "[time]";
// Twice the time after which the service says that it is alive, and a little.
const STALE_AFTER = 25_000;
// How long it waits before it asks again.
const AGAIN = 3000;

let heard = Date.now();
let isStale = false;

const clock = () => document.getElementById("board-live").dataset.clock;

const say = () => {
  const words = isStale ? board.dataset.stale : board.dataset.live;
  const line = document.getElementById("board-live");
  line.textContent = words.replace(MARK, clock());
  line.classList.toggle("stale", isStale);
  document.body.classList.toggle("is-stale", isStale);
};

const alive = () => {
  heard = Date.now();
  if (!isStale) return;
  // What was missed meanwhile is not known.
  location.reload();
};

const now = () => {
  const time = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
};

const put = (patient, part) => {
  const old = document.getElementById(`card-${patient}`);
  const fresh = part.querySelector(".board-card");
  document.getElementById("board-head").replaceWith(part.querySelector("#board-head"));
  // On the way, and then there: the line gives way to the card.
  const way = document.getElementById(`coming-${patient}`);
  const line = part.querySelector(`#coming-${CSS.escape(patient)}`);
  if (way && line) way.replaceWith(line);
  else if (line) document.getElementById("coming").append(line);
  else way?.remove();
  const list = document.getElementById("coming");
  list.parentElement.hidden = list.children.length === 0;
  const held = old?.contains(document.activeElement)
    ? [...old.querySelectorAll("a")].indexOf(document.activeElement)
    : -1;
  if (old && fresh) {
    old.replaceWith(fresh);
    if (held >= 0) fresh.querySelectorAll("a")[held]?.focus();
  } else if (old) {
    old.remove();
  } else if (fresh && "whole" in board.dataset) {
    board.append(fresh);
    document.getElementById("board-empty")?.remove();
  }
};

// One after the other, so that an older answer never overtakes a newer one.
let turn = Promise.resolve();
const look = (patient) => {
  turn = turn.then(async () => {
    const answer = await fetch(`/units/${unit}/board/cards/${patient}`);
    if (answer.redirected || !answer.ok) {
      location.reload();
      return;
    }
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    put(patient, part);
    say();
  }).catch(() => {});
};

const stream = `/units/${unit}/board/events`;
const follow = () => {
  const events = new EventSource(stream);
  events.addEventListener("open", alive);
  events.addEventListener("alive", () => {
    alive();
    document.getElementById("board-live").dataset.clock = now();
    say();
  });
  events.addEventListener("card", (event) => {
    alive();
    look(event.data);
  });
  for (const name of ["anew", "signed-out"]) {
    events.addEventListener(name, () => location.reload());
  }
  // A connection that breaks is opened again by the browser, an answer that is no stream ends it for good: a
  // gateway gives one while the service is started anew.
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(again, AGAIN);
  });
};

const again = async () => {
  const stop = new AbortController();
  try {
    const answer = await fetch(stream, { redirect: "manual", signal: stop.signal });
    stop.abort();
    if (answer.ok) {
      follow();
      return;
    }
    if (answer.status < 500) {
      // Signed out, or not theirs to see any more: the page itself says which.
      location.reload();
      return;
    }
  } catch {
    // Nobody answers yet.
  }
  setTimeout(again, AGAIN);
};

follow();

setInterval(() => {
  if (isStale || Date.now() - heard < STALE_AFTER) return;
  isStale = true;
  say();
}, 1000);

say();
