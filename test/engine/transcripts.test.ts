// Plays the scripts of test/engine/transcripts: what a client says (C:) and what it must read (S:), line by line.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { said } from '../support/ftp-client.js';
import { startEngine } from '../support/start-engine.js';

const folder = new URL('./transcripts/', import.meta.url);

it.each(readdirSync(folder).filter((name) => name.endsWith('.ftp')))('plays %s', async (name) => {
  const script = readFileSync(new URL(name, folder), 'utf8')
    .split('\n')
    .filter((line) => /^[CS]: /.test(line));
  const engine = await startEngine();
  const client = await engine.connect();
  const heard = [`S: ${said(client.greeting)}`];
  for (const line of script.filter((written) => written.startsWith('C: '))) {
    heard.push(line);
    heard.push(
      ...said(await client.say(line.slice(3)))
        .split('\n')
        .map((text) => `S: ${text}`),
    );
  }
  expect(heard).toEqual(script);
});
