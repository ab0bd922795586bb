import { GUIDE_STEPS } from '#contract/guide.ts';
import { API_STEPS } from './steps/api.ts';
import { CLIENT_STEPS } from './steps/client.ts';
import { CLIENT_RIGHT_STEPS } from './steps/clientRights.ts';
import { CONNECTION_STEPS } from './steps/connection.ts';
import { SERVICE_STEPS } from './steps/service.ts';
import { USER_STEPS } from './steps/user.ts';

/** All steps, in the order in which they are taken. */
export const STEP_TEMPLATES = [
  ...SERVICE_STEPS,
  ...CLIENT_STEPS,
  ...CLIENT_RIGHT_STEPS,
  ...USER_STEPS,
  ...API_STEPS,
  ...CONNECTION_STEPS,
].sort((a, b) => GUIDE_STEPS.indexOf(a.id) - GUIDE_STEPS.indexOf(b.id));
