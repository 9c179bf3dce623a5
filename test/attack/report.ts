// The table of a run by hand (`npm run attack:jail`), printed and written to docs/attacks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import type { Backend } from '../../src/ftp/jail/jail.js';
import { attacks, type Attack } from './attacks.js';
import type { Outcome } from './race.js';

/** One attack and what came of it. */
export interface ReportRow {
  readonly attack: Attack;
  readonly outcome: Outcome;
}

/** How often each attack is tried: ATTACK_TRIES, or what CI has the time for. */
export const triesOfEach = Number(process.env.ATTACK_TRIES ?? '6000');

const isByHand = process.env.ATTACK_TRIES !== undefined;

/** Writes the table of a run by hand for docs/jail.md to point to, as far as the run has come; returns its text. */
export function writeReport(backend: Backend, rows: readonly ReportRow[]): string {
  const text = `${head(backend, rows)}\n\n${table(rows)}\n`;
  if (isByHand) asWhoStarted(() => writeFileSync(fileOf(backend), text));
  return text;
}

/** What a run by hand says at its end. */
export function printReport(backend: Backend, rows: readonly ReportRow[]): void {
  if (isByHand) process.stdout.write(`\n${writeReport(backend, rows)}`);
}

function fileOf(backend: Backend): URL {
  const folder = new URL('../../docs/attacks/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  return new URL(`jail-${backend}.md`, folder);
}

/** The tests may run as the customer, to whom the checkout does not belong. */
function asWhoStarted(work: () => void): void {
  const now = process.geteuid?.() ?? 0;
  process.seteuid?.(process.getuid?.() ?? now);
  try {
    work();
  } finally {
    process.seteuid?.(now);
  }
}

function head(backend: Backend, rows: readonly ReportRow[]): string {
  const escapes = rows.reduce((sum, row) => sum + row.outcome.escapes.length, 0);
  const tries = rows.reduce((sum, row) => sum + row.outcome.tries, 0);
  return `# Attacks on the jail, \`${backend}\` backend

Written by \`npm run attack:jail\`; the attacks are in \`test/attack\`, what they mean in \`docs/jail.md\`. A folder, or a
file, is exchanged for a link to outside (\`RENAME_EXCHANGE\`) without a pause while each operation is tried. _Through_:
the operation worked inside. _Met_: a step was refused or met the link itself. _Usual way_: within so many tries the check
of the real path let the same operation out of the same trap.

${new Date().toISOString().slice(0, 10)}, Linux ${release()}, Node.js ${process.versions.node}:
${count(escapes)} escapes in ${count(tries)} tries of ${rows.length} of ${attacks.length} attacks.`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function table(rows: readonly ReportRow[]): string {
  const cells = rows.map(({ attack, outcome }) => [
    attack.title,
    attack.trap,
    ...[outcome.tries, outcome.succeeded, outcome.metLink, outcome.escapes.length].map(count),
    outcome.usualWayOutWithin === undefined ? 'never' : count(outcome.usualWayOutWithin),
    String(Math.round((outcome.seconds * 1e6) / outcome.tries)),
  ]);
  const titles = ['Operation', 'Exchanged', 'Tries', 'Through', 'Met', 'Escapes', 'Usual way', 'µs a try'];
  const widths = titles.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], pad = ' ') =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, pad)).join(' | ')} |`;
  return [
    line(titles),
    line(
      titles.map(() => ''),
      '-',
    ),
    ...cells.map((row) => line(row)),
  ].join('\n');
}
