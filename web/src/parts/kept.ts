// What this browser keeps for the panel between pages. One that keeps nothing for pages loses it, and no more than that.

type Where = 'localStorage' | 'sessionStorage';

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (refused) {
    if (!(refused instanceof DOMException)) throw refused;
    return undefined;
  }
}

/** What is kept under this key; null where nothing is. */
export function kept(key: string, where: Where = 'localStorage'): string | null {
  return tried(() => window[where].getItem(key)) ?? null;
}

/** Keeps it: for this browser, or in `sessionStorage` for this tab. */
export function keep(key: string, value: string, where: Where = 'localStorage'): void {
  tried(() => window[where].setItem(key, value));
}

/** Keeps it no longer. */
export function forget(key: string, where: Where = 'localStorage'): void {
  tried(() => window[where].removeItem(key));
}
