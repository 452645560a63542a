/* Refreshes a list when a filter changes, where the panel stands beside it; on a phone the sheet keeps its button. */
const isBeside = window.matchMedia("(width >= 58rem)");

async function refresh(form, list) {
  const address = new URL(form.action || window.location.href);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(list.id);
    if (!fresh) throw new Error("The list is not in the answer.");
    list.replaceChildren(...fresh.childNodes);
    window.history.replaceState(null, "", address);
    document.dispatchEvent(new CustomEvent("list:refreshed"));
  } catch {
    form.submit();
  } finally {
    list.removeAttribute("aria-busy");
  }
}

for (const form of document.querySelectorAll("form[data-filters]")) {
  const list = document.getElementById(form.dataset.filters);
  if (!list) continue;
  form.addEventListener("change", (event) => {
    if (isBeside.matches && event.target.type !== "search") refresh(form, list);
  });
}
