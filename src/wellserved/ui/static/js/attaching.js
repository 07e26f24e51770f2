// Files can be dropped on a <form data-drop>; what is chosen is listed, and can be left out again.
function show(form) {
  const input = form.elements.files, list = form.querySelector(".chosen");
  list.replaceChildren(...[...input.files].map((file, index) => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.className = "file";
    button.textContent = `${file.name} ×`;
    button.title = "Leave it out";
    button.addEventListener("click", () => keep(form, [...input.files].filter((_, other) => other !== index)));
    item.append(button);
    return item;
  }));
  const told = form.querySelector("[data-by-link-over]");
  if (told) told.hidden = [...input.files].reduce((sum, file) => sum + file.size, 0) <= Number(told.dataset.byLinkOver);
}
function keep(form, files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  form.elements.files.files = chosen.files;
  show(form);
}
for (const form of document.querySelectorAll("form[data-drop]")) {
  let before = [];
  form.elements.files.addEventListener("click", () => (before = [...form.elements.files.files]));
  form.elements.files.addEventListener("change", () => keep(form, [...before, ...form.elements.files.files]));
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    keep(form, [...form.elements.files.files, ...event.dataTransfer.files]);
  });
}
