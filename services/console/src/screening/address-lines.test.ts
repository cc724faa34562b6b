import { formatAddress } from "@redflag/domain/address";
import { CHAINS } from "@redflag/domain/chain-registry";
import { demo } from "@redflag/domain/chains/demo";
import { tron } from "@redflag/domain/chains/tron";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAddressLines } from "./address-lines.ts";

const EVM = "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";
const TRON = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";

test("any form is taken, each address once, and what is mistyped is told with its line and never corrected", () => {
  const mistyped = EVM.replace("480b", "480B");
  const text = `\uFEFF${EVM}\r\n\n  ${EVM.toLowerCase()} \n${TRON}\neip155:1:${EVM}\n${mistyped}\n0x12\nx:1:0x12`;
  const { good, bad, repeated } = readAddressLines(text);
  expect(good.map(({ line, address }) => [line, address])).toEqual([
    [1, EVM],
    [4, TRON],
    [5, `eip155:1:${EVM}`],
  ]);
  expect(repeated).toBe(1);
  expect(bad.map(({ line, code }) => [line, code])).toEqual([
    [6, "address_checksum"],
    [7, "address_malformed"],
    [8, "chain_unknown"],
  ]);
  expect(JSON.stringify(bad)).not.toContain(EVM);
});

test.each([
  [`id,Address,note\n1,${EVM},"a, b"\n2,${TRON},`, [EVM, TRON]],
  [`wallet;n\n"${EVM}";1`, [EVM]],
  [`${EVM}\tmine\n${TRON}\tyours`, [EVM, TRON]],
  [`note,account\n"say ""x"", y",${EVM}`, [EVM]],
])("the column is the one that is called so, or the first: %j", (text, expected) => {
  const { good, bad } = readAddressLines(text);
  expect(good.map(({ address }) => address)).toEqual(expected);
  expect(bad).toEqual([]);
});

test("a row whose column is empty is no address, and is told", () => {
  expect(readAddressLines(`name,address\nx,`).bad).toMatchObject([{ line: 2, code: "address_malformed" }]);
});

test("a chain is meant where a line names none, and another kind of chain's text is refused there", () => {
  expect(readAddressLines(`${EVM}\n${TRON}`, demo)).toMatchObject({
    good: [{ address: `eip155:31337:${EVM}` }],
    bad: [{ line: 2, code: "address_malformed" }],
  });
  expect(readAddressLines(TRON, tron).good).toMatchObject([{ address: `tron:728126428:${TRON}` }]);
});

test("whatever is pasted, every line with something on it is an address, a fault or a repetition", () => {
  const cell = fc.oneof(
    fc.constantFrom(EVM, TRON, `eip155:1:${EVM}`),
    fc.string().filter((text) => !/["\r\n,;\t]/.test(text) && !/^\uFEFF/.test(text) && text.trim() !== ""),
  );
  fc.assert(
    fc.property(fc.array(cell), fc.constantFrom("\n", "\r\n"), (cells, end) => {
      fc.pre(!/^(?:address(?:es)?|account|wallet)$/i.test(cells[0]?.trim() ?? ""));
      const { good, bad, repeated } = readAddressLines(cells.join(end));
      expect(good.length + bad.length + repeated).toBe(cells.length);
    }),
  );
});

test("what is read again from what was read is the same", () => {
  const account = fc.tuple(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.constantFrom(...CHAINS));
  fc.assert(
    fc.property(account, ([bytes, chain]) => {
      const text = formatAddress(`0x${Buffer.from(bytes).toString("hex")}`, chain.family);
      const [first] = readAddressLines(text, chain).good;
      expect(readAddressLines(first?.address ?? "").good[0]?.address).toBe(first?.address);
    }),
  );
});
