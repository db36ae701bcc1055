/** What the reasons of a requirement have to show. */
import type { FieldMessage, ReasonView } from '../../../ipc';

/** What holds, from the top: of a group that does not hold, those of its parts that do. */
export function heldIn(reasons: ReasonView[]): FieldMessage[] {
  return reasons.flatMap((reason) => {
    if (reason.truth === 'yes') {
      return [{ field: reason.field, code: reason.code, message: reason.message }];
    }
    return heldIn(reason.parts);
  });
}

/** What is missing besides the one that is shown first. */
export function othersThan(next: FieldMessage | null, missing: FieldMessage[]): FieldMessage[] {
  if (!next) return missing;
  return missing.filter((one) => one.message !== next.message);
}
