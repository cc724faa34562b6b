const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
};

/** Why a file could not be read, in words and with the system's own code; undefined when the error is of another kind. */
export function fileFaultText(error: unknown): string | undefined {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return undefined;
  const code = String(error.code);
  const words = WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}
