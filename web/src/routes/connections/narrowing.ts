// What the page of data connections is narrowed to, as it stands in the address.
import type { connectionsSearch } from '../search.js';

export type ConnectionsSearch = ReturnType<typeof connectionsSearch>;

/** Something that narrows the page further. */
export type Narrowing = Partial<ConnectionsSearch>;
