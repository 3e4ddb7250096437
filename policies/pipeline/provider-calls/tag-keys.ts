import { type Stack } from '../../../terraform/stack';

/** Those that tell whose a resource is: https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html */
const TAGS = ['Application', 'Environment'];

/** Condition keys for the tags that the provider puts on everything. */
export const tagKeys = (kind: 'RequestTag' | 'ResourceTag', { defaultTags = {} }: Stack): Record<string, string> =>
  Object.fromEntries(
    Object.entries(defaultTags)
      .filter(([name]) => TAGS.includes(name))
      .map(([name, value]) => [`aws:${kind}/${name}`, value]),
  );
