import { keptByContent } from '../../scripts/files/kept-by-content';
import { readSource, type SourceReading } from './source-imports';

/** They say what is read in a text: the reader itself, and the parser's version. */
const KEPT = { folder: 'sources-read', makers: ['policies/needs/source-imports.ts', 'package-lock.json'] };

/** What `readSource` says of a text, kept by all that it depends on. Parsing takes a fifth of a proof. */
export function keptReading(text: string, root?: string, read = readSource): SourceReading {
  const kept = keptByContent<SourceReading>(KEPT, text, root);
  return kept.before() ?? kept.keep(read(text));
}
