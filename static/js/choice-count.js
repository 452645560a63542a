/* Says how many projects are chosen as boxes are ticked. Without it, the form's own button does the same on the server. */
for (const meter of document.querySelectorAll("[data-choice-count]")) {
  const boxes = [...meter.closest("form").querySelectorAll("input[data-cents]")];
  const words = meter.querySelector(".budget-meter__left");
  const max = Number(meter.dataset.max) || Infinity;
  const refresh = () => {
    const count = boxes.filter((box) => box.checked).length;
    words.textContent = count === 1 ? meter.dataset.one : meter.dataset.many.replace("{count}", count);
    meter.classList.toggle("budget-meter--over", count > max);
  };
  meter.closest("form").addEventListener("change", refresh);
  window.addEventListener("pageshow", refresh);
}
