import { expect, test } from "vitest";
import type { Address } from "../address.ts";
import type { BridgeEvent } from "../bridge-event.ts";
import { BRIDGES } from "../bridge-registry.ts";
import { getChain } from "../chain-registry.ts";
import { exampleParty } from "../example-encounter.ts";
import type { Hash } from "../hex.ts";
import { listContracts } from "../token-registry.ts";
import type { Transfer } from "../transfer.ts";
import { readLegs } from "./read-legs.ts";

const [A, ROUTER, B, MINTER] = [1, 2, 3, 4].map(exampleParty) as [Address, Address, Address, Address];
const ZERO: Address = `0x${"00".repeat(20)}`;
const TX: Hash = `0x${"7a".repeat(32)}`;
const ID: Hash = `0x${"1d".repeat(32)}`;
const block = { number: 9, hash: TX, parentHash: TX, time: 1_000 };

function tokenOn(chain: string, symbol: string): Address {
  const found = listContracts(chain).find(({ token }) => token.symbol === symbol);
  if (found === undefined) throw new Error(`${symbol} is on ${chain}`);
  return found.contract.address;
}

function contractOf(bridge: string, chain: string): Address {
  const found = BRIDGES.find(({ name }) => name === bridge)?.contracts.find((own) => own.chain === chain);
  if (found === undefined) throw new Error(`${bridge} is on ${chain}`);
  return found.address;
}

function pay(logIndex: number, sender: Address, recipient: Address, amount: bigint, token = tokenOn("base", "USDC")) {
  return { blockNumber: 9, logIndex, txHash: TX, txOrdinal: logIndex, token, sender, recipient, amount };
}

type Said = Omit<Partial<BridgeEvent>, "kind"> & Pick<BridgeEvent, "kind" | "bridge" | "logIndex">;

function read(chain: string, said: Said[], transfers: Transfer[]) {
  const events = said.map((event) => ({
    blockNumber: 9,
    txHash: TX,
    contract: contractOf(event.bridge, chain),
    ...event,
  }));
  return readLegs(getChain(chain), { block, clock: 1_000, events, transfers });
}

const sentV1: Said = {
  bridge: "cctp_v1",
  kind: "sent",
  logIndex: 3,
  linkId: "cctp1:6:7",
  remoteDomain: 0,
  account: A,
  remoteAccount: ID,
  token: tokenOn("base", "USDC"),
  amount: 100n,
};

test("a departure by id is its payment and its other side", () => {
  const { legs, faults } = read("base", [sentV1], [pay(1, A, MINTER, 100n), pay(2, MINTER, ZERO, 100n)]);
  expect(faults).toEqual([]);
  expect(legs).toMatchObject([
    {
      direction: "departure",
      matchKey: "cctp1:6:7",
      remoteChain: "ethereum",
      holder: A,
      payment: { transfer: { logIndex: 1 } },
    },
  ]);
});

test("what was minted takes the id of the message after it, each its own", () => {
  const minted = (logIndex: number, amount: bigint): Said => ({
    ...sentV1,
    kind: "received",
    logIndex,
    amount,
    account: B,
  });
  const message = (logIndex: number, nonce: number): Said => ({
    ...{ bridge: "cctp_v1", kind: "message_received", logIndex },
    ...{ linkId: `cctp1:0:${nonce}`, remoteDomain: 0 },
  });
  const bare = ({ linkId: _, remoteDomain: __, ...rest }: Said): Said => rest;
  const { legs } = read(
    "base",
    [bare(minted(2, 5n)), message(3, 1), bare(minted(5, 6n)), message(6, 2)],
    [pay(1, ZERO, B, 5n), pay(4, ZERO, B, 6n)],
  );
  expect(legs.map(({ matchKey, payment }) => [matchKey, payment.transfer.amount])).toEqual([
    ["cctp1:0:1", 5n],
    ["cctp1:0:2", 6n],
  ]);
});

test("both sides of a message whose id only one of them carries are joined by chains and recipient", () => {
  const recipient: Hash = `0x${B.slice(2).padStart(64, "0")}`;
  const money = { account: A, token: tokenOn("base", "USDC"), amount: 100n, remoteDomain: 0, remoteAccount: recipient };
  const left = read("base", [{ bridge: "cctp_v2", kind: "sent", logIndex: 3, ...money }], [pay(1, A, MINTER, 100n)]);
  const usdc = tokenOn("ethereum", "USDC");
  const came = read(
    "ethereum",
    [
      { bridge: "cctp_v2", kind: "received", logIndex: 2, account: B, token: usdc, amount: 99n },
      { bridge: "cctp_v2", kind: "message_received", logIndex: 3, linkId: `cctp2:${ID}`, remoteDomain: 6 },
    ],
    [pay(1, ZERO, B, 99n, usdc)],
  );
  expect(left.legs[0]?.matchKey).toBe(`parties:cctp_v2:6:0:${recipient}`);
  expect(came.legs[0]?.matchKey).toBe(left.legs[0]?.matchKey);
});

test("a contract that passes the money through in one transaction is looked behind, on both sides", () => {
  const routed = [pay(1, A, ROUTER, 100n), pay(2, ROUTER, MINTER, 100n)];
  expect(read("base", [{ ...sentV1, account: ROUTER }], routed).legs[0]?.holder).toBe(A);
  // Two who paid it: nobody can say whose it is.
  const two = [pay(0, B, ROUTER, 100n), ...routed];
  expect(read("base", [{ ...sentV1, account: ROUTER }], two).legs[0]?.holder).toBe(ROUTER);
  // What was minted in the same transaction came from nobody.
  const minted = [pay(1, ZERO, ROUTER, 100n), pay(2, ROUTER, MINTER, 100n)];
  expect(read("base", [{ ...sentV1, account: ROUTER }], minted).legs[0]?.holder).toBe(ROUTER);
  const arrival: Said = { ...sentV1, kind: "received", logIndex: 2, account: ROUTER };
  const passedOn = [pay(1, ZERO, ROUTER, 100n), pay(3, ROUTER, B, 100n)];
  expect(read("base", [arrival], passedOn).legs[0]).toMatchObject({ direction: "arrival", holder: B });
});

test("what cannot be followed says why, and is no leg", () => {
  const unknown = exampleParty(99);
  const { linkId: _, ...nameless } = sentV1;
  const cases: Array<[Said, RegExp]> = [
    [{ ...sentV1, amount: 0n }, /moves nothing/],
    [{ ...sentV1, token: unknown }, /is not known/],
    [{ ...sentV1, amount: 101n }, /no transfer of its amount/],
    [{ ...nameless, kind: "received", account: MINTER }, /nothing joins it/],
    [{ bridge: "cctp_v1", kind: "sent", logIndex: 3 }, /names no account or amount/],
  ];
  for (const [said, why] of cases) {
    const { legs, faults } = read("base", [said], [pay(1, A, MINTER, 100n)]);
    expect(legs).toEqual([]);
    expect(faults).toEqual([expect.stringMatching(why)]);
  }
});
