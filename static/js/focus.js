/* Brings the keyboard and the reader to what must be read first: the summary of a form's errors. */
document.querySelector("[data-focus]")?.focus();
