// The database for every feature: the DataSource, and the nudges that arrive from it.
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { connectionOptions } from './connection.js';
import { Housekeeping } from './housekeeping.service.js';
import { PanelNudges } from './panel-nudges.js';

@Module({})
export class DatabaseModule {
  /** `database` is open already, so that what is wrong with it was said before the panel is built. */
  static of(database: DataSource, url: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...database.options, retryAttempts: 0 }),
          dataSourceFactory: () => Promise.resolve(database),
        }),
      ],
      providers: [
        { provide: PanelNudges, useFactory: () => new PanelNudges(connectionOptions(url, 'portside panel listener')) },
        Housekeeping,
      ],
      exports: [PanelNudges, Housekeeping],
    };
  }
}
