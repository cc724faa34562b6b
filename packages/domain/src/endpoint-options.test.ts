import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEndpointOptions } from "./endpoint-options.ts";
import { Problem } from "./problem.ts";

const URL_BEFORE = "https://node.example/v3/key";

function refusalOf(fragment: string): string {
  try {
    parseEndpointOptions(`${URL_BEFORE}#${fragment}`);
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ code: "config_invalid" });
    return (error as Problem).detail;
  }
  throw new Error("nothing was wrong");
}

describe("parseEndpointOptions", () => {
  it("has nothing to read without a fragment", () => {
    expect(parseEndpointOptions(URL_BEFORE)).toEqual({ headers: {} });
  });

  it("reads headers, rate and batch", () => {
    const url = `${URL_BEFORE}#header=TRON-PRO-API-KEY:ab-12&rps=2.5&header=X-Other:a%2Cb%20c:d%26e&batch=50`;
    expect(parseEndpointOptions(url)).toEqual({
      headers: { "tron-pro-api-key": "ab-12", "x-other": "a,b c:d&e" },
      requestsPerSecondMax: 2.5,
      batchCallsMax: 50,
    });
  });

  it("gives back every header that was percent-encoded", () => {
    const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
    const value = fc.array(visible, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(value, (text) => {
        const { headers } = parseEndpointOptions(`${URL_BEFORE}#header=X-Key:${encodeURIComponent(text)}`);
        expect(headers).toEqual({ "x-key": text });
      }),
    );
  });

  it.each([
    ["", /no option, for example #header=/],
    ["s3cret", /no option, for example #header=/],
    ["apikey=s3cret", /unknown option apikey .*for example #header=TRON-PRO-API-KEY:key&rps=15&batch=50$/],
    ["s3cret=1", /the unknown option behind/],
    ["toString=s3cret", /unknown option toString/],
    ["header=s3cret", /without a header's name/],
    ["header=:s3cret", /without a header's name/],
    ["header=X Key:s3cret", /percent-encoded/],
    ["header=X-Key:s3cret s3cret", /percent-encoded/],
    ["header=X-Key:s3cret%", /percent-encoded/],
    ["header=X-Key:", /empty or not plain text/],
    ["header=X-Key:s3cret%0D%0AHost:evil", /empty or not plain text/],
    ["header=X-Key:%C3%A4s3cret", /empty or not plain text/],
    ["header=Host:s3cret", /for host, which is not the operator's to set, for example #header=/],
    ["header=Transfer-Encoding:s3cret", /transfer-encoding/],
    ["header=X-Key:s3cret&header=x-key:s3cret", /same header twice/],
    ["rps=0", /rps that is not a number above 0, up to 10000, for example #rps=15$/],
    ["rps=-1", /option rps/],
    ["rps=1e9", /option rps/],
    ["rps=s3cret", /option rps/],
    ["rps=1&rps=2", /rps twice/],
    ["batch=0", /batch that is not a whole number from 1 to 1000, for example #batch=50$/],
    ["batch=1.5", /option batch/],
    ["batch=1001", /option batch/],
    ["batch=1&batch=1", /batch twice/],
    ["rps=1&", /no option/],
  ])("refuses %j and repeats no value", (fragment, words) => {
    const detail = refusalOf(fragment);
    expect(detail).toMatch(words);
    expect(detail).not.toContain("s3cret");
  });
});
