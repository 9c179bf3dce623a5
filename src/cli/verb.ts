// What a verb of the command line is made of, and what it is given when it runs.
import { whyPasswordRefused } from '../auth/password-policy.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import { readablePassword } from '../launch/readable-password.js';
import type { Config } from '../config.js';
import { type ExitCode, UsageError } from './exit-codes.js';
import type { OpenPanel } from './open-panel.js';
import { confirm, readPassword, type Terminal } from './terminal.js';

/** What a verb answers: one JSON document, and the same for people. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
  /** Left out: done. */
  readonly exitCode?: ExitCode;
}

/** One verb: how it is written, what it does, and how. */
export interface Verb {
  /** The verb and its words, such as `show <login>`. */
  readonly usage: string;
  readonly does: string;
  readonly options?: readonly (readonly [flags: string, meaning: string])[];
  readonly examples: readonly string[];
  run(asked: Asked): Promise<Answer>;
}

/** Verbs about one thing. */
export interface VerbGroup {
  readonly name: string;
  readonly does: string;
  readonly verbs: readonly Verb[];
  readonly groups?: readonly VerbGroup[];
}

/** Options of the verbs that set a password. */
export const passwordOptions = [
  ['--password-stdin', 'read the password from standard input; left out, one is made and printed once'],
] as const;

/** Options of lists. */
export const pageOptions = [
  ['--limit <count>', 'at most this many, 1 to 200 (50)'],
  ['--cursor <cursor>', 'the nextCursor of the page before'],
] as const;

/** The option of verbs that destroy. */
export const yesOption = ['--yes', 'do not ask'] as const;

/** A password for somebody, and whether it has to be shown. */
export interface ChosenPassword {
  readonly password: string;
  readonly made: boolean;
}

/** What a command is made of. */
export interface AskedParts {
  readonly terminal: Terminal;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly settings: () => Config;
  readonly open: () => Promise<OpenPanel>;
}

/** One command as it was written. */
export class Asked {
  constructor(private readonly parts: AskedParts) {}

  get terminal(): Terminal {
    return this.parts.terminal;
  }

  /** The settings of the installation. Throws SettingError. */
  settings(): Config {
    return this.parts.settings();
  }

  /** The panel's services, opened on first use. Throws SettingError where the database cannot be used. */
  panel(): Promise<OpenPanel> {
    return this.parts.open();
  }

  /** A word of the usage, by its place; empty where it was optional and left out. */
  word(at: number): string {
    return this.parts.words[at] ?? '';
  }

  /** An option's text. */
  text(name: string): string | undefined {
    const value = this.parts.options[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** An option's number; what is none stays as it is, for the services to refuse. */
  number(name: string): number | string | undefined {
    const value = this.text(name);
    return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : value;
  }

  /** An option of bytes or counts, where `none` takes a limit away. */
  limit(name: string): number | string | null | undefined {
    return this.text(name) === 'none' ? null : this.number(name);
  }

  /** An option that may be given several words. */
  list(name: string): string[] | undefined {
    const value = this.parts.options[name];
    return Array.isArray(value) ? value.map(String) : undefined;
  }

  /** An option without a value. */
  has(name: string): boolean {
    return this.parts.options[name] === true;
  }

  /** Which page of a list. */
  page(): { limit?: number | string; cursor?: string } {
    const limit = this.number('limit');
    const cursor = this.text('cursor');
    return { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
  }

  /**
   * The password that came on standard input, or one made now. `about`: what is known of its owner. Throws UsageError
   * where it cannot be taken.
   */
  async password(...about: string[]): Promise<ChosenPassword> {
    const rules = await (await this.panel()).get(PasswordRulesService).inForce();
    if (!this.has('passwordStdin')) return { password: readablePassword(rules.shortestCharacters), made: true };
    const password = await readPassword(this.terminal);
    const why = whyPasswordRefused(password, rules, about);
    if (why !== undefined) throw new UsageError(`--password-stdin: ${why}`);
    return { password, made: false };
  }

  /** Goes on at once with `--yes`, else asks. Throws UsageError. */
  async agreeTo(what: string): Promise<void> {
    if (!this.has('yes')) await confirm(this.terminal, what);
  }
}
