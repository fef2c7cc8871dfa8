import { basename } from "node:path";
import { build, type BuildResult, type Plugin } from "esbuild";

/** An import of a file beside it, as esbuild writes it. */
const IMPORT = /^import (?:\{([^{}]*)\} from )?"\.\/([\w-]+\.js)";$/gm;

/** What a build has written, by file name. */
type Files = ReadonlyMap<string, File>;

interface File {
  readonly text: string;
  readonly exports: readonly string[];
  readonly isEntry: boolean;
  /** Files that it imports, but not those that it loads later. */
  readonly imports: readonly string[];
  /** Whether it imports a package that is not bundled. */
  readonly needsPackage: boolean;
}

/** For each name that a merged chunk exports, its name in the file that the chunk is in now. */
interface Place {
  readonly file: string;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Makes one file of chunks that are always loaded together, that is, by the same entries. esbuild keeps them apart when
 * a part that is loaded later needs some of them only, which makes dozens of small files; each takes a runtime longer to
 * find than to read. Chunks that no entry imports stay as they are.
 *
 * @param result A build with `splitting`, `metafile`, and without `write`, into one folder.
 * @returns The text of each file, by its name.
 */
export async function mergeChunks(result: BuildResult<{ metafile: true; write: false }>): Promise<Map<string, string>> {
  const files = filesOf(result);
  const texts = new Map([...files].map(([name, { text }]) => [name, text]));
  const places = new Map<string, Place>();
  for (const [name, chunks] of groupsOf(files)) {
    const file = `${name}.js`;
    const taken = new Set<string>();
    const lines: string[] = [];
    for (const chunk of chunks) {
      const names = new Map(files.get(chunk)!.exports.map((original) => [original, freeName(original, taken)]));
      places.set(chunk, { file, names });
      lines.push(`export { ${renamed(names)} } from "./${chunk}";`);
      // Whoever loads the chunk later goes on to name it.
      texts.set(
        chunk,
        `export {\n  ${renamed(new Map([...names].map(([from, to]) => [to, from])))}\n} from "./${file}";\n`,
      );
    }
    texts.set(file, await bundle(lines.join("\n"), new Set(chunks), files));
  }
  const loaded = new Set(
    [...texts.values()].flatMap((text) =>
      [...text.matchAll(/\bimport\("\.\/([\w-]+\.js)"\)/g)].map((match) => match[1])
    ),
  );
  for (const chunk of places.keys()) if (!loaded.has(chunk)) texts.delete(chunk);
  for (const [file, text] of texts) texts.set(file, redirect(text, places));
  return texts;
}

function filesOf({ outputFiles, metafile }: BuildResult<{ metafile: true; write: false }>): Files {
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  return new Map(
    Object.entries(metafile.outputs).map(([path, { exports, entryPoint, imports }]) => {
      const name = basename(path);
      const eager = imports.filter(({ kind, external }) => kind === "import-statement" && external !== true);
      const isEntry = entryPoint !== undefined && !name.startsWith("chunk-");
      // Modules of the runtime have their prefix.
      const needsPackage = imports.some(({ external, kind, path }) =>
        external === true && kind === "import-statement" && !/^(?:node:|\.)/.test(path)
      );
      const eagerFiles = eager.map(({ path }) => basename(path));
      return [name, { text: texts.get(name)!, exports, isEntry, imports: eagerFiles, needsPackage }];
    }),
  );
}

/**
 * Chunks that the same entries import, directly or not, by a name for them. What needs a package that is not bundled is
 * kept apart from what does not: a part that is loaded later and needs the one may have no right to read the package.
 */
function groupsOf(files: Files): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const [entry, { isEntry }] of files) {
    if (!isEntry) continue;
    const needed = new Set([entry]);
    for (const file of needed) for (const imported of files.get(file)!.imports) needed.add(imported);
    needed.delete(entry);
    for (const file of needed) importers.set(file, [...importers.get(file) ?? [], entry.replace(/\.js$/, "")]);
  }
  const groups = new Map<string, string[]>();
  for (const [file, entries] of importers) {
    if (files.get(file)!.isEntry) continue;
    const name = `core-${entries.sort().join("-")}${reachesPackage(file, files) ? "-with-packages" : ""}`;
    groups.set(name, [...groups.get(name) ?? [], file]);
  }
  return groups;
}

function reachesPackage(file: string, files: Files): boolean {
  const needed = new Set([file]);
  for (const each of needed) for (const imported of files.get(each)!.imports) needed.add(imported);
  return [...needed].some((each) => files.get(each)!.needsPackage);
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}$${count}`;
  taken.add(free);
  return free;
}

function renamed(names: ReadonlyMap<string, string>): string {
  return [...names].map(([from, to]) => from === to ? from : `${from} as ${to}`).join(", ");
}

/** Joins chunks; imports of other files stay. */
async function bundle(contents: string, chunks: ReadonlySet<string>, files: Files): Promise<string> {
  const plugin: Plugin = {
    name: "chunks",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind }) => {
        const name = basename(path);
        return kind === "import-statement" && chunks.has(name)
          ? { path: name, namespace: "chunk" }
          : { path, external: true };
      });
      onLoad({ filter: /.*/, namespace: "chunk" }, ({ path }) => ({ contents: files.get(path)!.text }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents },
    plugins: [plugin],
    write: false,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    charset: "utf8",
    legalComments: "inline",
    logLevel: "warning",
  });
  // Where a chunk was in a file that is not there is of no use.
  return outputFiles[0]!.text.replaceAll(/^\/\/ chunk:chunk-.*\n/gm, "");
}

/** Has a file import from where merged chunks are now. */
function redirect(text: string, places: ReadonlyMap<string, Place>): string {
  return text.replaceAll(IMPORT, (statement, list: string | undefined, chunk: string) => {
    const place = places.get(chunk);
    if (place === undefined) return statement;
    if (list === undefined) return `import "./${place.file}";`;
    const names = list.split(",").map((item) => {
      const [name = "", local = name] = item.trim().split(" as ");
      return [place.names.get(name)!, local] as const;
    });
    return `import { ${renamed(new Map(names))} } from "./${place.file}";`;
  });
}
