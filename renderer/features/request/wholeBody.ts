import type { GrantsmithApi } from '#contract/api.ts';
import type { ApiOutcome } from '#contract/apiRequest.ts';
import type { Result } from '#contract/result.ts';

/** Fetches what is left of a long body. It comes in pieces so that neither the page nor main stands still for it. */
export async function wholeBody(
  { requests }: Pick<GrantsmithApi, 'requests'>,
  result: Result<ApiOutcome>,
): Promise<Result<ApiOutcome>> {
  if (!result.ok || result.value.kind !== 'answered' || result.value.body.rest === undefined) return result;
  const { text = '', rest, ...body } = result.value.body;
  const pieces = [text];
  for (let isLast = false; !isLast;) {
    const piece = await requests.bodyPiece({ id: rest });
    if (!piece.ok) return piece;
    pieces.push(piece.value.text);
    isLast = piece.value.isLast;
  }
  return { ok: true, value: { ...result.value, body: { ...body, text: pieces.join('') } } };
}
