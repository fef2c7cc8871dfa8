/** An import that must not be. */
export interface ImportRule {
  /** Which modules it binds, by path from the project's folder. */
  readonly from: RegExp;
  /** Which of them it does not bind. */
  readonly except?: RegExp;
  /** What they must not import: a path, `node:…`, or a package's name with the path within. */
  readonly to: RegExp;
  readonly why: string;
}

const PRODUCT = /^(mod\.ts|replay\.ts|capture\/|dump\/|replay\/)/;
const FACES = "replay/(repl|dap|devtools|report)/";

/** Who must never import what. */
export const IMPORT_RULES: readonly ImportRule[] = [
  { from: /^capture\//, to: /^replay\//, why: "recording knows no replaying" },
  { from: /^replay\//, to: /^capture\//, why: "replaying knows no recording" },
  { from: /^dump\//, to: /^(capture|replay)\/|^[^/]+\.ts$/, why: "dump/ is the contract and knows neither side" },
  { from: PRODUCT, to: /^(test|tools|bench|examples|vendor)\//, why: "the product knows nothing around it" },

  {
    from: PRODUCT,
    to: /^cbor-x(?!\/(encode|decode|decode-no-eval|index-no-eval)$)/,
    why: "only these entries of cbor-x are without native code and settings of the whole process",
  },
  {
    from: /^(capture|dump)\//,
    to: /^(?!node:|cbor-x|capture\/|dump\/)/,
    why: "recording loads inside the program: cbor-x is its only package",
  },
  {
    from: PRODUCT,
    except: /^replay\/cli\/editor\.ts$/,
    to: /^node:child_process$/,
    why: "the product starts no program but the editor",
  },

  { from: /^capture\/engine\//, to: /^capture\/(describe\/|redact|sink)/, why: "the engine knows no values" },
  { from: /^capture\/describe\//, to: /^capture\/engine\//, why: "describing knows no protocol" },
  {
    from: /^replay\/rehydrate\//,
    to: new RegExp(`^${FACES}|^replay/(frames|evaluate|preview|text)/|^replay/(session|cli)`),
    why: "values know no frames and no faces",
  },
  {
    from: /^replay\/frames\//,
    to: new RegExp(`^${FACES}|^replay/(evaluate|preview|text)/|^replay/cli`),
    why: "frames know no evaluating and no faces",
  },
  {
    from: /^replay\/(evaluate|preview|text)\//,
    to: new RegExp(`^${FACES}|^replay/cli`),
    why: "no face below the faces",
  },
  { from: /^replay\/log\//, to: /^replay\/(?!log\/)/, why: "logs become dumps, and nothing else" },
  { from: /^replay\/live\//, to: new RegExp(`^${FACES}|^replay/(preview|cli)`), why: "live code knows no faces" },
  {
    from: /^replay\/(rehydrate|frames|evaluate|preview)\//,
    to: /^replay\/live\//,
    why: "nothing below knows how code becomes live",
  },
  { from: /^replay\/repl\//, to: /^replay\/(dap|devtools|report)\//, why: "faces do not know each other" },
  { from: /^replay\/dap\//, to: /^replay\/(repl|devtools|report)\//, why: "faces do not know each other" },
  { from: /^replay\/devtools\//, to: /^replay\/(repl|dap|report)\//, why: "faces do not know each other" },
  { from: /^replay\/report\//, to: /^replay\/(repl|dap|devtools)\//, why: "faces do not know each other" },

  {
    from: PRODUCT,
    except: /^capture\/engine\//,
    to: /^node:inspector(\/promises)?$/,
    why: "the inspector belongs to the engine",
  },
  {
    from: PRODUCT,
    except: /^capture\/(engine\/|register\.ts$)|^replay\/evaluate\/interrupt\.ts$/,
    to: /^node:worker_threads$/,
    why: "threads belong to the engine and to what Ctrl-C interrupts",
  },
  {
    from: PRODUCT,
    except: /^(capture\/(sink|environment|home)|replay\/frames\/files_below|replay\/live\/packages|replay\/cli)/,
    to: /^node:fs(\/promises)?$/,
    why: "files belong to sink, environment, home, the files below a root, packages of live code, and cli",
  },
  {
    from: PRODUCT,
    except: new RegExp(`^capture/engine/|^${FACES}|^replay/cli`),
    to: /^node:(net|http|http2|https|tls|dgram|dns|readline|tty|repl)(\/promises)?$/,
    why: "sockets and terminals belong to the faces",
  },
];
