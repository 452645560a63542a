/* What is typed is kept: on the account of who is signed in, in this window for anyone else. */
const WAIT = 4000;
const DAY = 86_400_000;

for (const form of document.querySelectorAll("form[data-draft]")) {
  if (form.dataset.draft === "account") keepOnAccount(form);
  else keepHere(form);
}

function keepOnAccount(form) {
  const state = form.querySelector("[data-draft-state]");
  let timer, isSent = false;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
  });
  async function save() {
    const typed = new FormData(form);
    if (isSent || !`${typed.get("title") ?? ""}${typed.get("text") ?? ""}`.trim()) return;
    typed.set("keep", "1");
    let words = form.dataset.draftLost;
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed, headers: { Accept: "application/json" } });
      words = (await answer.json()).words;
      if (answer.ok) form.dispatchEvent(new Event("kept"));
    } catch {
      /* No network, or a page instead of data: the sentence says so, the words are still in the field. */
    }
    if (state && !isSent) state.textContent = words;
  }
}

function keepHere(form) {
  const name = `words:${form.action}`;
  const fields = [...form.querySelectorAll("textarea, input[type=text]")];
  const kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
  if (kept && (kept.isSent || Date.now() - kept.at > DAY)) sessionStorage.removeItem(name);
  else if (kept) {
    for (const field of fields) if (!field.value) field.value = kept.words[field.name] ?? "";
  }
  const keep = (isSent) => {
    const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    sessionStorage.setItem(name, JSON.stringify({ words, isSent, at: Date.now() }));
    form.dispatchEvent(new Event("kept"));
  };
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
}
