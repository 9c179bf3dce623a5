// Which host names a certificate stands for, and which certificate stands for a host name (RFC 6125 §6.4). Pure.
import { X509Certificate } from 'node:crypto';

/** The DNS names of a PEM certificate, in small letters; its common name where it lists none. Throws when it is no PEM. */
export function namesOn(cert: string): string[] {
  const { subjectAltName, subject } = new X509Certificate(cert);
  const listed = [...(subjectAltName ?? '').matchAll(/(?:^|, )DNS:([^",\s]+)/g)].map((found) => found[1] ?? '');
  // RFC 6125 §6.4.4: the common name counts only where there is no alternative name at all.
  const common = subjectAltName === undefined ? /^CN=(\S+)$/m.exec(subject ?? '')?.[1] : undefined;
  return [...listed, ...(common === undefined ? [] : [common])].map(plainName);
}

/** Host names and wildcards, and what stands for each. */
export class NameTable<T> {
  readonly #exact = new Map<string, T>();
  /** By what follows the `*.`. */
  readonly #wildcards = new Map<string, T>();

  /** Enters names; one that is there already stays as it is. */
  add(names: readonly string[], value: T): void {
    for (const name of names) {
      const [table, key] = name.startsWith('*.') ? [this.#wildcards, name.slice(2)] : [this.#exact, name];
      if (!table.has(key)) table.set(key, value);
    }
  }

  /** What stands for a host name: its own entry, else that of the wildcard one label up. */
  find(hostName: string): T | undefined {
    const name = plainName(hostName);
    return this.#exact.get(name) ?? this.#wildcards.get(name.slice(name.indexOf('.') + 1 || name.length));
  }
}

/** A host name as names are compared: in small letters, without the root's dot. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
