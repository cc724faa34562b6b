import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { type AuditRow, checkpointText } from "@redflag/domain/audit";
import { auditChain, DATABASE } from "@redflag/domain/audit.samples";
import fc from "fast-check";
import { expect, test } from "vitest";
import { auditParts } from "./audit-parts.ts";
import { readPublicKey } from "./public-key.ts";
import { verifyLines } from "./verify-lines.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const PEM = publicKey.export({ type: "spki", format: "pem" }).toString();
const KEY_ID = createHash("sha256")
  .update(publicKey.export({ type: "spki", format: "der" }))
  .digest("hex");
const ROWS = auditChain(["a", "b", "c", "d", "e", "f", "g"]);

function checkpointOf({ seq, hash }: AuditRow) {
  const signed = { database: DATABASE, seq, hash, at: "2026-01-05T12:00:00.000Z" };
  const signature = sign(null, Buffer.from(checkpointText(signed)), privateKey).toString("base64");
  return { kind: "checkpoint", ...signed, keyId: KEY_ID, signature };
}

/** A server with these rows, a checkpoint after the fourth and one after the last. */
function serverOf(rows: readonly AuditRow[], rowsMax: number, checkpoints = [ROWS[3], ROWS[6]] as AuditRow[]) {
  return async (from: number): Promise<string> => {
    const part = rows.filter(({ seq }) => seq >= from).slice(0, rowsMax);
    const lastSeq = part.at(-1)?.seq ?? from - 1;
    const isLast = part.length < rowsMax;
    const lines: object[] = [
      { kind: "audit", format: 1, database: DATABASE, firstSeq: from, exportedAt: "2026-01-06T00:00:00.000Z" },
    ];
    const about = checkpoints.filter(({ seq }) => seq >= from - 1 && (isLast || seq <= lastSeq)).map(checkpointOf);
    for (const row of part) {
      lines.push(...about.splice(0, about.filter(({ seq }) => seq < row.seq).length), { kind: "row", ...row });
    }
    lines.push(...about, { kind: "end", lastSeq });
    return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  };
}

async function verify(rows: readonly AuditRow[], rowsMax = 3, pem = PEM) {
  const key = await readPublicKey(pem);
  return verifyLines(auditParts(serverOf(rows, rowsMax), rowsMax), { checkSignature: key?.check });
}

test("a whole chain is whole in parts of any size, each checkpoint counted once and its signature checked", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async (rowsMax) => {
      expect(await verify(ROWS, rowsMax)).toMatchObject({
        rowCount: 7,
        lastSeq: 7,
        checkpointCount: 2,
        heldTo: { seq: 7 },
        warnings: [],
      });
    }),
  );
});

test("a row changed, taken out or cut off is named, wherever parts meet", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }), async (rowsMax, seq) => {
      const changed = ROWS.map((row) =>
        row.seq === seq ? { ...row, content: row.content.replace("done", "gone") } : row,
      );
      expect((await verify(changed, rowsMax)).fault).toEqual({ kind: "row_changed", seq });
      const without = ROWS.filter((row) => row.seq !== seq);
      expect((await verify(without, rowsMax)).fault).toMatchObject({ seq });
      expect((await verify(ROWS.slice(0, seq - 1), rowsMax)).fault).toMatchObject({ kind: "tail_cut", seq });
    }),
  );
});

test("another key vouches for nothing, and without one the report says so", async () => {
  const other = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
  expect((await verify(ROWS, 3, other)).fault).toMatchObject({ kind: "checkpoint_key_unknown", keyId: KEY_ID });
  expect((await verify(ROWS, 3, "")).warnings).toEqual([{ kind: "signatures_unchecked" }]);
  const forged = async (keyId: string) => {
    const key = await readPublicKey(PEM);
    return key?.check(keyId, "other", Buffer.alloc(64).toString("base64"));
  };
  expect(await forged(KEY_ID)).toBe("invalid");
});

test("only a public key of Ed25519 is taken for one", async () => {
  expect((await readPublicKey(`\n${PEM}\n`))?.id).toBe(KEY_ID);
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" });
  for (const text of [
    "",
    "a key",
    ec.toString(),
    PEM.replace("PUBLIC", "PRIVATE"),
    PEM.replace(/[A-Za-z0-9]{8}/, "AAAAAAAA"),
  ]) {
    expect(await readPublicKey(text)).toBeUndefined();
  }
});

test("what breaks off, is no line or is of another database is not called whole", async () => {
  const whole = serverOf(ROWS, 3);
  const faultOf = async (spoil: (part: string, from: number) => string) =>
    (
      await verifyLines(
        auditParts(async (from) => spoil(await whole(from), from), 3),
        {},
      )
    ).fault;
  expect(await faultOf((part, from) => (from === 4 ? part.replace(/.*\n$/, "") : part))).toEqual({
    kind: "export_incomplete",
    seq: 7,
  });
  expect(await faultOf((part, from) => (from === 4 ? `{}\n${part}` : part))).toMatchObject({
    kind: "line_unreadable",
    seq: 4,
  });
  expect(
    await faultOf((part, from) => (from === 4 ? part.replace(DATABASE, "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de") : part)),
  ).toMatchObject({
    kind: "line_unreadable",
  });
  expect(await faultOf(() => "")).toMatchObject({ kind: "export_incomplete", seq: 1 });
});
