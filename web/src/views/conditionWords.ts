import { useTranslate } from 'react-admin';
import type { WorkspaceField } from '../api/workspace.generated';
import type { ConditionTarget, Operator } from '../model/filters';

type Translate = ReturnType<typeof useTranslate>;

export function operatorLabel(translate: Translate, field: WorkspaceField, op: Operator): string {
  const ofMoment = ['date', 'dateTime', 'time'].includes(field.type) && ['gte', 'lte', 'between'].includes(op);
  return translate(ofMoment ? `momentOperator.${op}` : `operator.${op}`);
}

export function useTargetLabel(): (target: ConditionTarget) => string {
  const translate = useTranslate();
  return (target) => {
    const own = target.part === undefined ? target.field.label : `${target.field.label} · ${translate(`address.${target.part}`)}`;
    return target.via === undefined ? own : `${target.via.label} · ${own}`;
  };
}
