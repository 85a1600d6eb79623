// The dialogs behind the action buttons, as one thing to fetch.
export { DeleteDialog } from './DeleteDialog.tsx';
export { ScaleDialog } from './ScaleDialog.tsx';
export { SetImageDialog } from './SetImageDialog.tsx';
export { UndoDialog } from './UndoDialog.tsx';
