// How long fuzzing takes: some seconds in CI, FUZZ_SECONDS by hand (`FUZZ_SECONDS=600 npm run fuzz`).

/** For the session as a whole; a property takes no longer either. */
export const fuzzSeconds = Number(process.env.FUZZ_SECONDS ?? '20');

/** Where the fuzzer's dice begin; a failure prints it, and FUZZ_SEED brings it back. */
export const fuzzSeed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
