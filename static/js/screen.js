// A screen of a workshop, or the remote that drives it. Everything shown is made by the server: this script only
// fetches the page again when something moved, so a reload, a second screen and a phone always show the same.
(() => {
  "use strict";

  const PATIENCE = 1500; // milliseconds between looks at what moved; more while the network is away
  const { state: stateAddress, screen: anyScreen, move: moveAddress } = document.body.dataset;
  const lost = document.getElementById("lost");
  const follows = Boolean(anyScreen);
  let latest = null; // what the server said last
  let known = null; // the moves that this page has seen
  let counts = "";
  let started = null; // when the screen came to this place, by this browser's clock
  let failures = 0;
  let going = Promise.resolve();

  const shown = () => document.querySelector("main").dataset;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const addressOf = (place, step) => anyScreen.replace("/0/welcome/", `/${place}/${step}/`);

  function say(reason) {
    lost.hidden = !reason;
    lost.textContent = reason ? lost.dataset[reason] : "";
  }

  // A network that neither answers nor fails is as good as gone.
  const ask = (address, options) => fetch(address, { ...options, signal: AbortSignal.timeout(8000) });

  // What a part says. Its token is another one each time.
  const made = (part) => part.outerHTML.replace(/(csrfmiddlewaretoken" value=")\w+/g, "$1");

  // Whoever stands on a control with the keyboard still stands there afterwards.
  function replace(stale, fresh) {
    const stops = "a, button, summary";
    const at = [...stale.querySelectorAll(stops)].indexOf(document.activeElement);
    stale.replaceWith(document.adoptNode(fresh));
    if (at >= 0) fresh.querySelectorAll(stops)[at]?.focus({ preventScroll: true });
  }

  // Puts the page at `address` in place of this one, without leaving full screen. False: what came is another page.
  async function show(address) {
    const reply = await ask(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (!reply.ok || !page.querySelector("main[data-place]")) {
      say("out");
      return false;
    }
    for (const id of ["screen", "foot"]) {
      const fresh = page.getElementById(id);
      const stale = document.getElementById(id);
      if (fresh && stale && made(fresh) !== made(stale)) replace(stale, fresh);
    }
    document.title = page.title;
    tick();
    return true;
  }

  async function send(address, fields) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: token(), ...fields });
    const reply = await ask(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (reply.ok && !reply.redirected) take(await reply.json());
  }

  // Walks to another position: at once here, and for everybody else by telling the server.
  async function walk(address, keep = true) {
    if (!(await show(address))) return;
    if (keep) history.pushState(null, "", address);
    if (moveAddress) await send(moveAddress, { place: shown().place, step: shown().step });
    document.querySelector("main").focus({ preventScroll: true });
  }

  // Goes where the server says that the screen stands.
  async function come() {
    const address = addressOf(latest.place, latest.step);
    if (await show(address)) history.replaceState(null, "", address);
  }

  // One thing after the other, however fast somebody presses the keys.
  function queue(work) {
    going = going.then(work).then(reached, missed);
    return going;
  }

  function reached() {
    failures = 0;
    if (lost.textContent === lost.dataset.lost) say("");
  }

  function missed() {
    failures += 1;
    say("lost");
  }

  function take(state) {
    latest = state;
    started = Date.now() - 1000 * state.seconds;
    known = state.moves;
    counts = JSON.stringify([state.phones, state.votes, state.open_code, state.locked, state.is_running]);
  }

  async function look() {
    const reply = await ask(stateAddress, { headers: { Accept: "application/json" } });
    if (reply.redirected || !reply.ok) {
      say("out");
      return;
    }
    const [moves, before] = [known, counts];
    const state = await reply.json();
    take(state);
    const elsewhere = String(state.place) !== shown().place || state.step !== shown().step;
    if (follows && state.is_running && elsewhere && moves !== state.moves) {
      await come();
    } else if (before !== counts || (!follows && moves !== state.moves)) {
      if (before) await show(location.href);
    }
    tick();
  }

  function tick() {
    const clock = document.querySelector("[data-minutes]");
    if (!clock || started === null) return;
    const left = 60 * Number(clock.dataset.minutes) - Math.floor((Date.now() - started) / 1000);
    const time = `${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
    clock.textContent = (left < 0 ? clock.dataset.over : clock.dataset.left).replace("{time}", time);
    clock.classList.toggle("is-over", left < 0);
  }

  const link = (rel) => document.querySelector(`a[rel=${rel}]`)?.href;

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, button")) return;
    const keys = {
      ArrowRight: "next", PageDown: "next", " ": "next", ArrowDown: "next",
      ArrowLeft: "prev", PageUp: "prev", ArrowUp: "prev", Backspace: "prev",
    };
    if (event.key === " " && event.target.closest("a")) return;
    if (keys[event.key]) {
      event.preventDefault();
      queue(async () => {
        const address = link(keys[event.key]); // as the page is by then
        if (address) await walk(address);
      });
    } else if (event.key.toLowerCase() === "v") {
      document.querySelector("#voting:not([hidden])")?.requestSubmit();
    } else if (event.key.toLowerCase() === "f") {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => {});
    }
  }

  if (follows) {
    document.addEventListener("keydown", press);
    addEventListener("popstate", () => queue(() => walk(location.href, false)));
    document.addEventListener("click", (event) => {
      const step = event.target.closest("a[rel]");
      if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      queue(() => walk(step.href));
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-live]");
    if (!form) return;
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    queue(async () => {
      await send(form.action, fields);
      if (follows) await come();
      else await show(location.href);
    });
  });

  async function watch() {
    if (!document.hidden) await queue(look);
    const isQuiet = latest && !latest.is_running; // before the start, and after the end
    setTimeout(watch, PATIENCE * (isQuiet ? 4 : Math.min(8, 1 + failures)));
  }

  setInterval(tick, 500);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) queue(look); });
  watch();
})();
