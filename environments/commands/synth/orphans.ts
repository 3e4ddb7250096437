import { type App, TerraformDataSource, TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { sourceOf } from '../../../constructs/parts/source-location';

/**
 * What is below the app and in no stack of an environment, in words: CDKTF writes the stacks alone, and says nothing of
 * what it leaves out. A stack of no environment is written, and nobody plans it.
 */
export const orphans = (app: App, stacks: readonly TerraformStack[]): string[] =>
  app.node.findAll().flatMap((one) => {
    if (TerraformStack.isStack(one)) {
      return stacks.includes(one)
        ? []
        : [`${one.node.path}: it is a stack of no environment; put what it holds into one.`];
    }
    const inStack = one.node.scopes.some((scope) => TerraformStack.isStack(scope));
    if (inStack || !TerraformElement.isTerraformElement(one)) return [];
    return [`${wordsFor(one)}: it is in no stack, and would not be there; give it a scope in an environment's stack.`];
  });

function wordsFor(element: TerraformElement): string {
  const { file, line } = sourceOf(element) ?? {};
  const type =
    element instanceof TerraformResource || element instanceof TerraformDataSource
      ? element.terraformResourceType
      : (element as IConstruct).constructor.name;
  return `${type} ${element.node.path}${file === undefined ? '' : ` (${file}:${line})`}`;
}
