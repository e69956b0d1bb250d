import AddOutlined from '@mui/icons-material/AddOutlined';
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Autocomplete, Box, Button, IconButton, Paper, TextField, Typography } from '@mui/material';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { textFor, type Body } from './documents';
import { moved, SortArea, SortList, type Place } from '../views/Sortable';
import { useStudio } from './StudioContext';
import { Texts } from './Texts';

/** The menu of an app: groups of entries, dragged within and between groups. */
export function NavigationEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const groups = Array.isArray(body.groups) ? body.groups.filter(isRecord) : [];
  const put = (index: number, changes: Body) => onChange({ ...body, groups: groups.map((g, i) => (i === index ? defined({ ...g, ...changes }) : g)) });
  const move = (from: Place, to: Place) => {
    const item = itemsOf(groups[Number(from.list)])[from.index];
    if (item === undefined) return;
    onChange({
      ...body,
      groups: groups.map((group, i) => {
        const items = itemsOf(group);
        if (from.list === to.list) return i === Number(from.list) ? { ...group, items: moved(items, from.index, to.index) } : group;
        if (i === Number(from.list)) return { ...group, items: items.filter((_, at) => at !== from.index) };
        return i === Number(to.list) ? { ...group, items: [...items.slice(0, to.index), item, ...items.slice(to.index)] } : group;
      }),
    });
  };
  return (
    <SortArea onMove={move}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          <Texts value={body.label} required onChange={(label) => onChange({ ...body, label })} />
        </Paper>
        {groups.map((group, index) => (
          <Paper key={index} variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1.5 }}>
            <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr auto' }, alignItems: 'center' }}>
              <Texts value={group.label} label="navigation.group" labelZh="navigation.groupZh" onChange={(label) => put(index, { label })} />
              <Box sx={{ whiteSpace: 'nowrap' }}>
                <IconButton size="small" aria-label={translate('ra.action.move_up')} disabled={index === 0} onClick={() => onChange({ ...body, groups: moved(groups, index, index - 1) })}><ArrowUpwardOutlined fontSize="small" /></IconButton>
                <IconButton size="small" aria-label={translate('ra.action.move_down')} disabled={index === groups.length - 1} onClick={() => onChange({ ...body, groups: moved(groups, index, index + 1) })}><ArrowDownwardOutlined fontSize="small" /></IconButton>
                <IconButton size="small" aria-label={translate('navigation.removeGroup')} onClick={() => onChange({ ...body, groups: groups.filter((_, i) => i !== index) })}><DeleteOutlined fontSize="small" /></IconButton>
              </Box>
            </Box>
            <Entries index={index} group={group} onChange={(items) => put(index, { items })} />
          </Paper>
        ))}
        <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} onClick={() => onChange({ ...body, groups: [...groups, { label: { 'en': 'Group', 'zh-CN': '分组' }, items: [] }] })}>
          {translate('navigation.addGroup')}
        </Button>
      </Box>
    </SortArea>
  );
}

function Entries({ index, group, onChange }: { readonly index: number; readonly group: Body; readonly onChange: (items: readonly Body[]) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const bodies = drafted.flatMap((d) => (d.body === undefined ? [] : [d.body]));
  const objects = bodies.filter((b) => b.kind === 'object');
  const views = bodies.filter((b) => b.kind === 'view');
  const labelOf = (object: unknown, view: unknown): string => {
    const found = objects.find((o) => o.name === object);
    const own = textFor(found?.pluralLabel ?? found?.label, locale) || String(object);
    const seen = views.find((v) => v.name === view);
    return seen === undefined ? own : `${own} · ${textFor(seen.label, locale)}`;
  };
  const items = itemsOf(group);
  const options = [
    ...objects.map((o) => ({ object: String(o.name), view: undefined })),
    ...views.map((v) => ({ object: String(v.object), view: String(v.name) })),
  ].sort((a, b) => labelOf(a.object, a.view).localeCompare(labelOf(b.object, b.view), locale));
  return (
    <>
      <SortList
        id={String(index)} kind="item" items={items.map((item, i) => `${String(item.object)}:${String(item.view ?? '')}:${i}`)} label={textFor(group.label, locale) || translate('navigation.entries')}
        empty={translate('layout.drop')} onRemove={(at) => onChange(items.filter((_, i) => i !== at))}
        render={(_, at) => {
          const item = items[at];
          const own = textFor(item?.label, locale);
          return (
            <>
              {own === '' ? labelOf(item?.object, item?.view) : own}
              {own !== '' && <Typography component="span" variant="caption" color="text.secondary"> {labelOf(item?.object, item?.view)}</Typography>}
            </>
          );
        }}
      />
      <Autocomplete
        key={items.length} options={options} value={null} blurOnSelect getOptionLabel={(o) => labelOf(o.object, o.view)} getOptionKey={(o) => `${o.object}:${o.view ?? ''}`}
        onChange={(_, chosen) => { if (chosen !== null) onChange([...items, defined({ object: chosen.object, view: chosen.view })]); }}
        renderInput={(params) => <TextField {...params} label={translate('navigation.add')} sx={{ maxWidth: 420 }} />}
      />
    </>
  );
}

function itemsOf(group: Body | undefined): readonly Body[] {
  return Array.isArray(group?.items) ? group.items.filter(isRecord) : [];
}

function defined(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
