/* A form marked data-unsaved asks before its text is lost. */
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isDirty = false;
  form.addEventListener("input", () => {
    isDirty = true;
  });
  form.addEventListener("submit", () => {
    isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
}
