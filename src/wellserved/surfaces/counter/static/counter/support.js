// One voice for each browser: it makes up a token once, which says nothing about whose it is, and no cookie is set.
const TOKEN = "wellserved.voice";
const GIVEN = "wellserved.supported";

const token = () => {
  const known = localStorage.getItem(TOKEN) ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
  localStorage.setItem(TOKEN, known);
  return known;
};
const given = () => new Set(JSON.parse(localStorage.getItem(GIVEN) ?? "[]"));

try {
  const supported = given();
  for (const form of document.querySelectorAll("form[data-support]")) {
    if (supported.has(form.dataset.support)) {
      form.querySelector("[data-voice]").hidden = true; // the way to leave an address stays
      form.querySelector("[data-counted]").hidden = false;
    }
    form.addEventListener("submit", () => {
      form.elements.token.value = token();
      localStorage.setItem(GIVEN, JSON.stringify([...given().add(form.dataset.support)]));
    });
  }
} catch {
  // storage is switched off: the network counts instead
}
