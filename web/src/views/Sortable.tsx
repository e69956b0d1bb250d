import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import DragIndicatorOutlined from '@mui/icons-material/DragIndicatorOutlined';
import { Box, IconButton } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useDragWords } from './dragWords';

/** A place of a list that something is dragged from or to. */
export interface Place {
  readonly list: string;
  readonly index: number;
}

/** Lists between which things are dragged, by pointer or by keyboard (space, arrows, space). */
export function SortArea({ onMove, children }: { readonly onMove: (from: Place, to: Place) => void; readonly children: ReactNode }) {
  const words = useDragWords((list) => list);
  const moved = ({ source, destination }: DropResult) => {
    if (destination === null) return;
    if (source.droppableId === destination.droppableId && source.index === destination.index) return;
    onMove({ list: source.droppableId, index: source.index }, { list: destination.droppableId, index: destination.index });
  };
  return <DragDropContext {...words} onDragEnd={moved}>{children}</DragDropContext>;
}

/** One list of an area. Ids are unique in the whole area. */
export function SortList({ id, items, direction = 'vertical', label, empty, render, onRemove, kind }: {
  readonly id: string;
  readonly items: readonly string[];
  readonly direction?: 'vertical' | 'horizontal';
  readonly label: string;
  /** What stands where nothing is. */
  readonly empty?: string;
  readonly render: (item: string, index: number) => ReactNode;
  readonly onRemove?: (index: number) => void;
  /** Only lists of one kind exchange things. */
  readonly kind?: string;
}) {
  const translate = useTranslate();
  const across = direction === 'horizontal';
  return (
    <Droppable droppableId={id} direction={direction} type={kind}>
      {(list, { isDraggingOver }) => (
        <Box
          component="ul" aria-label={label} ref={list.innerRef} {...list.droppableProps}
          sx={{
            listStyle: 'none', m: 0, p: 0.5, minHeight: 44, display: 'flex', flexDirection: across ? 'row' : 'column', flexWrap: 'nowrap', overflowX: across ? 'auto' : undefined,
            borderRadius: 1, border: 1, borderStyle: 'dashed', borderColor: isDraggingOver ? 'primary.main' : 'divider', bgcolor: isDraggingOver ? 'action.hover' : undefined,
          }}
        >
          {items.map((item, index) => (
            <Draggable key={item} draggableId={`${id}/${item}`} index={index}>
              {(thing, { isDragging }) => (
                <Box
                  component="li" ref={thing.innerRef} {...thing.draggableProps} {...thing.dragHandleProps} role="listitem"
                  sx={{
                    'display': 'flex', 'alignItems': 'center', 'gap': 0.5, 'm': 0.25, 'px': 0.75, 'py': 0.5, 'minHeight': 34, 'border': 1, 'borderColor': 'divider', 'borderRadius': 1,
                    'bgcolor': 'background.paper', 'boxShadow': isDragging ? 4 : 0, 'flexShrink': 0, 'cursor': 'grab',
                    '&:focus-visible': { outline: '2px solid', outlineColor: 'primary.main' },
                  }}
                >
                  <DragIndicatorOutlined fontSize="small" sx={{ color: 'text.disabled' }} />
                  <Box sx={{ flex: 1, minWidth: 0 }}>{render(item, index)}</Box>
                  {onRemove !== undefined && (
                    <IconButton size="small" aria-label={`${translate('ra.action.remove')}: ${item}`} onClick={() => onRemove(index)}><CloseOutlined fontSize="small" /></IconButton>
                  )}
                </Box>
              )}
            </Draggable>
          ))}
          {list.placeholder}
          {items.length === 0 && empty !== undefined && <Box component="li" sx={{ color: 'text.secondary', fontSize: 13, p: 1 }}>{empty}</Box>}
        </Box>
      )}
    </Droppable>
  );
}

/** The list with one thing moved. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const thing = items[from];
  if (thing === undefined) return items;
  const rest = items.filter((_, i) => i !== from);
  return [...rest.slice(0, to), thing, ...rest.slice(to)];
}
