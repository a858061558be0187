import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const page = (name: string) => fileURLToPath(new URL(`${name}.html`, import.meta.url));

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  build: {
    outDir: fileURLToPath(new URL("../coach/web_dist", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // a data: address would need a hole in the content policy
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["index", "patient", "therapist", "caregiver", "review", "waiting", "board"].map(page) },
  },
  server: { proxy: { "/api": { target: "http://localhost:8080", ws: true } } },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
