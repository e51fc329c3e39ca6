// Keys for lists of flags. Without scripts every form is there all the same.
//
// j and k, and the arrows while a flag has the focus, go from flag to flag; a takes it on, s lets it rest,
// r settles it, n says that it does not fit, e that it was done elsewhere, o opens it again, u takes
// back what was done last.
const flags = [...document.querySelectorAll("[data-flag]")];
const keys = new Set(["a", "e", "n", "o", "r", "s"]);

const here = () => flags.findIndex((flag) => flag.contains(document.activeElement));

const goTo = (at) => {
  const flag = flags[Math.max(0, Math.min(at, flags.length - 1))];
  flag?.focus();
  flag?.scrollIntoView({ block: "nearest" });
};

const press = (flag, key) => {
  const place = flag.querySelector(`[data-key="${key}"]`);
  if (!place) return;
  if (place.tagName !== "DETAILS") {
    place.click();
    return;
  }
  for (const other of flag.querySelectorAll("details[open]")) {
    if (other !== place) other.open = false;
  }
  place.open = true;
  place.querySelector("input:not([type=hidden])")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    const open = event.target.closest("details[open]");
    if (open && open.closest("[data-flag]")) {
      open.open = false;
      open.closest("[data-flag]").focus();
    }
    return;
  }
  if (typing) return;
  const at = here();
  const isOnFlag = at >= 0 && document.activeElement === flags[at];
  if (event.key === "j" || (event.key === "ArrowDown" && isOnFlag)) goTo(at + 1);
  else if (event.key === "k" || (event.key === "ArrowUp" && isOnFlag)) goTo(at < 0 ? 0 : at - 1);
  else if (event.key === "u") document.querySelector("[data-undo]")?.click();
  else if (at >= 0 && keys.has(event.key)) press(flags[at], event.key);
  else return;
  event.preventDefault();
});

for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = flags.length === 0;
