// Locks the page in time, and keeps what is half typed for whoever typed it. The service decides whether a
// session is locked; without this script the next request shows it.
const form = document.getElementById("session-lock");
const main = document.getElementById("content");
const after = Number(form.dataset.after || 0) * 1000;
const LEAST = 5_000;
// So many characters are kept at most: thirty pages.
const MOST = 90_000;
// So often the service hears that somebody is at work: typing alone asks nothing of it.
const TELL_EVERY = Math.min(30_000, after / 4);
const windows = new BroadcastChannel("redthread-session");

// What somebody typed: the fields that they see, without passwords and files.
const isTyped = (field) =>
  field.name && !/password|secret/.test(field.name) &&
  !["hidden", "password", "file", "submit", "button", "reset", "image"].includes(field.type);
const written = (one) =>
  [...one.elements].filter(isTyped)
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .flatMap((field) =>
      field.type === "select-multiple"
        ? [...field.selectedOptions].map((option) => [field.name, option.value])
        : [[field.name, field.value]]);
const forms = () => [...main.querySelectorAll("form")].filter((one) => one.method === "post");
const began = new Map(forms().map((one) => [one, JSON.stringify(written(one))]));
// A form that was not taken is shown with what was typed in it.
const wasRefused = Boolean(main.querySelector("[role=alert], .fault"));

const address = (one) => one.getAttribute("action") || "";
const halfTyped = () =>
  forms().flatMap((one, at) => {
    const fields = written(one);
    const isSame = began.get(one) === JSON.stringify(fields);
    return isSame && !wasRefused ? [] : [{ at, action: address(one), fields }];
  });

const hidden = (name, value) => {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
};

let isLeaving = false;
const cover = (words = "") => {
  document.body.classList.add("is-covered");
  const cloak = document.getElementById("cloak") || document.createElement("div");
  cloak.id = "cloak";
  cloak.setAttribute("role", "status");
  cloak.textContent = words;
  document.documentElement.append(cloak);
};

const lock = async (to) => {
  if (isLeaving) return;
  isLeaving = true;
  const body = new URLSearchParams({
    form_token: form.elements.form_token.value,
    here: location.pathname + location.search,
    to,
  });
  const typed = JSON.stringify(halfTyped());
  if (typed.length <= MOST) body.set("typed", typed);
  cover();
  for (;;) {
    try {
      const answer = await fetch("/lock", { method: "POST", body });
      if (answer.ok) {
        location.replace(answer.url);
      } else {
        // The session has ended meanwhile: what was typed goes along to the sign-in page, sealed.
        const last = document.createElement("form");
        Object.assign(last, { method: "post", action: "/lock" });
        for (const [name, value] of body) last.append(hidden(name, value));
        document.body.append(last);
        last.submit();
      }
      return;
    } catch {
      // No connection: what is typed stays in the covered page until there is one.
      cover(form.dataset.cutOff);
      await new Promise((done) => setTimeout(done, LEAST));
    }
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const to = event.submitter?.value || "lock";
  windows.postMessage(to);
  lock(to);
});
// Another window of this browser was locked: nothing of this one stays readable either.
windows.addEventListener("message", (event) => lock(event.data));

// What the browser kept of a page that was left is not shown again before the service was asked.
addEventListener("pagehide", () => cover());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

if (after) {
  let used = Date.now();
  let told = Date.now();
  const tell = async () => {
    told = Date.now();
    const answer = await fetch("/lock/alive").catch(() => null);
    if (answer?.redirected) lock("left");
  };
  const note = () => {
    used = Date.now();
    if (used - told > TELL_EVERY) tell();
  };
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"]) {
    addEventListener(kind, note, { passive: true });
  }
  // Other windows count as well, so the service is asked how long there is.
  const look = async () => {
    let left = used + after - Date.now();
    if (left <= 0) {
      const answer = await fetch("/lock/state").catch(() => null);
      const state = answer?.ok ? await answer.json() : { left: 0 };
      left = state.left * 1000;
      if (left <= 0) {
        lock("left");
        return;
      }
    }
    setTimeout(look, Math.max(left, 500));
  };
  setTimeout(look, after);
}

// Back after unlocking: what was half typed is put where it was. It is forgotten by the service only then.
const put = (kept) => {
  const all = forms();
  for (const { at, action, fields } of kept) {
    const one = all[at] && address(all[at]) === action
      ? all[at]
      : all.find((other) => address(other) === action);
    if (!one) return false;
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
    for (const field of [...one.elements].filter(isTyped)) {
      const typed = values.get(field.name) || [];
      if (["checkbox", "radio"].includes(field.type)) {
        field.checked = typed.includes(field.value);
      } else if (field.type === "select-multiple") {
        for (const option of field.options) option.selected = typed.includes(option.value);
      } else if (typed.length) {
        field.value = typed.shift();
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (let box = one.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }
  return true;
};

if (location.hash === "#typed") {
  const here = location.pathname + location.search;
  history.replaceState(null, "", here);
  const ask = (act) =>
    fetch("/lock/typed", {
      method: "POST",
      body: new URLSearchParams({ form_token: form.elements.form_token.value, here, act }),
    });
  const answer = await ask("read");
  const kept = answer.ok ? JSON.parse((await answer.json()).forms) : [];
  if (kept.length) {
    const told = document.createElement("div");
    told.className = "notice";
    told.setAttribute("role", "status");
    const words = document.createElement("p");
    told.append(words);
    if (put(kept)) {
      words.textContent = form.dataset.back;
    } else {
      // The page has no such form any more: what was typed is shown, to be put elsewhere.
      words.textContent = form.dataset.elsewhere;
      for (const [, value] of kept.flatMap(({ fields }) => fields).filter(([, value]) => value)) {
        const typed = document.createElement("blockquote");
        typed.textContent = value;
        told.append(typed);
      }
    }
    main.prepend(told);
    await ask("forget");
  }
}
