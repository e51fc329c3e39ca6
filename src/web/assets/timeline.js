// The timeline's picture, made easier: arrow keys between marks, Enter or a click pins what a mark
// says, Escape unpins, dragging chooses dates. Without this file every mark is a link.

for (const section of document.querySelectorAll(".timeline")) {
  const picture = section.querySelector(".tl-svg");
  const detail = section.querySelector(".tl-detail");
  if (picture && detail) {
    roam(picture, pinning(section, picture, detail));
    drag(section, picture);
  }
  const frame = section.querySelector(".tl-frame");
  if (frame) {
    // Where the picture is wider than the screen, what is near today comes first.
    frame.scrollLeft = frame.scrollWidth;
  }
  const print = section.querySelector(".tl-print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
}

// One mark at a time takes part in the order of Tab; arrow keys lead to the others.
function roam(picture, pins) {
  const marks = [...picture.querySelectorAll("a[data-key]")];
  let current = 0;
  const step = (to) => {
    marks[current].setAttribute("tabindex", "-1");
    current = Math.max(0, Math.min(marks.length - 1, to));
    marks[current].setAttribute("tabindex", "0");
    marks[current].focus();
    marks[current].scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  marks.forEach((mark, place) => {
    mark.setAttribute("tabindex", place === 0 ? "0" : "-1");
    mark.addEventListener("focus", () => {
      marks[current].setAttribute("tabindex", "-1");
      current = place;
      mark.setAttribute("tabindex", "0");
    });
  });
  picture.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("a[data-key]")) {
      return;
    }
    const steps = {
      ArrowRight: () => step(current + 1),
      ArrowLeft: () => step(current - 1),
      ArrowDown: () => step(nextRow(marks, current, 1)),
      ArrowUp: () => step(nextRow(marks, current, -1)),
      Home: () => step(0),
      End: () => step(marks.length - 1),
      Escape: () => pins.unpin(),
    };
    if (steps[event.key]) {
      event.preventDefault();
      steps[event.key]();
    }
  });
  picture.addEventListener("click", (event) => {
    const mark = event.target.closest("a[data-key]");
    if (mark && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      pins.pin(mark);
    }
  });
}

// The mark nearest in time in the next row that has any.
function nextRow(marks, from, direction) {
  const box = marks[from].getBoundingClientRect();
  const middle = box.left + box.width / 2;
  let place = from + direction;
  while (marks[place] && marks[place].parentNode === marks[from].parentNode) {
    place += direction;
  }
  if (!marks[place]) {
    return from;
  }
  const row = marks[place].parentNode;
  let best = place;
  let least = Infinity;
  for (; marks[place] && marks[place].parentNode === row; place += direction) {
    const other = marks[place].getBoundingClientRect();
    const away = Math.abs(other.left + other.width / 2 - middle);
    if (away < least) {
      least = away;
      best = place;
    }
  }
  return best;
}

// Says beside the picture what the row of a mark says.
function pinning(section, picture, detail) {
  let pinned = null;
  const unpin = () => {
    if (!pinned) {
      return;
    }
    pinned.classList.remove("pinned");
    detail.replaceChildren();
    pinned = null;
  };
  const pin = (mark) => {
    const again = pinned === mark;
    unpin();
    if (again) {
      return;
    }
    pinned = mark;
    mark.classList.add("pinned");
    const who = mark.parentNode.getAttribute("aria-label");
    const words = mark.querySelector("title").textContent;
    const said = document.createElement("p");
    const named = mark.parentNode !== picture && who && !words.startsWith(who);
    said.textContent = named ? `${who}. ${words}` : words;
    detail.append(said);
    const row = document.getElementById(`row-${mark.dataset.key}`);
    const list = row && row.querySelector("a");
    if (list) {
      const link = document.createElement("a");
      link.href = list.href;
      link.textContent = detail.dataset.list;
      detail.append(link);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = detail.dataset.unpin;
    close.addEventListener("click", () => {
      const mark = pinned;
      unpin();
      mark.focus();
    });
    detail.append(close);
  };
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      unpin();
    }
  });
  return { pin, unpin };
}

// Dragging over the picture chooses the dates under it, where the axis has no breaks.
function drag(section, picture) {
  const form = section.querySelector(".tl-dates");
  const { first, last, left, right } = picture.dataset;
  if (!form || !first) {
    return;
  }
  const day = (x) => {
    const share = Math.max(0, Math.min(1, (x - left) / (right - left)));
    const from = Date.parse(first);
    const date = new Date(from + share * (Date.parse(last) - from));
    return date.toISOString().slice(0, 10);
  };
  const at = (event) => event.clientX - picture.getBoundingClientRect().left;
  let start = null;
  let shade = null;
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse") {
      start = at(event);
    }
  });
  picture.addEventListener("pointermove", (event) => {
    if (start === null || (!shade && Math.abs(at(event) - start) < 8)) {
      return;
    }
    if (!shade) {
      shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      shade.setAttribute("class", "drag");
      shade.setAttribute("y", "44");
      shade.setAttribute("height", picture.getAttribute("height"));
      picture.append(shade);
    }
    shade.setAttribute("x", Math.min(start, at(event)));
    shade.setAttribute("width", Math.abs(at(event) - start));
  });
  window.addEventListener("pointerup", (event) => {
    if (shade && event.button === 0) {
      const ends = [start, at(event)].sort((a, b) => a - b);
      form.elements.from.value = day(ends[0]);
      form.elements.to.value = day(ends[1]);
      form.submit();
    }
    start = null;
    if (shade) {
      shade.remove();
      shade = null;
    }
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shade) {
      shade.remove();
      shade = null;
      start = null;
    }
  });
}
