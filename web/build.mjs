// Builds web/dist, which the server embeds: one stylesheet, one script, and the images they name.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import * as sass from "sass";

const here = new URL(".", import.meta.url);
const dist = new URL("dist/", here);

await rm(dist, { recursive: true, force: true });
await mkdir(new URL("images/", dist), { recursive: true });

const { css } = await sass.compileAsync(new URL("src/app.scss", here).pathname, {
  // The Ministry of Justice components import GOV.UK Frontend by the path that starts here.
  loadPaths: [here.pathname],
  style: "compressed",
  quietDeps: true,
});
await writeFile(new URL("app.css", dist), css);

await build({
  entryPoints: [new URL("src/app.js", here).pathname],
  outfile: new URL("app.js", dist).pathname,
  bundle: true,
  format: "esm",
  target: "es2020",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});

await cp(new URL("src/images/", here), new URL("images/", dist), { recursive: true });
// The one picture that the Ministry of Justice's stylesheet names.
const mojImages = "node_modules/@ministryofjustice/frontend/moj/assets/images/";
await cp(new URL(`${mojImages}icon-document.svg`, here), new URL("images/icon-document.svg", dist));
