/* Draws the points of a list on the map of its districts; each leads to its row, or to its own page. The list says the
   same without it. The keyboard enters the points once, and arrows go from one to the next. */
const SVG = "http://www.w3.org/2000/svg";
const CELL = 30; // two points nearer than this share a mark
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function drawn(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

function plane({ edge, west, north, across, down }) {
  const [e, w, n, a, d] = [edge, west, north, across, down].map(Number);
  return { place: ([longitude, latitude]) => [e + (longitude - w) * a, e + (n - latitude) * d], e, w, n, a, d };
}

/* Points of one cell of a grid stand together: [{x, y, points: [{reference, title}]}]. */
function gathered(collection, place) {
  const cells = new Map();
  for (const { geometry, properties } of collection.features) {
    geometry.coordinates.forEach((coordinates, rank) => {
      const [x, y] = place(coordinates);
      const key = `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
      const cell = cells.get(key) ?? { x: 0, y: 0, points: [] };
      cell.x += x;
      cell.y += y;
      cell.points.push({ reference: properties.references[rank], title: properties.titles[rank] });
      cells.set(key, cell);
    });
  }
  return [...cells.values()]
    .map(({ x, y, points }) => ({ x: x / points.length, y: y / points.length, points }))
    .sort((one, other) => one.x - other.x || one.y - other.y);
}

function addressOf(map, { reference }) {
  return document.getElementById(reference) ? `#${reference}` : map.dataset.address.replace("REF", reference);
}

function mark(map, group, { x, y, points }) {
  const alone = points.length === 1;
  const link = drawn("a", { class: "point", tabindex: -1 }, group);
  link.setAttribute("href", alone ? addressOf(map, points[0]) : "#");
  const label = alone ? points[0].title : map.dataset.several.replace("{count}", points.length);
  link.setAttribute("aria-label", label);
  drawn("title", {}, link).textContent = label;
  drawn("circle", { cx: x, cy: y, r: alone ? 9 : 14 }, link);
  if (!alone) {
    drawn("text", { x, y: y + 6 }, link).textContent = points.length;
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(map, link, label, points);
    });
  }
  link.dataset.references = points.map(({ reference }) => reference).join(" ");
  return link;
}

/* What stands at one place, as a list under the map. */
function open(map, link, label, points) {
  const panel = map.querySelector(".map__here");
  const list = document.createElement("ul");
  for (const point of points) {
    const row = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = addressOf(map, point);
    anchor.textContent = point.title;
    row.append(anchor);
    list.append(row);
  }
  const title = document.createElement("p");
  title.textContent = label;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet button--small";
  close.textContent = map.dataset.close;
  const leave = () => {
    panel.hidden = true;
    link.focus();
  };
  close.addEventListener("click", leave);
  panel.onkeydown = (event) => event.key === "Escape" && leave();
  panel.replaceChildren(title, list, close);
  panel.hidden = false;
  list.querySelector("a").focus();
}

function roving(group, links) {
  links[0]?.setAttribute("tabindex", 0);
  group.addEventListener("keydown", (event) => {
    const at = links.indexOf(event.target.closest(".point"));
    const next = { Home: 0, End: links.length - 1 }[event.key] ?? at + (STEPS[event.key] ?? 0);
    if (event.key === " " && links[at].getAttribute("role")) links[at].dispatchEvent(new MouseEvent("click", { cancelable: true }));
    else if (next === at || !links[next]) return;
    else {
      links[at].setAttribute("tabindex", -1);
      links[next].setAttribute("tabindex", 0);
      links[next].focus();
    }
    event.preventDefault();
  });
}

/* A row that is pointed at shows its point. */
function follow(links) {
  for (const row of document.querySelectorAll(".idea[id]")) {
    const link = links.find((each) => each.dataset.references.split(" ").includes(row.id));
    if (!link) continue;
    for (const [event, isOn] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
      row.addEventListener(event, () => link.classList.toggle("point--on", isOn));
    }
  }
}

/* Tiles of the server that the city configured, under the districts. */
function tile(map, svg, { e, w, n, a, d }) {
  const { width, height } = svg.viewBox.baseVal;
  const zoom = Math.min(16, Math.max(1, Math.round(Math.log2((a * 360) / 256))));
  const count = 2 ** zoom;
  const column = (longitude) => ((longitude + 180) / 360) * count;
  const line = (latitude) => ((1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2) * count;
  const latitudeOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / count))) * 180) / Math.PI;
  const group = drawn("g", { class: "tiles" });
  for (let x = Math.floor(column(w - e / a)); x <= column(w + (width - e) / a); x += 1) {
    for (let y = Math.floor(line(n + e / d)); y <= line(n - (height - e) / d); y += 1) {
      const left = e + ((x / count) * 360 - 180 - w) * a;
      const top = e + (n - latitudeOf(y)) * d;
      const size = { width: (360 / count) * a + 0.5, height: (latitudeOf(y) - latitudeOf(y + 1)) * d + 0.5 };
      const href = map.dataset.tiles.replace("{z}", zoom).replace("{x}", x).replace("{y}", y);
      drawn("image", { href, x: left, y: top, ...size, preserveAspectRatio: "none" }, group);
    }
  }
  svg.querySelector("title").after(group);
  map.classList.add("map--tiles");
}

async function show(map) {
  const svg = map.querySelector("svg");
  const measures = plane(map.dataset);
  if (map.dataset.tiles) tile(map, svg, measures);
  const answer = await fetch(map.dataset.points);
  if (!answer.ok) return;
  const cells = gathered(await answer.json(), measures.place);
  if (!cells.length) return;
  svg.setAttribute("role", "group");
  const group = drawn("g", { class: "points", role: "group", "aria-label": map.dataset.group });
  svg.insertBefore(group, svg.querySelector(".name"));
  map.classList.add("map--drawn");
  const links = cells.map((cell) => mark(map, group, cell));
  roving(group, links);
  follow(links);
}

function showAll() {
  for (const map of document.querySelectorAll("[data-points]:not([data-shown])")) {
    map.dataset.shown = "";
    show(map);
  }
}

document.addEventListener("list:refreshed", showAll);
showAll();
