import AddOutlined from '@mui/icons-material/AddOutlined';
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Autocomplete, Box, Button, Checkbox, FormControlLabel, IconButton, MenuItem, Paper, TextField, Typography } from '@mui/material';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { useWorkspace } from '../providers/workspaceContext';
import { textFor, type Body, type FieldBody } from './documents';
import { moved, SortArea, SortList, type Place } from '../views/Sortable';
import { Texts } from './Texts';

const maxHighlights = 7;

/** Arranges the record page and form of an object: fields are dragged between the palette, the head and the sections. */
export function LayoutEditor({ body, fields, onChange }: {
  readonly body: Body;
  /** The fields of the object, drafted ones included. */
  readonly fields: readonly FieldBody[];
  readonly onChange: (body: Body) => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const sections = sectionsOf(body);
  const highlights = namesOf(body.highlights);
  const placed = new Set(sections.flatMap((s) => namesOf(s.fields)));
  const left = fields.map((f) => f.name).filter((name) => !placed.has(name));
  const labelOf = (name: string): string => textFor(fields.find((f) => f.name === name)?.label, locale) || translate(`systemField.${name}`, { _: name });
  const putSection = (index: number, changes: Body) => onChange({ ...body, sections: sections.map((s, i) => (i === index ? { ...s, ...changes } : s)) });

  const listOf = (list: string): readonly string[] => {
    if (list === 'palette') return left;
    if (list === 'highlights') return highlights;
    return namesOf(sections[Number(list)]?.fields);
  };
  const move = (from: Place, to: Place) => {
    const name = listOf(from.list)[from.index];
    if (name === undefined) return;
    const after = (list: string): readonly string[] => {
      const items = listOf(list);
      if (from.list === to.list) return list === from.list ? moved(items, from.index, to.index) : items;
      if (list === to.list) return items.includes(name) ? items : [...items.slice(0, to.index), name, ...items.slice(to.index)];
      // The head shows a field besides its section: what goes there stays where it was.
      return list === from.list && to.list !== 'highlights' ? items.filter((item) => item !== name) : items;
    };
    const head = after('highlights').slice(0, maxHighlights);
    onChange({ ...body, highlights: head, sections: sections.map((section, i) => ({ ...section, fields: after(String(i)) })) });
  };

  return (
    <SortArea onMove={move}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '260px minmax(0, 1fr)' }, alignItems: 'start' }}>
        <Paper variant="outlined" sx={{ p: 1.5, position: { md: 'sticky' }, top: 64, maxHeight: { md: 'calc(100dvh - 170px)' }, overflow: 'auto' }}>
          <Typography sx={{ fontWeight: 600, mb: 1 }}>{translate('layout.palette')}</Typography>
          <SortList id="palette" items={left} label={translate('layout.palette')} empty={translate('layout.allPlaced')} render={labelOf} />
          <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>{translate('layout.how')}</Typography>
        </Paper>
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          <Paper variant="outlined" sx={{ p: 1.5 }}>
            <Typography sx={{ fontWeight: 600, mb: 1 }}>{translate('layout.highlights', { max: maxHighlights })}</Typography>
            <SortList
              id="highlights" items={highlights} direction="horizontal" label={translate('layout.highlights', { max: maxHighlights })} empty={translate('layout.drop')} render={labelOf}
              onRemove={(index) => onChange({ ...body, highlights: highlights.filter((_, i) => i !== index) })}
            />
          </Paper>
          {sections.map((section, index) => (
            <Paper key={index} variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1.5 }}>
              <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 110px auto auto' }, alignItems: 'center' }}>
                <Texts value={section.label} label="layout.section" labelZh="layout.sectionZh" onChange={(label) => putSection(index, { label })} />
                <TextField select label={translate('layout.columns')} value={String(section.columns ?? 2)} onChange={(event) => putSection(index, { columns: Number(event.target.value) })}>
                  <MenuItem value="1">1</MenuItem>
                  <MenuItem value="2">2</MenuItem>
                </TextField>
                <FormControlLabel
                  label={translate('layout.collapsed')}
                  control={<Checkbox size="small" checked={section.collapsed === true} onChange={(event) => putSection(index, { collapsed: event.target.checked ? true : undefined })} />}
                />
                <Box sx={{ whiteSpace: 'nowrap' }}>
                  <IconButton size="small" aria-label={translate('ra.action.move_up')} disabled={index === 0} onClick={() => onChange({ ...body, sections: moved(sections, index, index - 1) })}><ArrowUpwardOutlined fontSize="small" /></IconButton>
                  <IconButton size="small" aria-label={translate('ra.action.move_down')} disabled={index === sections.length - 1} onClick={() => onChange({ ...body, sections: moved(sections, index, index + 1) })}><ArrowDownwardOutlined fontSize="small" /></IconButton>
                  <IconButton size="small" aria-label={translate('layout.removeSection')} onClick={() => onChange({ ...body, sections: sections.filter((_, i) => i !== index) })}><DeleteOutlined fontSize="small" /></IconButton>
                </Box>
              </Box>
              <SortList
                id={String(index)} items={namesOf(section.fields)} label={textFor(section.label, locale)} empty={translate('layout.drop')} render={labelOf}
                onRemove={(at) => putSection(index, { fields: namesOf(section.fields).filter((_, i) => i !== at) })}
              />
            </Paper>
          ))}
          <Button
            startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }}
            onClick={() => onChange({ ...body, sections: [...sections, { label: { 'en': 'Section', 'zh-CN': '分组' }, columns: 2, fields: [] }] })}
          >
            {translate('layout.addSection')}
          </Button>
          <RelatedLists body={body} onChange={onChange} />
        </Box>
      </Box>
    </SortArea>
  );
}

/** The lists under the record page. */
function RelatedLists({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const lists = Array.isArray(body.relatedLists) ? body.relatedLists.filter(isRecord) : [];
  const object = workspace.get(String(body.object));
  const put = (index: number, changes: Body) => onChange({ ...body, relatedLists: lists.map((l, i) => (i === index ? { ...l, ...changes } : l)) });
  const free = (object?.relations ?? []).filter((r) => !lists.some((l) => l.relation === r.name));
  return (
    <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1.5 }}>
      <Typography sx={{ fontWeight: 600 }}>{translate('layout.relatedLists')}</Typography>
      {lists.map((list, index) => {
        const relation = object?.relations.find((r) => r.name === list.relation);
        const child = workspace.get(relation?.object ?? '');
        return (
          <Box key={String(list.relation)} sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: '180px 1fr auto' }, alignItems: 'center' }}>
            <Typography>{relation?.label ?? String(list.relation)}</Typography>
            <Autocomplete
              multiple disableCloseOnSelect options={(child?.fields ?? []).map((f) => f.name)} value={[...namesOf(list.columns)]}
              getOptionLabel={(path) => (child === undefined ? path : workspace.resolve(child, path)?.label ?? path)}
              onChange={(_, columns) => put(index, { columns })} slotProps={{ chip: { size: 'small' } }}
              renderInput={(params) => <TextField {...params} label={translate('layout.listColumns')} />}
            />
            <Box sx={{ whiteSpace: 'nowrap' }}>
              <IconButton size="small" aria-label={translate('ra.action.move_up')} disabled={index === 0} onClick={() => onChange({ ...body, relatedLists: moved(lists, index, index - 1) })}><ArrowUpwardOutlined fontSize="small" /></IconButton>
              <IconButton size="small" aria-label={`${translate('ra.action.remove')}: ${relation?.label ?? ''}`} onClick={() => onChange({ ...body, relatedLists: lists.filter((_, i) => i !== index) })}><DeleteOutlined fontSize="small" /></IconButton>
            </Box>
          </Box>
        );
      })}
      {free.length > 0 && (
        <TextField
          select label={translate('layout.addList')} value="" sx={{ maxWidth: 320 }}
          onChange={(event) => {
            const child = workspace.get(free.find((r) => r.name === event.target.value)?.object ?? '');
            onChange({ ...body, relatedLists: [...lists, { relation: event.target.value, columns: [child?.nameField ?? 'id'] }] });
          }}
        >
          {free.map((r) => <MenuItem key={r.name} value={r.name}>{r.label}</MenuItem>)}
        </TextField>
      )}
    </Paper>
  );
}

function sectionsOf(body: Body): readonly Body[] {
  return Array.isArray(body.sections) ? body.sections.filter(isRecord) : [];
}

export function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
