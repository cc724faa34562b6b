import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

export async function hashPassword(password: string, salt = randomBytes(16).toString("hex")): Promise<string> {
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, 32, { N: 1024 }, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
  return `${salt}$${key.toString("hex")}`;
}

export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  return timingSafeEqual(Buffer.from(await hashPassword(password, hash.split("$")[0])), Buffer.from(hash));
}

export const DUMMY_HASH = await hashPassword(randomBytes(16).toString("hex"));
