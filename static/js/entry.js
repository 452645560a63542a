/* Control and Enter keep what is typed, from any box of the form. */
for (const form of document.querySelectorAll("form[data-quick]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  for (const hint of form.querySelectorAll("[data-quick-hint]")) hint.hidden = false;
}
