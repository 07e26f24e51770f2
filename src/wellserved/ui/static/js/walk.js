// A walk with a checklist: what is said is kept on the phone first, and told to the house whenever there is a network.
import { say } from "./messages.js";
import { forgetPage, keepPage } from "./walk_offline.js";
import { show, smaller } from "./walk_photos.js";
import { forget, keep, kept, newName } from "./walk_store.js";
import { watch } from "./walk_watch.js";

const walk = location.pathname;
const words = document.body.dataset;
const forms = [...document.querySelectorAll("[data-item]")];
const RETRY = 10_000; // ms
const PAUSE = 600; // ms without a key before words are kept
const REFUSALS = [409, 413, 422];
const MEASURES = ["value", "named", "came"];
let telling = null;
let keeping = Promise.resolve();

function said(form) {
  const { value, named, came, note } = form.elements;
  const chosen = form.querySelector("[name=outcome]:checked")?.value;
  const told = { outcome: chosen ?? "noted", value: "", named: "", came: "", note: note.value };
  if (chosen) return told;
  if (named?.value && came?.value) return { ...told, outcome: "measured", named: named.value, came: came.value };
  return value?.value ? { ...told, outcome: "measured", value: value.value } : told;
}

function repeat(form, told) {
  form.querySelectorAll("[name=outcome]").forEach((input) => { input.checked = input.value === told.outcome; });
  measures(form).forEach((input) => { input.value = told[input.name] ?? ""; });
  form.elements.note.value = told.note;
  if (told.note) form.querySelector("details").open = true;
}

const measures = (form) => MEASURES.map((name) => form.elements[name]).filter(Boolean);
const isJudged = (form) => said(form).outcome !== "noted";

async function state() {
  const all = await kept(walk);
  const waiting = all.filter((told) => !told.sent && !told.refused).length;
  const refused = all.some((told) => told.refused);
  const answered = forms.filter(isJudged).length;
  document.querySelector("[data-answered]").textContent = answered;
  document.querySelector("[data-progress]").value = answered;
  const shown = waiting ? words.waiting.replace("{n}", waiting) : refused ? words.refused : all.length ? words.sent : "";
  document.querySelector("[data-state]").textContent = shown;
  return waiting;
}

// In the order of the taps, however long the phone takes to keep them.
function tell(form) {
  keeping = keeping.then(() => keepAnswer(form)).catch(() => {});
  return keeping;
}

async function keepAnswer(form) {
  if (!form.reportValidity()) return;
  const now = said(form);
  const item = form.dataset.item;
  const earlier = (await kept(walk)).filter((one) => one.kind === "answers" && one.item === item);
  const last = earlier.at(-1);
  if (last && !last.refused && Object.keys(now).every((name) => last[name] === now[name])) return;
  await keep({ id: newName(), kind: "answers", walk, item, at: new Date().toISOString(), ...now });
  for (const old of earlier) await forget(old.id);
  await state();
  send();
}

async function tellPhotos(form, files) {
  const { most, kept: before } = form.querySelector("[data-photos]").dataset;
  const room = most - before - form.querySelectorAll("[data-told]").length;
  for (const file of [...files].slice(0, Math.max(0, room))) {
    const blob = await smaller(file).catch(() => null);
    if (!blob) {
      say(words.noPhoto, "error");
      continue;
    }
    const photo = { id: newName(), kind: "photos", walk, item: form.dataset.item, at: new Date().toISOString(), blob };
    await keep(photo);
    show(form, photo);
  }
  await state();
  send();
}

// One after the other, in order; a second call joins the first.
function send() {
  telling ??= sendAll().catch(() => {}).finally(() => { telling = null; state(); });
  return telling;
}

async function sendAll() {
  for (;;) {
    const told = (await kept(walk)).find((one) => !one.sent && !one.refused);
    if (!told || !(await sendOne(told))) return;
  }
}

async function sendOne(told) {
  const body = new FormData();
  const named = told.kind === "photos" ? ["id", "item"] : ["id", "item", "at", "outcome", "note", ...MEASURES];
  named.forEach((name) => body.set(name, told[name] ?? ""));
  if (told.blob) body.set("photo", told.blob, "photo.jpg");
  const response = await fetch(`${told.kind}/`, { method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "manual" });
  if (response.ok) {
    await keep({ ...told, sent: true });
    return true;
  }
  if (REFUSALS.includes(response.status)) {
    const { says } = await response.json();
    await keep({ ...told, refused: says });
    say(says, "error");
    return true;
  }
  if (response.type === "opaqueredirect" || response.status === 403) say(words.signedOut);
  return false;
}

// Signing in again changes it; the page may have been kept since before.
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? words.token;

async function finish(event) {
  event.preventDefault();
  const form = event.target;
  document.activeElement?.blur();
  await keeping;
  await send();
  if ((await state()) || !navigator.onLine) return say(words.first, "error");
  form.elements.csrfmiddlewaretoken.value = token();
  for (const told of await kept(walk)) await forget(told.id);
  await forgetPage();
  form.submit();
}

async function begin() {
  for (const told of await kept(walk)) {
    const form = forms.find((one) => one.dataset.item === told.item);
    if (!form) continue;
    if (told.kind === "photos") show(form, told);
    else if (!told.refused && (!form.dataset.at || new Date(told.at) >= new Date(form.dataset.at))) repeat(form, told);
  }
  await state();
  send();
  keepPage().catch(() => {});
}

for (const form of forms) {
  let pause;
  const soon = () => { clearTimeout(pause); pause = setTimeout(() => tell(form), PAUSE); };
  const atOnce = () => { clearTimeout(pause); tell(form); };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => event.target.matches("textarea, [type=number]") && soon());
  form.addEventListener("change", ({ target }) => {
    if (target.matches("[data-photo]")) {
      tellPhotos(form, target.files).then(() => { target.value = ""; });
    } else {
      if (MEASURES.includes(target.name)) form.querySelectorAll("[name=outcome]").forEach((input) => { input.checked = false; });
      if (target.type === "checkbox" && target.checked) measures(form).forEach((input) => { input.value = ""; });
      atOnce();
    }
  });
  watch(form, () => {
    form.querySelectorAll("[name=outcome]").forEach((input) => { input.checked = false; });
    atOnce();
  });
}
document.querySelector("[data-end]").addEventListener("submit", (event) => { finish(event); });
window.addEventListener("online", () => send());
setInterval(() => navigator.onLine && send(), RETRY);
begin();
