// A path where it may be cut short: the folders give way first, because the name of the file says most.

/** In mono, on one line; the whole path is its title. */
export function Path({ path }: { path: string }) {
  const nameAt = path.replace(/\/$/, '').lastIndexOf('/') + 1;
  return (
    <span className="path mono" title={path}>
      <span className="path-folders">{path.slice(0, nameAt)}</span>
      <span className="path-name">{path.slice(nameAt)}</span>
    </span>
  );
}
