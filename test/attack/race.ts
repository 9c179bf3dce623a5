// Runs one attack against one jail: the trap is set, the tries run side by side, and what came of them is counted.
import { linkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Jail, JailError, type Backend } from '../../src/ftp/jail/jail.js';
import { startFlipping } from '../support/flipper.js';
import { makeHome, type TestHome } from '../support/home.js';
import { outsideFolders, sides, trapFiles, type Attack, type Step } from './attacks.js';
import { NaiveJail, type Target } from './naive-jail.js';
import { Outside } from './outside.js';

/** What came of the tries of one attack. */
export interface Outcome {
  readonly tries: number;
  /** How often the step got through that did least often. */
  readonly succeeded: number;
  /** How often a step was refused or met the link itself: the names were exchanged then. */
  readonly metLink: number;
  /** What was seen of outside, and what was changed there. */
  readonly escapes: readonly string[];
  /** Within how many tries the usual way got out, in the same trap; undefined where it did not. */
  readonly usualWayOutWithin: number | undefined;
  readonly seconds: number;
}

/** How often the usual way may fail to escape before the flipper is taken for dead. */
const controlBound = 200_000;

/** After how many tries of the usual way it is looked whether something has changed outside. */
const controlStep = 20;

/** Lets the usual way fall into the trap, then tries the jail in a new one. */
export async function attackJail(attack: Attack, backend: Backend, tries: number): Promise<Outcome> {
  const usualWayOutWithin = await inTrap(attack, (place, outside) =>
    control(attack, new NaiveJail(place.path), outside),
  );
  return inTrap(attack, async (place, outside) => {
    const jail = await Jail.open(place.home, { backend });
    const start = process.hrtime.bigint();
    try {
      const counted = await tryOften(attack.steps, jail, { tries, outside, untilMet: true });
      return { ...counted, usualWayOutWithin, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
    } finally {
      await jail.close();
    }
  });
}

async function inTrap<T>(attack: Attack, work: (place: TestHome, outside: Outside) => Promise<T>): Promise<T> {
  const place = makeHome();
  const outside = new Outside(trapFiles, outsideFolders);
  try {
    setTrap(attack, place, outside);
    const target = attack.leadsTo ?? (attack.trap === 'file' ? join(outside.path, 'file') : outside.path);
    const flipper = await startFlipping(join(place.path, 'trap'), join(place.path, 'link-out'), target);
    try {
      return await work(place, outside);
    } finally {
      await flipper.stop();
    }
  } finally {
    place.remove();
    outside.remove();
  }
}

function setTrap(attack: Attack, place: TestHome, outside: Outside): void {
  const inHome = (name: string) => join(place.path, name);
  if (attack.trap === 'file') {
    place.write('trap', 'inside');
    symlinkSync(join(outside.path, 'file'), inHome('link-out'));
    return;
  }
  for (const name of trapFiles) place.write(`trap/${name}`, 'inside');
  for (let side = 0; side < sides; side += 1) linkSync(inHome(`trap/linked-${side}`), inHome(`linked-${side}`));
  symlinkSync('inside', inHome('trap/link'));
  symlinkSync(attack.leadsTo ?? outside.path, inHome('link-out'));
}

/** Within how many tries something of outside was seen or changed. */
async function control(attack: Attack, naive: Target, outside: Outside): Promise<number | undefined> {
  const steps = attack.control ?? attack.steps;
  for (let tries = 0; tries < controlBound; tries += controlStep) {
    const { escapes } = await tryOften(steps, naive, { tries: controlStep, outside });
    if (escapes.length > 0) return tries + controlStep;
  }
  return undefined;
}

interface Tries {
  readonly tries: number;
  readonly outside: Outside;
  /** Whether tries go on until the operation got through and met the link at least once. */
  readonly untilMet?: boolean;
}

/** The scheduler may let the flipper rest for a while: tries go on until both ends were met, so many times as long. */
const patience = 50;

async function tryOften(steps: readonly Step[], jail: Target, how: Tries) {
  const succeeded = steps.map(() => 0);
  const escapes: string[] = [];
  let metLink = 0;
  let tries = 0;
  const goesOn = () =>
    tries < how.tries ||
    (how.untilMet === true && !(metLink > 0 && least(succeeded) > 0) && tries < how.tries * patience);
  const one = async (side: number) => {
    while (goesOn()) {
      const now = { jail, side, attempt: (tries += 1) };
      // The walk answers within the turn: without this a side that is refused keeps the others from their disk.
      await nextTurn();
      for (const [index, step] of steps.entries()) {
        const seen = await refusedOr(step(now));
        if (seen === 'refused' || seen === 'swapped') metLink += 1;
        if (seen !== 'refused') succeeded[index] = (succeeded[index] ?? 0) + 1;
        if (seen !== undefined && how.outside.isIn(seen)) escapes.push(`saw ${seen}`);
      }
    }
  };
  await Promise.all(Array.from({ length: sides }, (_, side) => one(side)));
  escapes.push(...how.outside.changes());
  return { tries, succeeded: least(succeeded), metLink, escapes };
}

function least(counts: readonly number[]): number {
  return Math.min(...counts);
}

async function refusedOr(work: Promise<string | void>): Promise<string | undefined> {
  try {
    return (await work) ?? undefined;
  } catch (error) {
    // What an attacker does with names is never to be told as a failure of the disk.
    if (error instanceof JailError && error.code !== 'io') return 'refused';
    throw error;
  }
}
