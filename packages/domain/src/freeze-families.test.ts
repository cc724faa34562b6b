import { describe, expect, it } from "vitest";
import { readDeclaration } from "./event-declaration.samples.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";

const TETHER_INDEXED = [
  "BlockPlaced(address indexed account)",
  "BlockReleased(address indexed account)",
  "DestroyedBlockedFunds(address indexed account, uint256 amount)",
];
const DUAL_INDEX = [
  "Freeze(address indexed caller, address indexed account)",
  "Unfreeze(address indexed caller, address indexed account)",
];
const PAXOS_V2 = [
  "FreezeAddress(address indexed account)",
  "UnfreezeAddress(address indexed account)",
  "FrozenAddressWiped(address indexed account)",
];

/** As the contracts declare them, the arguments named by what they mean here; indexed ones decide where all others stand. */
const DECLARED: Record<string, readonly string[]> = {
  tether_legacy: [
    "AddedBlackList(address account)",
    "RemovedBlackList(address account)",
    "DestroyedBlackFunds(address account, uint256 amount)",
    "Issue(uint256 amount)",
    "Redeem(uint256 amount)",
  ],
  tether_legacy_indexed: [
    "AddedBlackList(address indexed account)",
    "RemovedBlackList(address indexed account)",
    "DestroyedBlackFunds(address indexed account, uint256 amount)",
    "Issue(uint256 amount)",
    "Redeem(uint256 amount)",
  ],
  tether_indexed: TETHER_INDEXED,
  tether_upgraded: [
    "AddedBlackList(address account)",
    "RemovedBlackList(address account)",
    "DestroyedBlackFunds(address account, uint256 amount)",
    ...TETHER_INDEXED,
  ],
  circle: [
    "Blacklisted(address indexed account)",
    "UnBlacklisted(address indexed account)",
    "Mint(address indexed minter, address indexed account, uint256 amount)",
    "Burn(address indexed account, uint256 amount)",
  ],
  circle_blocklist: ["Blocklisted(address indexed account)", "UnBlocklisted(address indexed account)"],
  paxos_v2: PAXOS_V2,
  paxos_legacy: [
    "AddressFrozen(address indexed account)",
    "AddressUnfrozen(address indexed account)",
    "FrozenAddressWiped(address indexed account)",
  ],
  paxos_v2_with_legacy: [
    ...PAXOS_V2,
    "AddressFrozen(address indexed account)",
    "AddressUnfrozen(address indexed account)",
  ],
  dual_index_freeze: DUAL_INDEX,
  world_liberty: [
    ...DUAL_INDEX,
    "FrozenAccountDrained(address indexed caller, address indexed account, uint256 amount)",
    "FrozenFundsReallocated(address indexed caller, address indexed account, address indexed to, uint256 amount)",
  ],
  ripple_pause: ["AccountPaused(address account)", "AccountUnpaused(address account)"],
  trueusd: [
    "Blacklisted(address indexed account, bool direction)",
    "DestroyedBlackFunds(address indexed account, uint256 amount)",
  ],
  a7a5: [
    "Blacklisted(address account)",
    "DeBlacklisted(address account)",
    "DestroyedBlackFunds(address account, uint256 amount)",
  ],
  batch_addresses_frozen: ["AddressesFrozen(address[] accounts)", "AddressesUnFrozen(address[] accounts)"],
  batch_accounts_blocked: ["AccountsBlocked(address[] accounts)", "AccountsUnblocked(address[] accounts)"],
  agora: ["AccountFrozen(address indexed account)", "AccountUnfrozen(address indexed account)"],
  frax: ["AccountFrozen(address account)", "AccountThawed(address account)"],
  tokenised_gbp: ["Banned(address indexed account)", "UnBanned(address indexed account)"],
};

describe("freeze families", () => {
  it("are those whose declarations stand here", () => {
    expect(FREEZE_FAMILIES.map(({ name }) => name).sort()).toEqual(Object.keys(DECLARED).sort());
  });

  it.each(FREEZE_FAMILIES.map((family) => [family.name, family] as const))(
    "%s puts every argument where its contract does",
    (name, { events }) => {
      const declared = DECLARED[name]?.map((text) => ({ text, ...readDeclaration(text) })) ?? [];
      expect(events.map(({ topic0 }) => topic0).sort()).toEqual(declared.map(({ topic0 }) => topic0).sort());
      for (const event of events) {
        const declaration = declared.find(({ signature }) => signature === event.signature);
        if (declaration === undefined) throw new Error(`${event.signature} is not declared`);
        const { text, topic0, topicCount, wordCount, placeOf } = declaration;
        expect(event).toMatchObject({ topic0, topicCount, wordCount });
        const has = (argument: string) => new RegExp(` ${argument}[,)]`).test(text);
        expect(event.account).toEqual(has("account") ? placeOf("account") : undefined);
        expect(event.accountList).toBe(has("accounts") ? true : undefined);
        expect(event.amount).toEqual(has("amount") ? placeOf("amount") : undefined);
        expect(event.direction?.place).toEqual(has("direction") ? placeOf("direction") : undefined);
      }
    },
  );

  it.each(FREEZE_FAMILIES.map((family) => [family.name, family] as const))(
    "%s gives each topic one event, and can undo what it does",
    (_, { events }) => {
      expect(new Set(events.map(({ topic0 }) => topic0)).size).toBe(events.length);
      const kinds = events.flatMap(({ kind, direction }) => [kind, direction?.otherwise]);
      expect(kinds).toContain("freeze");
      expect(kinds).toContain("unfreeze");
    },
  );
});
