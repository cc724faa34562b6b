import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export const ROOT = join(import.meta.dirname, "../..");

/** What we use of a service; a test holds the file to the Compose Specification's schema. */
export interface Service {
  image: string;
  build?: string;
  pull_policy?: string;
  entrypoint?: string[];
  command?: string[];
  user?: string;
  read_only?: boolean;
  init?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  pids_limit?: number;
  mem_limit?: string;
  restart?: string;
  stop_grace_period?: string;
  healthcheck?: { test: string[] };
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: Array<string | VolumeMount>;
  networks?: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
}

interface VolumeMount {
  type: string;
  source: string;
  target: string;
  read_only?: boolean;
  volume?: { subpath?: string; nocopy?: boolean };
}

interface ComposeFile {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, null>;
  secrets: Record<string, { file: string }>;
}

export function readComposeFile(): ComposeFile {
  return parse(readFileSync(join(ROOT, "docker-compose.yml"), "utf8"), { merge: true }) as ComposeFile;
}

/** Short forms written out. */
export function mountsOf({ volumes = [] }: Service): VolumeMount[] {
  return volumes.map((volume) => {
    if (typeof volume !== "string") return volume;
    const [source = "", target = "", mode] = volume.split(":");
    return { type: "volume", source, target, read_only: mode === "ro" };
  });
}

/** The services that run our own image. */
export function isOurs({ image }: Service): boolean {
  return image.startsWith("redflag:");
}
