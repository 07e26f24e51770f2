// A button with data-line puts the caret on that line of the file, and selects it.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-line]");
  const area = document.querySelector("textarea.code");
  if (!button || !area) return;
  const lines = area.value.split("\n");
  const number = Math.min(Number(button.dataset.line), lines.length);
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + lines[number - 1].length);
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(number - 6, 0);
});
