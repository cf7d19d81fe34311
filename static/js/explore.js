// The chart to explore: the numbers of the drawn chart, for pointing, zooming and saving as a picture.
// Plotly is large, so it comes after the page is readable: when a wide screen is idle, on a tap on a narrow one.
(() => {
  "use strict";

  const button = document.querySelector("#explore button");
  if (!button) return; // nothing could be drawn
  const chart = document.getElementById("explore-chart");
  const note = document.getElementById("explore-note");
  const drawn = document.getElementById("drawn-chart");
  const narrow = matchMedia("(max-width: 56rem)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const tokens = {
    ink: "--ink", quiet: "--ink-2", surface: "--surface", line: "--line", edge: "--line-strong", hatch: "--hatch",
    sales: "--sales", marketing: "--marketing",
  };
  // The map part of plotly.js 4.1.1 adds a style element, which the page's policy refuses, unless this id is taken.
  const mapStyleId = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
  let library = null;
  let drawing = null; // figures by layout, and the colors that the server wrote into them

  function loadLibrary() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = chart.dataset.library;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }).catch((error) => {
      library = null; // so that the next tap tries again
      throw error;
    });
    return library;
  }

  async function loadFigures() {
    if (drawing) return;
    const answer = await fetch(chart.dataset.figures);
    if (!answer.ok) throw new Error(answer.status);
    drawing = await answer.json();
  }

  // The figure in the colors of the page: every color that the server wrote is one of a few roles.
  function themed(figure) {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(name).trim();
    const current = new Map(Object.entries(drawing.colors).map(([role, color]) => [color, token(tokens[role])]));
    const copy = JSON.parse(JSON.stringify(figure), (key, value) => current.get(value) ?? value);
    copy.layout.font = { ...copy.layout.font, family: getComputedStyle(document.body).fontFamily };
    copy.layout.modebar = { bgcolor: "rgba(0,0,0,0)", color: token("--ink-2"), activecolor: token("--accent") };
    return copy;
  }

  async function draw() {
    const figure = themed(drawing.figures[narrow.matches ? "narrow" : "wide"]);
    const config = {
      responsive: true,
      displayModeBar: true,
      displaylogo: false,
      showSendToCloud: false, // on by default: it uploads the chart to another company
      plotlyServerURL: "",
      locale: document.documentElement.lang,
      locales: { [document.documentElement.lang]: { dictionary: drawing.buttons } },
      toImageButtonOptions: { filename: chart.dataset.picture, scale: 2 },
      modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
    };
    await window.Plotly.react(chart, figure.data, figure.layout, config);
  }

  async function show() {
    note.textContent = note.dataset.waiting;
    try {
      await Promise.all([loadLibrary(), loadFigures()]);
      drawn.hidden = true;
      chart.hidden = false;
      await draw();
      note.textContent = note.dataset.ready;
      button.setAttribute("aria-pressed", "true");
    } catch {
      hide();
      note.textContent = note.dataset.failed;
    }
  }

  function hide() {
    chart.hidden = true;
    drawn.hidden = false;
    note.textContent = "";
    button.setAttribute("aria-pressed", "false");
  }

  function redraw() {
    if (!chart.hidden) draw();
  }

  document.head.append(Object.assign(document.createElement("meta"), { id: mapStyleId }));
  button.addEventListener("click", () => (chart.hidden ? show() : hide()));
  narrow.addEventListener("change", redraw);
  dark.addEventListener("change", redraw);
  document.getElementById("explore").hidden = false;

  const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 500));
  const early = () => whenIdle(() => loadLibrary().catch(() => {}));
  if (!narrow.matches) addEventListener("load", early);
})();
