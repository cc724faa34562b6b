import { readdirSync } from "node:fs";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import type { FreezeEvent } from "./freeze-family.ts";
import { FREEZE_FAMILIES, findFreezeFamily } from "./freeze-family-registry.ts";

const folder = new URL("./freeze-families/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const events = FREEZE_FAMILIES.flatMap((family) => family.events);

function topicOf(signature: string): string {
  return `0x${bytesToHex(keccak_256(utf8ToBytes(signature)))}`;
}

describe("freeze families", () => {
  it("are all registered, each under one name", async () => {
    const exported = await Promise.all(
      files.map(async (file) => Object.values(await import(new URL(file, folder).href))),
    );
    expect(new Set(exported.flat())).toEqual(new Set(FREEZE_FAMILIES));
    expect(new Set(FREEZE_FAMILIES.map(({ name }) => name)).size).toBe(files.length);
  });

  it("give each topic to one event", () => {
    expect(new Set([TRANSFER_TOPIC, ...events.map(({ topic0 }) => topic0)]).size).toBe(events.length + 1);
  });

  it.each(events)("$signature has the hash of its signature", ({ signature, topic0 }) => {
    expect(topic0).toBe(topicOf(signature));
  });

  it.each(events)("$signature puts every argument in one place", (event) => {
    const types = event.signature.slice(event.signature.indexOf("(") + 1, -1).split(",");
    expect(event.topicCount - 1 + event.wordCount).toBe(types.length);
    expect(typeAt(event, "account")).toBe(event.account && "address");
    expect(typeAt(event, "amount")).toBe(event.amount && "uint256");

    /** Indexed arguments of these families all stand before the others. */
    function typeAt({ topicCount }: FreezeEvent, name: "account" | "amount"): string | undefined {
      const place = event[name];
      if (place === undefined) return undefined;
      return "topic" in place ? types[place.topic - 1] : types[topicCount - 1 + place.word];
    }
  });

  it("are found by name; the names without a family are not", () => {
    expect(findFreezeFamily("circle")?.title).toBe("Circle FiatToken");
    expect(findFreezeFamily("none")).toBeUndefined();
    expect(findFreezeFamily("unverified")).toBeUndefined();
  });
});

describe("TRANSFER_TOPIC", () => {
  it("is the hash of the signature", () => {
    expect(TRANSFER_TOPIC).toBe(topicOf("Transfer(address,address,uint256)"));
  });
});
