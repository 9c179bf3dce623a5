// Serves what `web/` was built into: its assets for ever, its one page anew, and that page for every route of its own. The
// page carries what it would have to ask for before it could show anything.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Problem } from './problems.js';

/** The folder of the built web pages, beside this checkout's `dist`; undefined where they were not built. */
export function webPagesFolder(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); dirname(folder) !== folder; folder = dirname(folder)) {
    const built = join(folder, 'web', 'dist');
    if (existsSync(join(built, 'index.html'))) return built;
  }
  return undefined;
}

/** No page of a panel belongs into a search engine, least of all one that a link with a secret leads to. */
const pageHeaders = { 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex, nofollow' };

/** The web pages: where they are, and what each is told. */
export interface WebPages {
  readonly folder: string;
  readonly told: () => Promise<{ readonly productName: string }>;
}

/** Puts the web pages in front of the API; an asset that is not there and anything under /api is not theirs. */
export function serveWebPages(app: NestExpressApplication, { folder, told }: WebPages): void {
  const assets = `${sep}assets${sep}`;
  app.useStaticAssets(folder, {
    index: false,
    setHeaders: (response: Response, path) => {
      const forEver = path.includes(assets);
      response.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) next();
    else if (request.path.startsWith('/assets/')) next(new Problem('not-found'));
    else sendPage(response, { folder, told }).catch(next);
  });
}

async function sendPage(response: Response, { folder, told }: WebPages): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  response
    .set(pageHeaders)
    .type('html')
    .send(withFacts(page, await told()));
}

/** The page with its title and, in a `meta` that no policy about scripts is asked about, the facts. */
export function withFacts(page: string, facts: { readonly productName: string }): string {
  const head = `<title>${escaped(facts.productName)}</title><meta name="panel" content="${escaped(JSON.stringify(facts))}">`;
  return page.replace(/<title>[^<]*<\/title>/, () => head);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

function isPage({ method, path }: Request): boolean {
  const ours = path === '/healthz' || path === '/metrics' || path === '/api' || path.startsWith('/api/');
  return (method === 'GET' || method === 'HEAD') && !ours;
}
