import fc from '../../scripts/jest/properties';
import { evaluateTemplate, type Scope } from './expression';
import { isOpaque, opaque } from './opaque';
import { parseTemplate } from './template';

/** Text that a user means literally, written the way Terraform wants it. */
const escape = (text: string): string => text.replaceAll(/[$%](?=\{)/g, (char) => char + char);

const scope: Scope = { lookUp: (steps) => (steps[0] === 'known' ? steps.slice(1).join('/') : undefined) };

test('any text survives escaping, and references between texts stay apart', () => {
  const literal = fc.string({ unit: fc.constantFrom('$', '{', '}', '%', '"', '\\', 'a', '.', '⟦') });
  fc.assert(
    fc.property(fc.array(fc.tuple(literal, fc.constantFrom('a', 'b_c', 'x.0', 'y["k"]'))), literal, (pairs, tail) => {
      // A literal that ends in `$` would make an escape out of the `${` that follows it, in Terraform too.
      fc.pre(pairs.every(([text]) => !/[$%]$/.test(text)));
      const template = pairs.map(([text, name]) => `${escape(text)}\${known.${name}}`).join('') + escape(tail);
      const value = pairs.map(([text, name]) => text + lookedUp(name)).join('') + tail;
      expect(evaluateTemplate(template, scope)).toBe(value);
    }),
  );
});

const lookedUp = (name: string): string => name.replace('.', '/').replace(/\["(.*)"\]/, '/$1');

test('never throws anything but its own error on hostile text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('$', '{', '}', '%', '"', '\\', 'a', '.', '[', ']', ' ') }),
      (text) => {
        try {
          parseTemplate(text);
          evaluateTemplate(text, { lookUp: () => undefined });
        } catch (error) {
          expect((error as Error).constructor.name).toBe('TemplateError');
        }
      },
    ),
  );
});

test('an opaque symbol stays JSON inside JSON and is told from text', () => {
  expect(JSON.parse(`"${opaque('a["b\\"c"]')}"`)).toBe("⟦a['b∖'c']⟧");
  expect(isOpaque(opaque('a'))).toBe(true);
  expect(isOpaque(`x${opaque('a')}`)).toBe(false);
  expect(isOpaque(opaque('a') + opaque('b'))).toBe(false);
});
