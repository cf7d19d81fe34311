"use strict";
// The page works without this file. It counts, clears, takes digit keys, holds on to answers until they are stored,
// and sends them as often as that needs: a page is stored once, however often it arrives.

const HOUR = 3_600_000;
const WAITS = [1, 2, 4, 8]; // seconds between tries
const language = document.documentElement.lang;
const byId = (id) => document.getElementById(id);
const words = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const toPlace = (text, id) => Object.assign(document.createElement("a"), { href: `#${id}`, textContent: text });

// Once only: the same words again would be read aloud again.
const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };

function focusHeading() {
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
}

// What this browser keeps of a link, each until a time of its own. Nothing, where storage is blocked or full.

const [DRAFT, SENT] = ["draft", "sent"].map((kind) => `survey-${kind}:${location.pathname.split("/", 3).join("/")}`);

const storage = (act) => { try { return act(localStorage); } catch { return undefined; } };
const keep = (key, value) => storage((kept) => { kept.setItem(key, JSON.stringify(value)); return true; });
const forget = (key) => storage((kept) => kept.removeItem(key));
const recall = (key) => storage((kept) => {
  const value = JSON.parse(kept.getItem(key));
  return value?.until > Date.now() ? value : undefined;
});

function forgetWhatIsOver() {
  const keys = storage(Object.keys) ?? [];
  keys.filter((key) => key.startsWith("survey-") && !recall(key)).forEach(forget);
}

// The questions. Looked for from outside the form: one of an organizer's may be named like a form's own properties.
function questionsOf(main) {
  const fieldsIn = (place) => [...place.querySelectorAll("fieldset input, textarea")];
  const isGiven = (field) => (field.type === "radio" ? field.checked : field.value.trim() !== "");
  const asked = (card) => fieldsIn(card.querySelector(".scored") ?? card);
  const all = fieldsIn(main);
  const cards = [...main.querySelectorAll(".number")].map((number) => number.parentNode);
  return {
    cards,
    open: () => cards.filter((card) => !asked(card).some(isGiven)),
    // The questions on a scale among them: whether to write something is left to everybody, unasked.
    skipped: () => cards.filter((card) => card.querySelector(".scored") && !asked(card).some(isGiven)),
    isEmpty: () => !cards.some((card) => fieldsIn(card).some(isGiven)),
    given: () => all.filter(isGiven).map((field) => [field.name, field.value]),
    // Those of a draft's answers that have a field here.
    known: (given) => given.flatMap(([name, value]) => {
      const field = all.find((one) => one.name === name && (one.type !== "radio" || one.value === value));
      return field ? [{ field, value, isAsked: cards.some((card) => asked(card).includes(field)) }] : [];
    }),
    // What was answered since is newer than what was kept.
    fill: (known) => known.forEach(({ field, value }) => {
      if (all.some((other) => other.name === field.name && isGiven(other))) return;
      if (field.type === "radio") field.checked = true;
      else field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }),
  };
}

function offerClear(fieldset, text, changed) {
  const clear = fieldset.clear ??= document.createElement("button");
  Object.assign(clear, { type: "button", className: "clear", textContent: text, hidden: !fieldset.querySelector(":checked") });
  clear.setAttribute("aria-describedby", fieldset.firstElementChild.id ||= `about-${fieldset.querySelector("input").id}`);
  clear.onclick = () => {
    fieldset.querySelector(":checked").checked = false;
    fieldset.querySelector("input").focus();
    changed();
  };
  if (clear.isConnected) return;
  // A question has room for it in the corner of its card; a guess, whose summary stands there, below.
  if (fieldset.matches(".scored")) fieldset.before(clear);
  else fieldset.append(clear);
}

function answerByDigit(event) {
  if (event.target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
  const fieldset = event.target.closest("fieldset");
  const choice = event.key === "0"
    ? fieldset.querySelector(".apart input")
    : fieldset.querySelectorAll("label:not(.apart) input")[event.key - 1];
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
}

// Near its end a text says how much of it fits; it is never cut. What is too long comes back from the server whole.
function countLetters(field, texts) {
  const most = Number(field.dataset.most);
  const left = most - [...field.value.trim()].length;
  const line = field.line ??= Object.assign(document.createElement("p"), { className: "hint" });
  if (!line.isConnected) field.after(line);
  line.classList.toggle("error", left < 0);
  const [printed, all] = [Math.abs(left), most].map((number) => number.toLocaleString(language));
  line.textContent = left > 200 ? "" : words(left < 0 ? texts.over : texts.left, { left: printed, all });
}

// Shows the whole question, not its first answer alone.
function goTo(place) {
  (place.closest(".card") ?? place).scrollIntoView();
  place.focus({ preventScroll: true });
}

// Not by the address: a page opened again there would begin below what it offers.
function followHere(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  goTo(byId(link.hash.slice(1)));
}

// The draft: in this browser only, and never filled in unasked, since a phone may be shared.
function drafting(main, questions, texts, goOn) {
  const [state, note, offer] = ["kept", "draft-note", "draft"].map(byId);
  const nonce = main.querySelector("[name=nonce]");
  let [startedAt, wasTried, timer] = [];

  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!main.isConnected || main.matches(".asked")) return;
    const given = questions.given();
    startedAt ??= Date.now();
    // Once a try may have arrived, a later one has to be known as the same page: it is not stored twice.
    const draft = { startedAt, until: Date.now() + 24 * HOUR, given, nonce: wasTried && nonce.value };
    const isKept = given.length > 0 && keep(DRAFT, draft);
    if (!given.length) forget(DRAFT);
    if (note) note.hidden = given.length > 0 && !isKept;
    say(state, isKept ? texts.kept : "");
  };

  const decide = () => {
    offer.hidden = true;
    main.classList.remove("asked");
  };

  const show = () => {
    const draft = recall(DRAFT);
    const known = questions.known(draft?.given ?? []);
    if (!known.length || !questions.isEmpty()) return;
    const at = new Date(draft.startedAt);
    const time = at.toLocaleTimeString(language, { hour: "numeric", minute: "2-digit" });
    const days = Math.round((at.setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / (24 * HOUR));
    const day = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    const done = known.filter(({ isAsked }) => isAsked).length;
    const line = offer.querySelector("p");
    line.textContent = words(line.textContent, { day, time, done, all: questions.cards.length });
    offer.hidden = false;
    main.classList.add("asked");
    const [continuing, startingOver] = offer.querySelectorAll("button");
    continuing.onclick = () => {
      decide();
      questions.fill(known);
      startedAt = draft.startedAt;
      if (draft.nonce) [nonce.value, wasTried] = [draft.nonce, true];
      save();
      goOn();
    };
    startingOver.onclick = () => {
      decide();
      forget(DRAFT);
      focusHeading();
    };
  };

  if (note) note.hidden = storage((kept) => kept.length) === undefined;
  addEventListener("pagehide", () => timer && save());
  return {
    show,
    decide,
    changed: () => {
      clearTimeout(timer);
      timer = setTimeout(save, 400);
    },
    tried: () => { wasTried = true; save(); },
  };
}

// The page that the server replies with; none while nothing is known of what became of the answers.
async function replyTo(form) {
  try {
    const body = new URLSearchParams(new FormData(form));
    const reply = await fetch(location.href, { method: "POST", body, redirect: "error", signal: AbortSignal.timeout?.(30_000) });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const isOurs = page.querySelector("main[data-survey]"); // and not a proxy's or a hotel's, whatever its status says
    return isOurs && ![502, 503, 504].includes(reply.status) ? page : undefined;
  } catch {
    return undefined;
  }
}

function sending(form, texts, { beforeTry, entered }) {
  const network = byId("network");
  let [phase, tries, mayHaveArrived, timer] = ["idle", 0, false];

  const enter = (next, text) => {
    phase = next;
    say(network, text);
    entered(phase);
  };

  const wait = () => {
    clearTimeout(timer);
    const seconds = WAITS[tries - 1];
    if (!navigator.onLine) {
      enter("waiting", mayHaveArrived ? texts.lost : texts.unsent);
    } else if (seconds) {
      enter("waiting", words(texts.retry, { seconds }));
      timer = setTimeout(send, 1000 * seconds);
    } else {
      tries = 0;
      enter("failed", texts.failed);
    }
  };

  const send = async () => {
    clearTimeout(timer);
    const couldLeave = navigator.onLine;
    beforeTry();
    enter("sending", tries ? texts.sending : "");
    const page = await replyTo(form);
    if (page) {
      replacePage(page);
      return;
    }
    mayHaveArrived ||= couldLeave;
    tries += 1;
    wait();
  };

  const noticeConnection = () => {
    if (!form.isConnected || phase === "sending") return;
    if (phase === "idle") {
      say(network, navigator.onLine ? "" : texts.offline);
    } else if (navigator.onLine) {
      tries = 0;
      send();
    } else {
      wait();
    }
  };

  const stop = () => {
    clearTimeout(timer);
    enter("idle", "");
    noticeConnection();
  };

  addEventListener("online", noticeConnection);
  addEventListener("offline", noticeConnection);
  noticeConnection();
  return { send, phase: () => phase, stop };
}

// The reply takes the page's place without an address of its own: its receipt is in no history.
function replacePage(page) {
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  scrollTo(0, 0);
  start();
  if (!document.querySelector("[role=alert]")) focusHeading();
}

function live(bar) {
  const [main, form, button] = [bar.closest("main"), bar.closest("form"), bar.querySelector("button")];
  const [texts, submit] = [bar.dataset, button.textContent];
  const questions = questionsOf(main);
  const isPreview = form.matches("[data-preview]");
  const isReply = Boolean(main.querySelector("[role=alert]"));
  // Whoever saw or answered the last card, or submitted before, knows what was skipped.
  let isReminded = isReply;

  const refresh = () => {
    const all = questions.cards.length;
    main.querySelectorAll("fieldset").forEach((fieldset) => offerClear(fieldset, texts.clear, changed));
    say(byId("progress"), words(texts.progress, { done: all - questions.open().length, all }));
    if (sender.phase() === "idle") button.textContent = submit;
    showReady();
  };

  // The button becomes the page's main one when there is nothing left to look at.
  const showReady = () => bar.classList.toggle("ready", isReminded || !questions.skipped().length);

  const changed = () => {
    if (questions.isEmpty()) sender.stop(); // nothing is left that could be sent
    refresh();
    draft?.changed();
  };

  // The first guess comes by itself, once, below the answer that was just given: nothing above it moves.
  let guess = main.querySelector(".guess")?.parentNode;
  const unfold = (field) => {
    if (!field.closest(".scored") || field.closest(".card") !== guess?.parentNode) return;
    guess.open = true;
    guess = undefined;
  };

  const remind = () => {
    isReminded = true;
    const show = toPlace(texts.show, questions.skipped()[0].querySelector("input").id);
    byId("progress").replaceChildren(words(texts.skipped, { open: questions.open().length }), " ", show);
    button.textContent = texts.anyway;
    showReady();
  };

  const goOn = () => {
    refresh();
    goTo(questions.open()[0]?.querySelector("input, textarea") ?? button);
  };

  const draft = isPreview ? undefined : drafting(main, questions, texts, goOn);

  const sender = sending(form, texts, {
    beforeTry: () => {
      button.focus({ preventScroll: true }); // it stays while the questions rest
      draft.tried();
    },
    entered: (phase) => {
      [...bar.parentNode.children].forEach((part) => { part.inert = phase === "sending" && part !== bar; });
      // What became of the answers is all that counts then: one message, not three.
      bar.classList.toggle("alone", phase !== "idle" && byId("network").textContent !== "");
      button.setAttribute("aria-disabled", phase === "sending");
      button.textContent = { idle: submit, sending: texts.sending, waiting: texts.now, failed: texts.again }[phase];
    },
  });

  // An honest second try is told that it is one. No lock: one tap goes on.
  const stop = () => {
    const card = byId("sent");
    sender.stop();
    draft.decide();
    main.classList.add("asked");
    card.hidden = false;
    card.querySelector("button").onclick = () => {
      card.hidden = true;
      main.classList.remove("asked");
      focusHeading();
    };
  };

  main.addEventListener("submit", (event) => {
    event.preventDefault();
    isReminded ||= !questions.open().includes(questions.cards.at(-1));
    if (isPreview || sender.phase() === "sending") return;
    if (questions.isEmpty()) say(byId("progress"), texts.empty);
    else if (questions.skipped().length && !isReminded) remind();
    else sender.send();
  });
  main.addEventListener("input", ({ target }) => {
    if (target.dataset.most) countLetters(target, texts);
    unfold(target);
    changed();
  });
  main.addEventListener("keydown", answerByDigit);
  main.addEventListener("click", followHere);
  new IntersectionObserver(([last]) => {
    isReminded ||= last.isIntersecting;
    showReady();
  }).observe(questions.cards.at(-1));

  main.classList.add("live");
  refresh();
  if (isPreview || isReply) return;
  draft.show();
  if (recall(SENT) && !main.matches(".asked")) stop();
  addEventListener("storage", (event) => { // sent in another tab
    if (event.key === SENT && event.newValue && main.isConnected) stop();
  });
}

function rememberSending(done) {
  forget(DRAFT);
  keep(SENT, { until: Math.min(Date.now() + 30 * 24 * HOUR, Date.parse(done.dataset.until)) });
}

// The round has a time zone of its own; a reader in another one gets the local time, too.
function addLocalTime(time) {
  const at = new Date(time.dateTime);
  const read = (timeZone) => at.toLocaleString(language, { weekday: "short", hour: "numeric", minute: "2-digit", timeZone });
  if (read(time.dataset.zone) === read()) return;
  time.append(" ", Object.assign(document.createElement("small"), { textContent: `(${words(time.dataset.here, { time: read() })})` }));
}

function copyOnTap(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(byId(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}

function start() {
  document.querySelectorAll(".bar").forEach(live);
  document.querySelectorAll("[data-until]").forEach(rememberSending);
  document.querySelectorAll("[data-withdrawn]").forEach(() => forget(SENT));
  document.querySelectorAll("time").forEach(addLocalTime);
  document.querySelectorAll("[data-copy]").forEach(copyOnTap);
  document.querySelector("[role=alert]")?.focus();
}

history.scrollRestoration = "manual"; // a page opened again begins with what it offers
forgetWhatIsOver();
start();
// A page that the browser kept from before the answers were sent gives way to a fresh one.
addEventListener("pageshow", (event) => { if (event.persisted && recall(SENT)) location.reload(); });
