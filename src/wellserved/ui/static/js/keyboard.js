// The desk without a mouse. Any link or button with data-key="x" is pressed by that key, a field is focused;
// j and k move through [data-row] links, Enter opens the one in focus, ? shows the keys, Ctrl+Enter sends.
const typing = (element) => element.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]:not([contenteditable=false])");

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
  if (!rows.length) return;
  let now = rows.indexOf(document.activeElement);
  if (now < 0) now = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const left = Number(document.getElementById("list")?.dataset.left || -1); // where one was closed its successor stands
  if (now < 0 && left >= 0) now = step > 0 ? left - 1 : left;
  const next = rows[Math.min(Math.max(now + step, 0), rows.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form?.dataset.sends !== undefined) {
    event.preventDefault();
    return target.form.requestSubmit();
  }
  if (key === "Escape" && typing(target)) return target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(target) || document.querySelector("dialog[open]")) return;
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "?") return document.getElementById("keys")?.showModal();
  const aim = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!aim) return;
  event.preventDefault();
  typing(aim) ? aim.focus() : aim.click();
  if (aim.matches("summary")) aim.parentElement.querySelector("input:not([type=hidden]), .menu-items :is(a, button)")?.focus();
});
