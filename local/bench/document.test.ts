import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBlockBelow } from '../../scripts/documents/block-below';
import { root } from '../start/running/root';
import { COMMENTS } from './document';

test('the document has a block for what each command says', () => {
  const text = readFileSync(join(root, 'docs/performance.md'), 'utf8');
  const written = Object.values(COMMENTS).reduce((all, comment) => withBlockBelow(all, comment, `of ${comment}`), text);
  for (const comment of Object.values(COMMENTS)) expect(written).toContain(`\`\`\`\nof ${comment}\n\`\`\`\n`);
});
