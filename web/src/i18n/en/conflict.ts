// Words for when two people change the same thing.
export const conflict = {
  conflict: {
    title: 'Someone else changed this',
    notice: 'Someone else changed the same fields while you were typing. Nothing you typed is lost.',
    show: 'Show the difference',
    text: 'While you were editing, someone else saved a change. Nothing of yours is saved yet, and nothing is lost.',
    choice:
      'Take theirs and what you typed here is gone. Keep yours and what you changed replaces it; the rest of theirs stays.',
    field: 'Setting',
    was: 'Before',
    theirs: 'Theirs',
    yours: 'Yours',
    untouched: 'not changed by you',
    takeTheirs: 'Take theirs',
    applyMine: 'Keep mine',
    nothing: 'nothing',
    yes: 'yes',
    no: 'no',
  },
} as const;
