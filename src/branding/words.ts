// What a host may write about itself: one line of words, and a link that runs nothing. Pure.

/** Why a name or a contact cannot be shown, as a sentence; undefined where it can. */
export function whyOneLineRefused(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'Write text.';
  if (text.trim() !== text || text === '') return 'Leave out the space around it.';
  return /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u.test(text) ? 'Write one line, without control characters.' : undefined;
}

const longestLink = 500;
const wanted = 'Write a link such as https://help.example or mailto:support@host.example.';

/** Why a link cannot stand on the panel's pages, as a sentence; undefined where it can. */
export function whyLinkRefused(link: unknown): string | undefined {
  if (typeof link !== 'string' || link.length > longestLink || !URL.canParse(link)) return wanted;
  // What the reader of addresses leaves out by itself would still stand on the page.
  if (/[\s\p{Cc}\p{Cf}]/u.test(link)) return wanted;
  const { password, pathname, protocol, username } = new URL(link);
  if (protocol === 'mailto:') return /^[^@]+@[^@]+$/.test(pathname) ? undefined : wanted;
  if (protocol !== 'https:') return wanted;
  return username === '' && password === '' ? undefined : 'Leave the user name and password out of the link.';
}
