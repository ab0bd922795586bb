interface Option<Value extends string> {
  value: Value;
  label: string;
}

/** The value of a Select in its own type; a text that is no option changes nothing. */
export function choose<Value extends string>(
  options: readonly Option<Value>[],
  onChoice: (value: Value) => void,
): (text: string | null) => void {
  return (text) => {
    const option = options.find(({ value }) => value === text);
    if (option !== undefined) onChoice(option.value);
  };
}
