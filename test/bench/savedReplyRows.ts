import type { Row } from './measure.ts';

/** The budget is there; what it is for is not. */
export function savedReplyRows(): Row[] {
  const notMeasured = 'this app cannot save a reply to a file yet';
  return [{ what: 'reply of 200 MB, saved beside curl', notMeasured }];
}
