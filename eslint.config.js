/** What `make check` holds against the JavaScript of the extension and of the console. Types are checked by tsc. */

import js from "@eslint/js";
import globals from "globals";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", ".venv/", "build/", "dist/"] },
  js.configs.recommended,
  { files: ["extension/**/*.js"], languageOptions: { globals: { ...globals.browser, ...globals.webextensions } } },
  { files: ["api/static/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/**/*.js"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  {
    files: ["**/*.js"],
    languageOptions: { parser: tseslint.parser, ecmaVersion: 2024, sourceType: "module" },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      "@typescript-eslint/ban-ts-comment": "error", // no file and no line leaves the type check
      eqeqeq: "error",
      "no-control-regex": "off", // the normal form speaks of control characters
      "no-misleading-character-class": "off", // and of marks one by one
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
