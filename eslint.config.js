/** What `make check` holds against the extension's JavaScript. Types are checked by tsc. */

import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", ".venv/", "build/", "dist/"] },
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: false },
      ecmaVersion: 2024,
      sourceType: "module",
      globals: Object.fromEntries(
        ["URL", "TextEncoder", "TextDecoder", "crypto", "console", "performance", "process"].map((n) => [n, "readonly"]),
      ),
    },
    rules: {
      eqeqeq: "error",
      "no-control-regex": "off", // the normal form speaks of control characters
      "no-implicit-globals": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "page text enters the DOM through textContent" },
        { property: "outerHTML", message: "page text enters the DOM through textContent" },
        { property: "insertAdjacentHTML", message: "page text enters the DOM through textContent" },
      ],
    },
  },
);
