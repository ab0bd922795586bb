/** Looks like the app, on any screen and on paper; no font and no picture comes from anywhere. */
export const CASE_STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #57606a; --line: #d8dee4; --sunken: #f6f8fa; --bad: #c0262d; --notice: #9a5b00; --good: #256c36; --label: #eef0ff; --label-text: #364fc7; }
@media (prefers-color-scheme: dark) { :root { --text: #d8dbe0; --soft: #a5adb6; --line: #3a3f46; --sunken: #23262b; --bad: #ff8787; --notice: #ffc078; --good: #69db7c; --label: #2a3054; --label-text: #bac8ff; } body { background: #1b1d21; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); font: 14px/1.5 Inter, system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 920px; padding: 40px 32px 64px; margin: 0 auto; }
h1 { margin: 4px 0 8px; font-size: 24px; line-height: 1.25; }
h2 { padding-top: 20px; margin: 28px 0 10px; font-size: 16px; border-top: 1px solid var(--line); }
h3 { margin: 0 0 4px; font-size: 14px; }
h4 { margin: 14px 0 4px; font-size: 12px; color: var(--soft); }
p { margin: 0 0 8px; }
.kind { margin: 0; font-size: 12px; font-weight: 600; letter-spacing: 0.04em; color: var(--soft); }
.soft { color: var(--soft); }
.small { font-size: 12px; font-weight: 400; }
.mono, pre { font: 12px/1.5 "JetBrains Mono", ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { padding: 8px 10px; margin: 4px 0 0; background: var(--sunken); border-radius: 6px; }
.summary { padding: 14px 16px 6px; margin-top: 16px; background: var(--sunken); border-radius: 8px; }
.note { white-space: pre-wrap; overflow-wrap: anywhere; }
.finding { padding: 2px 0 2px 14px; margin: 0 0 18px; border-left: 3px solid var(--notice); }
.finding[data-level=bad] { border-color: var(--bad); }
.finding[data-level=good] { border-color: var(--good); }
.finding[data-level=skipped] { border-color: var(--line); }
.label { padding: 0 3px; color: var(--label-text); background: var(--label); border-radius: 3px; }
ol { padding-left: 22px; margin: 0 0 8px; }
table { width: 100%; margin: 4px 0 0; border-collapse: collapse; }
th, td { padding: 4px 12px 4px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { font-size: 12px; color: var(--soft); }
tbody th { width: 200px; font-weight: 400; color: var(--soft); overflow-wrap: anywhere; }
td { overflow-wrap: anywhere; }
.count { width: 80px; text-align: right; }
details { margin: 0 0 10px; border: 1px solid var(--line); border-radius: 8px; }
summary { padding: 8px 12px; overflow-wrap: anywhere; cursor: pointer; }
.opened { padding: 0 12px 12px; }
.status { font-weight: 600; color: var(--good); }
.status[data-level=bad] { color: var(--bad); }
.status[data-level=notice] { color: var(--notice); }
@media print { main { max-width: none; padding: 0; } h2, h3, h4 { break-after: avoid; } .finding, tr { break-inside: avoid; } body { font-size: 11pt; } }
`;
