"use strict";

// The working agreement: printing it, and its numbers checked by the server while somebody types. Without this script
// the numbers are checked on saving, and people print as they print any page.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const form = document.querySelector("form[data-check]");
if (form) {
  const words = document.getElementById("goal-words");
  const watched = words.closest(".goal-and-words");
  let timer;
  let asked = 0;

  const note = (name) => {
    const found = document.getElementById(`note-${name}`);
    if (found) return found;
    const made = document.createElement("p");
    made.id = `note-${name}`;
    made.className = "number-note";
    document.getElementById(`div_id_${name}`).append(made);
    return made;
  };

  const tell = (name, said) => {
    const input = form.elements[name];
    for (const old of document.querySelectorAll(`#div_id_${name} .invalid-feedback`)) old.remove();
    note(name).textContent = said.words;
    note(name).classList.toggle("wrong", said.is_wrong);
    input.classList.toggle("is-invalid", said.is_wrong);
    input.setAttribute("aria-describedby", `note-${name}`);
    if (said.is_wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };

  const check = async () => {
    const mine = ++asked;
    try {
      const reply = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
      if (!reply.ok) throw new Error(reply.statusText);
      const told = await reply.json();
      if (mine !== asked) return;
      words.innerHTML = told.html;  // our own template, escaped by the server
      for (const [name, said] of Object.entries(told.fields)) tell(name, said);
    } catch {
      if (mine === asked) words.textContent = form.dataset.offline;
    }
  };

  watched.addEventListener("input", () => {
    asked += 1;  // what is on its way is about older numbers
    clearTimeout(timer);
    timer = setTimeout(check, 400);
  });
}
