// Completion while typing: a listbox below the box for words, as the ARIA Authoring Practices
// describe a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Streamlit's React
// draws the box anew as it likes; so everything listens at the document, and the list stands
// outside of what React owns. `kbNames` is what is offered, likeliest first: [name, initials].
(() => {
  if (window.kbCompleting) return;
  window.kbCompleting = true;

  const LIMIT = 8;
  const FEW_LETTERS = 3;
  const list = document.createElement("ul");
  list.id = "kb-completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "补全");
  document.body.append(list);

  let box = null; // the box the list belongs to
  let active = -1; // the option the arrows have come to

  const isBox = (element) => element?.matches?.('input[type="text"][aria-label="检索词"]');
  const options = () => [...list.children];

  // As `Completions.find` (kb/completion.py) does it.
  const matching = (asked) => {
    const letters = /^[a-z]+$/.test(asked);
    const tests = [([name]) => name.toLowerCase().startsWith(asked)];
    if (letters) tests.push(([, initials]) => initials.startsWith(asked));
    tests.push(([name]) => name.toLowerCase().includes(asked));
    if (letters && asked.length >= FEW_LETTERS)
      tests.push(([, initials]) => initials.includes(asked));
    const found = new Set();
    for (const test of tests)
      for (const entry of window.kbNames ?? []) {
        if (found.size === LIMIT) return [...found];
        if (entry[0].toLowerCase() !== asked && test(entry)) found.add(entry[0]);
      }
    return [...found];
  };

  const close = () => {
    list.hidden = true;
    active = -1;
    box?.setAttribute("aria-expanded", "false");
    box?.removeAttribute("aria-activedescendant");
  };

  const place = () => {
    const { left, bottom, width } = box.getBoundingClientRect();
    list.style.left = `${left}px`;
    list.style.top = `${bottom + 4}px`;
    list.style.width = `${width}px`;
  };

  const show = () => {
    const last = box.value.match(/\S*$/)[0];
    const before = box.value.slice(0, box.value.length - last.length);
    const names = last ? matching(last.toLowerCase()) : [];
    if (!names.length) return close();
    list.replaceChildren(...names.map((name, n) => {
      const option = document.createElement("li");
      option.id = `kb-completion-${n}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = before + name;
      option.textContent = name;
      return option;
    }));
    active = -1;
    box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-expanded", "true");
    list.hidden = false;
    place();
  };

  const move = (step) => {
    const every = options();
    active = (active + step + every.length + 1) % (every.length + 1);
    // One past the last is the box itself.
    if (active === every.length) active = -1;
    every.forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
    if (active < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", every[active].id);
    every[active].scrollIntoView({ block: "nearest" });
  };

  const choose = (option) => {
    const chosen = box;
    close();
    // React keeps the value itself and learns of a new one only through the element's own setter.
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    set.call(chosen, option.dataset.text);
    chosen.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    window.requestAnimationFrame(() =>
      chosen.closest('[data-testid="stForm"]')
        ?.querySelector('[data-testid="stFormSubmitButton"] button')?.click());
  };

  document.addEventListener("focusin", ({ target }) => {
    if (!isBox(target)) return;
    box = target;
    const says = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-controls": list.id, "aria-expanded": "false", "aria-haspopup": "listbox" };
    for (const [name, value] of Object.entries(says)) box.setAttribute(name, value);
  });
  document.addEventListener("focusout", ({ target }) => target === box && close());
  document.addEventListener("input", (event) => {
    // While an input method composes, the box holds its letters, not yet what is meant. What
    // `choose` puts in is no typing either.
    if (event.target === box && event.isTrusted && !event.isComposing) show();
  });
  document.addEventListener("compositionend", ({ target }) => target === box && show());
  document.addEventListener("keydown", (event) => {
    if (event.target !== box || event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return event.key === "ArrowDown" && event.altKey && show();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) choose(options()[active]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return event.key === "Enter" && close();
    event.preventDefault();
    event.stopPropagation();
  }, true); // before React, which would send the form
  // The box keeps the focus, so that the list is still there when the button is let go.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) choose(option);
  });
  const moved = () => !list.hidden && place();
  window.addEventListener("resize", moved);
  window.addEventListener("scroll", moved, true);
})();
