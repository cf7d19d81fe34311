"use strict";

// Adds a button beside each password that shows what is being typed. Without JavaScript the field stays as it is.
for (const field of document.querySelectorAll("input[type=password]")) {
  const { show, hide } = document.body.querySelector("[data-show-password]")?.dataset ?? {};
  if (!show) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary";
  button.textContent = show;
  button.setAttribute("aria-controls", field.id);
  const row = document.createElement("div");
  row.className = "with-button";
  field.replaceWith(row);
  row.append(field, button);
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? show : hide;
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
