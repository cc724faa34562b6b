import { describe, expect, it } from "vitest";
import { parseEndpointUrl } from "./endpoint-url.ts";

describe("parseEndpointUrl", () => {
  it("keeps the key out of the name and in the path", () => {
    const url = parseEndpointUrl("https://mainnet.example/v3/0123456789abcdef?apikey=secret-value");
    expect(url.name).toBe("mainnet.example");
    expect(url.origin).toBe("https://mainnet.example");
    expect(url.path).toBe("/v3/0123456789abcdef?apikey=secret-value");
    expect(url.authorization).toBeUndefined();
  });

  it("names the port unless it is the scheme's own", () => {
    expect(parseEndpointUrl("http://127.0.0.1:8545").name).toBe("127.0.0.1:8545");
    expect(parseEndpointUrl("https://node.example:443/").name).toBe("node.example");
  });

  it("turns credentials into an Authorization header", () => {
    const url = parseEndpointUrl("https://us%20er:p%40ss@node.example");
    expect(url.name).toBe("node.example");
    expect(url.origin).toBe("https://node.example");
    expect(url.authorization).toBe(`Basic ${btoa("us er:p@ss")}`);
  });

  it("takes every key out of what the endpoint said", () => {
    const url = parseEndpointUrl("https://user:p%40ssword@node.example/v3/0123456789abcdef?apikey=other-secret");
    const said = url.redact("no plan for 0123456789abcdef (user, p@ssword, p%40ssword): see /v3?apikey=other-secret");
    for (const secret of ["0123456789abcdef", "other-secret", "p@ssword", "p%40ssword", "user"]) {
      expect(said).not.toContain(secret);
    }
    expect(said).toContain("no plan for");
  });

  it.each(["", "node.example", "ftp://node.example", "ws://node.example/secret-key", "http://"])(
    "refuses %j",
    (text) => {
      expect(() => parseEndpointUrl(text)).toThrow(expect.objectContaining({ code: "config_invalid" }));
    },
  );

  it("does not repeat the URL it refuses", () => {
    expect(() => parseEndpointUrl("wss://node.example/secret-key")).toThrow(/^(?!.*secret-key)/);
  });
});
