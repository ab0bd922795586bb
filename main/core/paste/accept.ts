import type { z } from 'zod';
import type { ApiRequest } from '#contract/apiRequest.ts';
import { connectionInput } from '#contract/connection.ts';
import type { acceptPasteInput } from '#contract/paste.ts';
import { Failure } from '../failure.ts';
import { compact } from '../json.ts';
import type { ParsedConnection } from '../oauth/connection/connection.ts';
import type { PastedCall, PastedConnection } from './material.ts';

type FromForm = NonNullable<z.output<typeof acceptPasteInput>['connection']>;

/**
 * The connection to save: as it was pasted, or what a form made of it, with the pasted secrets where the form leaves them alone. Throws
 * `input.missing` for one that is to be saved as it is and lacks something.
 */
export function connectionToSave({ input, missing }: PastedConnection, given: FromForm | undefined): ParsedConnection {
  if (given !== undefined) return withPastedSecrets(given, input);
  if (missing.length === 0) return connectionInput.parse(input);
  throw new Failure('input.missing', `This is still missing: ${missing.join(', ')}.`, { field: 'offerId' });
}

function withPastedSecrets(given: FromForm, pasted: ParsedConnection): ParsedConnection {
  const { secret } = pasted.clientAuth;
  const { password, refreshToken, assertion, subjectToken, actorToken } = pasted.grant;
  const grant = compact({ password, refreshToken, assertion, subjectToken, actorToken });
  return {
    ...given,
    clientAuth: { ...compact({ secret }), ...compact(given.clientAuth) },
    grant: { ...grant, ...compact(given.grant) },
  };
}

/** The call as the form of requests takes it: with the token of the connection, or with its own. */
export function requestToFill({ request, authorization }: PastedCall, withOwnToken: boolean): ApiRequest {
  if (!withOwnToken || authorization === undefined) return request;
  return {
    ...request,
    headers: [...(request.headers ?? []), ['Authorization', authorization]],
    auth: { kind: 'none' },
  };
}
