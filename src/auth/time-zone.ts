// Time zones as people choose them. Pure.

const shape = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

/** Why this cannot be a panel user's time zone, as a sentence; undefined where it can. */
export function whyTimeZoneRefused(written: unknown): string | undefined {
  const sentence = 'Write a time zone such as Europe/Berlin, or UTC.';
  if (typeof written !== 'string' || written.length > 64 || !shape.test(written)) return sentence;
  try {
    new Intl.DateTimeFormat('en', { timeZone: written });
    return undefined;
  } catch {
    return sentence;
  }
}
