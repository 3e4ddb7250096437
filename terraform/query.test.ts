import { boolean, list, number, optionalText, text, textMap, texts } from './query';
import { type Block } from './stack';

const block: Block = {
  kind: 'resource',
  type: 'aws_x_y',
  name: 'a',
  address: 'aws_x_y.a',
  values: {
    object: { inner: { name: 'n', size: 3 } },
    list: [{ inner: [{ name: 'n' }] }],
    two: [{ name: 'a' }, { name: 'b' }],
    on: false,
    names: ['x', 'y'],
    tags: { a: 'b' },
    nothing: null,
  },
};

test('reaches into nested blocks, whether they stand as an object or as a list of one', () => {
  expect(text(block, 'object.inner.name')).toBe('n');
  expect(text(block, 'object.0.inner.name')).toBe('n');
  expect(text(block, 'list.inner.name')).toBe('n');
  expect(text(block, 'list.0.inner.0.name')).toBe('n');
  expect(text(block, 'two.1.name')).toBe('b');
  expect(number(block, 'object.inner.size')).toBe(3);
  expect(boolean(block, 'on')).toBe(false);
  expect(list(block, 'object')).toHaveLength(1);
  expect(texts(block, 'names')).toEqual(['x', 'y']);
  expect(textMap(block, 'tags')).toEqual({ a: 'b' });
  expect(optionalText(block, 'nothing')).toBeUndefined();
});

test('says which address and path is missing or of the wrong kind', () => {
  expect(() => text(block, 'two.name')).toThrow('aws_x_y.a: two.name is missing.');
  expect(() => text(block, 'on')).toThrow('aws_x_y.a: on must be a string, found false.');
  expect(() => textMap(block, 'names')).toThrow('aws_x_y.a: names must be a map, found ["x","y"].');
});
