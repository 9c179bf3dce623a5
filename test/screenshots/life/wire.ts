// What goes on over FTP while the pictures are taken: files, a refused login, sessions that wait, and an upload of 90 MB
// that takes longer than the pictures do.
import { spawn, type ChildProcess } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ControlLine } from '../../support/control-line.js';
import type { Product } from '../../support/product.js';
import { run } from '../../support/programs.js';
import { folders, live, password } from './people.js';

/** What goes on until it is ended. */
export interface Traffic {
  end(): void;
}

/** Begins it; what it sends lies in `folder`. */
export async function makeTraffic(product: Product, folder: string): Promise<Traffic> {
  const url = (path: string) => `ftp://127.0.0.1:${product.ftpPort}/${path}`;
  const as = (name: string) => ['-sS', '--ssl-reqd', '-k', '-u', `${name}@demo.example:${password}`];
  const small = join(folder, 'small');
  const big = join(folder, 'big');
  await writeFile(small, Buffer.alloc(310_000, 7));
  await writeFile(big, '');
  await truncate(big, 90_000_000);
  const { name, password: word } = product.demoAccount;
  for (const path of [...folders.map((folder) => `${folder}/readme.txt`), 'style.css', 'index.html']) {
    await run('curl', ['-sS', '-u', `${name}:${word}`, '--ftp-create-dirs', '-T', small, url(path)]);
  }
  await run('curl', [...as('designer'), '-o', join(folder, 'back'), url('style.css')]);
  await run('curl', ['-sS', '-u', 'designer@demo.example:not-this-one', url('')]);
  const uploads = [
    slowly([...as(live), '-T', big, url('rundgang-durch-die-werkstatt-4k-ungeschnitten.mov')]),
    slowly([...as('shop-import'), '-T', big, url('products.csv')]),
  ];
  const idle = await ControlLine.to(product.ftpPort);
  await idle.say('CLNT FileZilla 3.67.1');
  await idle.logIn('photographer@demo.example', password);
  return {
    end: () => {
      idle.end();
      for (const upload of uploads) upload.kill();
    },
  };
}

function slowly(words: readonly string[]): ChildProcess {
  return spawn('curl', ['--limit-rate', '150k', ...words], { stdio: 'ignore' });
}
