// A plain textarea becomes a small rich editor; without scripts it stays a textarea. The server cleans what comes.
import { keep, restore } from "./drafts.js";

const form = document.querySelector("form.reply");

function enrich(form) {
  const area = form.elements.text, html = form.elements.html;
  const editor = document.createElement("div");
  editor.className = "editor";
  editor.contentEditable = "true";
  editor.role = "textbox";
  editor.ariaMultiLine = "true";
  editor.ariaLabel = form.querySelector(`label[for="${area.id}"]`).textContent;
  editor.dataset.placeholder = area.placeholder;
  editor.dataset.draft = area.dataset.draftInEditor;
  if (html.value) editor.innerHTML = html.value; // the server cleaned it
  else editor.innerText = area.value;
  area.hidden = true;
  area.after(editor);
  if (area.value) keep(editor); // what was taken back is not lost either
  else restore(form);
  form.querySelector(".toolbar").hidden = false;

  form.querySelector(".toolbar").addEventListener("mousedown", (event) => event.preventDefault()); // keep the selection
  form.querySelector(".toolbar").addEventListener("click", ({ target }) => {
    const command = target.closest("[data-format]")?.dataset.format;
    if (!command) return;
    editor.focus();
    const link = command === "createLink" ? prompt("Where does it lead?", "https://") : null;
    if (command !== "createLink" || /^(https?:|mailto:|tel:)/.test(link ?? "")) document.execCommand(command, false, link);
  });
  // What is pasted comes as words: the formatting of other places doesn't belong into an answer.
  editor.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!text) return;
    event.preventDefault();
    document.execCommand("insertText", false, text);
  });
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button[value="wait"]'));
    }
  });
  form.addEventListener("submit", () => {
    area.value = editor.innerText.replace(/\u00a0/g, " ").replace(/\n{3,}/g, "\n\n").trim();
    const rich = editor.querySelector("b, strong, i, em, u, ul, ol, a, blockquote");
    html.value = rich ? editor.innerHTML : "";
  });
}

if (form) enrich(form);
