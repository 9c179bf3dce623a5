// Where a single sign-on link may lead: to pages of this panel and nowhere else. Pure.

/** Why somebody may not be sent here, as a sentence; undefined where they may. */
export function whyReturnToRefused(written: unknown): string | undefined {
  const own =
    typeof written === 'string' &&
    written.length <= 500 &&
    // A second slash, or what browsers read as one, would begin the name of another host.
    /^\/(?![/\\])[\x21-\x7e]*$/.test(written) &&
    !written.startsWith('/api/');
  return own ? undefined : 'Write a page of this panel that begins with one "/", such as /accounts.';
}
