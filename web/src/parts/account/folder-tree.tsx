// The folders of a web root as a tree (WAI-ARIA tree view): arrow keys walk it, and each level is asked of the hosting
// server when it is first opened.
import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { folderQuery } from '../../api/web-roots.js';
import type { WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../icons.js';
import { Failed } from '../list.js';
import { folderAbove } from './folder-path.js';
import { leadsTo, treeRows, type TreeRow } from './folder-tree-rows.js';

interface TreeProps {
  readonly webRoot: Pick<WebRoot, 'id' | 'domain'>;
  readonly selected: string;
  readonly onSelect: (folder: string) => void;
}

/** The tree; the folder that is selected is in sight from the start, with all above it open. */
export function FolderTree({ webRoot, selected, onSelect }: TreeProps) {
  const [open, setOpen] = useState<readonly string[]>(() => leadsTo(selected));
  const levels = useQueries({ queries: open.map((folder) => folderQuery(webRoot.id, folder)) });
  const byFolder = new Map(open.map((folder, at) => [folder, levels[at]?.data]));
  const rows = treeRows(open, byFolder);
  // A folder that is not there yet is typed; the way into the tree is then the web root.
  const reached = rows.some(({ folder }) => folder === selected) ? selected : '/';
  const root = levels[open.indexOf('/')];
  const failed = levels.find((level) => level.isError);
  const toggle = (folder: string, opened: boolean) =>
    setOpen((now) => (opened ? [...new Set([...now, folder])] : now.filter((entry) => entry !== folder)));
  return (
    <>
      <ul
        role="tree"
        aria-label={t('tree.label', { domain: webRoot.domain })}
        className="tree"
        aria-busy={root?.isPending}
      >
        {rows.map((row) => (
          <Item
            key={row.folder}
            row={row}
            domain={webRoot.domain}
            selected={row.folder === selected}
            reached={row.folder === reached}
            select={() => onSelect(row.folder)}
            toggle={(opened) => toggle(row.folder, opened)}
            go={(how) => onSelect(neighbour(rows, row, how))}
          />
        ))}
      </ul>
      {root?.data && rows.length === 1 && open.includes('/') && <p className="hint">{t('tree.onlyRoot')}</p>}
      {failed?.isError && (
        <>
          <Failed thrown={failed.error} retry={() => void failed.refetch()} />
          <p className="hint">{t('tree.typeInstead')}</p>
        </>
      )}
      {levels.some((level) => level.data?.truncated) && <p className="hint">{t('picker.truncated')}</p>}
    </>
  );
}

type Move = 'up' | 'down' | 'first' | 'last' | 'above';

function neighbour(rows: readonly TreeRow[], { folder }: TreeRow, how: Move): string {
  const at = rows.findIndex((row) => row.folder === folder);
  const to = { up: at - 1, down: at + 1, first: 0, last: rows.length - 1, above: -1 }[how];
  if (how === 'above') return folderAbove(folder);
  return rows[to]?.folder ?? folder;
}

interface ItemProps {
  readonly row: TreeRow;
  readonly domain: string;
  readonly selected: boolean;
  /** Whether Tab leads to it. */
  readonly reached: boolean;
  readonly select: () => void;
  readonly toggle: (opened: boolean) => void;
  readonly go: (how: Move) => void;
}

const moves: Readonly<Record<string, Move>> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' };

function actOf(key: string, { folder, state }: TreeRow): Move | 'open' | 'close' | undefined {
  if (key === 'ArrowRight') return state === 'closed' ? 'open' : 'down';
  if (key === 'ArrowLeft') return state === 'open' && folder !== '/' ? 'close' : 'above';
  if (key === 'Enter' || key === ' ') return state === 'open' ? 'close' : 'open';
  return moves[key];
}

function Item({ row, domain, selected, reached, select, toggle, go }: ItemProps) {
  const { folder, name, level, state, place, of } = row;
  const item = useRef<HTMLLIElement>(null);
  const hasFocusInTree = () => item.current?.parentElement?.contains(document.activeElement) === true;
  useEffect(() => {
    if (selected && hasFocusInTree()) item.current?.focus();
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actOf(event.key, row);
    if (act === undefined) return;
    event.preventDefault();
    if (act === 'open' || act === 'close') toggle(act === 'open');
    else go(act);
  };
  return (
    <li
      ref={item}
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-selected={selected}
      aria-expanded={state === 'leaf' ? undefined : state !== 'closed'}
      tabIndex={reached ? 0 : -1}
      style={{ paddingInlineStart: `${(level - 1) * 18 + 8}px` }}
      onKeyDown={onKeyDown}
      onClick={() => {
        select();
        toggle(state === 'closed' || folder === '/');
      }}
    >
      <span className={state === 'closed' ? 'twist' : 'twist open'}>
        {state !== 'leaf' && <Icon name="chevron" size={12} />}
      </span>
      <Icon name="folder" />
      <span className="mono">{folder === '/' ? '/' : name}</span>
      {folder === '/' && <span className="quiet">{domain}</span>}
      {state === 'loading' && <span className="quiet">{t('tree.loading')}</span>}
    </li>
  );
}
