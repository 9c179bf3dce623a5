// The panel's services for one command: the whole application put together, with no port and none of its jobs, because it
// is never initialised.
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Actor } from '../auth/actor.js';
import type { Config } from '../config.js';
import { openDatabase, refuseForeignSchema } from '../database/data-source.js';
import { InputPipe } from '../http/input.pipe.js';
import { setLogLevel } from '../log.js';
import { commandLineActor } from './command-line-actor.js';
import { CommandLineModule } from './command-line.module.js';
import { type Named, NamesService } from './names.service.js';

const connections = 4;
const closingMs = 2_000;

type Database = Awaited<ReturnType<typeof openDatabase>>;

/** Services, and who uses them. */
export class OpenPanel {
  readonly actor: Actor = commandLineActor();
  readonly #input = new InputPipe();

  private constructor(
    private readonly app: INestApplication,
    private readonly database: Database,
  ) {}

  /** Opens the panel over a database of this release. Throws SettingError. */
  static async open(url: string, config: Config): Promise<OpenPanel> {
    setLogLevel('silent');
    const database = await openDatabase(url, 'portside command', connections);
    try {
      await refuseForeignSchema(database);
      const module = CommandLineModule.of({ settings: config, databaseUrl: url, database });
      return new OpenPanel(await NestFactory.create(module, { logger: false, abortOnError: false }), database);
    } catch (error) {
      await database.destroy();
      throw error;
    }
  }

  /** A service of the panel. */
  get<T>(service: Type<T>): T {
    return this.app.get<T>(service, { strict: false });
  }

  /** What was written, checked as the API checks it. Throws Problem `bad-input`; what is undefined counts as left out. */
  async checked<T extends object>(dto: Type<T>, written: object): Promise<T> {
    const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
    return (await this.#input.transform(given, { type: 'body', metatype: dto })) as T;
  }

  /** The id of what is called this. Throws Problem `not-found`. */
  idOf(kind: Named, name: string): Promise<string> {
    return this.get(NamesService).idOf(this.actor, kind, name);
  }

  /** The same where a name was given at all. */
  async idIfGiven(kind: Named, name: string | undefined): Promise<string | undefined> {
    return name === undefined ? undefined : this.idOf(kind, name);
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    await Promise.race([this.app.close(), sleep(closingMs, undefined, { ref: false })]);
    if (this.database.isInitialized) await this.database.destroy();
  }
}
