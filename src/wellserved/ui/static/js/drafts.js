// <textarea data-draft="conversation-12"> (or a contenteditable): what is typed survives a closed tab, on this device,
// until its form was sent.
const PREFIX = "draft:";
const read = (field) => ("value" in field ? field.value : field.innerHTML);
const empty = (field) => !("value" in field ? field.value : field.textContent).trim();

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
  if (!field) return;
  const name = PREFIX + field.dataset.draft;
  empty(field) ? localStorage.removeItem(name) : localStorage.setItem(name, read(field));
});
document.addEventListener("submit", ({ target }) => {
  for (const field of target.querySelectorAll("[data-draft]")) localStorage.removeItem(PREFIX + field.dataset.draft);
});
document.addEventListener("htmx:after:swap", ({ target }) => restore(target));
restore(document);
