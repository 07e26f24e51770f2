// One click in the mail is an answer: the page sends it when somebody looks. Fetching the link alone keeps nothing.
const PAUSE = 900; // ms without a key before words are saved
let waiting = null;
let sending = Promise.resolve();

const post = (form, body) => fetch(form.action, { method: "POST", body });

async function send(form, body) {
  form.setAttribute("aria-busy", "true");
  const response = await post(form, body);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
  history.replaceState(null, "", response.url);
  window.scrollTo(0, 0);
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true }); // so that a screen reader says what has become of it
}

function sendFollowed() {
  const form = document.querySelector("form[data-followed]");
  if (!form || document.visibilityState !== "visible" || document.prerendering) return;
  delete form.dataset.followed;
  const body = new FormData(form);
  body.set("followed", "1");
  send(form, body).catch(() => form.removeAttribute("aria-busy")); // the button is still there
}

function save(field) {
  const form = field.form;
  const body = new FormData();
  body.set(field.name, field.value);
  const said = form.querySelector("[data-saved]");
  sending = sending.then(() => post(form, body)).then(
    (response) => { said.textContent = response.ok ? said.dataset.saved : said.dataset.unsaved; },
    () => { said.textContent = said.dataset.unsaved; },
  );
}

document.addEventListener("change", (event) => {
  if (event.target.form?.matches("[data-autosave]") && event.target.type === "radio") save(event.target);
});
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-autosave] textarea")) return;
  clearTimeout(waiting?.timer);
  const field = event.target;
  field.form.querySelector("[data-saved]").textContent = "";
  waiting = { field, timer: setTimeout(() => { waiting = null; save(field); }, PAUSE) };
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-overall]")) return;
  event.preventDefault();
  send(event.target, new FormData(event.target)).catch(() => event.target.submit());
});
window.addEventListener("pagehide", () => {
  if (!waiting) return;
  const body = new FormData();
  body.set(waiting.field.name, waiting.field.value);
  navigator.sendBeacon(waiting.field.form.action, body);
});
document.addEventListener("visibilitychange", sendFollowed);
document.addEventListener("prerenderingchange", sendFollowed);
sendFollowed();
