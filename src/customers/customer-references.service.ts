// Whom the customer in an address means: an id as it is, or the billing system's own reference as `ref:4711`.
import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { badField, Problem } from '../http/problems.js';

const prefix = 'ref:';
const longestReference = 200;

// One that was terminated is still known, so that terminating may be repeated; a reference given anew means the new one.
const byReference = `
  select id from customers where external_ref = $1
  union all
  (select subject_id::uuid from audit_events where verb = 'customer.terminated' and before ->> 'externalRef' = $1
    order by at desc limit 1)
  limit 1`;

@Injectable()
export class CustomerReferences implements PipeTransform<string, Promise<string>> {
  constructor(private readonly database: DataSource) {}

  /** The id that is meant. Throws Problem `not-found`, and a 400 for what is neither an id nor a reference. */
  async transform(written: string): Promise<string> {
    if (isUUID(written)) return written;
    const reference = written.startsWith(prefix) ? written.slice(prefix.length) : '';
    if (reference === '' || reference.length > longestReference || reference.includes('\0')) {
      throw badField('id', 'Write an id as the API gave it out (a UUID), or ref: and the external reference.');
    }
    const [found] = await this.database.query<{ id: string }[]>(byReference, [reference]);
    if (found === undefined) throw new Problem('not-found');
    return found.id;
  }
}
