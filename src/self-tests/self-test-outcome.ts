// What all views of a server amount to, as one word and a sentence. Pure.
import { dataVerbs } from '../ftp/policy.js';
import type { SelfTestOutcome, SelfTestStep, SelfTestView } from './self-tests.dto.js';

/** What a test came to. */
export interface Finding {
  readonly outcome: SelfTestOutcome;
  readonly sentence: string;
}

interface Failure {
  readonly view: SelfTestView;
  readonly what: string;
  readonly step: SelfTestStep;
}

/** Why a server's own view proves little, for whoever reads that it failed. */
const hairpin =
  'A server behind NAT often cannot reach its own public address although everybody else can; ' +
  'look from another machine before you change anything.';

/** Judges. What other machines see counts; what only the server itself cannot reach may be its own router's doing. */
export function findingOf(views: readonly SelfTestView[]): Finding {
  const seen = views.filter(({ steps }) => steps !== null);
  if (seen.length === 0) return { outcome: 'failed', sentence: problemsOf(views) };
  const failures = seen.flatMap(failuresOf);
  const certain = failures.filter((failure) => !mayBeHairpin(failure));
  if (certain.length > 0) return { outcome: 'failed', sentence: sentenceOf(certain) };
  const outside = seen.filter(({ own }) => !own);
  if (failures.length === 0) return { outcome: 'worked', sentence: workedSentence(seen) };
  if (outside.length === 0) return { outcome: 'unclear', sentence: `${sentenceOf(failures)} ${hairpin}` };
  return {
    outcome: 'worked',
    sentence: `${workedSentence(outside)} The server does not reach itself that way, which hurts nobody else.`,
  };
}

function failuresOf(view: SelfTestView): Failure[] {
  if (view.steps === null) return [];
  const { control, tls, verbs } = view.steps;
  const steps = [
    { what: 'the control connection', step: control },
    { what: 'TLS', step: tls },
    ...dataVerbs.map((verb) => ({ what: verb, step: verbs[verb] })),
  ];
  return steps.filter(({ step }) => step.outcome === 'failed').map((failure) => ({ ...failure, view }));
}

/** Whether the server only failed to reach its own address. */
function mayBeHairpin({ view, what, step }: Failure): boolean {
  return view.own && (what === 'the control connection' || step.verdict === 'no-one-came');
}

function sentenceOf(failures: readonly Failure[]): string {
  const [first, ...more] = failures;
  if (first === undefined) return '';
  const others = more.length === 0 ? '' : ` ${more.length} more ${more.length === 1 ? 'way' : 'ways'} failed.`;
  return `Seen from ${first.view.fromServerName}, ${first.what} did not work. ${first.step.sentence}${others}`;
}

function workedSentence(views: readonly SelfTestView[]): string {
  const names = views.map(({ fromServerName }) => fromServerName).join(', ');
  const untested = dataVerbs.filter((verb) => views.every(({ steps }) => steps?.verbs[verb].outcome === 'not-tested'));
  const but = untested.length === 0 ? '' : `, but for ${untested.join(' and ')}, which could not be tested`;
  return `Every way that the policy allows works${but}, seen from ${names}.`;
}

function problemsOf(views: readonly SelfTestView[]): string {
  if (views.length === 0) return 'No FTP process of any server is up, so nobody could look.';
  return views.flatMap(({ problem }) => (problem === null ? [] : [problem])).join(' ');
}
