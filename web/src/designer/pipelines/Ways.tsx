import AddOutlined from '@mui/icons-material/AddOutlined';
import LockPersonOutlined from '@mui/icons-material/LockPersonOutlined';
import { Alert, Box, Button, Checkbox, FormControlLabel, Menu, MenuItem, Paper, Switch, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Finding } from '../../api/metadata';
import type { Body } from '../documents';
import { FindingList } from '../FindingList';
import { ChoiceSetting, NamesPicker, useNamed } from '../Pickers';
import { bodiesOf, textsOf, withSettings } from '../pointers';
import { findingsAt } from '../useFindings';
import { orderAllows, orderOf, pipelineDefaults, rolesOfWay, stagesOf, toggleWay, wayAt, waysByOrder, withRoles } from './stages';

interface Props {
  readonly pipeline: Body;
  readonly findings: readonly Finding[];
  readonly labelOf: (value: unknown) => string;
  readonly onChange: (pipeline: Body, apart: boolean) => void;
}

const orders = ['free', 'forward', 'noSkipping', 'strict'] as const;

/** Which stage may follow which: by an order, or each way by itself, for everyone or for some roles. */
export function Ways({ pipeline, findings, labelOf, onChange }: Props) {
  const translate = useTranslate();
  const roles = useNamed('role');
  const listed = bodiesOf(pipeline.transitions).length > 0;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <FormControlLabel
        label={translate('ways.listed')}
        control={<Switch checked={listed} onChange={(event) => onChange(withSettings(pipeline, { transitions: event.target.checked ? waysByOrder(pipeline) : [] }), true)} />}
      />
      {!listed && (
        <Box sx={{ maxWidth: 420, display: 'grid' }}>
          <ChoiceSetting
            label={translate('ways.order')} help={translate(`ways.orderHelp.${orderOf(pipeline)}`)} value={orderOf(pipeline)} options={orders.map((o) => [o, translate(`ways.orders.${o}`)])}
            onChange={(order) => onChange(withSettings(pipeline, { order }, pipelineDefaults), true)}
          />
        </Box>
      )}
      <FindingList findings={findingsAt(findings, '/transitions')} />
      <Matrix pipeline={pipeline} listed={listed} labelOf={labelOf} onChange={onChange} />
      {listed && <Limited pipeline={pipeline} labelOf={labelOf} roles={roles} onChange={onChange} />}
      <Box sx={{ maxWidth: 520, display: 'grid', gap: 1 }}>
        <NamesPicker label={translate('ways.reopenedBy')} help={translate('ways.reopenedByHelp')} options={roles} value={textsOf(pipeline.reopenedBy)} onChange={(reopenedBy) => onChange(withSettings(pipeline, { reopenedBy }), false)} />
        <FindingList findings={findingsAt(findings, '/reopenedBy')} />
      </Box>
    </Box>
  );
}

function Matrix({ pipeline, listed, labelOf, onChange }: Omit<Props, 'findings'> & { readonly listed: boolean }) {
  const translate = useTranslate();
  const stages = stagesOf(pipeline), order = orderOf(pipeline);
  return (
    <TableContainer component={Paper} variant="outlined" tabIndex={0} role="region" aria-label={translate('ways.matrix')}>
      <Table size="small" aria-label={translate('ways.matrix')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('ways.fromTo')}</TableCell>
            {stages.map((s, i) => <TableCell key={i} align="center" sx={{ whiteSpace: 'normal', minWidth: 84 }}>{labelOf(s.value)}</TableCell>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {stages.map((from, i) => (
            <TableRow key={i}>
              <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>{labelOf(from.value)}</TableCell>
              {stages.map((to, j) => {
                const way = wayAt(pipeline, from.value, to.value);
                const name = translate('ways.way', { from: labelOf(from.value), to: labelOf(to.value) });
                return (
                  <TableCell key={j} align="center" sx={{ bgcolor: i === j ? 'action.hover' : undefined }}>
                    {i !== j && (
                      <Checkbox
                        size="small" disabled={!listed} checked={listed ? way !== undefined : orderAllows(stages, order, i, j)} slotProps={{ input: { 'aria-label': name } }}
                        {...(listed && way !== undefined && rolesOfWay(way).length > 0 ? { checkedIcon: <LockPersonOutlined /> } : {})} onChange={() => onChange(toggleWay(pipeline, from.value, to.value), true)}
                      />
                    )}
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

/** Ways that only some roles may go. */
function Limited({ pipeline, labelOf, roles, onChange }: Omit<Props, 'findings'> & { readonly roles: readonly { readonly name: string; readonly label: string }[] }) {
  const translate = useTranslate();
  const [menu, setMenu] = useState<HTMLElement>();
  const ways = bodiesOf(pipeline.transitions);
  const nameOf = (way: Body): string => translate('ways.way', { from: labelOf(way.from), to: labelOf(way.to) });
  const limited = ways.filter((w) => rolesOfWay(w).length > 0);
  return (
    <Box role="group" aria-label={translate('ways.limited')} sx={{ display: 'grid', gap: 1.5, maxWidth: 720 }}>
      <Box>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate('ways.limited')}</Typography>
        <Typography variant="caption" color="text.secondary">{translate('ways.limitedHelp')}</Typography>
      </Box>
      {limited.map((way) => (
        <NamesPicker key={`${String(way.from)} ${String(way.to)}`} label={nameOf(way)} options={roles} value={rolesOfWay(way)} onChange={(names) => onChange(withRoles(pipeline, way, names), true)} />
      ))}
      {limited.length === 0 && <Alert severity="info">{translate('ways.noneLimited')}</Alert>}
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} aria-haspopup="menu" onClick={(event) => setMenu(event.currentTarget)}>{translate('ways.limit')}</Button>
      <Menu open={menu !== undefined} anchorEl={menu} onClose={() => setMenu(undefined)}>
        {ways.filter((w) => rolesOfWay(w).length === 0).map((way) => (
          <MenuItem
            key={`${String(way.from)} ${String(way.to)}`} dense
            onClick={() => { setMenu(undefined); onChange(withRoles(pipeline, way, ['administrator']), true); }}
          >
            {nameOf(way)}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
}
