// Draws the charts of a page and shows its patients one at a time. Colours are variables of the
// page's style, so that charts follow the reader's scheme, and paper, without being drawn again.
"use strict";
(() => {
  const choosers = [...document.querySelectorAll(".panels")].map(oneAtATime);

  // Returns what shows a patient of these panels, and tells whether he is there.
  function oneAtATime(list) {
    const panels = [...list.querySelectorAll(".panel")];
    const chooser = list.querySelector(".chooser");
    const select = chooser.querySelector("select");
    const show = (index) => {
      select.selectedIndex = (index + panels.length) % panels.length;
      panels.forEach((panel, i) => panel.classList.toggle("shown", i === select.selectedIndex));
    };
    select.addEventListener("change", () => show(select.selectedIndex));
    chooser.querySelector(".previous").addEventListener("click", () => show(select.selectedIndex - 1));
    chooser.querySelector(".next").addEventListener("click", () => show(select.selectedIndex + 1));
    list.classList.add("one-at-a-time");
    chooser.hidden = false;
    show(0);
    return (patient) => {
      const index = panels.findIndex((panel) => panel.dataset.patient === patient);
      if (index < 0) return false;
      show(index);
      list.scrollIntoView();
      panels[index].focus({preventScroll: true});
      return true;
    };
  }

  // A table of what a mark says, beside the pointer and within the window.
  const tip = document.createElement("table");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const tell = (handler, event, item, value) => {
    tip.hidden = value === null || typeof value !== "object";
    if (tip.hidden) return;
    tip.replaceChildren();
    for (const [name, text] of Object.entries(value)) {
      const row = tip.insertRow();
      const heading = row.appendChild(document.createElement("th"));
      heading.textContent = name;
      row.insertCell().textContent = text;
    }
    const gap = 14;
    const {width, height} = tip.getBoundingClientRect();
    const left = event.clientX + gap + width < innerWidth ? event.clientX + gap : event.clientX - gap - width;
    const top = Math.min(event.clientY + gap, innerHeight - height - gap);
    tip.style.left = `${Math.max(0, left)}px`;
    tip.style.top = `${Math.max(0, top)}px`;
  };

  const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const ink = "var(--ink)";
  const soft = "var(--soft)";
  const line = "var(--line)";
  const words = {
    labelFont: font, labelFontSize: 12, labelColor: ink, labelLimit: 260,
    titleFont: font, titleFontSize: 13, titleFontWeight: 600, titleColor: ink,
  };
  const config = {
    background: null,
    font,
    aria: false,  // the place of a drawing says what it shows
    view: {stroke: line},
    axis: {...words, labelColor: soft, domainColor: soft, tickColor: soft, gridColor: line, gridOpacity: 0.7},
    legend: {...words, symbolStrokeWidth: 2, symbolSize: 90},
    header: {...words, labelFontSize: 13, labelFontWeight: 600},
    title: {font, fontSize: 14, fontWeight: 600, color: ink, anchor: "start"},
    text: {font, fontSize: 12, color: ink},
    rule: {color: soft},
  };

  async function draw(figure) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const place = figure.querySelector(".drawing");
    const canvas = document.createElement("div");
    const view = new vega.View(vega.parse(vegaLite.compile(spec, {config}).spec, null, {ast: true}), {
      expr: vega.expressionInterpreter,  // needs no eval, which the page's policy forbids
      renderer: "svg",
      container: canvas,
      tooltip: tell,
      logLevel: vega.Warn,
    });
    await view.runAsync();
    place.replaceChildren(canvas);
    if (choosers.length === 0) return;
    if (!("patient" in (spec.data?.values?.[0] ?? {}))) return;
    place.classList.add("opens-patients");
    figure.querySelector("figcaption").append(" A click on a mark shows its patient.");
    view.addEventListener("click", (event, item) => {
      const patient = item?.datum?.patient;
      if (patient && choosers.some((show) => show(patient))) tip.hidden = true;
    });
  }

  (async () => {
    for (const figure of document.querySelectorAll(".chart")) {
      await draw(figure).catch((error) => console.error(`${figure.id} cannot be drawn:`, error));
    }
  })();
})();
