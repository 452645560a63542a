/* Shows the print and copy buttons of a receipt or a slip; the code itself is plain text on the page. */
for (const actions of document.querySelectorAll("[data-receipt-actions]")) actions.hidden = false;

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) {
    button.hidden = true;
    continue;
  }
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector("[data-copy-label]");
    label.setAttribute("role", "status");
    label.textContent = button.dataset.copied;
  });
}
