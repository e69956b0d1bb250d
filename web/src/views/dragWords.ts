import type { DragStart, DragUpdate, ResponderProvided } from '@hello-pangea/dnd';
import { useTranslate } from 'react-admin';

/** What a screen reader says while something is dragged by keyboard, in the reader's language. */
export function useDragWords(nameOf: (list: string) => string) {
  const translate = useTranslate();
  return {
    dragHandleUsageInstructions: translate('drag.instructions'),
    onDragStart: (start: DragStart, { announce }: ResponderProvided) => announce(translate('drag.lifted', { place: start.source.index + 1, list: nameOf(start.source.droppableId) })),
    onDragUpdate: ({ destination }: DragUpdate, { announce }: ResponderProvided) => announce(
      destination == null ? translate('drag.nowhere') : translate('drag.over', { place: destination.index + 1, list: nameOf(destination.droppableId) })),
  };
}
