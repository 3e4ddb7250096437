import { repositoryRoot } from '../files/repository-root';
import { formatted } from './formatted';

const root = repositoryRoot();

test('a text is as this checkout has its files', () => {
  expect(formatted(root, 'environments/new.ts', 'export const a = {b:"c"}')).toBe("export const a = { b: 'c' };\n");
  const line = `export const words = [${"'a word', ".repeat(8)}'the last'];\n`;
  expect(formatted(root, 'new.ts', line)).toBe(line);
  expect(formatted(root, 'new.ts', line.replace('words', 'w'.repeat(20))).split('\n')).toHaveLength(12);
});

test('what is no text of its language is told with its name', () => {
  expect(() => formatted(root, 'new.ts', 'export const = 1;')).toThrow(/new\.ts: [^]*Unexpected token/);
});
