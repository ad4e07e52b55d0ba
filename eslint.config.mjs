// What the JavaScript of the pages is checked for; `make check` runs it, with the packages that tests/npm pins.
import { createRequire } from "node:module";

const require = createRequire(process.env.GRAPHMODEL_NPM);
const js = require("@eslint/js");
const globals = require("globals");

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-control-regex": "off", // control characters are looked for on purpose
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
      "no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "max-lines": ["error", 350],
      // A name of a catalogue must never become mark-up: text goes in as text.
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "srcdoc"].map((property) => ({ property })),
        ...["write", "writeln"].map((property) => ({ object: "document", property })),
      ],
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "localStorage"],
    },
  },
  { files: ["graphmodel/**"], languageOptions: { globals: globals.browser } },
  { files: ["graphmodel/maps/js/engine/**"], languageOptions: { globals: globals["shared-node-browser"] } },
  { files: ["tests/**"], languageOptions: { globals: globals.node } },
];
