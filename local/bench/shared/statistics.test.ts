import { hasMoved, ratiosOf, spreadOf } from './statistics';

test('the median is of the sorted figures, of two in the middle their mean', () => {
  expect(spreadOf([10, 9, 100])).toEqual({ least: 9, median: 10, most: 100 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ least: 1, median: 2.5, most: 4 });
  expect(spreadOf([7])).toEqual({ least: 7, median: 7, most: 7 });
});

test('ratios are of pairs, and not of medians', () => {
  expect(ratiosOf([2, 20, 6], [1, 10, 2])).toEqual({ least: 2, median: 2, most: 3 });
});

test('a figure has moved only where it did by more than its spread, and its runs are not among the others', () => {
  expect(hasMoved([1, 2], [4, 5])).toBe(true);
  expect(hasMoved([4, 5], [1, 2])).toBe(true);
  expect(hasMoved([1, 3], [3, 4])).toBe(false);
  expect(hasMoved([1, 9], [3, 4])).toBe(false);
  // Apart, and not by more than they vary.
  expect(hasMoved([1, 1, 5], [6, 6, 6])).toBe(true);
  expect(hasMoved([1, 5, 5], [6, 6, 6])).toBe(false);
  expect(hasMoved([1], [9])).toBe(false);
});
