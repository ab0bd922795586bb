/**
 * Short marks by which two masked values can be told to be the same one, and by which none can be guessed: they depend on a key that
 * lives and ends with the app's run.
 */
export interface SecretTags {
  /** Eight letters and digits. */
  tagOf: (value: string) => string;
  /** Whether the tag was made in this run; tags of two runs cannot be compared. */
  isOfThisRun: (tag: string) => boolean;
}
