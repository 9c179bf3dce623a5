// One polite live region for what happens without a change of page: copied, saved, loaded.

let region: HTMLElement | undefined;

function liveRegion(): HTMLElement {
  if (region) return region;
  region = document.createElement('div');
  region.setAttribute('aria-live', 'polite');
  region.className = 'heard-only';
  document.body.append(region);
  return region;
}

/** Says a sentence to people who use a screen reader. */
export function announce(sentence: string): void {
  const target = liveRegion();
  target.textContent = '';
  window.setTimeout(() => {
    target.textContent = sentence;
  }, 50);
}
