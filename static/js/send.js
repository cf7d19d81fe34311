// Hands a ready sentence on: by the device's own way to share, else by the clipboard. Without both, the link opens a mail.
for (const link of document.querySelectorAll("[data-send]")) {
  const text = link.dataset.send;
  if (!navigator.share && !navigator.clipboard) break;
  link.setAttribute("role", "button");
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); link.click(); }
  });
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (navigator.share) return navigator.share({ text }).catch(() => {});
    await navigator.clipboard.writeText(text);
    link.setAttribute("aria-live", "polite");
    link.textContent = link.dataset.sent;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
