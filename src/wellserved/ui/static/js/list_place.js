// Opening a conversation leaves the list where it was scrolled to, and j and k where they were: after closing one they
// go on with its neighbours.
const list = document.getElementById("list");
const key = `list:${new URLSearchParams(location.search).get("box") ?? ""}`;

if (list) {
  list.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  list.querySelector('[data-row][aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  const rows = () => [...list.querySelectorAll("[data-row]")];
  list.dataset.left = sessionStorage.getItem(`${key}:row`) ?? "";
  addEventListener("pagehide", () => {
    sessionStorage.setItem(key, list.scrollTop);
    sessionStorage.setItem(`${key}:row`, rows().findIndex((row) => row.hasAttribute("aria-current")));
  });
}
