import { Alert, Box, Link, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../api/workspace.generated';
import { changedInput, createInput, type AppRecord } from '../model/records';
import type { Duplicate } from '../providers/recordsApi';
import { useRecords, useWorkspace } from '../providers/workspaceContext';
import { showPath } from './paths';

type Values = Record<string, unknown>;

/** By what a record is known: only when such a value changes, an edit asks again. */
const tellingTypes: ReadonlySet<string> = new Set(['email', 'phone']);

/** Asks the rules of duplicates before a record is saved; who saves the same values again means another record. */
export function useDuplicates(object: WorkspaceObject, record: AppRecord | undefined) {
  const records = useRecords();
  const [found, setFound] = useState<readonly Duplicate[]>([]);
  const asked = useRef('');
  const isAnother = async (values: Values): Promise<boolean> => {
    if (object.findsDuplicates !== true || (record !== undefined && !tells(object, changedInput(object, record, values)))) return true;
    const input = createInput(object, values);
    const key = JSON.stringify(input);
    if (asked.current === key) return true;
    const alike = await records.duplicates(object.name, input, record?.id);
    asked.current = key;
    setFound(alike);
    return alike.length === 0;
  };
  return { found, isAnother };
}

function tells(object: WorkspaceObject, changed: Values): boolean {
  return object.fields.some((f) => f.name in changed && (f.name === object.nameField || tellingTypes.has(f.type)));
}

/** Records that may be the same as the one in the form, with what their rules show of them. */
export function Duplicates({ found }: { readonly found: readonly Duplicate[] }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  if (found.length === 0) return null;
  return (
    <Alert severity={found.some((d) => d.blocks) ? 'error' : 'warning'} role="alert">
      <Typography sx={{ fontWeight: 600 }}>{translate('duplicates.found', { smart_count: found.length })}</Typography>
      <Typography variant="body2">{translate('duplicates.foundText')}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {found.map((duplicate, index) => {
          const text = duplicate.values.filter((v) => v !== '').join(' · ');
          return (
            <li key={index}>
              {workspace.get(duplicate.object)?.label ?? duplicate.object}{': '}
              {duplicate.id === undefined
                ? <span title={translate('duplicates.hidden')}>{text}</span>
                : <Link href={showPath(duplicate.object, duplicate.id)} target="_blank" rel="noopener" color="inherit">{text}</Link>}
            </li>
          );
        })}
      </Box>
    </Alert>
  );
}
