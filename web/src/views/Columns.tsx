import { Autocomplete, Box, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../api/workspace.generated';
import { columnPaths } from '../model/workspace';
import { useWorkspace } from '../providers/workspaceContext';
import { moved, SortArea, SortList } from './Sortable';

/** The chosen columns in their order, and those that can be added. */
export function Columns({ object, columns, onChange }: {
  readonly object: WorkspaceObject;
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const labelOf = (path: string): string => workspace.resolve(object, path)?.label ?? path;
  const left = columnPaths(workspace, object).filter((p) => !columns.includes(p.path));
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <SortArea onMove={(from, to) => onChange(moved(columns, from.index, to.index))}>
        <SortList
          id="columns" items={columns} label={translate('view.columns')} render={labelOf}
          onRemove={columns.length > 1 ? (index) => onChange(columns.filter((_, i) => i !== index)) : undefined}
        />
      </SortArea>
      <Autocomplete
        key={columns.length} options={[...left]} value={null} blurOnSelect getOptionLabel={(p) => p.label} getOptionKey={(p) => p.path} groupBy={(p) => p.via?.label ?? object.label}
        onChange={(_, chosen) => { if (chosen !== null) onChange([...columns, chosen.path]); }}
        renderInput={(params) => <TextField {...params} label={translate('view.addColumn')} />}
      />
    </Box>
  );
}
