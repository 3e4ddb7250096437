import fc, { character } from '../../scripts/jest/properties';
import { safeText } from './safe-text';

it.each([
  ['video-1', 'video-1'],
  ['Ünïcode 影片 🎬', 'Ünïcode 影片 🎬'],
  ['a\r\nBcc: all@example.com', 'a\\u{D}\\u{A}Bcc: all@example.com'],
  ['\u0000\u001B[31mred\u007F', '\\u{0}\\u{1B}[31mred\\u{7F}'],
  ['abc\u202Egnp.exe', 'abc\\u{202E}gnp.exe'],
  ['zero\u200Bwidth\uFEFF', 'zero\\u{200B}width\\u{FEFF}'],
  ['line\u2028separator', 'line\\u{2028}separator'],
  ['half \uD83D', 'half \\u{D83D}'],
  ['סרטון', '\u2068סרטון\u2069'],
  ['हिन्दी', 'हिन्दी'],
  ['z\u0335\u0322\u0323\u0324', 'z\u0335\u0322\\u{323}\\u{324}'],
  ['\u0335z', '\\u{335}z'],
])('shows %j', (text, shown) => expect(safeText(text, 60)).toBe(shown));

it('cuts between characters, never within one, and only what is too long', () => {
  expect(safeText('🎬'.repeat(5), 5)).toBe('🎬🎬🎬🎬🎬');
  expect(safeText('🎬'.repeat(6), 5)).toBe('🎬🎬🎬🎬…');
  expect(safeText('x'.repeat(1_000_000), 5)).toBe('xxxx…');
});

it('gives one short line of visible characters, whatever comes', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (text, max) => {
      const shown = safeText(text, max);
      expect(shown.replace(/[\u2068\u2069]/g, '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(shown.split('\u2068')).toHaveLength(shown.split('\u2069').length);
      expect(Array.from(shown.replace(/[\u2068\u2069]/g, '')).length).toBeLessThanOrEqual(max);
    }),
    { numRuns: 500 },
  );
});
