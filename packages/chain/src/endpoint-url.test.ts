import { describe, expect, it } from "vitest";
import { isSocketUrl, parseEndpointUrl } from "./endpoint-url.ts";

describe("parseEndpointUrl", () => {
  it("keeps the key out of the name and in the path", () => {
    const url = parseEndpointUrl("https://mainnet.example/v3/0123456789abcdef?apikey=secret-value");
    expect(url.name).toBe("mainnet.example");
    expect(url.origin).toBe("https://mainnet.example");
    expect(url.path).toBe("/v3/0123456789abcdef?apikey=secret-value");
    expect(url.headers).toEqual({});
  });

  it("names the port unless it is the scheme's own", () => {
    expect(parseEndpointUrl("http://127.0.0.1:8545").name).toBe("127.0.0.1:8545");
    expect(parseEndpointUrl("https://node.example:443/").name).toBe("node.example");
  });

  it("turns credentials into an Authorization header", () => {
    const url = parseEndpointUrl("https://us%20er:p%40ss@node.example");
    expect(url.name).toBe("node.example");
    expect(url.origin).toBe("https://node.example");
    expect(url.headers).toEqual({ authorization: `Basic ${btoa("us er:p@ss")}` });
  });

  it("takes every key out of what the endpoint said", () => {
    const url = parseEndpointUrl("https://user:p%40ssword@node.example/v3/0123456789abcdef?apikey=other-secret");
    const said = url.redact("no plan for 0123456789abcdef (user, p@ssword, p%40ssword): see /v3?apikey=other-secret");
    for (const secret of ["0123456789abcdef", "other-secret", "p@ssword", "p%40ssword", "user"]) {
      expect(said).not.toContain(secret);
    }
    expect(said).toContain("no plan for");
  });

  it("keeps options out of what is sent, and takes their values out of what the endpoint said", () => {
    const url = parseEndpointUrl(
      "https://node.example/rpc#header=X-Key:k%2Fey%201&header=Authorization:Bearer%20t0ken&rps=5",
    );
    expect([url.origin, url.path, url.name]).toEqual(["https://node.example", "/rpc", "node.example"]);
    expect(url.headers).toEqual({ "x-key": "k/ey 1", authorization: "Bearer t0ken" });
    expect(url.options).toEqual({ requestsPerSecondMax: 5 });
    const said = url.redact("bad key k/ey 1 (k%2Fey%201), token t0ken");
    for (const secret of ["k/ey", "k%2Fey", "t0ken"]) expect(said).not.toContain(secret);
  });

  it("refuses two authorizations, and options that cannot be read, without their values", () => {
    for (const url of [
      "https://user:hunter2@node.example#header=authorization:hunter2",
      "https://node.example#hunter2",
    ]) {
      expect(() => parseEndpointUrl(url)).toThrow(expect.objectContaining({ code: "config_invalid" }));
      expect(() => parseEndpointUrl(url)).toThrow(/^(?!.*hunter2)/);
    }
  });

  it("knows which are listened to", () => {
    expect(["ws://a", "WSS://a/key", "http://a", "https://ws.example"].map(isSocketUrl)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(parseEndpointUrl("wss://node.example/v1/secret-key").path).toBe("/v1/secret-key");
  });

  it.each(["", "node.example", "ftp://node.example", "http://"])("refuses %j", (text) => {
    expect(() => parseEndpointUrl(text)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  });

  it("does not repeat the URL it refuses", () => {
    expect(() => parseEndpointUrl("ftp://node.example/secret-key")).toThrow(/^(?!.*secret-key)/);
  });
});
