import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Finding } from '../../api/metadata';
import type { Body } from '../documents';
import { FindingList } from '../FindingList';
import { bodiesOf } from '../pointers';
import { findingsAt } from '../useFindings';

/** A list of a document whose items have some settings each. */
export function ListEditor({ title, help, add, remove, value, made, pointer, findings, children, onChange }: {
  readonly title: string;
  readonly help?: string;
  /** Words of the button that adds an item. */
  readonly add: string;
  /** Name of the button that removes one. */
  readonly remove: (item: Body, index: number) => string;
  readonly value: unknown;
  /** A new item. */
  readonly made: Body;
  readonly pointer: string;
  readonly findings: readonly Finding[];
  /** The settings of an item. */
  readonly children: (item: Body, put: (changes: Body) => void) => ReactNode;
  readonly onChange: (items: readonly Body[] | undefined) => void;
}) {
  const items = bodiesOf(value);
  const change = (next: readonly Body[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <Box role="group" aria-label={title} sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1, minWidth: 0 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>{title}</Typography>
      {help !== undefined && <Typography variant="caption" color="text.secondary">{help}</Typography>}
      {items.map((item, index) => (
        <Box key={index} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'start', pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
          <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(3, minmax(0, 1fr))' }, alignItems: 'start' }}>
            {children(item, (changes) => change(items.map((old, i) => (i === index ? { ...old, ...changes } : old))))}
          </Box>
          <IconButton aria-label={remove(item, index)} onClick={() => change(items.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
          <Box sx={{ gridColumn: '1 / -1' }}><FindingList findings={findingsAt(findings, `${pointer}/${index}`)} /></Box>
        </Box>
      ))}
      <FindingList findings={findingsAt(findings, pointer, false)} />
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} onClick={() => change([...items, made])}>{add}</Button>
    </Box>
  );
}

/** The text, or nothing for an empty one. */
export function textOrNone(text: string): string | undefined {
  return text === '' ? undefined : text;
}
