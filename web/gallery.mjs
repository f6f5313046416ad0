// Opens every page of a gallery in a real browser, wide and narrow, and reports what axe-core finds, what is
// wider than the screen, and what the content security policy refuses:
//
//   cargo run -p server --example gallery -- FOLDER && npm run gallery -- FOLDER [FOLDER FOR PICTURES]
import { createServer } from "node:http";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

const [folder, pictures, only] = process.argv.slice(2);
if (!folder) {
  console.error("Say which folder the gallery is in");
  process.exit(2);
}
if (pictures) await mkdir(pictures, { recursive: true });

const types = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml" };
const server = createServer(async (request, response) => {
  try {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://gallery").pathname));
    const bytes = await readFile(join(folder, path));
    response.writeHead(200, {
      "Content-Type": types[extname(path)] ?? "application/octet-stream",
      "Content-Security-Policy": "default-src 'self'; style-src 'self'; script-src 'self'",
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const root = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const sizes = { wide: { width: 1366, height: 900 }, narrow: { width: 320, height: 800 } };
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
let faults = 0;
const fault = (page, text) => {
  faults += 1;
  console.log(`${page}: ${text}`);
};

const names = (await readdir(folder)).filter((name) => name.endsWith(".html") && name !== "index.html").sort();
for (const [size, viewport] of Object.entries(sizes)) {
  const context = await browser.newContext({ viewport });
  for (const name of names.filter((name) => !only || name.startsWith(only))) {
    const title = `${name} (${size})`;
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && fault(title, message.text()));
    page.on("pageerror", (error) => fault(title, error.message));
    await page.goto(`${root}/${name}`);
    // What is folded away must be right as well.
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    for (const violation of violations) {
      for (const node of violation.nodes) fault(title, `${violation.id}: ${violation.help}: ${node.target} ${node.failureSummary ?? ""}`);
    }
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 0) fault(title, `is ${wider}px wider than the screen`);
    if (pictures) {
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = false)));
      await page.screenshot({ path: join(pictures, name.replace(".html", `-${size}.png`)), fullPage: true });
    }
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();
console.log(faults === 0 ? `No faults on ${names.length} pages` : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
