// The files that Python serves are what esbuild makes of the scripts as they stand.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bundle } from "../../layers/browser/build.js";

test("built/ is fresh: `make scripts` makes it so", async () => {
  for (const { path, text } of await bundle(false)) {
    assert.ok(readFileSync(path, "utf8") === text, `${path} is not what the scripts make`);
  }
});
