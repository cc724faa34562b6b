import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { collectImport } from "../src/collect-import.ts";
import { getImporter } from "../src/importer-registry.ts";

/**
 * `node packages/lists/bench/import-memory.ts [megabytes] [parties for each address]`: writes a file of that size in OFAC's
 * classic XML, reads it in a process of its own that does nothing else, and prints the most memory that one held. `redflag watchlist
 * import` holds more: the whole program, about 150 MB, and the reading on top.
 */
const [, , first = "200", ...others] = process.argv;

if (first === "--child") {
  const [file = ""] = others;
  const { entries, account } = await collectImport(getImporter("ofac-sdn-xml"), [createReadStream(file)], {
    category: "sanctions",
    severity: "SEVERE",
    authority: "OFAC",
    confidence: 100,
    sharing: "TLP:CLEAR",
  });
  // In kilobytes, as Linux counts.
  const rssMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    `${JSON.stringify({ rows: account.rows, entries: entries.length, rssMb: Math.round(rssMb) })}\n`,
  );
} else {
  const megabytes = Number(first);
  const partiesEach = Number(others[0] ?? 80);
  const folder = mkdtempSync(join(tmpdir(), "redflag-import-"));
  try {
    const file = join(folder, "sdn.xml");
    await writeParties(file, megabytes * 1024 ** 2, partiesEach);
    // As the command line does: what was compiled before is not compiled, and held, once more.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") };
    const read = (path: string) =>
      spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--child", path], { encoding: "utf8", env });
    const small = join(folder, "small.xml");
    await writeParties(small, 1, partiesEach);
    read(small);
    const startMs = performance.now();
    const child = read(file);
    if (child.status !== 0) throw new Error(child.stderr);
    const seconds = (performance.now() - startMs) / 1000;
    const size = Math.round(statSync(file).size / 1024 ** 2);
    process.stdout.write(`${size} MB of sdn.xml in ${seconds.toFixed(1)} s: ${child.stdout}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Parties as OFAC writes them, about 1,600 bytes each. One in eighty with an address is twice the addresses that OFAC has. */
async function writeParties(file: string, bytesMin: number, partiesEach: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="https://example.org/XML">\n');
  for (let uid = 1, bytes = 0; bytes < bytesMin; uid++) {
    const party = partyText(uid, partiesEach);
    bytes += party.length;
    if (!stream.write(party)) await once(stream, "drain");
  }
  stream.end("</sdnList>\n");
  await finished(stream);
}

function partyText(uid: number, partiesEach: number): string {
  const address = uid.toString(16).padStart(8, "0").repeat(5);
  const wallet = `<id><uid>${uid}</uid><idType>Digital Currency Address - ETH</idType><idNumber>0x${address}</idNumber></id>`;
  const alias = `<aka><uid>${uid}</uid><type>a.k.a.</type><category>strong</category><lastName>PARTY ${uid}</lastName></aka>`;
  const place = `<address><uid>${uid}</uid><city>Somewhere</city><country>Nowhere</country></address>`;
  return `  <sdnEntry>
    <uid>${uid}</uid>
    <lastName>PARTY ${uid}</lastName>
    <sdnType>Entity</sdnType>
    <programList><program>SDGT</program><program>IFSR</program></programList>
    <idList>${uid % partiesEach === 0 ? wallet : ""}<id><uid>${uid}</uid><idType>Registration Number</idType><idNumber>${uid}</idNumber></id></idList>
    <akaList>
      ${alias.repeat(8)}
    </akaList>
    <addressList>
      ${place.repeat(4)}
    </addressList>
  </sdnEntry>
`;
}
