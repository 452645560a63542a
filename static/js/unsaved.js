/* A form marked data-unsaved asks before its text is lost; a draft that was kept is not lost. */
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isDirty = false;
  form.addEventListener("input", () => {
    isDirty = true;
  });
  for (const end of ["submit", "kept"]) {
    form.addEventListener(end, () => {
      isDirty = false;
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
}
