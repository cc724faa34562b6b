import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileFaultText } from "./file-fault.ts";

function faultOf(path: string): string | undefined {
  try {
    readFileSync(path);
  } catch (error) {
    return fileFaultText(error);
  }
  throw new Error(`${path} can be read`);
}

test("a file that cannot be read is told in words, with the system's code", () => {
  expect(faultOf(join(import.meta.dirname, "nowhere.csv"))).toBe("there is no such file (ENOENT)");
  expect(faultOf(import.meta.dirname)).toBe("this is a folder, not a file (EISDIR)");
});

test("a code without words stands for itself; another error is no file's", () => {
  expect(fileFaultText(Object.assign(new Error("disk"), { syscall: "read", code: "EIO" }))).toBe("EIO");
  expect(fileFaultText(new Error("mine"))).toBeUndefined();
  expect(fileFaultText("mine")).toBeUndefined();
});
