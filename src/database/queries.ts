// Whatever runs SQL: a transaction, or the database. For rules that are asked in the transaction of what they judge.

/** Runs SQL and gives the rows. */
export interface Queries {
  query<Rows>(sql: string, values: unknown[]): Promise<Rows>;
}
