// What a script can see of how a page meets people: every function returns one sentence for each thing that fails.
window.checks = (() => {
  "use strict";
  const FOCUSABLE =
    "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex]";
  const ACTED_ON =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=tab]";
  const SPOKEN = "#network, #progress, #kept, #lost, #explore-note, #parts-said, .messages, .sought";
  const LIVE = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]";
  const BLOCKS = "li, tr, p, dd, figure, fieldset, article, section, [role=group]";
  const STICKY = new Set(["fixed", "sticky"]);
  const style = (each, part) => getComputedStyle(each, part);
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isShown);
  const words = (each) => (each.textContent || "").replace(/\s+/g, " ").trim();

  function isShown(each) {
    return each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !each.closest("[inert]");
  }

  function named(each) {
    const label = each.getAttribute("aria-label") || words(each) || each.getAttribute("name") || "";
    const mark = each.id ? `#${each.id}` : each.classList.length ? `.${each.classList[0]}` : "";
    return `${each.localName}${mark} “${label.slice(0, 40)}”`;
  }

  // --- keyboard

  function stops() {
    return all(FOCUSABLE).filter((each) => {
      if (each.matches(":disabled, [type=hidden]") || each.tabIndex < 0) return false;
      if (each.localName === "summary" && each.parentElement.querySelector("summary") !== each) return false;
      return each.type !== "radio" || each === entry(each);
    });
  }

  function entry(radio) {
    const group = all(`[type=radio][name="${CSS.escape(radio.name)}"]`).filter((each) => each.form === radio.form);
    return group.find((each) => each.checked) || group.find((each) => !each.disabled);
  }

  const kin = (each) => [each, ...(each.labels || []), each.parentElement, each.parentElement.parentElement];
  const ring = (each) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = style(each);
    return [outlineStyle === "none" ? "" : `${outlineWidth} ${outlineColor}`, boxShadow, borderColor, backgroundColor];
  };
  let order = [], before = new Map();

  // Sets out at the top of the page, and says what the Tab key should reach.
  function begin() {
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
    scrollTo(0, 0);
    order = stops();
    before = new Map(order.map((each) => [each, kin(each).map(ring)]));
    return order.map(named);
  }

  function stop() {
    const each = document.activeElement;
    if (!each || each === document.body) return { at: -1, name: "", wrong: [] };
    const at = order.indexOf(each);
    const came = at < 0 && stops().includes(each); // while the page was walked through
    return { at: came ? null : at, name: named(each), wrong: at < 0 ? [] : [...unmarked(each), ...covered(each)] };
  }

  function unmarked(each) {
    const was = before.get(each);
    const changed = kin(each).filter((other, place) => was[place].join() !== ring(other).join());
    if (!changed.length) return [`${named(each)} does not show that it has the focus`];
    const outlined = changed.find((other) => style(other).outlineStyle !== "none");
    if (!outlined) return matchMedia("(forced-colors: active)").matches ? [`${named(each)} shows no outline`] : [];
    if (style(outlined).outlineStyle === "auto") return []; // the browser's own
    const ratio = contrast(style(outlined).outlineColor, ground(outlined.parentElement));
    const width = parseFloat(style(outlined).outlineWidth);
    return width >= 2 && ratio >= 3 ? [] : [`${named(each)} has a faint ring: ${width} px, ${ratio.toFixed(1)}:1`];
  }

  function covered(each) {
    const box = boxes(each)[0];
    const inside = { left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth) };
    const rows = { top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) };
    if (inside.left >= inside.right || rows.top >= rows.bottom) return [`${named(each)} has the focus out of sight`];
    const points = [[inside.left + 2, rows.top + 2], [inside.right - 2, rows.bottom - 2],
      [(inside.left + inside.right) / 2, (rows.top + rows.bottom) / 2]];
    const above = points.map((point) => pinned(document.elementFromPoint(...point), each)).find(Boolean);
    return above ? [`${named(each)} has the focus under ${named(above)}`] : [];
  }

  function pinned(from, below) {
    for (let each = from; each && !each.contains(below); each = each.parentElement)
      if (STICKY.has(style(each).position)) return each;
    return null;
  }

  // Gives every stop the focus in turn: for colors, where the order is known to be right.
  function marks() {
    begin();
    return order.flatMap((each) => {
      each.focus();
      return document.activeElement === each ? unmarked(each) : [];
    });
  }

  // What can be acted on with a pointer can be with keys; what stands before the content can be skipped.
  function reach() {
    const out = targets().filter((each) => each.tabIndex < 0 && !each.matches(":disabled"));
    const jumps = all("[tabindex]").filter((each) => each.tabIndex > 0);
    return [...out.map((each) => `${named(each)} cannot be reached by Tab`),
      ...jumps.map((each) => `${named(each)} takes its own place in the order`)];
  }

  // Whether the first stop leads past whatever stands before the content; "" where nothing does.
  function skip() {
    const content = document.querySelector("main"), first = order[0];
    const isBefore = first?.isConnected && content && content.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_PRECEDING;
    if (!isBefore || content.contains(first)) return "";
    return first.hash && content.matches(first.hash) ? "" : `the first stop is ${named(first)}, not a way to the content`;
  }

  // --- colors

  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function pixels(color) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = color;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  }

  function ground(each) {
    for (let on = each; on; on = on.parentElement)
      if (pixels(style(on).backgroundColor)[3] > 200) return style(on).backgroundColor;
    return style(document.documentElement).colorScheme.includes("dark") &&
      matchMedia("(prefers-color-scheme: dark)").matches ? "black" : "white";
  }

  function contrast(one, other) {
    const [low, high] = [one, other].map(light).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  function light(color) {
    const [red, green, blue] = pixels(color).map((part) =>
      part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  // --- boxes

  const isTick = (each) => each.matches("[type=radio], [type=checkbox]");
  const isTiny = (box) => box.width < 3 || box.height < 3;

  // A tick is as large as its label.
  function boxes(each) {
    const labels = isTick(each) ? [...each.labels].filter(isShown) : [];
    const around = labels.find((label) => label.contains(each));
    if (around) return [around.getBoundingClientRect()];
    const own = [...each.getClientRects()], shown = own.filter((box) => !isTiny(box));
    return shown.length ? shown : labels.length ? [labels[0].getBoundingClientRect()] : own;
  }

  const isPutAway = (each) => each.matches(".skip-link") || isTiny(each.parentElement.getBoundingClientRect());
  const targets = () => all(ACTED_ON).filter((each) => !isTiny(boxes(each)[0]) && !isPutAway(each));

  function isInRunningText(each) {
    if (each.localName !== "a" || style(each).display !== "inline") return false;
    let block = each.parentElement;
    while (style(block).display === "inline") block = block.parentElement;
    return words(block).length > words(each).length + 3;
  }

  // Targets lower or narrower than `least`; links in running text may be.
  function small(least, height) {
    return targets().filter((each) => !isInRunningText(each)).flatMap((each) => {
      const box = size(each);
      const isSmall = Math.min(box.width, box.height) < least - 0.5 || box.height < height - 0.5;
      return isSmall ? [`${named(each)} is ${Math.round(box.width)} × ${Math.round(box.height)} px`] : [];
    });
  }

  function size(each) {
    const own = boxes(each), labels = isTick(each) ? [...each.labels].map((label) => label.getBoundingClientRect()) : [];
    const edges = [...own, ...labels];
    return {
      width: Math.max(...edges.map((box) => box.right)) - Math.min(...edges.map((box) => box.left)),
      height: Math.max(...edges.map((box) => box.bottom)) - Math.min(...edges.map((box) => box.top)),
    };
  }

  function sideways() {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return [];
    const wide = all("body *").filter((each) => each.getBoundingClientRect().right > innerWidth + 1).slice(-1)[0];
    return [`runs over by ${over} px${wide ? `: ${named(wide)}` : ""}`];
  }

  // What scrolls sideways by itself can be scrolled with keys, and says what it is.
  function scrollers() {
    return all("body *").filter((each) => {
      if (each.querySelector(FOCUSABLE)) return false; // it scrolls to what has the focus
      const scrolls = /auto|scroll/.test(style(each).overflowX) && each.scrollWidth > each.clientWidth + 1;
      return scrolls && !each.matches("textarea, select, input");
    }).flatMap((each) => each.tabIndex >= 0 && (each.ariaLabel || each.getAttribute("aria-labelledby"))
      ? [] : [`${named(each)} scrolls sideways without tabindex or name`]);
  }

  function cut() {
    const hides = (kind) => /hidden|clip/.test(kind);
    const clipped = all("body *:not(svg, svg *)").filter((each) => {
      const { overflowX, overflowY } = style(each);
      if (!hides(overflowX) && !hides(overflowY)) return false;
      if (isTiny(each.getBoundingClientRect()) || !words(each) || each.closest("[role=img]")) return false;
      const wide = hides(overflowX) && each.scrollWidth > each.clientWidth + 1;
      return wide || (hides(overflowY) && each.scrollHeight > each.clientHeight + 1);
    });
    const outside = all("svg text").filter((each) => {
      const box = each.getBoundingClientRect(), frame = each.ownerSVGElement.getBoundingClientRect();
      return style(each.ownerSVGElement).overflow !== "visible" && words(each) &&
        (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
    });
    return [...clipped, ...outside].map((each) => `${named(each)} is cut off`);
  }

  function overlaps() {
    const opened = (each) => each.closest("details > :not(summary)");
    const floats = (each) => pinned(each, document.head) || (opened(each) && style(opened(each)).position === "absolute");
    const own = targets().filter((each) => !floats(each))
      .map((each) => [each, boxes(each)]);
    return own.flatMap(([one, mine], place) => own.slice(place + 1)
      .filter(([other]) => !one.contains(other) && !other.contains(one))
      .filter(([, theirs]) => mine.some((box) => theirs.some((their) => meet(box, their))))
      .map(([other]) => `${named(one)} lies on ${named(other)}`));
  }

  function meet(one, other) {
    const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    return wide > 2 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
  }

  // --- text made larger, or set wider

  let worn = null;

  function wear(rules) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== worn);
    if (rules) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    worn = sheet;
  }

  // --- names and structure

  function structure(language) {
    const headings = all("h1, h2, h3, h4, h5, h6").filter((each) => !each.closest("[aria-hidden=true]"));
    const levels = headings.map((each) => Number(each.localName[1]));
    const ones = levels.filter((level) => level === 1).length;
    const skipped = headings.filter((each, place) => levels[place] > (place ? levels[place - 1] : 0) + 1);
    return [
      ...(document.documentElement.lang.startsWith(language) ? [] : [`its lang is “${document.documentElement.lang}”`]),
      ...(ones === 1 ? [] : [`has ${ones} headings of the first level`]),
      ...skipped.map((each) => `${named(each)} skips a level`),
      ...headings.filter((each) => !words(each)).map((each) => `${named(each)} is empty`),
    ];
  }

  function references() {
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    const twice = [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
    const kinds = ["aria-describedby", "aria-labelledby", "aria-controls", "for", "list"];
    const lost = kinds.flatMap((kind) => all(`[${kind}]`).flatMap((each) => each.getAttribute(kind).split(/\s+/)
      .filter((id) => id && !document.getElementById(id)).map((id) => `${named(each)}: ${kind} names no “${id}”`)));
    return [...twice.map((id) => `the id “${id}” is there twice`), ...lost];
  }

  function fields() {
    const own = all("input:not([type=hidden], [type=submit], [type=button], [type=image]), select, textarea");
    const bare = own.filter((each) => !each.labels?.length && !each.ariaLabel && !each.hasAttribute("aria-labelledby"));
    const wrong = own.filter((each) => each.matches(".is-invalid, [aria-invalid=true]"));
    const said = (each) => [each, each.closest("fieldset")].filter(Boolean)
      .flatMap((one) => (one.getAttribute("aria-describedby") || "").split(/\s+/))
      .some((id) => id && words(document.getElementById(id) || document.createElement("i")));
    const ticks = own.filter((each) => each.type === "radio" && !each.closest("fieldset, [role=radiogroup], [role=group]"));
    return [
      ...bare.map((each) => `${named(each)} has no label`),
      ...ticks.map((each) => `${named(each)} belongs to no group`),
      ...wrong.filter((each) => each.ariaInvalid !== "true").map((each) => `${named(each)} is wrong without aria-invalid`),
      ...wrong.filter((each) => !said(each)).map((each) => `${named(each)} does not say what is wrong with it`),
      ...(wrong.length && !all("[role=alert]").some(words) ? ["what is wrong is not announced"] : []),
    ];
  }

  function spoken() {
    const mute = [...document.querySelectorAll(SPOKEN)].filter((each) => !each.closest(LIVE));
    return mute.map((each) => `${named(each)} is not announced`);
  }

  function pictures() {
    const hidden = (each) => each.closest("[aria-hidden=true]");
    const said = (each) => each.ariaLabel || each.getAttribute("aria-labelledby") || each.querySelector(":scope > title");
    const bare = all("svg").filter((each) => !hidden(each) && !each.parentElement.closest("svg, [role=img]") && !said(each));
    return [...all("img:not([alt])"), ...bare].map((each) => `${named(each)} is a picture without a name`);
  }

  // What tells a link or a button from another of the same name: the words of what it stands in.
  function around(each) {
    const block = each.parentElement.closest(BLOCKS);
    const above = all("h1, h2, h3, h4").filter((one) => one.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
    const heading = above.length ? words(above[above.length - 1]) : "";
    return `${each.pathname || ""}${each.search || ""}|${heading} ${block ? words(block) : ""}`;
  }

  function motion() {
    const runs = document.getAnimations().map((each) => `${named(each.effect.target)} moves`);
    const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.02);
    const would = all("body *").filter((each) => {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = style(each);
      return (animationName !== "none" && long(animationDuration)) || long(transitionDuration) || scrollBehavior === "smooth";
    });
    return [...runs, ...would.map((each) => `${named(each)} would move`)];
  }

  return {
    begin, stop, marks, reach, skip, small, sideways, scrollers, cut, overlaps, wear, structure, references, fields,
    spoken, pictures, around, motion, named,
  };
})();
