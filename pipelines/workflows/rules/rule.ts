import { type Files } from '../files';

/** One rule for the workflows: what breaks it, a sentence each, with its place. Nothing when it holds. */
export type Rule = (files: Files) => string[];
