/* Puts one point on the map of a form: by touch, by mouse, or by the arrows. The hidden fields hold it. */
const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const STRIDE = 12;

function setUp(field) {
  const svg = field.querySelector("svg");
  const marker = svg.querySelector(".marker");
  const words = field.querySelector("#point-words");
  const clear = field.querySelector("[data-point-clear]");
  const [latitude, longitude, district] = ["latitude", "longitude", "district"].map((name) =>
    document.getElementById(field.dataset[name]),
  );
  const [e, w, n, a, d] = ["edge", "west", "north", "across", "down"].map((name) => Number(field.dataset[name]));
  const { width, height } = svg.viewBox.baseVal;
  let at = null;

  function landAt([x, y]) {
    const point = new DOMPoint(x, y);
    return [...svg.querySelectorAll(".land")].find((land) => land.isPointInFill(point));
  }

  function show(isNew) {
    clear.hidden = !at;
    marker.setAttribute("visibility", at ? "visible" : "hidden");
    if (at) marker.setAttribute("transform", `translate(${at[0]} ${at[1]})`);
    const land = at && landAt(at);
    words.textContent = !at
      ? field.dataset.none
      : land
        ? field.dataset.inside.replace("{district}", land.dataset.label)
        : field.dataset.outside;
    if (!isNew) return;
    longitude.value = at ? (w + (at[0] - e) / a).toFixed(5) : "";
    latitude.value = at ? (n - (at[1] - e) / d).toFixed(5) : "";
    if (land && district) district.value = land.dataset.value;
    latitude.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function put([x, y]) {
    at = [Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height)];
    show(true);
  }

  svg.addEventListener("click", (event) => {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    put([x, y]);
  });
  svg.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const stride = event.shiftKey ? STRIDE / 4 : STRIDE;
    if (step && at) put([at[0] + step[0] * stride, at[1] + step[1] * stride]);
    else if (["Enter", " "].includes(event.key) || step) put(at ?? [width / 2, height / 2]);
    else if (["Delete", "Backspace"].includes(event.key)) {
      at = null;
      show(true);
    } else return;
    event.preventDefault();
  });
  clear.addEventListener("click", () => {
    at = null;
    show(true);
    svg.focus();
  });
  if (latitude.value && longitude.value) {
    at = [e + (Number(longitude.value) - w) * a, e + (n - Number(latitude.value)) * d];
  }
  field.hidden = false;
  show(false);
}

document.querySelectorAll("[data-point]").forEach(setUp);
