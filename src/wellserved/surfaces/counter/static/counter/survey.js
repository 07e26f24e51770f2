// One click in the mail is an answer: the page sends it when somebody looks. Fetching the link alone keeps nothing.
const PAUSE = 900; // ms without a key before words are saved
const ANSWERED = "wellserved answer ";
let waiting = null;
let sending = Promise.resolve();

const post = (form, body) => fetch(form.action, { method: "POST", body });
const pageIn = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");

async function send(form, body) {
  form.setAttribute("aria-busy", "true");
  const response = await post(form, body);
  const page = await pageIn(response);
  document.querySelector("main").replaceWith(page.querySelector("main"));
  history.replaceState(null, "", response.url);
  window.scrollTo(0, 0);
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true }); // so that a screen reader says what has become of it
  remember();
}

function sendFollowed() {
  const form = document.querySelector("form[data-followed]");
  if (!form || document.visibilityState !== "visible" || document.prerendering) return;
  delete form.dataset.followed;
  const body = new FormData(form);
  body.set("followed", "1");
  send(form, body).catch(() => form.removeAttribute("aria-busy")); // the button is still there
}

// What stands in the question of this field, and nothing else.
function told(field) {
  const body = new FormData();
  const mine = [...field.closest("[data-question]").querySelectorAll("[name]")].map((one) => one.name);
  for (const [name, value] of new FormData(field.form)) if (mine.includes(name)) body.append(name, value);
  return body;
}

function save(field) {
  const form = field.form;
  const body = told(field);
  const said = form.querySelector("[data-saved]");
  sending = sending.then(() => post(form, body)).then(
    async (response) => {
      said.textContent = response.ok ? said.dataset.saved : said.dataset.unsaved;
      if (!response.ok) return;
      const page = await pageIn(response);
      form.action = page.querySelector("form[data-autosave]")?.action ?? form.action; // a preview keeps all in there
      if ("steers" in field.closest("[data-question]").dataset) askAnew(field, page);
    },
    () => { said.textContent = said.dataset.unsaved; },
  );
}

// Other questions hang on this answer: those that are asked now come, the others go; the rest stays as it is typed.
function askAnew(field, page) {
  const fresh = page.querySelector("[data-questions]");
  const here = field.form.querySelector("[data-questions]");
  if (!fresh) return;
  const present = new Map([...here.querySelectorAll("[data-question]")].map((one) => [one.dataset.question, one]));
  for (const one of fresh.querySelectorAll("[data-question]")) {
    const kept = present.get(one.dataset.question);
    if (kept) one.replaceWith(kept);
  }
  here.replaceChildren(...fresh.childNodes);
  field.focus({ preventScroll: true });
}

function countPoints(box) {
  const sum = [...box.querySelectorAll("input")].reduce((all, one) => all + Number(one.value || 0), 0);
  box.querySelector("output").textContent = box.dataset.left.replace("{left}", box.dataset.points - sum);
  return sum <= box.dataset.points;
}

// Who scans the same code again finds the way back to their answer.
function remember() {
  const came = document.querySelector("[data-came-by]")?.dataset.cameBy;
  try {
    if (came) localStorage.setItem(ANSWERED + came, location.pathname);
    const again = document.querySelector("[data-again]");
    const before = again && localStorage.getItem(ANSWERED + location.pathname);
    if (before?.startsWith("/answer/")) {
      again.hidden = false;
      again.querySelector("a").href = before;
    }
  } catch { /* a browser that keeps nothing */ }
}

document.addEventListener("change", ({ target }) => {
  if (!target.form?.matches("[data-autosave]") || target.matches("textarea")) return;
  const points = target.closest("[data-points]");
  if (!points || countPoints(points)) save(target);
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
  if (waiting) navigator.sendBeacon(waiting.field.form.action, told(waiting.field));
});
document.addEventListener("visibilitychange", sendFollowed);
document.addEventListener("prerenderingchange", sendFollowed);
document.querySelectorAll("[data-points]").forEach(countPoints);
// What was typed before this module was here.
document.querySelectorAll("[data-autosave] textarea").forEach((one) => one.value !== one.defaultValue && save(one));
remember();
sendFollowed();
