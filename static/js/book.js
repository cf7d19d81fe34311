"use strict";

// The files of a round: their parts arranged in place, their pages beside the form. Without this script each button
// sends the form, and a link leads to the pages.
const place = document.querySelector("[data-preview]");
const form = document.getElementById("book-form");
const ready = document.querySelector("[data-ready]");

// --- How it looks ----------------------------------------------------------------------------------------------------
let asked = 0;

function say(words) {
  const line = document.createElement("p");
  line.className = "quiet small";
  line.setAttribute("role", "status");
  line.textContent = words;
  const sheets = place.querySelector(".sheets");
  sheets?.classList.add("is-old");
  place.replaceChildren(...[line, sheets].filter(Boolean));
  return line;
}

function offerAgain(words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary btn-sm";
  button.textContent = place.dataset.again;
  button.addEventListener("click", fetchPages);
  say(words).after(button);
}

async function fetchPages() {
  const mine = ++asked;
  say(place.dataset.waiting);
  try {
    const reply = await fetch(place.dataset.preview, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("preview");
    if (mine !== asked) return;
    if (reply.ok && page) show(document.adoptNode(page));
    else offerAgain(page?.querySelector(".lead-text")?.textContent || place.dataset.failed);
  } catch {
    if (mine === asked) offerAgain(place.dataset.failed);
  }
}

function show(pages) {
  const scrolled = place.querySelector(".sheets")?.scrollTop ?? 0;
  place.classList.remove("is-awaited");
  place.replaceChildren(pages);
  pages.querySelector(".sheets").scrollTop = scrolled;
}

if (place) {
  place.classList.add("is-awaited");  // keeps their room free, so that nothing below moves
  fetchPages();
}

// --- What stands in it -----------------------------------------------------------------------------------------------
let isUnsaved = false;
let isLeaving = false;
let waiting = 0;
let pressed = Promise.resolve();
let later;

function markUnsaved(isSo) {
  isUnsaved = isSo;
  const line = form.querySelector("[data-unsaved]");
  if (line) line.hidden = !isSo;
}

async function sendOff(button) {
  const sent = new FormData(form);
  sent.append(button.name, button.value);
  markUnsaved(false);
  const reply = await fetch(form.action, { method: "POST", body: sent });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.getElementById("book-form");
  if (!reply.ok || !reply.redirected || !fresh) throw new Error("not arranged");
  for (const name of ["sections", "edited", "base"]) form.elements[name].value = fresh.elements[name].value;
  document.getElementById("parts").replaceWith(document.adoptNode(page.getElementById("parts")));
  goOn(button.id);
}

function goOn(id) {
  const undone = id.replace(/^(add|remove)/, (verb) => (verb === "add" ? "remove" : "add"));
  const next = document.getElementById(id) ?? document.getElementById(undone);
  next?.focus();
  document.getElementById("parts-said").textContent = next?.closest("[data-said]").dataset.said ?? "";
  clearTimeout(later);
  later = setTimeout(fetchPages, 700);
}

async function arrange(id) {
  const button = document.getElementById(id);
  if (isLeaving || !button || button.getAttribute("aria-disabled") === "true") return;
  try {
    await sendOff(button);
  } catch {
    leave(button);  // the page that answers says what is the matter
  }
}

function leave(button) {
  if (isLeaving) return;
  isLeaving = true;
  form.requestSubmit(button);
}

function onSubmit(event) {
  const button = event.submitter;
  const stays = place && button?.closest("#parts");
  if (isLeaving || !(stays || waiting)) {
    isLeaving = true;
    return;
  }
  event.preventDefault();
  waiting += 1;  // buttons that are pressed quickly are heeded one after the other
  pressed = pressed.then(() => (stays ? arrange(button.id) : leave(button))).finally(() => { waiting -= 1; });
}

if (form) {
  form.addEventListener("submit", onSubmit);
  form.addEventListener("input", () => markUnsaved(true));
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("beforeunload", (event) => {
    if (isUnsaved && !isLeaving) event.preventDefault();
  });
}

// --- Downloads: they leave this page where it is ---------------------------------------------------------------------
for (const link of document.querySelectorAll("[data-file]")) {
  link.addEventListener("click", () => {
    isLeaving = true;
    setTimeout(() => { isLeaving = false; }, 2000);
  });
}

if (ready) {
  history.replaceState(null, "", location.pathname);
  ready.click();
}
