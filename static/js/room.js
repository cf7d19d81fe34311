"use strict";
// The page works without this file, by its "Look again". This asks every few seconds what to show, shows that, and
// holds on to a choice until it has arrived: it counts once, however often it is sent.

const EVERY = 2500, LONGEST = 30_000; // milliseconds
let [wait, timer, unsent, isAsking] = [EVERY];

const room = () => document.querySelector("[data-room]");
const say = (text) => {
  const banner = document.getElementById("network");
  if (banner.textContent !== text) banner.textContent = text;
};

// The room in a page of ours, and not a proxy's or a hotel's, whatever its status says.
async function fetchRoom(address, options) {
  const reply = await fetch(address, { ...options, signal: AbortSignal.timeout?.(15_000) });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const found = page.querySelector("main");
  if (reply.status >= 500 || !found?.querySelector("[data-room]")) throw new Error("not our page");
  return found;
}

function show(main) {
  const before = room().dataset.phase + room().dataset.vote;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  start();
  if (room().dataset.phase + room().dataset.vote === before) {
    document.querySelector(".notice-line, .counted")?.focus({ preventScroll: true });
    return;
  }
  scrollTo(0, 0);
  document.querySelector("h1").focus({ preventScroll: true });
}

const isShown = (now) => {
  const { phase, vote, choice } = room().dataset;
  return phase === now.phase && vote === now.vote && choice === String(now.choice ?? "");
};

async function look() {
  const reply = await fetch(room().dataset.now, { signal: AbortSignal.timeout?.(10_000) });
  if (!reply.ok) throw new Error("no answer");
  const now = await reply.json();
  if (!unsent && !isShown(now)) show(await fetchRoom(room().dataset.page));
}

// What was chosen goes out first. After that there is nothing to hold on to, whatever the reply says.
async function send() {
  const body = unsent;
  const main = await fetchRoom(body.address, { method: "POST", body: body.fields });
  if (unsent === body) unsent = undefined;
  show(main);
}

async function ask() {
  clearTimeout(timer);
  if (isAsking || (document.hidden && !unsent)) return;
  isAsking = true;
  try {
    await (unsent ? send() : look());
    wait = EVERY;
    say("");
  } catch {
    wait = Math.min(wait * 2, LONGEST);
    say(unsent ? room().dataset.unsent : room().dataset.offline);
  }
  isAsking = false;
  if (room().dataset.phase === "ended" && !unsent) return;
  timer = setTimeout(ask, unsent && wait === EVERY ? 0 : wait * (0.9 + Math.random() * 0.2));
}

function askNow() {
  wait = EVERY;
  ask();
}

// "Counted" is said of what was sent, not of what was chosen since.
function sayWhatCounts(form) {
  const line = form.querySelector(".counted, [data-counted]");
  if (!line) return;
  line.dataset.counted ??= line.textContent;
  const isCounted = form.querySelector(":checked").value === room().dataset.choice;
  line.classList.toggle("counted", isCounted);
  line.textContent = isCounted ? line.dataset.counted : line.dataset.changed;
}

function start() {
  document.querySelector("main").classList.add("live");
  const form = document.querySelector("form.vote");
  form?.addEventListener("input", () => sayWhatCounts(form));
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    unsent = { address: event.target.action, fields: new URLSearchParams(new FormData(event.target)) };
    event.target.querySelector("button").setAttribute("aria-disabled", "true");
    askNow();
  });
}

start();
addEventListener("online", askNow);
addEventListener("offline", () => say(unsent ? room().dataset.unsent : room().dataset.offline));
addEventListener("visibilitychange", askNow);
addEventListener("pageshow", (event) => { if (event.persisted) askNow(); });
if (room().dataset.phase !== "ended") timer = setTimeout(ask, EVERY);
