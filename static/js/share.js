/* Buttons that need a script, shown only where it runs: copy the address, open the print window. */
for (const item of document.querySelectorAll("[data-copy]")) {
  const button = item.querySelector("button");
  const words = item.closest("section").querySelector("[data-copied-from]");
  if (!navigator.clipboard) continue;
  item.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words.innerText.trim());
    button.querySelector("span").textContent = item.dataset.copyDone;
  });
}
for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => window.print());
}
