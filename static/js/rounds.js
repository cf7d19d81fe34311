"use strict";

// A new round closes by the clock of whoever plans it, unless they choose another one.
const zones = document.querySelector("select[data-browser-zone]");
if (zones) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!document.querySelector(".is-invalid") && [...zones.options].some((option) => option.value === here)) zones.value = here;
}
