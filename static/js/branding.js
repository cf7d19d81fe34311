"use strict";

// While a color is chosen, the server is asked how it reads. Without this script one sees that after saving.
const SHOWN = ["accent", "name", "company"];
const form = document.querySelector("form[data-look]");
const field = form?.querySelector("[data-accent]");
if (field) {
  const picker = document.createElement("input");
  picker.type = "color";
  picker.setAttribute("aria-label", document.currentScript.dataset.pick);
  const row = document.createElement("div");
  row.className = "with-picker";
  field.replaceWith(row);
  row.append(field, picker);

  let timer;
  let asked = 0;
  const follow = () => { if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value; };
  const show = async () => {
    const mine = ++asked;
    const tried = new URLSearchParams([...new FormData(form)].filter(([name]) => SHOWN.includes(name)));
    try {
      const reply = await fetch(`${form.getAttribute("action")}?${tried}`, { headers: { Accept: "text/html" } });
      if (!reply.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (mine !== asked) return;
      for (const part of document.querySelectorAll("[data-look-shown]")) {
        part.replaceChildren(...page.querySelector(`[data-look-shown="${part.dataset.lookShown}"]`).childNodes);
      }
    } catch {
      // Offline: what is shown stays as it is, and saving will say.
    }
  };

  follow();
  picker.addEventListener("input", () => {
    field.value = picker.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("input", () => {
    follow();
    asked += 1;
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
}
