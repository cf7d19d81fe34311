"use strict";

// A new round closes by the clock of whoever plans it, unless they choose another one.
const zones = document.querySelector("select[data-browser-zone]");
// Some browsers still say a place's old name.
const renamed = {
  "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh", "Europe/Kiev": "Europe/Kyiv", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
};
if (zones) {
  const named = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const here = renamed[named] || named;
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
