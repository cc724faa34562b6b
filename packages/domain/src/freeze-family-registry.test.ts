import { readdirSync } from "node:fs";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import type { ArgumentPlace, FreezeEvent } from "./freeze-family.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";

const folder = new URL("./freeze-families/", import.meta.url);
const files = readdirSync(folder).filter((name) => /^[a-z0-9-]+\.ts$/.test(name));
const named = FREEZE_FAMILIES.flatMap(({ name, events }) =>
  events.map((event) => [`${name}: ${event.signature}`, event] as const),
);

function topicOf(signature: string): string {
  return `0x${bytesToHex(keccak_256(utf8ToBytes(signature)))}`;
}

/** The type of the argument at a place. Indexed arguments of these families all stand before the others. */
function typeAt({ signature, topicCount }: FreezeEvent, place: ArgumentPlace): string | undefined {
  return typesOf(signature)["topic" in place ? place.topic - 1 : topicCount - 1 + place.word];
}

function typesOf(signature: string): string[] {
  return signature.slice(signature.indexOf("(") + 1, -1).split(",");
}

describe("freeze families", () => {
  it("are all registered, each under the one name that its file has", async () => {
    const exported = await Promise.all(
      files.map(async (file) =>
        Object.values<(typeof FREEZE_FAMILIES)[number]>(await import(new URL(file, folder).href)),
      ),
    );
    expect(new Set(exported.flat())).toEqual(new Set(FREEZE_FAMILIES));
    const fileNames = files.map((file) => file.slice(0, -".ts".length).replaceAll("-", "_"));
    expect(exported.map((families) => families.map(({ name }) => name))).toEqual(fileNames.map((name) => [name]));
  });

  it.each(FREEZE_FAMILIES.map((family) => [family.name, family] as const))("%s has each topic once", (_, family) => {
    const topics = [TRANSFER_TOPIC, ...family.events.map(({ topic0 }) => topic0)];
    expect(new Set(topics).size).toBe(topics.length);
    expect(family.events.length).toBeGreaterThan(0);
    expect(family.sources.length).toBeGreaterThan(0);
  });

  it.each(named)("%s has the hash of its signature", (_, { signature, topic0 }) => {
    expect(topic0).toBe(topicOf(signature));
  });

  it.each(named)("%s names whom or how much, unless it is the issuer's own money", (_, event) => {
    const isAboutSomebody = event.account !== undefined || event.accountList === true;
    expect(isAboutSomebody || event.kind === "issue" || event.kind === "redeem").toBe(true);
  });

  it.each(named)("%s puts every argument in one place", (_, event) => {
    const types = typesOf(event.signature);
    if (event.accountList === true) {
      expect(types).toEqual(["address[]"]);
      expect([event.topicCount, event.account, event.amount]).toEqual([1, undefined, undefined]);
      return;
    }
    expect(event.topicCount - 1 + event.wordCount).toBe(types.length);
    if (event.account !== undefined) expect(typeAt(event, event.account)).toBe("address");
    if (event.amount !== undefined) expect(typeAt(event, event.amount)).toBe("uint256");
    if (event.direction !== undefined) expect(typeAt(event, event.direction.place)).toBe("bool");
  });
});

describe("TRANSFER_TOPIC", () => {
  it("is the hash of the signature", () => {
    expect(TRANSFER_TOPIC).toBe(topicOf("Transfer(address,address,uint256)"));
  });
});
