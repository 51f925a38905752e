import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { subset_fonts } from "./subset_fonts.ts";

// `npm run dev` shows the screen of a `spotter serve` that already runs on its default port.
const server_address = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [subset_fonts(), react()],
  build: {
    // A strict content security policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The help panel reads GLOSSARY.md, which stands beside this folder.
  server: { proxy: { "/api": server_address }, fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    setupFiles: ["src/app/test_setup.ts"],
    css: false,
  },
});
