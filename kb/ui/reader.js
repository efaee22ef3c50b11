// Bring the passage that the address points at into view, and keep it there while the page
// is still being laid out, until the reader takes over. Jumps within the document mark the
// passage and change the address without loading the document again.
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

  const point = (id) => {
    document.querySelectorAll(".passage.target").forEach((passage) => {
      passage.classList.remove("target");
      passage.removeAttribute("aria-current");
    });
    const passage = document.getElementById(id);
    if (!passage) return;
    passage.classList.add("target");
    passage.setAttribute("aria-current", "location");
    passage.scrollIntoView({ block: "start" });
  };

  const jump = (event) => {
    const link = event.target.closest?.("a[data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const address = new URL(link.href);
    const q = new URL(view.location.href).searchParams.get("q");
    if (q) address.searchParams.set("q", q);
    view.history.replaceState(view.history.state, "", address);
    point(link.dataset.jump);
  };

  if (!view.kbReaderJumps) {
    view.kbReaderJumps = true;
    document.addEventListener("click", jump);
  }
  const target = "TARGET";
  if (target) settle(target);
})();
