// <button data-copy="text"> or data-copy-from="#id".
import { say } from "./messages.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  await navigator.clipboard.writeText(from ? from.value ?? from.textContent : button.dataset.copy);
  say("Copied.");
});
