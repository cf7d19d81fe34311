"use strict";

// A new round closes by the clock of whoever plans it, unless they choose another one.
const zones = document.querySelector("select[data-browser-zone]");
if (zones) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!document.querySelector(".is-invalid") && [...zones.options].some((option) => option.value === here)) zones.value = here;
}

// The phone beside the form shows what is typed and chosen.
const phone = document.querySelector(".phone");
const plan = document.querySelector("form.sections");
if (phone && plan) {
  plan.addEventListener("input", () => {
    phone.querySelector("[data-phone=title]").textContent = plan.elements.title.value;
    const chosen = plan.querySelector("input[name=form]:checked");
    if (chosen) for (const each of document.querySelectorAll(".beside [data-form]")) each.hidden = each.dataset.form !== chosen.value;
  });
}
