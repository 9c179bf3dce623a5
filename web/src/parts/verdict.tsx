// A verdict on a data connection in sentences: what happens, why, and the one thing to do for whoever reads it. The
// sentences are the catalogue's, the judgement is the engine's.
import type { Role } from '../api/types.js';
import { t, texts } from '../i18n/index.js';
import { CopyButton } from './copy.js';

/** What a sentence may speak of. */
export interface VerdictFacts {
  readonly verdict?: string | null | undefined;
  readonly reference?: string | null | undefined;
  readonly verb?: string | undefined;
  /** Where the client was told to dial, or asked to be dialled. */
  readonly address?: string | null | undefined;
  readonly port?: number | null | undefined;
}

export interface VerdictWords {
  readonly what: string;
  /** Undefined where nothing went wrong. */
  readonly why: string | undefined;
  readonly cure: string | undefined;
}

type Verdict = keyof typeof texts.verdict;
type Fine = 'worked' | 'not-used' | 'client-aborted';
const isFine = (verdict: Verdict): verdict is Fine =>
  verdict === 'worked' || verdict === 'not-used' || verdict === 'client-aborted';

/** The sentences for someone of this role; those of an unknown verdict name it. */
export function verdictWords(facts: VerdictFacts, role: Role): VerdictWords {
  const given = givenBy(facts);
  const verdict = (Object.keys(texts.verdict) as Verdict[]).find((key) => key === facts.verdict) ?? 'unknown';
  const what = t(`verdict.${verdict}.what`, given);
  if (isFine(verdict)) return { what, why: undefined, cure: undefined };
  const reader = role === 'customer' ? 'customer' : 'admin';
  return { what, why: t(`verdict.${verdict}.why`, given), cure: t(`verdict.${verdict}.${reader}`, given) };
}

function givenBy({ address, port, verb, verdict }: VerdictFacts) {
  return {
    verdict: verdict ?? '',
    verb: verb ?? t('verdictFacts.someVerb'),
    port: typeof port === 'number' ? t('verdictFacts.port', { port }) : t('verdictFacts.somePort'),
    address: address ?? t('verdictFacts.someAddress'),
  };
}

/** Sentence, reason and cure, with the reference to quote. */
export function VerdictSentences({ facts, role }: { facts: VerdictFacts; role: Role }) {
  const { what, why, cure } = verdictWords(facts, role);
  return (
    <>
      <p>
        <strong>{what}</strong> {why}
      </p>
      {cure && <p>{cure}</p>}
      {cure && facts.reference && <Reference reference={facts.reference} />}
    </>
  );
}

function Reference({ reference }: { reference: string }) {
  return (
    <p className="hint reference">
      <span>
        {t('reference.label')} <span className="mono">{reference}</span>
      </span>
      <CopyButton text={reference} what={t('reference.what')} />
    </p>
  );
}
