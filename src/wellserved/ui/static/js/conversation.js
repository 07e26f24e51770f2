// The conversation that is open: it grows by itself, its answer can be rich, files can be dropped on it.
import "./editor.js";
import "./attaching.js";
import "./letters.js";
import "./list_place.js";
import "./phrases.js";

const open = document.querySelector("[data-conversation]");
const refresh = (selector) => document.querySelector(selector) && window.htmx?.trigger(selector, "refresh");

// What was said here is shown at once.
document.body.addEventListener("wellserved:any", ({ detail }) => {
  if (open && String(detail.conversation) === open.dataset.conversation) refresh("#thread");
});
// A reply that is held leaves by itself: look again when it should be gone.
const held = document.querySelector(".held");
if (held) setTimeout(() => refresh("#thread"), 7000);
document.addEventListener("htmx:after:swap", () => {
  if (document.querySelector(".held")) setTimeout(() => refresh("#thread"), 4000);
});

if (open && (location.hash === "#latest" || !location.hash)) {
  document.getElementById("latest")?.closest("li").scrollIntoView({ block: "nearest" });
}

for (const control of document.querySelectorAll("[data-sends-at-once]")) {
  control.addEventListener("change", () => control.form.requestSubmit());
}

// Reply or note: one of the two forms at a time.
function writes(kind, focus) {
  const composer = document.getElementById("composer");
  composer.dataset.kind = kind;
  for (const button of composer.querySelectorAll("[data-writes]")) button.setAttribute("aria-pressed", button.dataset.writes === kind);
  if (focus) composer.querySelector(kind === "note" ? "#note" : ".editor, #reply:not([hidden])").focus();
}
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-writes]");
  if (button) writes(button.dataset.writes, true);
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  if (event.target.method === "post") event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
