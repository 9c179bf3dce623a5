// A path where it may be cut short: the folders give way first, because the name of the file says most.

/** In mono, on one line; the whole path is its title. */
export function Path({ path }: { path: string }) {
  const nameAt = path.replace(/\/$/, '').lastIndexOf('/') + 1;
  const [folders, name] = nameAt > 1 ? [path.slice(0, nameAt), path.slice(nameAt)] : ['', path];
  return (
    <span className="path mono" title={path}>
      {folders !== '' && <span className="path-folders">{folders}</span>}
      <span className="path-name">{name}</span>
    </span>
  );
}
