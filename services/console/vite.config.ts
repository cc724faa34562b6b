import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompressed } from "./build/precompressed.ts";
import { receiverSamples } from "./build/receiver-samples.ts";
import { routeTable } from "./build/route-table.ts";

/** Browsers that know `light-dark()`, `:has()` and CSS nesting: two years old at most. */
const BROWSERS = ["chrome125", "firefox128", "safari17.5"];

const API = "http://127.0.0.1:8620";

export default defineConfig({
  plugins: [react(), routeTable(), receiverSamples(), precompressed()],
  build: {
    target: BROWSERS,
    // Behind a strict policy nothing is inlined: an icon in a data: URL would need an exception of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Which files a page loads: what the test of its size reads.
    manifest: true,
  },
  // `vite` beside a running API: the API takes calls of its own origin alone.
  server: { proxy: { "/v1": { target: API, changeOrigin: true, headers: { origin: API } } } },
});
