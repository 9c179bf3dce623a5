// portside migrate: the database of DATABASE_URL, or the embedded one that runs, brought to this release's schema.
import { migrate } from '../../database/migrate.js';
import { findDatabase } from '../../launch/find-database.js';
import type { Verb } from '../verb.js';

export const migrateDatabase: Verb = {
  usage: 'migrate',
  does: "Bring the database to this release's schema, as npm start does.",
  examples: ['migrate'],
  run: async (asked) => {
    const ran = await migrate(findDatabase(asked.settings()));
    return {
      json: { migrations: ran },
      text: ran.length === 0 ? 'The schema is up to date.' : `Ran ${ran.join(', ')}.`,
    };
  },
};
