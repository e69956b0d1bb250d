import { Alert, Box, FormControlLabel, Link, Paper, Radio, RadioGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { FieldInput } from '../../fields/FieldInput';
import { RecordPicker } from '../../fields/ReferenceInputs';
import { askedFields } from '../../model/conversion';
import type { RecordRef } from '../../model/records';
import type { ConvertedTarget, TargetChoice } from '../../providers/conversionApi';
import { useWorkspace } from '../../providers/workspaceContext';
import { showPath } from '../paths';

/** What becomes of a target: made with values, one that exists, or none. */
export function TargetChoices({ target, choice, onChoose }: {
  readonly target: ConvertedTarget;
  readonly choice: TargetChoice | undefined;
  readonly onChoose: (choice: TargetChoice) => void;
}) {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const [other, setOther] = useState<RecordRef | null>(null);
  const object = workspace.get(target.object);
  const isUndecided = target.action === 'CREATE' && choice?.action === undefined && target.duplicates.length > 0;
  // What is left out without being asked is made of no such record.
  const isExcluded = target.action === 'SKIP' && choice?.action !== 'SKIP';
  // What was chosen shows at once; what follows from it once the server has said so.
  const value = choice?.id ?? choice?.action ?? (isUndecided ? '' : target.action);
  const choose = (chosen: string) => {
    if (chosen === 'CREATE' || chosen === 'SKIP') onChoose({ action: chosen });
    else if (chosen !== 'ATTACH') onChoose({ action: 'ATTACH', id: chosen });
  };
  return (
    <Paper variant="outlined" component="section" aria-label={target.label} sx={{ p: 2, display: 'grid', gap: 1.5 }}>
      <Typography component="h3" variant="subtitle1" sx={{ fontWeight: 600 }}>{target.label}</Typography>
      {isExcluded && <Typography color="text.secondary">{translate('conversion.excluded')}</Typography>}
      {target.duplicates.length > 0 && target.action === 'CREATE' && (
        <Alert severity="warning">{translate('conversion.found', { smart_count: target.duplicates.length })} {target.duplicates.some((d) => d.blocks) && translate('conversion.blocks')}</Alert>
      )}
      <RadioGroup aria-label={target.label} name={`${target.alias}-action`} value={value} onChange={(_, chosen) => choose(chosen)}>
        {!isExcluded && <FormControlLabel value="CREATE" control={<Radio size="small" />} label={translate('conversion.create')} />}
        {target.duplicates.map((duplicate, index) => (
          <FormControlLabel
            key={index} value={duplicate.id ?? `hidden-${index}`} disabled={duplicate.id === undefined} control={<Radio size="small" />}
            label={duplicate.id === undefined
              ? <span title={translate('conversion.hidden')}>{duplicate.text}</span>
              : <>{translate('conversion.attach')}{': '}<Link href={showPath(target.object, duplicate.id)} target="_blank" rel="noopener">{duplicate.text}</Link></>}
          />
        ))}
        {target.optional && !isExcluded && <FormControlLabel value="SKIP" control={<Radio size="small" />} label={translate('conversion.skip')} />}
      </RadioGroup>
      {object !== undefined && (
        <RecordPicker
          object={target.object} id={`${target.alias}-other`} label={translate('conversion.other')} value={other}
          onChange={(chosen) => { setOther(chosen); onChoose(chosen === null ? {} : { action: 'ATTACH', id: chosen.id }); }}
        />
      )}
      {target.problems.map((problem, index) => <Alert key={index} severity="error">{problem.message}</Alert>)}
      {object !== undefined && target.action === 'CREATE' && !isUndecided && (
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          {askedFields(object, target.values).map((field) => <FieldInput key={field.name} field={{ ...field, name: `${target.alias}.${field.name}` }} />)}
        </Box>
      )}
      {target.action === 'ATTACH' && (
        <Typography variant="body2" color="text.secondary">
          {target.filled.length === 0
            ? translate('conversion.keeps')
            : translate('conversion.fills', { list: target.filled.map((name) => workspace.field(target.object, name)?.label ?? name).join(', ') })}
        </Typography>
      )}
    </Paper>
  );
}
