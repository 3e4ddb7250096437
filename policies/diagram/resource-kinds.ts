import { partsOf } from '../../catalog/all';
import { type BlockArguments } from '../../catalog/arguments';
import { type Kind, type Part, type Picture, type ReferenceRule } from '../../catalog/picture';
import { optionalText, text } from '../../terraform/query';
import { type Block } from '../../terraform/stack';

const pictures = partsOf('picture');

const isPart = (picture: Picture | undefined): picture is Part => picture !== undefined && 'partOf' in picture;

/** A type that isn't in the catalogue is shown all the same, by Terraform's name. */
export function kindOf({ type }: Pick<Block, 'type'>): Kind {
  const picture = pictures[type];
  return picture && !isPart(picture)
    ? picture
    : { words: type.replace(/^aws_/, '').replaceAll('_', ' '), shape: 'box', tone: 'plain' };
}

/** The argument that names what a block is part of; `''` for what is in no picture. Undefined: it is drawn itself. */
export function partOf({ type }: Pick<Block, 'type'>): string | undefined {
  const picture = pictures[type];
  return isPart(picture) ? picture.partOf : undefined;
}

/** How its references are drawn. */
export const referenceRules = ({ type }: Pick<Block, 'type'>): readonly ReferenceRule[] =>
  pictures[type]?.references ?? [];

/** A block as the catalogue reads it. */
export const argumentsOf = (block: Block): BlockArguments => ({
  text: (path) => text(block, path),
  optional: (path) => optionalText(block, path),
});
