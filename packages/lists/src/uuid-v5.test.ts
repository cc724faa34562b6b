import { expect, test } from "vitest";
import { uuidV5 } from "./uuid-v5.ts";

test("a name's UUID is that of RFC 9562, appendix A.4", () => {
  expect(uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe(
    "2ed6657d-e927-568b-95e1-2665a8aea6a2",
  );
});

test("an observable's UUID is the one that others compute of the same wallet", () => {
  expect(uuidV5("00abedb4-aa42-466c-9c01-fed23315a9b7", '{"value":"bc1qexamplewallet0000000000000000000000000"}')).toBe(
    "63c69546-406d-5b56-8079-ecd9c86d38df",
  );
});
