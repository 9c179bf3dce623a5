// Steps between folders of a web root. Pure text; the server decides what is really there.

/** The folder above; the web root is its own. */
export function folderAbove(folder: string): string {
  const trimmed = folder.replace(/\/+$/, '');
  const cut = trimmed.lastIndexOf('/');
  return cut <= 0 ? '/' : trimmed.slice(0, cut);
}

/** The folder of this name inside another. */
export function folderInside(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, '')}/${name}`;
}
