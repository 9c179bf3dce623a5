import { expect, it } from 'vitest';
import type { Folder } from '../../api/types.js';
import { leadsTo, treeRows } from './folder-tree-rows.js';

const level = (...names: string[]): Pick<Folder, 'entries'> => ({
  entries: [
    ...names.map((name) => ({ name, kind: 'folder' as const, sizeBytes: 0, modifiedAt: '' })),
    { name: 'index.html', kind: 'file', sizeBytes: 1, modifiedAt: '' },
  ],
});

const shape = (rows: ReturnType<typeof treeRows>) =>
  rows.map(({ folder, level: at, state }) => `${at} ${folder} ${state}`);

it('shows the web root while its folders are on their way', () => {
  expect(shape(treeRows(['/'], new Map()))).toEqual(['1 / loading']);
});

it('shows what is open, folders only, each with its place among its neighbours', () => {
  const levels = new Map([
    ['/', level('blog', 'shop')],
    ['/shop', level('images')],
  ]);
  const rows = treeRows(['/', '/shop'], levels);
  expect(shape(rows)).toEqual(['1 / open', '2 /blog closed', '2 /shop open', '3 /shop/images closed']);
  expect(rows[2]).toMatchObject({ place: 2, of: 2 });
});

it('knows a folder with no folder in it, as the only web root may be', () => {
  expect(shape(treeRows(['/'], new Map([['/', level()]])))).toEqual(['1 / leaf']);
});

it('opens what leads to a folder', () => {
  expect(leadsTo('/')).toEqual(['/']);
  expect(leadsTo('/shop')).toEqual(['/']);
  expect(leadsTo('/shop/images/big')).toEqual(['/', '/shop', '/shop/images']);
  expect(leadsTo('nonsense')).toEqual(['/']);
});
