// What Streamlit leaves to be wished for when the browser goes back.
(() => {
  if (window.kbPage) return;
  window.kbPage = true;

  // To another state of this page: not all versions draw it anew.
  window.addEventListener("popstate", () => window.location.reload());

  // From another page: to the place that was left, as soon as the page is long enough again.
  const PATIENCE = 5000; // milliseconds
  const key = () => `kb-left ${window.location.href}`;
  const scroller = () => document.querySelector(".stMain");
  window.addEventListener("pagehide", () =>
    window.sessionStorage.setItem(key(), scroller()?.scrollTop ?? 0));

  const [arrival] = window.performance.getEntriesByType("navigation");
  if (arrival?.type !== "back_forward") return;
  const left = Number(window.sessionStorage.getItem(key()));
  const until = Date.now() + PATIENCE;
  const step = () => {
    const part = scroller();
    if (part && part.scrollHeight - part.clientHeight >= left) part.scrollTop = left;
    else if (Date.now() < until) window.requestAnimationFrame(step);
  };
  step();
})();
