import { Alert, Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../../api/workspace.generated';
import { FieldValue } from '../../fields/FieldValue';
import { convertedAt } from '../../model/conversion';
import { formatDateTime } from '../../model/formats';
import type { AppRecord } from '../../model/records';
import { isBlank } from '../../model/validation';
import { useFormats, useWorkspace } from '../../providers/workspaceContext';

/** Says that a record was converted, with links to what it became. */
export function ConvertedBanner({ object, record }: { readonly object: WorkspaceObject; readonly record: AppRecord }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const formats = useFormats();
  const time = convertedAt(object, record);
  if (time === undefined) return null;
  const names = [...new Set(object.conversions.flatMap((c) => c.links))].filter((name) => !isBlank(record[name]));
  const links = names.map((name) => workspace.field(object.name, name)).filter((f) => f !== undefined);
  return (
    <Alert severity="info" square role="status">
      {translate('conversion.banner', { time: formatDateTime(time, formats) })}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>
        {links.map((field) => <li key={field.name}>{field.label}{': '}<FieldValue field={field} value={record[field.name]} record={record} place="cell" /></li>)}
      </Box>
    </Alert>
  );
}
