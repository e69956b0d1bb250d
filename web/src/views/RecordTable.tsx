import {
  Box, Checkbox, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TableSortLabel, Typography, useMediaQuery,
  type Theme,
} from '@mui/material';
import type { MouseEvent } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { useTranslate } from 'react-admin';
import { isNumeric, isSortable } from '../model/fieldTypes';
import { isRef, recordLabel, type AppRecord } from '../model/records';
import type { FieldPath } from '../model/workspace';
import type { WorkspaceObject } from '../api/workspace.generated';
import { isBlank } from '../model/validation';
import { FieldValue } from '../fields/FieldValue';
import { showPath } from './paths';

interface Sorting {
  readonly field: string;
  readonly descending: boolean;
  readonly change: (field: string) => void;
}

interface Selecting {
  readonly ids: readonly string[];
  readonly toggle: (id: string) => void;
  readonly select: (ids: readonly string[]) => void;
}

interface Props {
  readonly object: WorkspaceObject;
  readonly columns: readonly FieldPath[];
  readonly records: readonly AppRecord[];
  readonly sorting?: Sorting;
  readonly selecting?: Selecting;
  readonly label: string;
  /** Takes the height that the page leaves, and scrolls inside, so that its heading and its bar stay in sight. */
  readonly fills?: boolean;
}

/** Records as rows; as cards on a phone. The name leads to the record, and so does a click anywhere on the row. */
export function RecordTable(props: Props) {
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  return narrow ? <Cards {...props} /> : <Rows {...props} />;
}

/** Width of the column of ticks, beside which the first column stays in place. */
const tickWidth = 48;

/** A cell that stays while the others scroll sideways under it: it covers them, so it needs a ground of its own. */
function staying(left: number, edge: boolean) {
  return {
    position: 'sticky', left, zIndex: 1, bgcolor: 'background.paper', backgroundClip: 'padding-box',
    ...(edge ? { boxShadow: (theme: Theme) => `inset -1px 0 0 ${theme.palette.divider}` } : {}),
    'tr:hover > &': { backgroundImage: (theme: Theme) => `linear-gradient(${theme.palette.action.hover}, ${theme.palette.action.hover})` },
    'tr.Mui-selected > &': { backgroundImage: (theme: Theme) => `linear-gradient(${theme.palette.action.selected}, ${theme.palette.action.selected})` },
  } as const;
}

function Rows({ object, columns, records, sorting, selecting, label, fills }: Props) {
  const navigate = useNavigate();
  const left = selecting === undefined ? 0 : tickWidth;
  return (
    <TableContainer
      // Focusable, so that the keyboard scrolls it too.
      tabIndex={0} role="region" aria-label={label}
      sx={{ overflow: 'auto', ...(fills === true ? { maxHeight: 'max(320px, calc(100dvh - 292px))' } : {}) }}
    >
      <Table size="small" stickyHeader aria-label={label} sx={{ borderCollapse: 'separate' }}>
        <TableHead>
          <TableRow>
            {selecting !== undefined && (
              <TableCell padding="checkbox" sx={{ left: 0, zIndex: 3, width: tickWidth, minWidth: tickWidth }}><SelectAll records={records} selecting={selecting} /></TableCell>
            )}
            {columns.map((column, index) => (
              <TableCell
                key={column.path} align={isNumeric(column.field) ? 'right' : 'left'} sortDirection={directionOf(sorting, column)}
                sx={index === 0 ? { left, zIndex: 3, boxShadow: (theme) => `inset -1px 0 0 ${theme.palette.divider}` } : undefined}
              >
                <Header column={column} sorting={sorting} />
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {records.map((record) => (
            <TableRow
              key={record.id} hover selected={selecting?.ids.includes(record.id)} sx={{ cursor: 'pointer' }}
              onClick={(event) => { if (!isTextSelected() && !event.defaultPrevented) void navigate(showPath(object.name, record.id)); }}
            >
              {selecting !== undefined && (
                <TableCell padding="checkbox" sx={staying(0, false)} onClick={(event) => event.stopPropagation()}>
                  <Tick object={object} record={record} selecting={selecting} />
                </TableCell>
              )}
              {columns.map((column, index) => (
                <TableCell
                  key={column.path} align={isNumeric(column.field) ? 'right' : 'left'} className={isNumeric(column.field) ? 'number' : undefined}
                  sx={index === 0 ? staying(left, true) : undefined}
                >
                  <Cell object={object} column={column} record={record} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Cards({ object, columns, records, selecting }: Props) {
  const rest = columns.filter((c) => c.path !== object.nameField);
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 1, display: 'grid', gap: 1 }}>
      {records.map((record) => (
        <Paper key={record.id} component="li" variant="outlined" sx={{ p: 1.5, display: 'flex', gap: 1 }}>
          {selecting !== undefined && <Tick object={object} record={record} selecting={selecting} />}
          <Box component={RouterLink} to={showPath(object.name, record.id)} sx={{ flex: 1, minWidth: 0, color: 'inherit', textDecoration: 'none' }}>
            <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{recordLabel(object, record)}</Typography>
            <Box component="dl" sx={{ m: 0, mt: 0.5, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 1.5, rowGap: 0.25, fontSize: 13 }}>
              {rest.filter((c) => !isBlank(valueAt(record, c))).slice(0, 4).map((column) => (
                <Box key={column.path} sx={{ display: 'contents' }}>
                  <Box component="dt" sx={{ color: 'text.secondary' }}>{column.label}</Box>
                  <Box component="dd" sx={{ m: 0, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
                    <FieldValue field={column.field} value={valueAt(record, column)} record={ownerOf(record, column)} place="cell" inert />
                  </Box>
                </Box>
              ))}
            </Box>
          </Box>
        </Paper>
      ))}
    </Box>
  );
}

function Header({ column, sorting }: { readonly column: FieldPath; readonly sorting: Sorting | undefined }) {
  if (sorting === undefined || !isSortable(column.field)) return column.label;
  return (
    <TableSortLabel
      active={sorting.field === column.path} direction={sorting.field === column.path && sorting.descending ? 'desc' : 'asc'}
      onClick={() => sorting.change(column.path)}
    >
      {column.label}
    </TableSortLabel>
  );
}

function directionOf(sorting: Sorting | undefined, column: FieldPath): 'asc' | 'desc' | false {
  if (sorting?.field !== column.path) return false;
  return sorting.descending ? 'desc' : 'asc';
}

function SelectAll({ records, selecting }: { readonly records: readonly AppRecord[]; readonly selecting: Selecting }) {
  const translate = useTranslate();
  const here = records.map((r) => r.id);
  const chosen = here.filter((id) => selecting.ids.includes(id));
  return (
    <Checkbox
      size="small" checked={here.length > 0 && chosen.length === here.length} indeterminate={chosen.length > 0 && chosen.length < here.length}
      slotProps={{ input: { 'aria-label': translate('ra.action.select_all') } }}
      onChange={(event) => selecting.select(
        event.target.checked ? [...new Set([...selecting.ids, ...here])] : selecting.ids.filter((id) => !here.includes(id)))}
    />
  );
}

function Tick({ object, record, selecting }: { readonly object: WorkspaceObject; readonly record: AppRecord; readonly selecting: Selecting }) {
  const translate = useTranslate();
  return (
    <Checkbox
      size="small" sx={{ alignSelf: 'flex-start' }} checked={selecting.ids.includes(record.id)} onChange={() => selecting.toggle(record.id)}
      slotProps={{ input: { 'aria-label': `${translate('ra.action.select_row')}: ${recordLabel(object, record)}` } }}
    />
  );
}

function Cell({ object, column, record }: { readonly object: WorkspaceObject; readonly column: FieldPath; readonly record: AppRecord }) {
  if (column.path === object.nameField) {
    return (
      <Box
        component={RouterLink} to={showPath(object.name, record.id)} onClick={(event: MouseEvent) => event.stopPropagation()} title={recordLabel(object, record)}
        sx={{
          'display': 'block', 'maxWidth': { sm: 200, lg: 240 }, 'overflow': 'hidden', 'textOverflow': 'ellipsis', 'whiteSpace': 'nowrap',
          'color': 'text.primary', 'fontWeight': 550, 'textDecoration': 'none', '&:hover': { color: 'primary.main', textDecoration: 'underline' },
        }}
      >
        {recordLabel(object, record)}
      </Box>
    );
  }
  return (
    <Box sx={{ maxWidth: 180, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={hint(column, valueAt(record, column))}>
      <FieldValue field={column.field} value={valueAt(record, column)} record={ownerOf(record, column)} place="cell" />
    </Box>
  );
}

/** The record that a column's value belongs to: the one of the row, or the one a lookup leads to. */
function ownerOf(record: AppRecord, column: FieldPath): Readonly<Record<string, unknown>> {
  const target = column.via === undefined ? record : record[column.via.name];
  return typeof target === 'object' && target !== null ? Object.fromEntries(Object.entries(target)) : {};
}

function valueAt(record: AppRecord, column: FieldPath): unknown {
  if (column.via !== undefined) {
    const reference = record[column.via.name];
    const named = column.field.name === column.object.nameField;
    // The name of what a lookup leads to is shown as a link to it.
    if (named) return ownerOf(record, column)._label;
    return reference == null ? null : ownerOf(record, column)[column.field.name];
  }
  return record[column.field.name];
}

/** The whole text of what may be cut off at the cell's edge. */
function hint({ field }: FieldPath, value: unknown): string | undefined {
  if (typeof value === 'string' && ['text', 'longText', 'email', 'url', 'autoNumber'].includes(field.type)) return value;
  return isRef(value) ? value._label : undefined;
}

/** A person who selects text in a row does not want to leave it. */
function isTextSelected(): boolean {
  return (window.getSelection()?.toString() ?? '') !== '';
}
