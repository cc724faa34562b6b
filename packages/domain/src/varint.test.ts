import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hex } from "./hex.ts";
import { ByteReader, ByteWriter } from "./varint.ts";

const NUMBER_MAX = 2 ** 53;
const BIG_MAX = 2n ** 256n;

function write(fill: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter(new Uint8Array(4096));
  fill(writer);
  return writer.since(0);
}

function hexOf(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

describe("varints", () => {
  it("read back as they were written, one after the other", () => {
    const item = fc.oneof(
      fc.integer({ min: 0, max: NUMBER_MAX }),
      fc.bigInt(0n, BIG_MAX),
      fc.stringMatching(/^[A-Z]{1,3}$/),
      fc.uint8Array({ maxLength: 21 }),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 50 }), (items) => {
        const bytes = write((writer) => {
          for (const one of items) {
            if (typeof one === "number") writer.varint(one);
            else if (typeof one === "bigint") writer.bigVarint(one);
            else if (typeof one === "string") writer.text(one);
            else writer.hex(hexOf(one));
          }
        });
        const reader = new ByteReader(bytes);
        for (const one of items) {
          if (typeof one === "number") expect(reader.varint(NUMBER_MAX)).toBe(one);
          else if (typeof one === "bigint") expect(reader.bigVarint(BIG_MAX)).toBe(one);
          else if (typeof one === "string") expect(reader.text(one.length)).toBe(one);
          else expect(reader.hex(one.length)).toBe(hexOf(one));
        }
        expect(reader.atEnd).toBe(true);
      }),
    );
  });

  it.each([
    [0, [0]],
    [127, [127]],
    [128, [128, 1]],
    [300, [172, 2]],
    [2 ** 31 - 1, [255, 255, 255, 255, 7]],
    [2 ** 31, [128, 128, 128, 128, 8]],
    [2 ** 49 - 1, [255, 255, 255, 255, 255, 255, 127]],
    [2 ** 49, [128, 128, 128, 128, 128, 128, 128, 1]],
    [NUMBER_MAX, [128, 128, 128, 128, 128, 128, 128, 16]],
  ])("%d is %j, as a number and as a bigint", (value, bytes) => {
    expect([...write((writer) => writer.varint(value))]).toEqual(bytes);
    expect([...write((writer) => writer.bigVarint(BigInt(value)))]).toEqual(bytes);
    expect(new ByteReader(Uint8Array.from(bytes)).varint(NUMBER_MAX)).toBe(value);
    expect(new ByteReader(Uint8Array.from(bytes)).bigVarint(BIG_MAX)).toBe(BigInt(value));
  });

  it.each([
    ["cut short", [128], "complete"],
    ["too large", [128, 2], "at most 200"],
    ["endless", Array(200).fill(255), "at most 200"],
    ["padded", [128, 0], "shortest"],
    ["padded to more than six bytes", [...Array(8).fill(128), 0], "shortest"],
  ])("a number that is %s is refused", (_, bytes, invariant) => {
    expect(() => new ByteReader(Uint8Array.from(bytes)).varint(200)).toThrow(invariant);
    expect(() => new ByteReader(Uint8Array.from(bytes)).bigVarint(200n)).toThrow(invariant);
  });

  it("do not reach past the buffer or the bytes", () => {
    expect(() => new ByteWriter(new Uint8Array(1)).varint(128)).toThrow("large enough");
    expect(() => new ByteReader(Uint8Array.of(1, 2)).hex(3)).toThrow("complete");
    expect(() => new ByteReader(Uint8Array.of(1, 2)).text(3)).toThrow("complete");
  });
});
