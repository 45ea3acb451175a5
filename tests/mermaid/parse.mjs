// Has Mermaid's own parser read files: `node parse.mjs MODULES FILE…`, where MODULES is a folder with mermaid and jsdom.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const { JSDOM } = require("jsdom");
// Mermaid cleans text with the means of a browser.
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const mermaid = (await import(pathToFileURL(join(modules, "node_modules/mermaid/dist/mermaid.esm.min.mjs")))).default;
// As strict as a page that shows what others wrote; structures of some size have more text and lines than Mermaid's measure.
mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxTextSize: 50_000_000, maxEdges: 100_000 });

let refused = 0;
const refuses = async (text) => {
  try {
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    // As many boxes as were written, so that no name has made another one, and no links or scripts on any.
    const written = text.match(/^ +n\d+\["/gm)?.length ?? 0;
    const vertices = [...diagram.db.getVertices().values()];
    if (vertices.length !== written) return `${vertices.length} boxes, ${written} were written`;
    const other = vertices.find((vertex) => !/^n\d+$/.test(vertex.id) || vertex.link || vertex.haveCallback);
    return other ? `a box that was not written: ${JSON.stringify(other)}` : null;
  } catch (error) {
    return String(error.message || error);
  }
};
// What is no flowchart is refused, so that being accepted means something.
for (const text of ["flowchart TB\n  n0[\"a\" b\"]\n", "flowchart TB\n  n0 --> \n", "nothing"]) {
  if (await refuses(text) === null) {
    console.error(`accepted, and should not be: ${JSON.stringify(text)}`);
    refused += 1;
  }
}
for (const file of files) {
  const why = await refuses(readFileSync(file, "utf8"));
  console.log(`${why === null ? "accepted" : "REFUSED"} ${file}`);
  if (why !== null) {
    console.error(why);
    refused += 1;
  }
}
process.exit(refused === 0 ? 0 : 1);
