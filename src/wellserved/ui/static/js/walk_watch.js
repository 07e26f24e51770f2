// The stop-watch of an item; it runs on through a reload. `stopped(form)` is called with the seconds in its field.
export function watch(form, stopped) {
  const button = form.querySelector("[data-watch]");
  if (!button) return;
  const face = button.querySelector("[data-face]");
  const name = `watch ${location.pathname} ${form.dataset.item}`;
  const since = () => Number(localStorage.getItem(name));
  const seconds = () => Math.max(0, (Date.now() - since()) / 1000).toFixed(1);
  const shown = () => {
    button.setAttribute("aria-pressed", String(Boolean(since())));
    face.textContent = since() ? `${button.dataset.stop} ${seconds()}` : button.dataset.start;
  };
  let ticking = setInterval(() => since() && shown(), 100);
  button.addEventListener("click", () => {
    if (since()) {
      form.elements.value.value = seconds();
      localStorage.removeItem(name);
      stopped(form);
    } else {
      localStorage.setItem(name, String(Date.now()));
    }
    shown();
  });
  window.addEventListener("pagehide", () => { clearInterval(ticking); ticking = 0; });
  shown();
}
