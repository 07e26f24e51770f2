// The opening-hours editor (components/hours.html): adds and removes intervals and special days.
const closed = (pairs) => (pairs.querySelector("[data-closed]").hidden = !!pairs.querySelector("[data-pair]"));

function add(pairs, values) {
  const pair = pairs.querySelector(":scope > template").content.cloneNode(true);
  const inputs = [...pair.querySelectorAll("input")];
  values?.forEach((value, at) => (inputs[at].value = value));
  pairs.insertBefore(pair, pairs.querySelector("[data-closed]"));
  closed(pairs);
  return inputs[0];
}

document.addEventListener("click", ({ target }) => {
  const pairs = target.closest("[data-pairs]");
  if (target.closest("[data-add-pair]")) add(pairs).focus();
  if (target.closest("[data-remove-pair]")) {
    target.closest("[data-pair]").remove();
    closed(pairs);
    pairs.querySelector("[data-add-pair]").focus();
  }
  if (target.closest("[data-copy-first]")) {
    const days = [...target.closest("[data-hours]").querySelectorAll("[data-pairs]")];
    const first = [...days[0].querySelectorAll("[data-pair]")].map((pair) => [...pair.querySelectorAll("input")].map((i) => i.value));
    for (const day of days.slice(1, 5)) {
      day.querySelectorAll("[data-pair]").forEach((pair) => pair.remove());
      first.forEach((values) => add(day, values));
      closed(day);
    }
  }
  if (target.closest("[data-add-special]")) {
    const list = target.closest("[data-specials]");
    const row = list.querySelectorAll("[data-special]").length;
    const fresh = document.createElement("template");
    fresh.innerHTML = list.querySelector(":scope > template").innerHTML.replaceAll("ROW", row);
    target.closest("p").before(fresh.content);
    list.querySelector(`[data-special="${row}"] input`).focus();
  }
});
