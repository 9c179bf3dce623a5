// The command line as commander reads it, built from the verbs' own words. It runs nothing itself.
import { Command, Option } from 'commander';
import { UsageError } from './exit-codes.js';
import type { Terminal } from './terminal.js';
import type { Verb, VerbGroup } from './verb.js';
import { groups, lonelyVerbs } from './verbs/index.js';

/** What was written after the verb. */
export interface Written {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Does what a verb says. */
export type Runner = (verb: Verb, written: Written) => Promise<void>;

const exitCodesHelp = `
Exit codes: 0 done, 1 refused, 2 written wrongly, 3 the database cannot be used,
4 something did not answer in time, 5 a fault of Portside.

The database is that of DATABASE_URL (environment or .env), else the embedded one of npm start.`;

/** The whole program; parsing it runs the verb. */
export function buildProgram(terminal: Terminal, run: Runner): Command {
  const program = new Command('portside');
  program
    .description('Manages the FTP accounts, customers and servers of Portside.')
    .addHelpText('after', exitCodesHelp);
  for (const group of groups) addGroup(program, group, run);
  for (const verb of lonelyVerbs) addVerb(program, verb, run);
  // Commands copy these when they are made, so each is told after all are there.
  for (const command of everyCommand(program)) {
    command
      .exitOverride()
      .showHelpAfterError(`(see ${pathOf(command)} --help)`)
      .configureOutput({
        writeOut: (text) => void terminal.stdout.write(text),
        writeErr: (text) => void terminal.stderr.write(text),
      });
  }
  return program;
}

function addGroup(program: Command, group: VerbGroup, run: Runner): void {
  const command = program.command(group.name).description(group.does);
  for (const verb of group.verbs) addVerb(command, verb, run);
  for (const inner of group.groups ?? []) addGroup(command, inner, run);
}

function addVerb(parent: Command, verb: Verb, run: Runner): void {
  const command = parent.command(verb.usage).description(verb.does);
  for (const [flags, meaning] of verb.options ?? []) command.option(flags, meaning);
  command.option('--json', 'answer with one JSON document');
  if (verb.options?.some(([flags]) => flags === '--password-stdin') === true) refusePasswords(command);
  command.addHelpText('after', `\nExamples:\n${verb.examples.map((example) => `  $ portside ${example}`).join('\n')}`);
  command.action(() => run(verb, { args: command.args, options: command.opts() }));
}

/** An argument can be read by every user of the machine while the command runs. */
function refusePasswords(command: Command): void {
  const refuse = (): never => {
    throw new UsageError(
      '--password: a password is never an argument, because other users of this machine could read it; ' +
        'use --password-stdin, or leave it out to have one made.',
    );
  };
  command.addOption(new Option('--password [text]').hideHelp().argParser(refuse));
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
