/** What the window hears from outside: files dropped on it, and the wish to close it. */
import { invoke } from '@tauri-apps/api/core';
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

/** Saves before the window goes; gives the way to stop listening. */
export function listenForClosing(save: () => Promise<void>): () => void {
  const stop = listen('shirube-closing', () => {
    void save().finally(() => void invoke('leave'));
  });
  return () => void stop.then((end) => end());
}
