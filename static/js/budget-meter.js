/* Recomputes the budget meter as boxes are ticked. Without it, the form's own button does the same on the server. */
const SVG = "http://www.w3.org/2000/svg";
const language = document.documentElement.lang || "fr";
const money = new Intl.NumberFormat(language === "en" ? "en-GB" : language, {
  style: "currency",
  currency: "EUR",
  minimumFractionDigits: 0,
  maximumFractionDigits: 2,
});
const euros = (cents) => money.format(cents / 100);
const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function draw(parts, costs, total) {
  parts.replaceChildren();
  let left = 0;
  for (const cost of costs) {
    const right = Math.min(left + (cost * 900) / total, 900);
    if (right > left) {
      const rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("class", "water part");
      rect.setAttribute("x", left.toFixed(1));
      rect.setAttribute("y", "0");
      rect.setAttribute("width", (right - left).toFixed(1));
      rect.setAttribute("height", "22");
      parts.append(rect);
    }
    left = right;
  }
}

function refresh(meter, boxes) {
  const total = Number(meter.dataset.total);
  const chosen = boxes.filter((box) => box.checked);
  const costs = chosen.map((box) => Number(box.dataset.cents));
  const spent = costs.reduce((sum, cost) => sum + cost, 0);
  const left = total - spent;
  const words = { amount: euros(Math.abs(left)), count: chosen.length, spent: euros(spent), total: euros(total) };
  const spentWords = chosen.length === 0 ? meter.dataset.spentNone : chosen.length === 1 ? meter.dataset.spentOne : meter.dataset.spentMany;
  meter.classList.toggle("budget-meter--over", left < 0);
  meter.querySelector(".budget-meter__left").textContent = say(left < 0 ? meter.dataset.over : meter.dataset.left, words);
  meter.querySelector(".budget-meter__spent").textContent = say(spentWords, words);
  draw(meter.querySelector(".budget-meter__parts"), costs, total);
  for (const box of boxes) {
    const note = box.closest(".ballot-card")?.querySelector("[data-exceeds]");
    if (!note) continue;
    const excess = Number(box.dataset.cents) - left;
    note.hidden = box.checked || excess <= 0;
    note.textContent = note.hidden ? "" : say(note.dataset.exceeds, { amount: euros(excess) });
  }
}

for (const meter of document.querySelectorAll("[data-budget-meter]")) {
  const form = meter.closest("form");
  const boxes = form ? [...form.querySelectorAll("input[data-cents]")] : [];
  if (!boxes.length) continue;
  form.addEventListener("change", () => refresh(meter, boxes));
  window.addEventListener("pageshow", () => refresh(meter, boxes));
  refresh(meter, boxes); // a box may have been ticked while this was on its way
}
