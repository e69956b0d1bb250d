import { Box, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { useWatch } from 'react-hook-form';
import type { WorkspaceField } from '../api/workspace.generated';
import { FieldInput } from '../fields/FieldInput';
import { FieldValue } from '../fields/FieldValue';
import { CandidatesContext, LiveFault, type Candidates } from '../fields/live';
import { isWide } from '../model/fieldTypes';
import { factsOf } from '../model/live';
import { isWritable, type AppRecord } from '../model/records';
import { useFieldLive, useLiveStore } from './LiveForm';

/** A field of a form as its conditions have it: shown or not, to be filled in or fixed, computed, with the choices that go with the rest. */
export function LiveField({ field, creating, record }: {
  readonly field: WorkspaceField;
  readonly creating: boolean;
  readonly record: AppRecord | undefined;
}) {
  const live = useFieldLive(field.name);
  const shown = useMemo(() => withChoices({ ...field, required: live.required }, live.choices), [field, live.required, live.choices]);
  const candidates = useCandidates(field);
  if (!live.visible) return null;
  const open = isWritable(field, creating) && !live.locked;
  if (!open && creating && live.computed === undefined) return null;
  return (
    <Box sx={{ minWidth: 0, gridColumn: isWide(field) ? '1 / -1' : undefined }}>
      {open && (
        <LiveFault.Provider value={live.faults.length === 0 ? undefined : live.faults.join(' ')}>
          <CandidatesContext.Provider value={candidates}>
            <FieldInput field={shown} />
          </CandidatesContext.Provider>
        </LiveFault.Provider>
      )}
      {!open && live.computed !== undefined && <Computed field={field} {...live.computed} />}
      {!open && live.computed === undefined && <Fixed field={field} value={record?.[field.name]} record={record} />}
      {!open && live.faults.map((fault) => <Typography key={fault} variant="caption" color="error" role="status">{fault}</Typography>)}
    </Box>
  );
}

/** Choices that may not be chosen now stay known, so that a value of before still shows. */
function withChoices(field: WorkspaceField, allowed: readonly string[] | undefined): WorkspaceField {
  if (allowed === undefined) return field;
  return { ...field, choices: (field.choices ?? []).map((choice) => (allowed.includes(choice.value) ? choice : { ...choice, retired: true })) };
}

function useCandidates(field: WorkspaceField): ReadonlyMap<string, Candidates> {
  const store = useLiveStore();
  return useMemo(() => {
    const candidates = new Map<string, Candidates>();
    for (const { target, facts } of field.choosable ?? []) {
      candidates.set(target, () => {
        const { known } = store;
        const told = known === undefined ? undefined : factsOf(known, facts, store.isCleared);
        return known === undefined || told === undefined ? undefined : { [`${known.object.singular}_${field.name}`]: told };
      });
    }
    return candidates;
  }, [store, field]);
}

/** A computed value, as it will be once the record is saved. */
function Computed({ field, known, value }: { readonly field: WorkspaceField; readonly known: boolean; readonly value: unknown }) {
  const translate = useTranslate();
  const currency: unknown = useWatch({ name: 'currency' });
  return (
    <Box sx={{ minHeight: 40 }} aria-live="polite">
      <Typography variant="caption" color="text.secondary" sx={{ display: 'block' }}>{field.label}</Typography>
      {known
        ? <FieldValue field={field} value={value} record={{ currency }} place="page" />
        : <Typography variant="body2" color="text.secondary" sx={{ fontStyle: 'italic' }}>{translate('form.computedOnSaving')}</Typography>}
    </Box>
  );
}

/** A value that the form shows but does not change. */
function Fixed({ field, value, record }: { readonly field: WorkspaceField; readonly value: unknown; readonly record: AppRecord | undefined }) {
  return (
    <Box sx={{ minHeight: 40 }}>
      <Typography variant="caption" color="text.secondary" sx={{ display: 'block' }}>{field.label}</Typography>
      <FieldValue field={field} value={value} record={record} place="page" />
    </Box>
  );
}
