// <textarea data-draft="conversation-12"> (or a contenteditable): what is typed survives a closed tab, on this device.
// A form with a field `submission` is forgotten once a page shows [data-submission] of that name, so that nothing is
// lost when the sending fails or one was signed out meanwhile; any other as soon as it is sent.
const PREFIX = "draft:", SENT = "sent:";
const read = (field) => ("value" in field ? field.value : field.innerHTML);
const empty = (field) => !("value" in field ? field.value : field.textContent).trim();

function forget(name) {
  localStorage.removeItem(PREFIX + name);
  localStorage.removeItem(SENT + name);
}

function forgetWhatArrived() {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith(SENT)))
    if (document.querySelector(`[data-submission="${CSS.escape(localStorage.getItem(key))}"]`)) forget(key.slice(SENT.length));
}

export function keep(field) {
  const name = PREFIX + field.dataset.draft;
  empty(field) ? localStorage.removeItem(name) : localStorage.setItem(name, read(field));
}

export function restore(within) {
  for (const field of within.querySelectorAll("[data-draft]")) {
    const kept = localStorage.getItem(PREFIX + field.dataset.draft);
    // What comes from the rich editor goes back into it as text only: storage is not a trusted source of markup.
    if (kept && empty(field)) "value" in field ? (field.value = kept) : (field.innerText = asText(kept));
  }
}
const asText = (html) => new DOMParser().parseFromString(html.replace(/<(br|\/p|\/div|\/li)[^>]*>/g, "\n"), "text/html").body.textContent;

document.addEventListener("input", ({ target }) => {
  const field = target.closest?.("[data-draft]");
  if (field) keep(field);
});
document.addEventListener("submit", ({ target }) => {
  const submission = target.elements.submission?.value;
  for (const { dataset } of target.querySelectorAll("[data-draft]"))
    submission ? localStorage.setItem(SENT + dataset.draft, submission) : forget(dataset.draft);
});
document.addEventListener("htmx:after:swap", ({ target }) => restore(target));
forgetWhatArrived();
restore(document);
