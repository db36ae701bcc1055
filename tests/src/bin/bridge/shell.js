// Stands in for the window's shell in a plain browser: the same commands, over the loopback bridge.
(() => {
  const callbacks = new Map();
  const listeners = new Map();
  let serial = 0;

  function transformCallback(callback, once = false) {
    const id = (serial += 1);
    callbacks.set(id, (payload) => {
      if (once) callbacks.delete(id);
      callback?.(payload);
    });
    return id;
  }

  function listen({ event, handler }) {
    const id = (serial += 1);
    listeners.set(id, { event, handler });
    return id;
  }

  async function* lines(body) {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      rest += decoder.decode(chunk, { stream: true });
      const parts = rest.split('\n');
      rest = parts.pop();
      for (const part of parts) yield JSON.parse(part);
    }
  }

  async function invoke(command, args = {}) {
    if (command === 'plugin:event|listen') return listen(args);
    if (command === 'plugin:event|unlisten') return void listeners.delete(args.eventId);
    const answer = await fetch(`/__bridge/${command}`, { method: 'POST', body: JSON.stringify(args) });
    let index = 0;
    for await (const line of lines(answer.body)) {
      if ('ok' in line) return line.ok;
      if ('error' in line) throw line.error;
      callbacks.get(args.progress?.id)?.({ index, message: line.progress });
      index += 1;
    }
    throw new Error(`${command}: no answer`);
  }

  window.__TAURI_INTERNALS__ = {
    metadata: { currentWindow: { label: 'main' }, currentWebview: { windowLabel: 'main', label: 'main' } },
    transformCallback,
    unregisterCallback: (id) => callbacks.delete(id),
    invoke,
  };
  window.__TAURI_EVENT_PLUGIN_INTERNALS__ = {
    unregisterListener: (_event, id) => listeners.delete(id),
  };
  // For tests: an event as the window itself would send it.
  window.__SHIRUBE_EMIT__ = (event, payload) => {
    for (const [id, listener] of listeners) {
      if (listener.event === event) callbacks.get(listener.handler)?.({ event, id, payload });
    }
  };
})();
