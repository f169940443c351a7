// node open_in_chromium.mjs [--pictures DIR] PAGE...
//
// Opens report pages in Chromium without a window and checks what a reader would meet: every chart
// drawn, no error, nothing fetched from elsewhere, patients' panels by mouse and by keyboard, the
// dark scheme, and paper. Exits with 77, and says why, where Chromium or Playwright is not there.
import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {basename, dirname, join, resolve} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const chromium = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
const require = createRequire(resolve(dirname(fileURLToPath(import.meta.url)), "../../../src/show/page/runtime/package.json"));

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

let playwright;
try {
  playwright = require("playwright-core").chromium;
} catch {
  skip("playwright-core is not installed; scripts/install-deps --checks does it");
}
if (!chromium) skip("there is no Chromium; scripts/install-deps --checks installs it");

const pages = process.argv.slice(2);
let pictures;
if (pages[0] === "--pictures") {
  pictures = pages[1];
  pages.splice(0, 2);
  mkdirSync(pictures, {recursive: true});
}
let failures = 0;
function expect(page, holds, what) {
  if (holds) return;
  ++failures;
  console.log(`${page}: ${what}`);
}

// Light and dark are far apart: what a page's colours add up to.
const brightness = (page, colour) => page.evaluate((name) => {
  const [r, g, b] = getComputedStyle(document.body)[name].match(/\d+/g).map(Number);
  return (r + g + b) / 3;
}, colour);

async function drawnCharts(page, name) {
  const charts = page.locator("figure.chart");
  const count = await charts.count();
  let patience_ms = 60000;
  for (let i = 0; i < count; ++i) {
    const chart = charts.nth(i);
    const id = await chart.getAttribute("id");
    const drawn = await chart.locator("svg").waitFor({timeout: patience_ms}).then(() => true, () => false);
    expect(name, drawn, `${id} is not drawn`);
    if (!drawn) patience_ms = 1000;
    if (!drawn) continue;
    const marks = await chart.locator("svg .mark-symbol path, svg .mark-rect path, svg .mark-line path").count();
    expect(name, marks > 0, `${id} has no marks`);
    const width = await chart.locator("svg").evaluate((svg) => Number(svg.getAttribute("width")));
    expect(name, width > 200 && width <= 1040, `${id} is ${width} px wide, the page holds 1040`);
    expect(name, await chart.locator('.drawing[role="img"][aria-label]').count() === 1, `${id} has no words`);
  }
  return count;
}

async function patientsByMouse(page, name) {
  const shown = () => page.locator(".panel.shown").getAttribute("data-patient");
  expect(name, await page.locator(".panel:visible").count() === 1, "more than one panel is shown");
  const before = await shown();
  for (const id of ["chart-ef-scatter", "chart-dice", "chart-ef-intervals"]) {
    const marks = page.locator(`#${id} svg .mark-symbol path, #${id} svg .mark-rule line`);
    const patients = await marks.evaluateAll((all) => all.map((mark) => mark.__data__?.datum?.patient ?? ""));
    const other = patients.findLastIndex((patient) => patient && patient !== before &&
        [...document_patients].includes(patient));
    if (other < 0) continue;
    const mark = marks.nth(other);
    await mark.scrollIntoViewIfNeeded();
    await mark.dispatchEvent("click");
    expect(name, await shown() === patients[other], `a click in ${id} shows ${await shown()}, not ${patients[other]}`);
    expect(name, await page.evaluate(() => document.activeElement.dataset.patient) === patients[other],
        `a click in ${id} does not move the focus to the panel`);
    return;
  }
  expect(name, false, "no chart has a mark of another patient");
}

// Pointing at a mark names its patient and leaves his marks alone in all panels.
async function pointing(page, name) {
  const marks = page.locator("#chart-dice svg .mark-symbol path");
  if (await marks.count() === 0) return;
  const mark = marks.last();  // above all others
  await mark.hover();
  const patient = await mark.evaluate((mark) => mark.__data__.datum.patient);
  const tip = page.locator("table.tip");
  await tip.waitFor({state: "visible", timeout: 2000}).catch(() => {});
  expect(name, (await tip.textContent()).includes(patient), `no mark of chart-dice names ${patient}`);
  const [his, others] = await marks.evaluateAll((all, patient) => [true, false].map((is) =>
    [...new Set(all.filter((mark) => (mark.__data__.datum.patient === patient) === is)
      .map((mark) => Number(mark.getAttribute("opacity") ?? 1)))]), patient);
  expect(name, Math.min(...his) > 0.5, `marks of ${patient} fade: ${his}`);
  expect(name, Math.max(...others) < 0.3, `marks of others do not fade: ${others}`);
  await page.mouse.move(0, 0);
}

async function patientsByKeyboard(page, name) {
  const shown = () => page.locator(".panel.shown").getAttribute("data-patient");
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  const reached = () => page.evaluate(() => document.activeElement.closest(".chooser") !== null);
  for (let i = 0; i < 200 && !await reached(); ++i) await page.keyboard.press("Tab");
  expect(name, await reached(), "Tab does not reach the choice of patients");
  await page.keyboard.press("Home");
  const first = await shown();
  await page.keyboard.press("ArrowDown");
  expect(name, await shown() !== first, "arrow keys choose no other patient");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(name, await shown() === first, "the button for the previous patient does not go back");
}

// All columns of all tables are seen.
async function tablesFit(page, name, where) {
  const wide = await page.locator(".scroll").evaluateAll((all) => all.map((one) =>
    [one.clientWidth, Math.floor(one.querySelector("table").getBoundingClientRect().width), one.ariaLabel])
    .filter(([room, width]) => width > room));
  for (const [room, width, caption] of wide) {
    expect(name, false, `${where}, a table is ${width} px wide where there are ${room}: ${caption.slice(0, 60)}`);
  }
}

let document_patients = new Set();

async function check(browser, file) {
  const name = basename(file);
  const page = await browser.newPage({viewport: {width: 1280, height: 900}, colorScheme: "light"});
  page.setDefaultTimeout(20000);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) expect(name, false, `the console says: ${message.text()}`);
  });
  page.on("pageerror", (error) => expect(name, false, `a script failed: ${error.message}`));
  page.on("request", (request) => expect(name, /^(file|data):/.test(request.url()), `asks for ${request.url()}`));
  await page.goto(pathToFileURL(resolve(file)).href);
  const charts = await drawnCharts(page, name);
  document_patients = new Set(await page.locator(".panel").evaluateAll((all) => all.map((one) => one.dataset.patient)));
  const picture = async (kind) => {
    if (pictures) await page.screenshot({path: join(pictures, `${name}-${kind}.png`), fullPage: true});
  };
  expect(name, await brightness(page, "backgroundColor") > 200, "the light scheme is not light");
  await picture("light");
  await tablesFit(page, name, "at 1280 px");
  await pointing(page, name);
  if (document_patients.size > 1) {
    await patientsByMouse(page, name);
    await patientsByKeyboard(page, name);
  }
  await page.emulateMedia({colorScheme: "dark"});
  expect(name, await brightness(page, "backgroundColor") < 60, "the dark scheme is not dark");
  const words = page.locator("svg text").first();
  if (charts > 0) {
    const fill = await words.evaluate((text) => getComputedStyle(text).fill.match(/\d+/g).map(Number)[0]);
    expect(name, fill > 120, "words of a chart are dark in the dark scheme");
  }
  await picture("dark");
  const paper = await page.pdf({format: "A4", preferCSSPageSize: true});
  expect(name, paper.length > 20000, "nothing is printed");
  if (pictures) writeFileSync(join(pictures, `${name}.pdf`), paper);
  await page.emulateMedia({media: "print"});
  await page.setViewportSize({width: 688, height: 1000});  // A4 within its margins
  await tablesFit(page, name, "on A4");
  expect(name, await page.locator(".panel:visible").count() === document_patients.size, "not all patients are printed");
  await page.close();

  const silent = await browser.newContext({javaScriptEnabled: false});
  const quiet = await silent.newPage();
  await quiet.goto(pathToFileURL(resolve(file)).href);
  expect(name, await quiet.locator(".panel:visible").count() === document_patients.size,
      "without script, not all patients are shown");
  expect(name, await quiet.locator(".drawing p:visible").count() === charts,
      "without script, a chart has no sentence in its place");
  await silent.close();
  console.log(`${name}: ${charts} charts, ${document_patients.size} patients`);
}

const browser = await playwright.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  for (const page of pages) {
    await check(browser, page).catch((error) => expect(basename(page), false, error.message.split("\n")[0]));
  }
} finally {
  await browser.close();
}
process.exit(failures === 0 && pages.length > 0 ? 0 : 1);
