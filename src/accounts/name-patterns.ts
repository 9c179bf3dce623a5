// Which lists of name patterns an FTP account, or a server, may have. What a pattern means is the engine's business. Pure.
import { maxPatterns, whyPatternRefused } from '../ftp/name-rules.js';

/** Why this cannot be a list of patterns, as a sentence that names the pattern; undefined where it can. */
export function whyPatternsRefused(written: unknown): string | undefined {
  if (!Array.isArray(written)) return 'Write a list of patterns.';
  if (written.length > maxPatterns) return `Use at most ${maxPatterns} patterns.`;
  for (const pattern of written as unknown[]) {
    if (typeof pattern !== 'string') return 'Write each pattern as text.';
    const why = whyPatternRefused(pattern);
    if (why !== undefined) return `${pattern.slice(0, 40) || 'An empty pattern'}: ${why}`;
  }
  return undefined;
}

/** The patterns as they are kept: each once, in the order they were written. */
export function eachOnce(patterns: readonly string[]): string[] {
  return [...new Set(patterns)];
}
