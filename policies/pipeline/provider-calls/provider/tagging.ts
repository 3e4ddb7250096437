import { type Declaration } from '../go/file';
import { type GoPackage } from '../go/package';
import { type Resource } from './resource';

/**
 * What the provider calls around a resource's own functions, to list its tags after they were read and to write them
 * before they are updated: methods that a service may have.
 * https://hashicorp.github.io/terraform-provider-aws/resource-tagging/#transparent-tagging
 */
export function taggingOf(home: GoPackage, { tags }: Resource, method: 'ListTags' | 'UpdateTags'): Declaration[] {
  return tags ? [...home.methods(method, 'servicePackage')] : [];
}

/** A service with several kinds of tags asks for the resource's: the other cases don't run. */
export function ofType(one: Declaration, type: string | undefined): Declaration {
  const at = /^(\t+)switch resourceType \{$/m.exec(one.text);
  if (!at || type === undefined) return one;
  const indent = at[1] ?? '';
  const raw = one.raw.split('\n');
  const lines = one.text.split('\n');
  const wanted = raw.some((line) => isCase(line, indent) && line.includes(`"${type}"`));
  if (!wanted) return one;
  let isKept = true;
  const text = lines.map((line, index) => {
    const written = raw[index] ?? '';
    if (isCase(written, indent)) isKept = written.includes(`"${type}"`);
    else if (line === `${indent}}`) isKept = true;
    return isKept ? line : '';
  });
  return { ...one, text: text.join('\n') };
}

const isCase = (line: string, indent: string): boolean =>
  line.startsWith(`${indent}case `) || line.startsWith(`${indent}default:`);
