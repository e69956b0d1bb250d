import { Box, Checkbox, MenuItem, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { allowedBy, choicesOf, withAllowed, type ChoiceEntry } from './choiceTables';
import { textFor, type Body, type FieldBody } from './documents';
import { allFieldsOf } from './relations';
import { canDecide, valueSourceOf } from './settings';
import { useStudio } from './StudioContext';

/** Which choices of a field each value of another field allows: a table to tick. */
export function DependentChoices({ object, field, onChange }: { readonly object: string; readonly field: FieldBody; readonly onChange: (changes: Body) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const dependsOn: Body | undefined = isRecord(field.dependsOn) ? field.dependsOn : undefined;
  const deciding = allFieldsOf(drafted, object).filter((f) => f.name !== field.name && canDecide.has(f.type) && valueSourceOf(f) === 'entered');
  const decider = deciding.find((f) => f.name === dependsOn?.field);
  const labels: Readonly<Record<string, string>> = { true: translate('expression.yes'), false: translate('expression.no') };
  const columns = decider === undefined ? [] : choicesOf(drafted, decider);
  const rows = choicesOf(drafted, field);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography variant="body2" color="text.secondary">{translate('dependent.text')}</Typography>
      <TextField
        select label={translate('dependent.field')} value={decider?.name ?? ''} sx={{ maxWidth: 360 }}
        helperText={deciding.length === 0 ? translate('dependent.none') : undefined}
        onChange={(event) => onChange({ dependsOn: event.target.value === '' ? undefined : { field: event.target.value, values: {} } })}
      >
        <MenuItem value=""><em>{translate('dependent.independent')}</em></MenuItem>
        {deciding.map((f) => <MenuItem key={f.name} value={f.name} dense>{textFor(f.label, locale) || f.name}</MenuItem>)}
      </TextField>
      {decider !== undefined && dependsOn !== undefined && (
        <Matrix
          label={translate('dependent.table', { name: textFor(decider.label, locale) || decider.name })} rows={rows}
          columns={columns.map((c) => ({ ...c, label: labels[c.value] ?? c.label }))}
          allowed={(column) => allowedBy(dependsOn, column)}
          onChange={(column, values) => onChange({ dependsOn: withAllowed(dependsOn, column, values) })}
        />
      )}
    </Box>
  );
}

function Matrix({ label, rows, columns, allowed, onChange }: {
  readonly label: string;
  readonly rows: readonly ChoiceEntry[];
  readonly columns: readonly ChoiceEntry[];
  readonly allowed: (column: string) => readonly string[];
  readonly onChange: (column: string, values: readonly string[]) => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const named = (choice: ChoiceEntry): string => textFor(choice.label, locale) || choice.value;
  // In the order of the choices, whatever the order of the ticks.
  const ordered = (values: ReadonlySet<string>): readonly string[] => rows.map((r) => r.value).filter((v) => values.has(v));
  return (
    <TableContainer component={Paper} variant="outlined" tabIndex={0} role="region" aria-label={label} sx={{ maxHeight: 360 }}>
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ position: 'sticky', left: 0, zIndex: 3, bgcolor: 'background.paper' }}>{translate('dependent.choice')}</TableCell>
            {columns.map((column) => {
              const chosen = allowed(column.value);
              const all = rows.length > 0 && rows.every((r) => chosen.includes(r.value));
              return (
                <TableCell key={column.value} align="center" sx={{ whiteSpace: 'nowrap', bgcolor: 'background.paper' }}>
                  {named(column)}<br />
                  <Checkbox
                    size="small" checked={all} indeterminate={!all && chosen.length > 0} sx={{ p: 0.25 }} slotProps={{ input: { 'aria-label': translate('dependent.all', { name: named(column) }) } }}
                    onChange={(event) => onChange(column.value, event.target.checked ? rows.map((r) => r.value) : [])}
                  />
                </TableCell>
              );
            })}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.value} hover>
              <TableCell component="th" scope="row" sx={{ position: 'sticky', left: 0, bgcolor: 'background.paper', opacity: row.retired ? 0.6 : 1 }}>{named(row)}</TableCell>
              {columns.map((column) => {
                const chosen = new Set(allowed(column.value));
                return (
                  <TableCell key={column.value} align="center" padding="none">
                    <Checkbox
                      size="small" checked={chosen.has(row.value)} slotProps={{ input: { 'aria-label': `${named(column)}: ${named(row)}` } }}
                      onChange={(event) => {
                        if (event.target.checked) chosen.add(row.value);
                        else chosen.delete(row.value);
                        onChange(column.value, ordered(chosen));
                      }}
                    />
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
