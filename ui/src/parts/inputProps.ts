/** What every input of one value takes. */
export interface InputProps {
  id: string;
  label: string;
  help?: string;
  error: string | null;
  /** In the cell of a table, whose header says what it is. */
  compact?: boolean;
}
