import AddOutlined from '@mui/icons-material/AddOutlined';
import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import { Box, Button, Collapse, IconButton, Paper, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Finding } from '../../api/metadata';
import { bodiesOf } from '../pointers';
import type { FlowViewProps } from './FlowCanvas';
import { itemAt, topList, type FlowItem } from './flow';
import { ItemActions } from './ItemActions';
import { ItemSettings } from './ItemSettings';
import { LineView } from './LineView';

interface Props extends FlowViewProps {
  readonly findings: readonly Finding[];
}

/** A flow as a list to read from the top, in which everything can be changed too. */
export function FlowList(props: Props) {
  const translate = useTranslate();
  const steps = bodiesOf(props.flow.steps);
  return (
    <Box>
      <Steps {...props} list={topList} count={steps.length} />
      <Button startIcon={<AddOutlined />} onClick={() => props.edits.add({ list: topList, index: steps.length }, 'step')}>{translate('flow.addStep')}</Button>
      <Button startIcon={<AddOutlined />} onClick={() => props.edits.add({ list: topList, index: steps.length }, 'fork')}>{translate('flow.addFork')}</Button>
      <Button startIcon={<AddOutlined />} onClick={() => props.edits.add({ list: topList, index: steps.length }, 'flow')}>{translate('flow.addFlow')}</Button>
    </Box>
  );
}

function Steps({ list, count, ...props }: Props & { readonly list: string; readonly count: number }) {
  return (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, mb: 1 }}>
      {Array.from({ length: count }, (_, index) => {
        const item = itemAt(props.flow, `${list}/${index}`);
        return item === undefined ? null : <Entry key={item.pointer} {...props} item={item} number={index + 1} />;
      })}
    </Box>
  );
}

function Entry({ item, number, ...props }: Props & { readonly item: FlowItem; readonly number: number }) {
  const translate = useTranslate();
  const { flow, selected, edits, findings, titleOf, linesOf, onSelect } = props;
  const open = selected === item.pointer;
  const title = titleOf(item.body);
  const lines = linesOf(item);
  const panel = `panel${item.pointer.replaceAll('/', '-')}`;
  const branches = bodiesOf(item.body.branches);
  return (
    <Paper
      component="li" variant="outlined" aria-label={title}
      sx={{ p: 1.25, borderColor: open ? 'primary.main' : undefined, bgcolor: lines.some((l) => l.tone === 'left') ? 'background.default' : undefined, borderStyle: item.kind === 'branch' ? 'dashed' : undefined }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
          <Typography component="h3" sx={{ fontWeight: 650, fontSize: 14.5 }}>
            {item.kind === 'branch' ? '' : `${number}. `}{title}
            {(item.kind === 'fork' || item.kind === 'branch') && <Typography component="span" variant="body2" color="text.secondary"> · {translate(item.kind === 'branch' ? 'flow.branch' : item.body.firstOnly === true ? 'flow.forkFirst' : 'flow.forkAll')}</Typography>}
          </Typography>
          {lines.map((line, index) => <LineView key={index} line={line} wraps />)}
        </Box>
        <ItemActions flow={flow} item={item} title={title} edits={edits} />
        <IconButton size="small" aria-expanded={open} aria-controls={panel} aria-label={translate('flow.edit', { name: title })} onClick={() => onSelect(open ? undefined : item.pointer)}>
          <ExpandMoreOutlined sx={{ transform: open ? 'rotate(180deg)' : undefined }} />
        </IconButton>
      </Box>
      <Collapse in={open} unmountOnExit id={panel}>
        <Box sx={{ pt: 2, maxWidth: 720 }}>
          <ItemSettings flow={flow} item={item} findings={findings} onChange={(body) => edits.put(item, body)} />
        </Box>
      </Collapse>
      {item.kind === 'fork' && (
        <Box sx={{ mt: 1, pl: { xs: 1, sm: 2.5 } }}>
          <Steps {...props} list={`${item.pointer}/branches`} count={branches.length} />
        </Box>
      )}
      {item.kind === 'branch' && (
        <Box sx={{ mt: 1, pl: { xs: 1, sm: 2.5 } }}>
          <Steps {...props} list={`${item.pointer}/steps`} count={bodiesOf(item.body.steps).length} />
        </Box>
      )}
    </Paper>
  );
}
