// Puts each entry and what it imports into one file of built/. Python serves those, so that nobody needs node to run the app.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** @param {boolean} write otherwise what would be written is only returned */
export async function bundle(write) {
  const { outputFiles } = await build({
    absWorkingDir: at("."),
    entryPoints: {
      map: at("map/main.js"),
      presenter: at("presenter/main.js"),
      page: at("page/main.js"),
      drawing: at("drawing/main.js"),
      first: at("page/first.js"),
    },
    outdir: at("built"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    write: false,
  });
  if (write) {
    const { mkdir, writeFile } = await import("node:fs/promises");
    await mkdir(at("built"), { recursive: true });
    await Promise.all(outputFiles.map(({ path, contents }) => writeFile(path, contents)));
  }
  return outputFiles;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(true);
