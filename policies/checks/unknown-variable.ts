import { type Check } from '../findings/finding';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';
import { type IamCatalog } from '../iam/iam-catalog';

/** "You can't use a multivalued context key as a policy variable": those of the page on global keys. */
const MULTIVALUED = ['aws:calledvia', 'aws:principalorgpaths', 'aws:principalservicenameslist', 'aws:tagkeys'];

/** Keys of identity providers, which are in no list of AWS's. */
const PROVIDERS =
  /^(saml:|cognito-identity\.amazonaws\.com:|accounts\.google\.com:|graph\.facebook\.com:|www\.amazon\.com:|[\w.-]+\.[a-z]{2,}(\/[\w./-]*)?:)/;

export const unknownVariable: Check = {
  rule: 'unknown-variable',
  why: 'A policy variable that no request has a value for matches nothing: the grant is void, and so is the Deny.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  run: ({ access, catalog }) =>
    placedStatements(access).flatMap((placed) =>
      variables(placed)
        .filter((key) => !isKnown(catalog, key))
        .map((key) => ({
          ...at(placed),
          message: `\${${key}} is no variable of AWS's`,
          fix: 'Use a condition key of one value, as the page on variables lists them.',
        })),
    ),
};

function variables({ statement: { resources, conditions } }: PlacedStatement): string[] {
  const texts = [...(resources?.patterns ?? []).map(({ text }) => text), ...conditions.flatMap(({ values }) => values)];
  const found = texts.flatMap((text) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = '']) => inner));
  return [
    ...new Set(
      found.filter((inner) => !['*', '?', '$'].includes(inner)).map((inner) => inner.split(',')[0]?.trim() ?? ''),
    ),
  ];
}

function isKnown(catalog: IamCatalog, text: string): boolean {
  const key = text.toLowerCase();
  if (MULTIVALUED.includes(key)) return false;
  return catalog.isGlobalKey(key) || catalog.isServiceKey(key) || PROVIDERS.test(key);
}
