"use strict";

// The pages of the report beside the form. Without this script a link leads to them.
const place = document.querySelector("[data-preview]");

function say(words) {
  const line = document.createElement("p");
  line.className = "quiet";
  line.setAttribute("role", "status");
  line.textContent = words;
  place.replaceChildren(line);
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
  say(place.dataset.waiting);
  try {
    const reply = await fetch(place.dataset.preview, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("preview");
    if (reply.ok && page) place.replaceChildren(document.adoptNode(page));
    else offerAgain(page?.querySelector(".lead-text")?.textContent || place.dataset.failed);
  } catch {
    offerAgain(place.dataset.failed);
  }
}

if (place) fetchPages();
