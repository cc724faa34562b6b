import type { LookupAddress } from "node:dns";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { assertOutboundUrl, isPublicAddress, type OutboundPolicy, outboundLookup } from "./outbound-address.ts";

const NOBODY: OutboundPolicy = { privateHosts: [] };

test.each(["8.8.8.8", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "172.31.255.255"],
  ...["192.0.0.1", "192.0.2.1", "192.168.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001::1"],
  ...["2001:db8::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "host", ""],
  ...[
    "168.63.129.16",
    "64:ff9b:1::1",
    "::127.0.0.1",
    "::7f00:1",
    "::2",
    "1::1",
    "4000::1",
    "::ffff:0:7f00:1",
    "100::1",
    "3fff::1",
    "5f00::1",
    "192.88.99.1",
  ],
])("%s is not", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  ["ftp://lists.example/a", "ftp: is neither"],
  ["file:///etc/passwd", "file: is neither"],
  ["data:text/plain,a", "data: is neither"],
  ["https://user@lists.example/a", "holds a user"],
  ["https://:hunter22@lists.example/a", "holds a user"],
  ["http://169.254.169.254/latest/meta-data", "169.254.169.254 is not an address of the internet"],
  ["http://2130706433/", "127.0.0.1 is not an address"],
  ["http://0x7f.1/", "127.0.0.1 is not an address"],
  ["http://[::1]:8080/", "[::1]:8080 is not an address"],
  ["http://[::ffff:7f00:1]/", "is not an address"],
])("%s is refused, and what may be a key is not repeated", (url, fault) => {
  expect(() => assertOutboundUrl(new URL(url), NOBODY)).toThrow(fault);
  expect(() => assertOutboundUrl(new URL(url), NOBODY)).not.toThrow(/hunter22|meta-data|passwd/);
});

test("a private address is let through where its host was named, at the port that was named", () => {
  const policy = { privateHosts: ["10.0.0.5:8443", "[::1]", "192.168.0.1:80"] };
  for (const url of ["https://10.0.0.5:8443/", "http://[::1]:1/", "http://192.168.0.1/"]) {
    expect(() => assertOutboundUrl(new URL(url), policy)).not.toThrow();
  }
  for (const url of ["https://10.0.0.5/", "https://192.168.0.1/", "http://10.0.0.6:8443/"]) {
    expect(() => assertOutboundUrl(new URL(url), policy)).toThrow("is not an address");
  }
});

function look(url: string, addresses: readonly string[], privateHosts: readonly string[] = [], family = 0) {
  const policy: OutboundPolicy = { privateHosts, resolve: async () => addresses };
  const lookup = promisify(outboundLookup(new URL(url), policy));
  return lookup("lists.example", { all: true, family }) as unknown as Promise<LookupAddress[]>;
}

test("a name is connected to at the addresses that were looked at", async () => {
  const both = ["8.8.8.8", "2606:4700::1111"];
  expect(await look("https://lists.example/", both)).toEqual([
    { address: "8.8.8.8", family: 4 },
    { address: "2606:4700::1111", family: 6 },
  ]);
  expect(await look("https://lists.example/", both, [], 6)).toEqual([{ address: "2606:4700::1111", family: 6 }]);
  await expect(look("https://lists.example/", [])).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("a name with one private address is refused, unless it was named", async () => {
  const some = ["8.8.8.8", "10.0.0.1"];
  await expect(look("https://lists.example/", some)).rejects.toMatchObject({
    code: "outbound_forbidden",
    detail: "lists.example has the address 10.0.0.1, which is not one of the internet",
  });
  expect(await look("https://lists.example/", some, ["lists.example:443"])).toHaveLength(2);
  await expect(look("http://lists.example/", some, ["lists.example:443"])).rejects.toThrow("not one of the internet");
});
