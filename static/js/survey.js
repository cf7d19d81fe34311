"use strict";
// The page works without this file. It counts, clears, takes digit keys, and keeps a second tap from sending twice.

const words = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function live(form) {
  const button = form.querySelector(".bar button");
  const status = document.getElementById("progress");
  const submit = button.textContent;
  const questions = [...form.querySelectorAll(".scored")];
  const isOpen = (fieldset) => !fieldset.querySelector(":checked");
  const isEmpty = () => isOpen(form) && [...form.querySelectorAll("textarea")].every((text) => !text.value.trim());
  // Whoever saw the last card, or submitted before, knows what was skipped.
  let isReminded = Boolean(document.querySelector(".summary"));
  let isSending = false;

  const count = () => {
    const done = questions.filter((question) => !isOpen(question)).length;
    status.textContent = words(form.dataset.progress, { done, all: questions.length });
    if (!isSending) button.textContent = submit;
  };

  const offerClear = (fieldset) => {
    const clear = fieldset.clear ??= document.createElement("button");
    Object.assign(clear, { type: "button", className: "clear", textContent: form.dataset.clear, hidden: isOpen(fieldset) });
    clear.setAttribute("aria-describedby", fieldset.firstElementChild.id ||= `about-${fieldset.querySelector("input").id}`);
    clear.onclick = () => {
      fieldset.querySelector(":checked").checked = false;
      fieldset.querySelector("input").focus();
      refresh();
    };
    if (clear.isConnected) return;
    // A question has room for it in the corner of its card; a guess, whose summary stands there, below.
    if (fieldset.matches(".scored")) fieldset.before(clear);
    else fieldset.append(clear);
  };

  const refresh = () => {
    form.querySelectorAll("fieldset").forEach(offerClear);
    count();
  };

  const remind = (open) => {
    isReminded = true;
    const show = Object.assign(document.createElement("a"), { href: `#${open[0].querySelector("input").id}`, textContent: form.dataset.show });
    status.replaceChildren(words(form.dataset.skipped, { open: open.length }), " ", show);
    button.textContent = form.dataset.anyway;
  };

  form.addEventListener("change", refresh);

  form.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = event.target.closest("fieldset").querySelectorAll("label:not(.apart) input")[event.key - 1];
    if (!choice) return;
    event.preventDefault();
    choice.focus();
    choice.click();
  });

  form.addEventListener("submit", (event) => {
    const open = questions.filter(isOpen);
    if (!isSending && !isEmpty() && (isReminded || !open.length)) {
      isSending = true;
      button.textContent = form.dataset.sending;
      button.setAttribute("aria-disabled", "true");
      setTimeout(wake, 10_000); // no reply, or stopped: trying again is safe, a page is stored once
      return;
    }
    event.preventDefault();
    if (isEmpty()) {
      status.textContent = form.dataset.empty;
    } else if (!isSending) {
      remind(open);
    }
  });

  new IntersectionObserver(([last]) => { isReminded ||= last.isIntersecting; })
    .observe([...form.querySelectorAll(".card")].at(-1));

  const wake = () => {
    isSending = false;
    button.removeAttribute("aria-disabled");
    refresh();
    const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (cameBack && isEmpty()) status.textContent = form.dataset.back;
  };

  form.classList.add("live");
  addEventListener("pageshow", wake); // also when the browser kept the page and comes back to it
  wake();
}

// The round has a time zone of its own; a reader in another one gets the local time, too.
function addLocalTime(time) {
  const at = new Date(time.dateTime);
  const read = (timeZone) => at.toLocaleString(document.documentElement.lang, { weekday: "short", hour: "numeric", minute: "2-digit", timeZone });
  if (read(time.dataset.zone) === read()) return;
  time.append(" ", Object.assign(document.createElement("small"), { textContent: `(${words(time.dataset.here, { time: read() })})` }));
}

function copyOnTap(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}

document.querySelectorAll("form").forEach(live);
document.querySelectorAll("time").forEach(addLocalTime);
document.querySelectorAll("[data-copy]").forEach(copyOnTap);
document.querySelector(".summary")?.focus();
