"use strict";
// Keys for lists: j and k move over the rows, / goes to the search, ? opens the help. Each can be switched off on
// the help page (WCAG 2.1.4). Without this file everything works by Tab and Enter.
(() => {
  const SWITCH = "gongkai.keys";
  const off = () => localStorage.getItem(SWITCH) === "off";

  function move(step) {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return false;
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step;
    const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
    row.focus();
    row.scrollIntoView({ block: "nearest" });
    return true;
  }

  function act(key) {
    if (key === "j") return move(1);
    if (key === "k") return move(-1);
    if (key === "/") {
      const field = document.querySelector("[data-search]");
      if (field) field.focus();
      return Boolean(field);
    }
    if (key === "?") {
      const link = document.querySelector("[data-help]");
      if (link) location.assign(link.href);
      return Boolean(link);
    }
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || off()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (act(event.key)) event.preventDefault();
  });

  const panel = document.querySelector("[data-keys]");
  if (panel) {
    const box = panel.querySelector("input");
    box.checked = !off();
    box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
    panel.hidden = false;
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.hidden = false;
  }

  // A day that is not in the calendar, or half typed, would be sent as none at all. The forms have no checks of the
  // browser otherwise: what is wrong is told by the desk.
  const UNREAD = "没有这个日期，或者没有填完整，请核对。";
  document.addEventListener("submit", (event) => {
    const fields = [...event.target.elements].filter((field) => field.validity);
    for (const field of fields) field.setCustomValidity("");
    const unread = fields.find((field) => field.validity.badInput);
    if (!unread) return;
    event.preventDefault();
    unread.closest("details")?.setAttribute("open", "");
    unread.setCustomValidity(unread.type === "number" ? "请用数字填写。" : UNREAD);
    unread.reportValidity();
    unread.addEventListener("input", () => unread.setCustomValidity(""), { once: true });
  });

  const summary = document.getElementById("summary");
  if (summary) summary.focus();
})();
