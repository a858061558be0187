import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

export default defineConfig(
  globalIgnores(["src/lib/messages.ts", "node_modules", "../coach/web_dist"]),
  js.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}", "vite.config.ts"],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": hooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 12], // every `?.` counts as a branch
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "No markup from strings." },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ["src/**/*.tsx"], rules: { "max-lines-per-function": ["error", { max: 60, skipBlankLines: true }] } },
  { files: ["src/texts/*.ts"], rules: { "max-lines": "off" } }, // a language's sentences belong together
  { files: ["src/lib/review.ts", "src/lib/messages.ts"], rules: { "max-lines": "off" } }, // generated
  {
    files: ["src/**/*.test.{ts,tsx}"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  { files: ["scripts/*.mjs"], languageOptions: { globals: { URL: "readonly", console: "readonly" } } },
);
