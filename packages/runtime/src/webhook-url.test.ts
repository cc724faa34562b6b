import { expect, test } from "vitest";
import { assertWebhookUrl, type WebhookPolicy } from "./webhook-url.ts";

const NOBODY: WebhookPolicy = { privateHosts: [] };

test.each([
  "https://hooks.exchange.example/redflag?key=1",
  "https://hooks.exchange.example:443/",
  "https://hooks.exchange.example:8443",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]:1024/",
  "https://bücher.example/",
  "https://10.0.0.1.example/",
])("%s may be sent to", (text) => {
  expect(assertWebhookUrl(text, NOBODY).href).toBe(new URL(text).href);
});

test.each([
  ["hooks.exchange.example", "it is no URL"],
  ["", "it is no URL"],
  ["https://", "it is no URL"],
  ["https://a b.example/", "holds a space"],
  ["https://a.example/\n", "holds a space, a control"],
  ["https://a.example\\@127.0.0.1/", "or a backslash"],
  ["https://a.example/\u0000", "a control character"],
  [`https://a.example/${"a".repeat(2048)}`, "longer than 2048"],
  ["http://hooks.exchange.example/", "http: is not https:"],
  ["ftp://hooks.exchange.example/", "ftp: is not https:"],
  ["https://a.example/#part", "has a fragment"],
  ["https://a.example/#", "has a fragment"],
  ["https://user@a.example/", "holds a user or a password"],
  ["https://:hunter22@a.example/", "holds a user or a password"],
])("%s is refused for what it is", (text, fault) => {
  expect(() => assertWebhookUrl(text, NOBODY)).toThrow(fault);
});

// Each form in which one address can be written.
test.each([
  ...["127.0.0.1", "127.1", "2130706433", "017700000001", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.0.0.1."],
  ...["0.0.0.0", "0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.100.100.200", "169.254.169.254"],
  ...["2852039166", "0xa9fea9fe", "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
  ...["[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"],
  ...["[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]"],
  ...[
    "[fe80::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2001:db8::1]",
    "１２７.0.0.1",
    "①②⑦.0.0.1",
  ],
])("%s is no address of the internet, however it is written", (host) => {
  expect(() => assertWebhookUrl(`https://${host}/secret`, NOBODY)).toThrow("is not an address of the internet");
  expect(() => assertWebhookUrl(`https://${host}/secret`, NOBODY)).not.toThrow("secret");
});

test.each([
  ["localhost", "a name of a local network"],
  ["LOCALHOST", "localhost is a name of a local network"],
  ["a.localhost", "a name of a local network"],
  ["metadata.google.internal", "a name of a local network"],
  ["printer.local", "a name of a local network"],
  ["router.home.arpa", "a name of a local network"],
  ["localhost.", "ends with a dot"],
  ["hooks.exchange.example.", "ends with a dot"],
  ["intranet", "a name of a local network"],
  ["postgres", "a name without a domain"],
])("%s is refused by its name", (host, fault) => {
  expect(() => assertWebhookUrl(`https://${host}/`, NOBODY)).toThrow(fault);
});

test.each([
  [1, "neither 443 nor"],
  [22, "neither 443 nor"],
  [80, "neither 443 nor"],
  [1023, "neither 443 nor"],
  [5432, "one of other services"],
  [6379, "one of other services"],
  [6667, "one of other services"],
  [10080, "one of other services"],
])("port %i is refused", (port, fault) => {
  expect(() => assertWebhookUrl(`https://hooks.exchange.example:${port}/`, NOBODY)).toThrow(fault);
});

test("a host that was named may be all that, and nothing else may", () => {
  const policy = { privateHosts: ["localhost", "127.0.0.1:5432", "[::1]:81"] };
  for (const text of ["http://localhost:81/", "https://localhost/", "http://127.0.0.1:5432/", "http://[::1]:81/"]) {
    expect(() => assertWebhookUrl(text, policy)).not.toThrow();
  }
  for (const text of ["http://127.0.0.1:5433/", "https://127.0.0.1/", "http://a.localhost/", "ftp://localhost/"]) {
    expect(() => assertWebhookUrl(text, policy)).toThrow();
  }
  expect(() => assertWebhookUrl("http://u@localhost/", policy)).toThrow("holds a user");
});
