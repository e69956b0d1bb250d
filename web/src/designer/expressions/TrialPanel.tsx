import { Alert, Box, LinearProgress, Table, TableBody, TableCell, TableRow, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { tryExpression, type Asked } from '../../api/expressions';
import { RecordPicker } from '../../fields/ReferenceInputs';
import { FieldValue } from '../../fields/FieldValue';
import type { RecordRef } from '../../model/records';
import { useWorkspace } from '../../providers/workspaceContext';
import { useErrorText } from '../../views/messages';

/** Records that were picked last, so that the next expression of the object is tried on the same one. */
const picked = new Map<string, RecordRef>();

/** The value of an expression over a record that one picks, and of the fields that it names. */
export function TrialPanel({ asked, sound }: { readonly asked: Asked; readonly sound: boolean }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const chooses = asked.place.purpose === 'CHOOSABLE';
  const object = chooses ? asked.place.target ?? '' : asked.place.object;
  const [record, setRecord] = useState<RecordRef | null>(picked.get(object) ?? null);
  const model = workspace.get(object);
  if (model === undefined) return <Alert severity="info" sx={{ mt: 1 }}>{translate('expression.noRecords')}</Alert>;
  return (
    <Box sx={{ mt: 1, p: 1.5, borderRadius: 1, bgcolor: 'action.hover', display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 2fr) minmax(0, 3fr)' }, alignItems: 'start' }}>
      <RecordPicker
        object={object} label={translate('expression.tryOn', { name: model.label })} value={record}
        onChange={(chosen) => {
          setRecord(chosen);
          if (chosen !== null) picked.set(object, chosen);
        }}
      />
      <Result asked={asked} sound={sound} on={record === null ? undefined : chooses ? { target: record.id } : { record: record.id }} />
    </Box>
  );
}

function Result({ asked, sound, on }: { readonly asked: Asked; readonly sound: boolean; readonly on: { readonly record?: string; readonly target?: string } | undefined }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { data, error, isFetching } = useQuery({
    queryKey: ['expression', asked, on],
    queryFn: ({ signal }) => tryExpression(asked, on ?? {}, signal),
    enabled: sound && on !== undefined, placeholderData: keepPreviousData, retry: false, gcTime: 0,
  });
  if (on === undefined) return <Hint>{translate('expression.pickRecord')}</Hint>;
  if (!sound) return <Hint>{translate('expression.notYet')}</Hint>;
  if (error !== null) return <Alert severity="error">{errorText(error)}</Alert>;
  if (data === undefined) return <LinearProgress sx={{ mt: 2 }} />;
  if (data.missing.length > 0) return <Hint>{translate('expression.missing', { fields: data.missing.join(', ') })}</Hint>;
  return (
    <Box aria-live="polite" sx={{ minWidth: 0, opacity: isFetching ? 0.6 : 1 }}>
      <Typography variant="caption" color="text.secondary" component="div">{translate('expression.result')}</Typography>
      <Typography component="div" sx={{ fontSize: '1.15rem', fontWeight: 600, overflowWrap: 'anywhere' }}>
        <Shown type={data.type} fieldType={asked.place.fieldType} value={data.value} />
      </Typography>
      {data.reads.length > 0 && (
        <Table size="small" aria-label={translate('expression.reads')} sx={{ 'mt': 0.5, '& td': { borderBottom: 0, px: 0, py: 0.25 } }}>
          <TableBody>
            {data.reads.map((read) => (
              <TableRow key={read.path}>
                <TableCell sx={{ color: 'text.secondary', fontFamily: 'ui-monospace, monospace', fontSize: 12.5, overflowWrap: 'anywhere' }}>{read.path}</TableCell>
                <TableCell align="right" sx={{ pl: 2 }}><Shown type={read.type} fieldType={undefined} value={read.value} /></TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Box>
  );
}

function Hint({ children }: { readonly children: ReactNode }) {
  return <Typography variant="body2" color="text.secondary" sx={{ py: 1 }}>{children}</Typography>;
}

const fieldTypesOf: Readonly<Record<string, string>> = { int: 'integer', decimal: 'decimal', date: 'date', timestamp: 'dateTime', duration: 'duration', string: 'text' };

/** A value of an expression as a field of the fitting type shows it. */
function Shown({ type, fieldType, value }: { readonly type: string; readonly fieldType: string | undefined; readonly value: unknown }) {
  const translate = useTranslate();
  if (value === null) return <Typography component="span" color="text.secondary" sx={{ fontStyle: 'italic' }}>{translate('expression.blank')}</Typography>;
  if (typeof value === 'boolean') return translate(value ? 'expression.yes' : 'expression.no');
  if (Array.isArray(value)) return value.length === 0 ? '[ ]' : value.map(String).join(', ');
  const shownAs = fieldType !== undefined && type === 'decimal' ? fieldType : fieldTypesOf[type];
  if (shownAs === undefined || shownAs === 'text') return String(value);
  return <FieldValue field={{ name: 'value', type: shownAs, label: '' }} value={value} place="page" />;
}
