import type { GuidePlace, GuideServer, GuideStepId, GuideValue } from '#contract/guide.ts';
import type { CauseId } from '../diagnosis/causes/causes.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import type { SeenRule } from './seen.ts';
import type { Situation } from './situation.ts';

/** How a step is told for one kind of server. */
export interface Telling {
  title: string;
  why: string;
  details: string[];
  consolePath?: string;
  takes?: GuideValue[];
}

/** A value of the connection that is pasted elsewhere; left out while the connection has none. */
export interface Giving extends GuideValue {
  read: (connection: StoredConnection) => string | undefined;
}

/** One step as data. A telling that answers undefined says that such a server, or this situation, has no such step. */
export interface StepTemplate {
  id: GuideStepId;
  place: GuidePlace;
  tell: Record<GuideServer, (situation: Situation) => Telling | undefined>;
  gives?: Giving[];
  findings: CauseId[];
  seen?: SeenRule;
}

export const never = (): undefined => undefined;
