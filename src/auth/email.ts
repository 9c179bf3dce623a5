// E-mail addresses as panel logins. Pure.

const shape = /^[^\s@"(),:;<>[\]\\]{1,64}@[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** The address as it is stored and compared. */
export function normalEmail(written: string): string {
  return written.trim().toLowerCase();
}

/** Why this cannot be a panel user's e-mail address, as a sentence; undefined where it can. */
export function whyEmailRefused(written: unknown): string | undefined {
  if (typeof written === 'string' && shape.test(normalEmail(written))) return undefined;
  return 'Write an e-mail address such as anna@shop.example.';
}
