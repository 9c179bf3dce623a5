// Puts the colours, the density and whether single keys act, as chosen for this browser, on the page before it is painted; a page that
// waited for the rest of the scripts would flash. "As the system" needs nothing: the style sheet asks the system itself.
(() => {
  let chosen = null;
  let density = null;
  let keys = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
    density = localStorage.getItem('portside.density');
    keys = localStorage.getItem('portside.keys');
  } catch (refused) {
    // A browser that keeps nothing for pages has nothing chosen either.
    if (!(refused instanceof DOMException)) throw refused;
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  if (density !== null) document.documentElement.setAttribute('data-density', density);
  if (keys !== null) document.documentElement.setAttribute('data-keys', keys);
})();
