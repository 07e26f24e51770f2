// <select data-time-zone> gets the browser's time zone unless somebody chose one; <form data-submit> sends itself once,
// <form data-sends-on-change> whenever something in it is chosen.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll("[data-time-zone]"))
  if (zone && !field.dataset.chosen && [...(field.options ?? [])].some((option) => option.value === zone)) field.value = zone;
for (const form of document.querySelectorAll("form[data-submit]")) form.requestSubmit();
document.addEventListener("change", ({ target }) => {
  if (target.form?.matches("[data-sends-on-change]")) target.form.requestSubmit();
});
