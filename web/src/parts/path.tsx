// A path where it may be cut short: the folders give way first, because the name of the file says most; then the middle of
// the name, because its ending says what kind of file it is. On a phone all of it is there, on as many lines as it takes.
import { Breakable } from './copy.js';

const endLength = 12;

/** In mono; the whole path is its title. */
export function Path({ path }: { path: string }) {
  const { folders, name, end } = partsOf(path);
  return (
    <span className="path mono" title={path}>
      {folders !== '' && (
        <>
          <span className="path-folders">
            <Breakable text={folders} as="path" />
          </span>
          <wbr />
        </>
      )}
      <span className="path-name">
        <span>{name}</span>
        {end !== '' && <span>{end}</span>}
      </span>
    </span>
  );
}

/** The folders, the name with the slash before it, and where the name is long its end by itself. */
export function partsOf(path: string): { folders: string; name: string; end: string } {
  const nameAt = Math.max(0, path.replace(/\/$/, '').lastIndexOf('/'));
  const name = path.slice(nameAt);
  const cutAt = name.length > 2 * endLength ? name.length - endLength : name.length;
  return { folders: path.slice(0, nameAt), name: name.slice(0, cutAt), end: name.slice(cutAt) };
}
