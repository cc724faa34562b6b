import { readFileSync } from "node:fs";
import { join } from "node:path";
import dockerignore from "@balena/dockerignore";
import { type Copy, DockerfileParser, type JSONInstruction } from "dockerfile-ast";
import { ROOT } from "./compose-file.ts";

interface Image {
  /** Of every stage. */
  bases: string[];
  /** Paths that come from the build context. */
  copied: string[];
  /** Those of them that are there when the first stage builds. */
  copiedFirst: string[];
  /** Text of every RUN. */
  runs: string[];
  /** Of the last stage. */
  user: string | undefined;
  entrypoint: string[];
  variables: string[];
}

export function readDockerfile(): Image {
  const file = DockerfileParser.parse(readFileSync(join(ROOT, "Dockerfile"), "utf8"));
  const instructions = file.getInstructions();
  const textsOf = (keyword: string) =>
    instructions.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent() ?? "");
  const fromContext = file.getCOPYs().filter((copy) => copy.getFromFlag() === null);
  const lastStage = file.getFROMs().at(-1)?.getRange().start.line ?? 0;
  const pathsOf = (copies: readonly Copy[]) =>
    copies.flatMap((copy) =>
      copy
        .getArguments()
        .slice(0, -1)
        .map((argument) => argument.getValue()),
    );
  return {
    bases: file.getFROMs().map((from) => from.getImage() ?? ""),
    copied: pathsOf(fromContext),
    copiedFirst: pathsOf(fromContext.filter((copy) => copy.getRange().start.line < lastStage)),
    runs: textsOf("RUN"),
    user: textsOf("USER").at(-1),
    entrypoint: wordsOf(file.getENTRYPOINTs().at(-1)),
    variables: [...textsOf("ENV"), ...textsOf("ARG")],
  };
}

function wordsOf(instruction: JSONInstruction | undefined): string[] {
  return instruction?.getJSONStrings().map((word) => word.getJSONValue()) ?? [];
}

/** A copied folder brings all that is in it. */
export function isBrought(path: string, copied: readonly string[]): boolean {
  return copied.some((each) => path === each || path.startsWith(`${each}/`));
}

/** Those of the paths that `.dockerignore` lets through to a build. */
export function keepForBuild(paths: readonly string[]): string[] {
  // The library says what its types do not: that the function it exports is also its own `default`.
  const ignore = dockerignore.default().add(readFileSync(join(ROOT, ".dockerignore"), "utf8"));
  return ignore.filter([...paths]);
}
