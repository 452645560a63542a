/* Says how many characters a text holds, as it is typed. The limit itself is the control's maxlength. */
for (const count of document.querySelectorAll("[data-count-for]")) {
  const control = document.getElementById(count.dataset.countFor);
  if (!control) continue;
  const refresh = () => {
    count.textContent = count.dataset.count.replace("{count}", control.value.length);
  };
  control.addEventListener("input", refresh);
  refresh();
}
