import { glue } from '../../../catalog/services/glue';
import { jsonService } from '../endpoint/protocols';
import { type LocalService } from '../service';
import { glueTags } from '../shared/tag-operations';
import { GlueService } from './glue';

export const glueService: LocalService<GlueService> = {
  service: glue,
  stands: ['aws_glue_catalog_database', 'aws_glue_catalog_table'],
  refuses: [],
  otherwise: [],
  needs: {},
  standUp({ stack, clock }) {
    const value = new GlueService(stack, clock);
    return { value, wire: jsonService('AWSGlue', '1.1', { ...value.operations, ...glueTags(stack) }) };
  },
};
