import { AwsError } from './errors';
import { pageOf } from './pages';

const wrong = () => new AwsError('InvalidToken', 'not a token');
const all = [1, 2, 3, 4, 5];

test.each([{ request: ['List', 'a'] }, {}])('the pages of a list are the list, asked for by %j', (bound) => {
  const pages: (readonly number[])[] = [];
  let token: string | undefined;
  do {
    const { items, next } = pageOf(all, { size: 2, token, wrong, ...bound });
    pages.push(items);
    token = next;
  } while (token !== undefined);
  expect(pages).toEqual([[1, 2], [3, 4], [5]]);
});

test('a token of another request, of a longer list or of nobody is refused', () => {
  const { next: bound } = pageOf(all, { size: 4, token: undefined, request: ['List', 'a'], wrong });
  const { next: free } = pageOf(all, { size: 4, token: undefined, wrong });
  expect(pageOf(all, { size: 4, token: bound, request: ['List', 'a'], wrong }).items).toEqual([5]);
  for (const [list, token, request] of [
    [all, bound, ['List', 'b']],
    [all, bound, undefined],
    [all, free, ['List', 'a']],
    [[1, 2, 3], free, undefined],
    [all, 'xx', undefined],
    [all, '', undefined],
  ] as const) {
    expect(() => pageOf(list, { size: 4, token, request, wrong })).toThrow('not a token');
  }
});
