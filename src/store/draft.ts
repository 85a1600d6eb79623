// The editor's text and what was said about it.
import type { ApplyResult } from '../worker/protocol.ts';
import type { DraftState } from './state.ts';

export const emptyDraft: DraftState = {
  fileName: 'deployment.yaml',
  text: '',
  baseText: '',
  dirty: false,
  problems: [],
  problemsFor: '',
  lastApply: null,
  applying: false,
  previous: null,
};

export function typed(draft: DraftState, text: string): DraftState {
  return { ...draft, text, dirty: text !== draft.baseText };
}

/** Another text takes the place; what was there can be brought back unless it is the same or nothing. */
export function replaced(draft: DraftState, next: { readonly fileName: string; readonly text: string }): DraftState {
  const isWorthKeeping = draft.text.trim() !== '' && draft.text !== next.text;
  return {
    ...emptyDraft,
    fileName: next.fileName,
    text: next.text,
    baseText: next.text,
    previous: isWorthKeeping ? { fileName: draft.fileName, text: draft.text } : draft.previous,
  };
}

/** Another text is to be edited for a while; the draft waits aside. */
export function lent(draft: DraftState, edit: { readonly fileName: string; readonly text: string }): DraftState {
  const { fileName, text } = edit;
  return { ...emptyDraft, fileName, text, baseText: text, aside: draft.aside ?? draft };
}

/** The draft that waited aside. */
export function returned(draft: DraftState): DraftState {
  return draft.aside ?? draft;
}

/** What was sent came back with an answer; the person may have typed on meanwhile. */
export function answered(draft: DraftState, sent: string, result: ApplyResult): DraftState {
  const wasApplied = result.exitCode === 0;
  const baseText = wasApplied ? sent : draft.baseText;
  return {
    ...draft,
    applying: false,
    lastApply: result,
    problems: result.problems,
    problemsFor: sent,
    baseText,
    dirty: draft.text !== baseText,
  };
}

/** A Deployment to begin with. The name is free in the cluster: `app`, `app-2`, … */
export function templateFor(takenNames: readonly string[]): { readonly fileName: string; readonly text: string } {
  let name = 'app';
  for (let count = 2; takenNames.includes(name); count += 1) name = `app-${count}`;
  return { fileName: `${name}.yaml`, text: TEMPLATE.replaceAll('NAME', name) };
}

const TEMPLATE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: NAME
  labels:
    app: NAME
spec:
  replicas: 3
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 25%
  selector:
    matchLabels:
      app: NAME
  template:
    metadata:
      labels:
        app: NAME
    spec:
      containers:
        - name: NAME
          image: shop/NAME:1.0.0
          ports:
            - containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080
            periodSeconds: 1
`;
