import { deflateSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { packBundle, unpackBundle } from "./bundle-archive.ts";

const unreadable = (detail: string) =>
  expect.objectContaining({ code: "bundle_unreadable", detail: expect.stringContaining(detail) });
const bytes = Buffer.from("content");

function fault(archive: Uint8Array): unknown {
  try {
    unpackBundle(archive);
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The same archive with a name, or a size, written over in every place. */
function written(archive: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const changed = Buffer.from(archive);
  let at = changed.indexOf(from);
  expect(at).toBeGreaterThan(0);
  for (; at >= 0; at = changed.indexOf(from, at + 1)) changed.set(to, at);
  return changed;
}

test("what was packed comes out again, whatever order it went in by", () => {
  const files = [
    ["b.json", bytes],
    ["proofs/ethereum-1.json", Buffer.alloc(0)],
    ["a.json", bytes],
  ] as const;
  const packed = packBundle(new Map(files));
  expect(Buffer.compare(packed, packBundle(new Map(files.toReversed())))).toBe(0);
  const { files: unpacked, asWritten } = unpackBundle(packed);
  expect([[...unpacked.keys()], asWritten]).toEqual([["a.json", "b.json", "proofs/ethereum-1.json"], true]);
  expect(Buffer.from(unpacked.get("a.json") as Uint8Array).toString()).toBe("content");
});

test.each([
  "../a.json",
  "/a.json",
  "proofs/../a.json",
  "proofs/sub/a.json",
  "C:a.json",
  "a\\b.json",
  "a\u202e.json",
  ".a",
  "",
])("the name %j is refused before anything is unpacked", (name) => {
  expect(fault(zipSync({ [name]: bytes }, { level: 0 }))).toEqual(unreadable("is no name of a file"));
});

test.each([
  ["twice", "a.json"],
  ["in another case", "A.json"],
])("a name that is in it %s is refused", (_, name) => {
  const two = zipSync({ "a.json": bytes, "b.json": bytes }, { level: 0 });
  expect(fault(written(two, Buffer.from("b.json"), Buffer.from(name)))).toEqual(unreadable("is in it twice"));
});

test("sizes are bounded before anything is inflated", () => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(54_321);
  const packed = zipSync({ "a.json": new Uint8Array(54_321) }, { level: 9 });
  expect(fault(written(packed, size, Buffer.from([0, 0, 0, 0xf0])))).toEqual(unreadable("larger than"));
});

test("what inflates to more than it says is cut off there, and is no longer what was hashed", () => {
  const bomb = zipSync({ "a.json": new Uint8Array(54_321) }, { level: 9 });
  const [size, less] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32LE(54_321);
  less.writeUInt32LE(10);
  expect(deflateSync(new Uint8Array(54_321)).length).toBeLessThan(100);
  expect(unpackBundle(written(bomb, size, less)).files.get("a.json")).toHaveLength(10);
});

test.each([
  ["nothing", new Uint8Array()],
  ["no zip", Buffer.from("PK nothing of the kind")],
  ["an empty zip", zipSync({})],
  ["a part of one", packBundle(new Map([["a.json", bytes]])).subarray(0, 40)],
  [
    "a way of compressing that is unknown",
    written(packBundle(new Map([["a.json", bytes]])), Buffer.of(20, 0, 0, 0, 0, 0), Buffer.of(20, 0, 0, 0, 99, 0)),
  ],
])("%s is refused", (_, archive) => {
  expect(fault(archive)).toMatchObject({ code: "bundle_unreadable" });
});

test.each([
  ["after its end", (packed: Uint8Array) => Buffer.concat([packed, Buffer.from("x")])],
  ["in its times", (packed: Uint8Array) => written(packed, Buffer.from([0, 0, 0x21, 0]), Buffer.from([0, 0, 0x22, 0]))],
])("an archive that says more than its files shows it (%s)", (_, change) => {
  expect(unpackBundle(change(packBundle(new Map([["a.json", bytes]])))).asWritten).toBe(false);
});
