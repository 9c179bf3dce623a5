// Puts the colours and the density that were chosen for this browser on the page before anything is painted; a page that
// waited for the rest of the scripts would flash. "As the system" needs nothing: the style sheet asks the system itself.
(() => {
  let chosen = null;
  let density = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
    density = localStorage.getItem('portside.density');
  } catch (refused) {
    // A browser that keeps nothing for pages has nothing chosen either.
    if (!(refused instanceof DOMException)) throw refused;
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  if (density !== null) document.documentElement.setAttribute('data-density', density);
})();
