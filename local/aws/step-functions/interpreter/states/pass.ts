import { jsonPath } from '../query/language';
import { type Visit, type Work } from '../visit';

export function pass({ state, data }: Visit): Work {
  const input = jsonPath.input(state, data);
  if (state['Result'] !== undefined) return { result: state['Result'] };
  return { result: jsonPath.arguments(state, { ...data, input }) };
}

export const succeed = ({ state, data }: Visit): Work => ({ result: jsonPath.input(state, data) });
