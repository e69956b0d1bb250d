import { useCallback } from 'react';
import { useTranslate } from 'react-admin';
import { ApiError } from '../api/problems';

/** An error as a sentence for people. */
export function useErrorText(): (error: unknown) => string {
  const translate = useTranslate();
  return useCallback((error: unknown) => {
    if (error instanceof ApiError && error.code === 'NETWORK') return translate('app.offline');
    return error instanceof Error ? error.message : String(error);
  }, [translate]);
}
