import { Alert, Box, MenuItem, Paper, Skeleton, Table, TableBody, TableCell, TableContainer, TableFooter, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { formatMonth } from '../model/formats';
import { sumByCurrency } from '../model/money';
import { fetchForecast, type BoardView, type ForecastCell } from '../providers/pipelinesApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { EmptyState } from './EmptyState';
import { useErrorReport } from './messages';
import { Sums } from './Sums';

/** What is expected when: forecast categories across, months down, amounts of each currency by themselves. */
export function Forecast({ view }: { readonly view: BoardView }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const report = useErrorReport();
  const { locale } = useFormats();
  const { object, pipeline } = view;
  const dates = object.fields.filter((f) => f.type === 'date');
  const keyDates = pipeline.stages.flatMap((s) => s.keyFields).filter((name) => dates.some((d) => d.name === name));
  const [date, setDate] = useState(keyDates[0] ?? dates[0]?.name ?? '');
  const category = pipeline.forecastField ?? '';
  const field = workspace.field(object.name, category);
  const [all, setAll] = useState(false);
  const [month] = useState(() => `${new Date().toISOString().slice(0, 7)}-01`);
  const from = all || date === '' ? undefined : month;
  const { data, error } = useQuery({
    queryKey: [object.name, 'forecast', pipeline.name, view.where, date, from, workspace.description.revision],
    queryFn: ({ signal }) => fetchForecast(workspace, view, category, date === '' ? undefined : { field: date, from }, signal), enabled: category !== '', placeholderData: keepPreviousData,
  });
  if (error !== null) return <Alert severity="error">{report(error)}</Alert>;
  if (data === undefined) return <Skeleton variant="rounded" height={240} />;
  const months = [...new Set(data.map((c) => c.month))].sort((a, b) => (a ?? '9999').localeCompare(b ?? '9999'));
  const categories = [...(field?.choices ?? []).filter((c) => data.some((d) => d.category === c.value)).map((c) => ({ value: c.value as string | undefined, label: c.label })),
    ...(data.some((d) => d.category === undefined) ? [{ value: undefined, label: translate('pipeline.noCategory') }] : [])];
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {dates.length > 0 && (
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
          <TextField select label={translate('pipeline.byDate')} value={date} onChange={(event) => setDate(event.target.value)} sx={{ minWidth: 220 }}>
            {dates.map((d) => <MenuItem key={d.name} value={d.name} dense>{d.label}</MenuItem>)}
          </TextField>
          <TextField select label={translate('pipeline.period')} value={all ? 'all' : 'ahead'} onChange={(event) => setAll(event.target.value === 'all')} sx={{ minWidth: 200 }}>
            <MenuItem value="ahead" dense>{translate('pipeline.ahead')}</MenuItem>
            <MenuItem value="all" dense>{translate('pipeline.allTime')}</MenuItem>
          </TextField>
        </Box>
      )}
      {data.length === 0 && <EmptyState title={translate('pipeline.noForecast')} />}
      {data.length > 0 && (
        <TableContainer component={Paper} variant="outlined" tabIndex={0} role="region" aria-label={translate('pipeline.forecastOf', { name: pipeline.label })}>
          <Table size="small" aria-label={translate('pipeline.forecastOf', { name: pipeline.label })}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('pipeline.month')}</TableCell>
                {categories.map((c) => <TableCell key={c.value ?? ''} align="right">{c.label}</TableCell>)}
              </TableRow>
            </TableHead>
            <TableBody>
              {months.map((month) => (
                <TableRow key={month ?? ''}>
                  <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>{month === undefined ? translate('pipeline.noDate') : formatMonth(month, locale)}</TableCell>
                  {categories.map((c) => <Cell key={c.value ?? ''} cells={data.filter((d) => d.month === month && d.category === c.value)} />)}
                </TableRow>
              ))}
            </TableBody>
            <TableFooter>
              <TableRow>
                <TableCell component="th" scope="row" sx={{ fontWeight: 650 }}>{translate('pipeline.total')}</TableCell>
                {categories.map((c) => <Cell key={c.value ?? ''} cells={data.filter((d) => d.category === c.value)} />)}
              </TableRow>
            </TableFooter>
          </Table>
        </TableContainer>
      )}
    </Box>
  );
}

function Cell({ cells }: { readonly cells: readonly ForecastCell[] }) {
  const translate = useTranslate();
  const count = cells.reduce((sum, c) => sum + c.count, 0);
  return (
    <TableCell align="right" sx={{ color: 'text.primary' }}>
      {count > 0 && (
        <>
          <Typography variant="body2" component="div"><Sums end sums={sumByCurrency(cells.flatMap((c) => c.sums))} /></Typography>
          <Typography variant="caption" color="text.secondary" component="div">{translate('pipeline.records', { smart_count: count })}</Typography>
        </>
      )}
    </TableCell>
  );
}
