import { type Visit, type Work } from '../visit';

export const pass = async ({ state, data, language }: Visit): Promise<Work> => ({
  result: await language.passed(state, data),
});

export const succeed = ({ state, data, language }: Visit): Work => ({ result: language.input(state, data) });
