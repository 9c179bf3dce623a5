// Words that all lists share: sorting, choosing rows, keys.
export const lists = {
  sort: {
    label: 'Sort by',
    own: 'Newest first',
    by: '{{head}}, {{way}}',
    done: 'Sorted: {{how}}.',
    text: { up: 'A to Z', down: 'Z to A' },
    amount: { up: 'least first', down: 'most first' },
    past: { up: 'longest ago first', down: 'latest first' },
    due: { up: 'soonest first', down: 'latest first' },
  },
  pick: {
    all: 'Choose all rows shown',
    one: 'Choose {{what}}',
    acts: 'What to do with the chosen rows',
    count_one: '{{count}} chosen',
    count_other: '{{count}} chosen',
    none: 'Choose none',
  },
  keys: {
    title: 'Keys on this page',
    search: 'Go to the search',
    help: 'Show these keys',
  },
} as const;
