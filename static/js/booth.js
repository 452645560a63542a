/* The receipt secret is made here, in the voter's browser, and never sent: the server gets keys derived from it.
   Without this script (or on a site without https) the server makes the secret on the review page.
   From the review page to the receipt the secret travels in the part of the address after "#", which browsers keep to
   themselves. The derivation is that of budget/rules/receipt.py. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;
const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));

export function makeSecret() {
  const random = crypto.getRandomValues(new Uint8Array(LENGTH));
  return [...random].map((byte) => ALPHABET[byte % 32]).join("");
}

export function checkCharacter(secret) {
  let product = 32;
  for (const character of secret) product = (((product + ALPHABET.indexOf(character)) % 32 || 32) * 2) % 33;
  return ALPHABET[(33 - product) % 32];
}

export const formatSecret = (secret) => `${secret.match(/.{4}/g).join("-")}-${checkCharacter(secret)}`;

/* The 20 characters of a code someone typed, or null. */
export function parseSecret(text) {
  const plain = text.toUpperCase().replace(/[\s\u2010-\u2014\u2212.-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  const secret = plain.slice(0, LENGTH);
  const isWhole = plain.length === LENGTH + 1 && [...plain].every((character) => ALPHABET.includes(character));
  return isWhole && checkCharacter(secret) === plain[LENGTH] ? secret : null;
}

async function derive(secret, uid, info) {
  const key = await crypto.subtle.importKey("raw", bytes(secret), "HKDF", false, ["deriveBits"]);
  const salt = fromHex(uid.replaceAll("-", ""));
  return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: bytes(`pb/v1/${info}`) }, key, 256);
}

export async function sectionKeys(secret, uid, section, rev = 0) {
  const handle = await derive(secret, uid, `handle|${section}`);
  const nonce = (await derive(secret, uid, `nonce|${section}|${rev}`)).slice(0, 16);
  const pre = await derive(secret, uid, `replace|${section}|${rev}`);
  const rk = await crypto.subtle.digest("SHA-256", pre);
  return { handle: hex(handle), nonce: hex(nonce), rk: hex(rk) };
}

function setField(form, name, value) {
  const field = form.elements.namedItem(name) ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  field.value = value;
}

async function prepareReview(form) {
  const made = form.elements.namedItem("secret");
  const kept = parseSecret(location.hash.slice(1));
  if (!made && !kept) return; // the keys of a form sent again, whose secret this page does not hold
  const secret = kept ?? makeSecret();
  for (const section of form.dataset.sections.split(" ")) {
    const keys = await sectionKeys(secret, form.dataset.vote, section);
    for (const [name, value] of Object.entries(keys)) setField(form, `${name}-${section}`, value);
  }
  made?.remove();
  form.querySelector("[data-secret]").textContent = formatSecret(secret);
  form.action = `${form.action.split("#")[0]}#${formatSecret(secret)}`;
}

/* The code leaves the address bar, where nobody needs it any more. */
function forgetAddress() {
  if (parseSecret(location.hash.slice(1))) history.replaceState(null, "", location.pathname);
}

function showReceipt(page) {
  const secret = parseSecret(location.hash.slice(1));
  if (!secret) return;
  const code = formatSecret(secret);
  page.querySelector("[data-receipt-code]").textContent = code;
  for (const button of page.querySelectorAll("[data-copy]")) button.dataset.copy = code;
  const form = page.querySelector("[data-receipt-file]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = new Blob([form.dataset.receiptFile.replace("{code}", code)], { type: "text/plain" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: form.dataset.receiptName });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

/* The check page sends the hashes that find the ballot, not the code, and hands the code on to the next page. */
function watchCheck(form) {
  for (const next of document.querySelectorAll("form[data-carry]")) next.action = `${next.action.split("#")[0]}${location.hash}`;
  form.addEventListener("submit", async (event) => {
    const code = form.elements.namedItem("code");
    const secret = parseSecret(code.value);
    if (!secret) return; // the server says what is wrong with it
    event.preventDefault();
    for (const section of form.dataset.sections.split(" ")) setField(form, `handle-${section}`, (await sectionKeys(secret, form.dataset.vote, section)).handle);
    code.disabled = true;
    form.action = `${location.pathname}#${formatSecret(secret)}`;
    form.submit();
  });
}

async function prepareReplacement(form) {
  const secret = parseSecret(location.hash.slice(1));
  if (!secret) return;
  const { vote, section } = form.dataset;
  const rev = Number(form.elements.namedItem("rev").value);
  const keys = await sectionKeys(secret, vote, section, rev + 1);
  for (const [name, value] of Object.entries(keys)) setField(form, name, value);
  setField(form, "pre", hex(await derive(secret, vote, `replace|${section}|${rev}`)));
  form.elements.namedItem("code").value = "";
  form.action = `${form.action.split("#")[0]}${location.hash}`;
}

if (globalThis.crypto?.subtle) {
  const part = (selector) => document.querySelector(selector);
  const [review, receipt, check, replacement] = ["form[data-booth]", "[data-receipt-page]", "form[data-check]", "form[data-replace]"].map(part);
  if (review) prepareReview(review);
  else if (replacement) prepareReplacement(replacement);
  else {
    if (receipt) showReceipt(receipt);
    if (check) watchCheck(check);
    forgetAddress();
  }
}
