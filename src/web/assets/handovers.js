// Writing a handover: what is typed is saved every few seconds and when the page is left, wordings are
// hinted at, and Ctrl+Enter offers. Without scripts every button is there all the same.
const form = document.querySelector("[data-handing]");
const PAUSE = 2500;

if (form) {
  const told = document.querySelector("[data-saved]");
  const shape = document.querySelector("#hint");
  const kept = new Set();
  const fields = () => new URLSearchParams(new FormData(form));
  const written = () => {
    const all = fields();
    all.delete("version");
    all.delete("form_token");
    return all.toString();
  };
  let saved = written();
  let timer = 0;
  let running = null;
  let leaving = false;

  const body = () => {
    const all = fields();
    all.set("act", "autosave");
    return all;
  };

  const say = (words) => {
    if (told && told.textContent !== words) told.textContent = words;
  };

  // Three pages of one browser would only override each other: what is there is never written over
  // without being shown. The server keeps the version.
  const save = async () => {
    if (leaving || written() === saved) return;
    const sent = written();
    try {
      const answer = await fetch(form.action, { method: "POST", body: body(), redirect: "error" });
      const json = (answer.headers.get("content-type") || "").includes("json");
      const is = answer.ok && json ? await answer.json() : {};
      if (is.version) {
        form.elements.version.value = is.version;
        saved = sent;
        say(is.saved);
        hint(is.hints);
      } else {
        // Changed elsewhere, or too long. Else signed out, or no such draft: the button sends what is
        // typed along to the sign-in page.
        say(is.stale || is.faults?.[0]?.text || form.dataset.unsaved);
      }
    } catch {
      say(form.dataset.unsaved);
    }
    if (written() !== saved) later();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = (running || Promise.resolve()).then(save);
    }, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);

  // A request that outlives the page. It cannot be larger than 64 KiB, and neither can the form.
  const leave = () => {
    if (leaving || written() === saved) return;
    const beacon = navigator.sendBeacon(form.action, body());
    if (beacon) saved = written();
  };
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || leaving) return;
    clearTimeout(timer);
    running = (running || Promise.resolve()).then(save);
  });

  // A save that is under way would make the version of what is sent an earlier one: it is waited for.
  form.addEventListener("submit", (event) => {
    if (leaving) {
      event.preventDefault();
      return;
    }
    clearTimeout(timer);
    if (running) {
      const by = event.submitter;
      event.preventDefault();
      const waited = running;
      running = null;
      // Not before this event is over: until then the form takes no other.
      waited.finally(() => {
        setTimeout(() => {
          clearTimeout(timer);
          running = null;
          form.requestSubmit(by);
        });
      });
      return;
    }
    leaving = true;
    setTimeout(() => {
      leaving = false;
    }, 8000);
  });
  // It did not get there: what is typed from now on is saved again, and may be sent again.
  form.addEventListener("unsent", () => {
    leaving = false;
  });
  addEventListener("pageshow", (event) => {
    leaving = false;
    // Back from the history: the page is of an earlier version than the draft.
    if (event.persisted) location.reload();
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-offer]"));
    }
  });

  // Another line for what is to be done, as soon as the last one is begun.
  form.addEventListener("input", (event) => {
    const line = event.target.closest(".todo");
    if (!line || line !== [...form.querySelectorAll(".todo")].at(-1) || !event.target.value) return;
    const next = line.cloneNode(true);
    for (const box of next.querySelectorAll("input")) box.value = "";
    line.after(next);
  });

  const boxes = (name) =>
    name === "actions" ? [...form.querySelectorAll(".todo input")] : [form.elements[name]];

  const line = (name, found, words, instead) => {
    const hint = shape.content.firstElementChild.cloneNode(true);
    hint.querySelector("b").textContent = found;
    hint.querySelector("span").textContent = words;
    hint.querySelector("[data-use]").addEventListener("click", () => {
      const box = boxes(name).find((box) => box.value.includes(found));
      if (box) {
        const at = box.value.indexOf(found);
        box.setRangeText(instead, at, at + found.length, "select");
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.focus();
      }
      hint.remove();
    });
    hint.querySelector("[data-keep]").addEventListener("click", () => {
      kept.add(`${name}:${found}`);
      hint.remove();
    });
    return hint;
  };

  const hint = (hints) => {
    for (const place of form.querySelectorAll("[data-hints]")) {
      const name = place.dataset.hints;
      const own = hints.filter((hint) => hint.field === name && !kept.has(`${name}:${hint.found}`));
      const now = own.map((hint) => hint.found).join("\n");
      if (place.dataset.now === now) continue;
      place.dataset.now = now;
      place.replaceChildren(
        ...own.map((hint) => line(name, hint.found, `${hint.why} ${hint.example}`, hint.instead)),
      );
    }
  };

  // Those that came with the page get their buttons.
  for (const place of form.querySelectorAll("[data-hints]")) {
    const name = place.dataset.hints;
    for (const plain of place.querySelectorAll("[data-found]")) {
      const { found, instead } = plain.dataset;
      const words = plain.textContent.replace(`${found}: `, "").trim();
      plain.replaceWith(line(name, found, words, instead));
    }
  }
}
