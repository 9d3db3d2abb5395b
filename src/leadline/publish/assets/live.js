// Replaces a chart's drawing by the live chart from the same spec, once a reader comes near it.
// Without this script, or when anything fails, the drawing stays.

"use strict";

const assets = new URL(".", document.currentScript.src);
const loading = new Map();
const SILENT = /^(aria-|role$)/;

function load(address) {
  if (!loading.has(address)) {
    loading.set(
      address,
      new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = () => failed(new Error(`not loaded: ${address}`));
        document.head.append(script);
      }),
    );
  }
  return loading.get(address);
}

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");

// A tooltip of our own: the library's brings inline style, which the page does not allow.
function point(_, event, __, value) {
  tip.hidden = !value || typeof value !== "object";
  if (tip.hidden) return;
  const rows = Object.entries(value).filter(([, text]) => text !== "null" && text !== "");
  tip.replaceChildren(...rows.map(([name, text]) => row(name, text)));
  const left = event.clientX + 16 + tip.offsetWidth < document.documentElement.clientWidth;
  tip.style.left = `${left ? event.clientX + 16 : event.clientX - 16 - tip.offsetWidth}px`;
  tip.style.top = `${Math.max(4, event.clientY - tip.offsetHeight - 8)}px`;
}

function row(name, text) {
  const line = document.createElement("p");
  const number = document.createElement("strong");
  number.textContent = text;
  if (name !== "period") line.append(name);
  line.append(number);
  return line;
}

function silence(drawing) {
  for (const node of drawing.querySelectorAll("*")) {
    for (const { name } of [...node.attributes]) {
      if (SILENT.test(name)) node.removeAttribute(name);
    }
  }
}

async function enliven(chart) {
  const { chart: id, width } = chart.dataset;
  await Promise.all([
    load(new URL("vega.js", assets).href),
    load(new URL(`charts/${id}.js`, document.baseURI).href),
  ]);
  const place = document.createElement("div");
  await window.vegaEmbed(place, window.leadlineCharts[id][width], {
    actions: false,
    ast: true,
    defaultStyle: false,
    mode: "vega-lite",
    renderer: "svg",
    tooltip: point,
  });
  silence(place);
  chart.replaceChildren(...place.childNodes);
  chart.dataset.live = "yes";
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      enliven(target).catch((problem) => console.error(problem));
    }
  },
  { rootMargin: "400px" },
);

document.body.append(tip);
for (const chart of document.querySelectorAll("[data-chart]")) near.observe(chart);
