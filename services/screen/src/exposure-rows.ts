import type { Address } from "@redflag/domain/address";
import { decodeExposure, encodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { Exposures, StoredExposure } from "@redflag/domain/exposure/exposures";
import type { EncodedExposure } from "@redflag/store/exposure";

export function decodedExposure(address: Address, { all, shared }: EncodedExposure): StoredExposure {
  const purses = (bytes: Uint8Array | undefined) => (bytes === undefined ? [] : decodeExposure(bytes));
  return { address, all: purses(all), shared: purses(shared) };
}

/** Of addresses whose memory changed; sorted, as their rows are. */
export function encodedExposures(exposures: Exposures): Array<EncodedExposure & { address: Address }> {
  return exposures
    .changes()
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map(({ address, all, shared }) => {
      const encoded = { all: encodeExposure(all), shared: encodeExposure(shared) };
      return {
        address,
        ...(encoded.all && { all: encoded.all }),
        ...(encoded.shared && { shared: encoded.shared }),
      };
    });
}
