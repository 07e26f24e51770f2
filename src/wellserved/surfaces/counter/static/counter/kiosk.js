// A screen at the door: each tap is kept on this device first, and told to the house whenever there is a network.
import { keepPage } from "../js/walk_offline.js";
import { forget, keep, kept, newName } from "../js/walk_store.js";

const kiosk = location.pathname;
const { kiosk: action, field, version, kept: keptWords } = document.body.dataset;
const THANKS = 3000; // ms
const RETRY = 10_000; // ms
const REFUSALS = [404, 410, 422];
const asks = document.querySelector("[data-asks]");
const thanks = document.querySelector("[data-thanks]");
let telling = null;

async function state() {
  const waiting = (await kept(kiosk)).length;
  document.querySelector("[data-state]").textContent = waiting ? keptWords.replace("{n}", waiting) : "";
}

async function tap(button) {
  if (asks.hidden) return;
  asks.hidden = true;
  thanks.hidden = false;
  setTimeout(() => { asks.hidden = false; thanks.hidden = true; button.blur(); }, THANKS);
  await keep({ id: newName(), walk: kiosk, at: new Date().toISOString(), value: button.value, version });
  await state();
  send();
}

// One after the other; a second call joins the first.
function send() {
  telling ??= sendAll().catch(() => {}).finally(() => { telling = null; state(); });
  return telling;
}

async function sendAll() {
  for (const told of await kept(kiosk)) {
    const body = new FormData();
    body.set("as", told.id);
    body.set("at", told.at);
    body.set(field, told.value);
    body.set("version", told.version ?? version); // the question may have changed while there was no network
    const response = await fetch(action, { method: "POST", body });
    // What the house will never take, would wait here forever.
    if (!response.ok && !REFUSALS.includes(response.status)) return;
    await forget(told.id);
  }
}

asks.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button) tap(button);
});
window.addEventListener("online", send);
setInterval(() => navigator.onLine && send(), RETRY);
state();
send();
keepPage().catch(() => {});
