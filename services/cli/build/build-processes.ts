import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { type Plugin, rolldown } from "rolldown";

const ROOT = join(import.meta.dirname, "../../..");

/** What is started, by the name of the file that it becomes: its source, from the root. */
export type Programs<Name extends string = string> = Readonly<Record<Name, string>>;

/** The processes. */
export const PROCESSES = {
  api: "services/api/src/main.ts",
  ingest: "services/ingest/src/main.ts",
  notify: "services/notify/src/main.ts",
  redflag: "services/cli/src/main.ts",
  refresh: "services/refresh/src/main.ts",
  screen: "services/screen/src/main.ts",
} as const satisfies Programs;

/** They load files of their own (machine code, WebAssembly, pages, a compiler of eight megabytes) and stay where they are installed. */
const LEFT_OUTSIDE = /^(?:@fastify\/swagger-ui|@node-rs\/argon2|libxml2-wasm|solc)$/;
const THREAD = /new URL\("(\.\/[\w-]+\.ts)", import\.meta\.url\)\)/g;

/**
 * Writes each program, with all that it loads, into few files: Node opens tens instead of a thousand and a half. They are not
 * made smaller: what a stack names can be read there. They find lists, migrations and libraries from their own place, so the
 * folder stays where it was written, in the repository or beside it.
 */
export async function buildProcesses(folder: string, programs: Programs): Promise<void> {
  const build = await rolldown({
    cwd: ROOT,
    input: programs,
    platform: "node",
    plugins: [leaveOutside(folder), keepPlaces(folder)],
    logLevel: "warn",
  });
  await build.write({
    dir: folder,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    keepNames: true,
    cleanDir: true,
  });
  await build.close();
}

function leaveOutside(folder: string): Plugin {
  return {
    name: "leave-outside",
    resolveId: {
      filter: { id: LEFT_OUTSIDE },
      async handler(source, importer) {
        const resolved = await this.resolve(source, importer, { skipSelf: true });
        if (resolved === null) throw new Error(`${source} is not installed`);
        return { id: pathFrom(folder, resolved.id), external: true };
      },
    },
  };
}

/** What a module says of its own place stays true in the file that it becomes a part of. A thread's module is a file of its own. */
function keepPlaces(folder: string): Plugin {
  return {
    name: "keep-places",
    transform: {
      filter: { code: /import\.meta\./ },
      handler(code, id) {
        if (!isAbsolute(id)) return code;
        const place = pathFrom(folder, id);
        const url = `new URL(${JSON.stringify(place)}, import.meta.url)`;
        const require = `process.getBuiltinModule("node:module").createRequire(${url})`;
        return code
          .replaceAll(THREAD, (_, name: string) => {
            const thread = this.emitFile({ type: "chunk", id: join(dirname(id), name) });
            return `new URL(import.meta.ROLLUP_FILE_URL_${thread}))`;
          })
          .replaceAll("import.meta.url", `${url}.href`)
          .replaceAll("import.meta.dirname", `(import.meta.dirname + ${JSON.stringify(`/${dirname(place)}`)})`)
          .replaceAll(
            /import\.meta\.resolve\(("[^"]+")\)/g,
            `process.getBuiltinModule("node:url").pathToFileURL(${require}.resolve($1)).href`,
          );
      },
    },
  };
}

/** All files of a build lie in one folder. */
function pathFrom(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}
