// <button data-copy="text"> or data-copy-from="#id".
import { say } from "./messages.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(from ? from.value ?? from.textContent : button.dataset.copy);
    return say("Copied.");
  }
  from?.select?.(); // without https a page may not write to the clipboard
  say("Press Ctrl+C to copy it.");
});
