import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Databases and tables of Glue, which checks the right on each of a resource's ancestors. */
export function manageCatalog(deployed: Deployed): Access {
  const glue = (resource: string) => arnOf('glue', deployed.deployment, resource);
  const names = deployed.each(GlueCatalogDatabase, ({ nameInput }, text) => text(nameInput));
  const databases = names.map((name) => glue(`database/${name}`));
  const tables = deployed.each(GlueCatalogTable, ({ databaseNameInput, nameInput }, text) =>
    glue(`table/${text(databaseNameInput)}/${text(nameInput)}`),
  );
  // A database goes with all that it holds: https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
  const within = names.flatMap((name) => [glue(`table/${name}/*`), glue(`userDefinedFunction/${name}/*`)]);
  const below = (some: readonly string[]) => (some.length === 0 ? [] : [glue('catalog'), ...some]);
  return {
    read: [
      ...allowOn('ReadDatabases', 'glue:GetDatabase', below(databases)),
      ...allowOn('ReadDatabaseTags', 'glue:GetTags', databases),
      ...allowOn('ReadTables', ['glue:GetPartitionIndexes', 'glue:GetTable'], below([...databases, ...tables])),
    ],
    write: [
      ...allowOn('ManageDatabases', ['glue:CreateDatabase', 'glue:UpdateDatabase'], below(databases)),
      ...allowOn('DeleteDatabases', 'glue:DeleteDatabase', below([...databases, ...within])),
      ...allowOn('TagDatabases', ['glue:TagResource', 'glue:UntagResource'], databases),
      ...allowOn(
        'ManageTables',
        ['glue:CreateTable', 'glue:DeleteTable', 'glue:UpdateTable'],
        below([...databases, ...tables]),
      ),
    ],
  };
}
