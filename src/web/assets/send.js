// Sends the forms that write into a record, so that a connection which breaks meanwhile takes nothing with it:
// the page stays, with what was typed and the key of the form, and pressing again writes it once. Without
// scripts the browser sends them, and loading its page of the failure again sends the same form.
const { lost, sending } = document.getElementById("send").dataset;
// Each has a key of its own, or names the version that it changes.
const WRITES = "form:has([name=form_key]), form:has([name=version]), form[data-once]";
// Soon enough for whoever begins to doubt, too late to flicker.
const SLOW = 800;
const leftToBrowser = new WeakSet();

const say = (form, words) => {
  let line = form.querySelector("[data-sent]");
  if (!line) {
    line = document.createElement("p");
    line.dataset.sent = "";
    line.className = "fault";
    line.setAttribute("role", "status");
    form.append(line);
  }
  line.textContent = words;
};

const go = (address) => {
  const to = new URL(address, location.href);
  const isHere = to.pathname + to.search === location.pathname + location.search;
  location.assign(to);
  // An address that differs in its end only would load nothing.
  if (isHere) location.reload();
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || leftToBrowser.has(form) || !form.matches(WRITES)) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const by = event.submitter;
  const body = new URLSearchParams(new FormData(form, by));
  const slow = setTimeout(() => say(form, sending), SLOW);
  try {
    const headers = { "x-sent-by-script": "1" };
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers });
    clearTimeout(slow);
    const to = answer.headers.get("x-leads-to");
    if (to) {
      go(to);
      return;
    }
    if (answer.ok) {
      // A page of its own: asking for it once more might write once more.
      const page = await answer.text();
      document.open();
      document.write(page);
      document.close();
      return;
    }
    // Refused, so that nothing was written: the browser shows the page that says why.
    leftToBrowser.add(form);
    form.dispatchEvent(new Event("unsent"));
    form.requestSubmit(by);
  } catch {
    clearTimeout(slow);
    form.ariaBusy = null;
    form.dispatchEvent(new Event("unsent"));
    say(form, lost);
    form.querySelector("[data-sent]").scrollIntoView({ block: "nearest" });
  }
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[aria-busy]")) form.ariaBusy = null;
});
