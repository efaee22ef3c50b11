// Bring the passage that the address points at into view, and keep it there while the page
// is still being laid out, until the reader takes over. Jumps within the document mark the
// passage and change the address without loading the document again. A citation opens a card
// with the words it cites; without this script it is a link to them.
(() => {
  const PATIENCE = 3000; // milliseconds
  const view = window;

  const settle = (id) => {
    const until = Date.now() + PATIENCE;
    let taken = false;
    const take = () => { taken = true; };
    ["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) =>
      view.addEventListener(kind, take, { once: true, passive: true }));
    const step = () => {
      const passage = document.getElementById(id);
      if (taken || Date.now() > until) return;
      if (passage) passage.scrollIntoView({ block: "start", behavior: "instant" });
      view.requestAnimationFrame(step);
    };
    step();
  };

  const point = (id, spotId) => {
    document.querySelectorAll(".passage.target").forEach((passage) => {
      passage.classList.remove("target");
      passage.removeAttribute("aria-current");
    });
    const passage = document.getElementById(id);
    passage?.classList.add("target");
    passage?.setAttribute("aria-current", "location");
    const spot = document.getElementById(spotId);
    if (spot) show(spot);
    else passage?.scrollIntoView({ block: "start" });
  };

  // The citation or figure that was asked for, wherever it stands: in a heading, or folded away.
  const show = (spot) => {
    document.querySelectorAll(".text .spotted").forEach((other) => other.classList.remove("spotted"));
    const folded = spot.closest("details");
    if (folded) folded.open = true;
    spot.classList.add("spotted");
    spot.scrollIntoView({ block: "center" });
    spot.focus({ preventScroll: true });
  };

  const jump = (event) => {
    const link = event.target.closest?.("a[data-jump], a[data-spot]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const address = new URL(link.href);
    const asked = new URL(view.location.href).searchParams;
    ["q", "via"].forEach((name) => {
      if (asked.get(name)) address.searchParams.set(name, asked.get(name));
    });
    view.history.replaceState(view.history.state, "", address);
    point(link.dataset.jump, link.dataset.spot);
  };

  // One card at a time, beside the mark it belongs to.
  const GAP = 6; // pixels between mark and card
  const MIN_HEIGHT = 160; // pixels
  let card = null;
  let mark = null;

  const shut = (back) => {
    if (!card) return;
    card.remove();
    mark.removeAttribute("aria-expanded");
    if (back) mark.focus({ preventScroll: true });
    card = mark = null;
  };

  // Below the mark, or above it where there is more room; no higher than that room.
  const place = () => {
    if (!mark.isConnected) return shut(false);
    const lines = mark.getClientRects();
    const first = lines[0];
    const last = lines[lines.length - 1];
    const below = view.innerHeight - last.bottom - 2 * GAP;
    const above = first.top - 2 * GAP;
    card.style.maxHeight = "";
    const height = card.offsetHeight;
    const under = height <= below || below >= above;
    card.style.maxHeight = `${Math.max(MIN_HEIGHT, Math.min(height, under ? below : above))}px`;
    card.style.top = `${under ? last.bottom + GAP : first.top - GAP - card.offsetHeight}px`;
    const right = view.innerWidth - card.offsetWidth - 3 * GAP;
    card.style.left = `${Math.max(GAP, Math.min(last.left, right))}px`;
  };

  const open = (event) => {
    const link = event.target.closest?.("a[data-card]");
    if (!link) {
      if (card && !card.contains(event.target)) shut(false);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const source = document.getElementById(link.dataset.card);
    if (!source) return;
    event.preventDefault();
    const again = link === mark;
    shut(false);
    if (again) return;
    mark = link;
    card = document.createElement("div");
    card.className = "kb-card";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", source.dataset.label);
    card.append(...[...source.childNodes].map((part) => part.cloneNode(true)));
    card.querySelectorAll("[data-text]").forEach((words) => {
      const text = document.getElementById(words.dataset.text);
      words.append(...[...text.childNodes].map((part) => part.cloneNode(true)));
    });
    const cross = document.createElement("button");
    cross.type = "button";
    cross.className = "shut";
    cross.textContent = "✕";
    cross.setAttribute("aria-label", "关闭");
    cross.addEventListener("click", () => shut(true));
    card.append(cross);
    mark.setAttribute("aria-expanded", "true");
    document.body.append(card);
    place();
    card.focus({ preventScroll: true });
  };

  // Esc closes; leaving the card with Tab goes on in the text, where the mark is.
  const key = (event) => {
    if (!card) return;
    if (event.key === "Escape") {
      event.preventDefault();
      shut(true);
    } else if (event.key === "Tab") {
      const stops = [card, ...card.querySelectorAll("a[href], button")];
      const end = event.shiftKey ? stops.slice(0, 2) : stops.slice(-1);
      if (end.includes(document.activeElement)) shut(true);
    }
  };

  // Of the figures beside the text those that hold what is typed, and the headings above them.
  const narrow = (event) => {
    const box = event.target.closest?.(".narrow-figures");
    if (!box) return;
    const plain = (text) => text.toLowerCase().replace(/[,，]/g, "");
    const words = plain(box.value).split(/\s+/);
    const list = box.parentElement;
    const rows = [...list.querySelectorAll("li")];
    rows.forEach((row) => {
      const said = plain(`${row.textContent} ${row.querySelector("[title]")?.title}`);
      row.hidden = !words.every((word) => said.includes(word));
    });
    list.querySelectorAll("section").forEach((section) => {
      section.hidden = !section.querySelector("li:not([hidden])");
    });
    list.querySelector(".note").hidden = rows.some((row) => !row.hidden);
  };

  if (!view.kbReaderJumps) {
    view.kbReaderJumps = true;
    document.addEventListener("click", jump);
    document.addEventListener("click", open);
    document.addEventListener("input", narrow);
    document.addEventListener("keydown", key);
    document.addEventListener("scroll", (event) => {
      if (card && !card.contains(event.target)) place();
    }, { capture: true, passive: true });
    view.addEventListener("resize", () => card && place());
  }
  const target = "TARGET";
  if (target) settle(target);
})();
