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

  // What was typed and not saved comes back by the browser's 返回, on a page fetched anew: its version is the newest, and
  // another person's change in between would be overwritten unseen. So the version that was sent stays with the words
  // until they are saved. Browsers give back no hidden field by themselves: without this file the newest one is sent.
  const SENT = "gongkai.sent";
  const here = (form) => `${location.pathname}${location.search} ${form.getAttribute("action") || ""}`;
  const typed = (form) => form.querySelector("textarea, select, input:not([type=hidden])");
  const versionIn = (form) => typed(form) && form.querySelector('input[type="hidden"][name="version"]');

  function noteSent(form) {
    const version = versionIn(form);
    if (version) sessionStorage.setItem(SENT, JSON.stringify({ form: here(form), version: version.value }));
  }

  function versionWithWords(sent) {
    const form = [...document.forms].find((each) => versionIn(each) && here(each) === sent.form);
    const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (document.querySelector("[data-unsaved], #summary")) {
      sessionStorage.setItem(SENT, JSON.stringify({ ...sent, unsaved: true }));
    } else if (form && back && sent.unsaved) {
      versionIn(form).value = sent.version;
    } else if (form || !sent.unsaved) {
      sessionStorage.removeItem(SENT);
    }
  }

  const sent = JSON.parse(sessionStorage.getItem(SENT));
  if (sent) versionWithWords(sent);

  // A day that is not in the calendar, or half typed, would be sent as none at all. The forms have no checks of the
  // browser otherwise: what is wrong is told by the desk.
  const UNREAD = "没有这个日期，或者没有填完整，请核对。";
  document.addEventListener("submit", (event) => {
    const fields = [...event.target.elements].filter((field) => field.validity);
    for (const field of fields) field.setCustomValidity("");
    const unread = fields.find((field) => field.validity.badInput);
    if (!unread) {
      noteSent(event.target);
      return;
    }
    event.preventDefault();
    unread.closest("details")?.setAttribute("open", "");
    unread.setCustomValidity(unread.type === "number" ? "请用数字填写。" : UNREAD);
    unread.reportValidity();
    unread.addEventListener("input", () => unread.setCustomValidity(""), { once: true });
  });

  const summary = document.getElementById("summary");
  if (summary) summary.focus();
})();
