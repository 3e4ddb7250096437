import { type BlockArguments } from './arguments';

/** How a type of resource is shown: by itself, or in what it is a part of. */
export type Picture = Kind | Part;

export interface Kind {
  /** In AWS's words. */
  readonly words: string;
  readonly plural?: string;
  /** Drawn as one however many there are: how many, and who, is a setting of whoever deploys. */
  readonly together?: boolean;
  readonly shape: 'box' | 'store' | 'round';
  readonly tone: 'compute' | 'store' | 'message' | 'event' | 'access' | 'watch' | 'plain';
  /** In place of the construct's id. */
  readonly label?: (block: BlockArguments) => string;
  /** What else a reader wants to know of it. */
  readonly detail?: (block: BlockArguments) => string | undefined;
  /** How its references are drawn, by the argument's path: the first that its path begins with. */
  readonly references?: readonly ReferenceRule[];
  /** Drawn as part of the one that uses it, when one alone does: the types that count as users. */
  readonly partOfUser?: readonly string[] | 'any';
}

export interface Part {
  /**
   * The argument that names what it is part of; what it refers to, that refers to. `''`: not drawn, and neither are its
   * references.
   */
  readonly partOf: string;
  readonly references?: readonly ReferenceRule[];
}

export interface ReferenceRule {
  readonly path: string;
  /** `back`: what flows comes from what is referred to. `hidden`: it is no flow that a reader looks for. */
  readonly draw: 'on' | 'back' | 'exception' | 'hidden';
  readonly label?: string | ((block: BlockArguments) => string);
}

export const hidden = (path: string): readonly ReferenceRule[] => [{ path, draw: 'hidden' }];

/** In no picture. */
export const undrawn: Part = { partOf: '' };
