// Short messages at the foot of the page; they leave by themselves, errors stay until they are clicked.
const SECONDS = 6, SECONDS_TO_UNDO = 15;

export function say(text, kind = "") {
  const message = document.createElement("p");
  message.className = `message ${kind}`;
  message.dataset.message = "";
  message.textContent = text;
  document.getElementById("messages")?.append(message);
  leave(message);
}

function leave(message) {
  const seconds = message.querySelector("button") ? SECONDS_TO_UNDO : SECONDS;
  if (!message.classList.contains("error")) setTimeout(() => message.remove(), seconds * 1000);
  message.addEventListener("click", (event) => event.target === message && message.remove());
}

document.querySelectorAll("[data-message]").forEach(leave);
document.addEventListener("htmx:error", () => say("That did not work. Check the connection and try again.", "error"));
document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail?.ctx?.response?.raw?.status ?? event.detail?.ctx?.response?.status ?? 0;
  if (status >= 500) say("Something went wrong on our side; nothing was lost. Try again.", "error");
  if (status === 403) say("You have been signed out, or this is not yours to do. Reload the page.", "error");
});
