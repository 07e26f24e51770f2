// Opening a conversation leaves the list where it was scrolled to; the tab's title tells what is overdue.
const list = document.getElementById("list");
const key = `list:${new URLSearchParams(location.search).get("box") ?? ""}`;

if (list) {
  list.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  list.querySelector('[data-row][aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  addEventListener("pagehide", () => sessionStorage.setItem(key, list.scrollTop));
}

const title = document.title;
function tell() {
  const overdue = document.getElementById("inbox")?.dataset.overdue;
  document.title = overdue ? `(${overdue}) ${title}` : title;
}
document.addEventListener("htmx:after:swap", tell);
tell();
