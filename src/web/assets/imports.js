// Keeps the progress of an upload fresh. Without scripts the page has a link that does the same.
const EVERY_MS = 1500;

const look = async () => {
  const region = document.getElementById("import-progress");
  const before = region.dataset.state;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.redirected || !answer.ok) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("import-progress");
    if (!now || now.dataset.state !== before) {
      location.reload();
      return;
    }
    region.replaceChildren(...now.childNodes);
  } catch {
    // The service may be away for a moment; the next look tells.
  }
  setTimeout(look, EVERY_MS);
};

setTimeout(look, EVERY_MS);
