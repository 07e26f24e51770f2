// <button data-phrase="text"> puts a ready answer where one writes; what stands there already stays.
document.addEventListener("click", ({ target }) => {
  const chosen = target.closest?.("[data-phrase]");
  const editor = document.querySelector("form.reply .editor");
  if (!chosen || !editor) return;
  chosen.closest("details").open = false;
  editor.focus();
  if (!editor.contains(getSelection().anchorNode)) getSelection().selectAllChildren(editor);
  getSelection().collapseToEnd();
  document.execCommand("insertText", false, chosen.dataset.phrase);
});
