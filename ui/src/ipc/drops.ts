/** Files dropped on the window. */
import { listen } from '@tauri-apps/api/event';

/** What a drag over the window tells. */
export interface DropHandlers {
  over: () => void;
  leave: () => void;
  drop: (paths: string[]) => void;
}

/** Listens for files dragged onto the window; gives the way to stop listening. */
export function listenForDrops(handlers: DropHandlers): () => void {
  const stops = [
    listen('tauri://drag-enter', () => handlers.over()),
    listen('tauri://drag-leave', () => handlers.leave()),
    listen<{ paths: string[] }>('tauri://drag-drop', (event) => handlers.drop(event.payload.paths)),
  ];
  return () => stops.forEach((stop) => void stop.then((end) => end()));
}
