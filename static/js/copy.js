"use strict";

// Copy buttons beside links and texts; they appear only where the browser lets a page write to the clipboard.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}

// The same text in the mail program, or where the phone offers to send it.
for (const link of document.querySelectorAll("[data-mail]")) {
  const text = document.getElementById(link.dataset.mail).value;
  link.href = `mailto:?subject=${encodeURIComponent(link.dataset.subject)}&body=${encodeURIComponent(text)}`;
  link.hidden = false;
}
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    const text = document.getElementById(button.dataset.share).value;
    navigator.share({ text }).catch(() => {}); // closed without sending
  });
}

// What is unfolded for one team is unfolded for the other, beside it.
for (const fold of document.querySelectorAll("[data-together]")) {
  fold.addEventListener("toggle", () => {
    for (const each of document.querySelectorAll(`[data-together="${fold.dataset.together}"]`)) each.open = fold.open;
  });
}
