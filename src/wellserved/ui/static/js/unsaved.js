// <form data-unsaved> warns before what was typed is lost.
let changed = null;
document.addEventListener("input", (event) => {
  if (event.target.form?.matches("[data-unsaved]")) changed = event.target.form;
});
document.addEventListener("submit", () => (changed = null));
addEventListener("beforeunload", (event) => {
  if (changed?.isConnected) event.preventDefault();
});
