/** The block of cells on the clipboard, as spreadsheets put it there. */

/** One cell in the way that spreadsheets write it: quoted where it holds what parts cells. */
function quoted(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The first table of a piece of HTML, as cells parted by tabs. */
export function blockOfHtml(html: string): string | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  return [...table.rows]
    .map((row) => [...row.cells].map((cell) => quoted((cell.textContent ?? '').trim())).join('\t'))
    .join('\n');
}

/** What was copied, if it is a block of several cells; text of several lines is one where only
 * one line can be written. */
export function blockOf(data: DataTransfer | null, oneLine: boolean): string | null {
  const text = data?.getData('text/plain') ?? '';
  const body = text.replace(/[\r\n]+$/, '');
  if (body.includes('\t')) return text;
  const html = data?.getData('text/html') ?? '';
  const table = html.includes('<table') ? blockOfHtml(html) : null;
  if (table && /[\t\n]/.test(table)) return table;
  return oneLine && /[\r\n]/.test(body) ? text : null;
}
