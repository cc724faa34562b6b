import { parseAddress } from "@redflag/domain/address";
import { formatBase58, formatEip55 } from "@redflag/domain/address-family";
import { partsOfCaip10 } from "../show/shortened.ts";

export interface AddressForm {
  name: "eip55" | "hex" | "base58" | "tronHex" | "caip10" | "otherBase58" | "otherEip55";
  text: string;
}

/**
 * Every way in which tools write the same 20 bytes, the family's own first. What is the other family's form is named so: the same
 * bytes there are likely, not surely, the same holder's.
 */
export function formsOf(caip10: string): AddressForm[] {
  const { address, family } = parseAddress(partsOfCaip10(caip10).account);
  const eip55 = formatEip55(address);
  const base58 = formatBase58(address);
  const whole: AddressForm = { name: "caip10", text: caip10 };
  return family === "tron"
    ? [
        { name: "base58", text: base58 },
        { name: "tronHex", text: `41${address.slice(2)}` },
        whole,
        { name: "otherEip55", text: eip55 },
      ]
    : [{ name: "eip55", text: eip55 }, { name: "hex", text: address }, whole, { name: "otherBase58", text: base58 }];
}
