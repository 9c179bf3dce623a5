// What makes a catalogue the translation of another: a key too few or too many does not compile.

/** The same keys in the same shape, each with a text of its own. */
export type Texts<T> = T extends string ? string : { readonly [Key in keyof T]: Texts<T[Key]> };
